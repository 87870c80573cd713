"""The demonstration district reports the magnitudes that were really reported, and keeps what is private."""

from __future__ import annotations

from decimal import Decimal

from tests.instances.demonstration import deputy_points, deputy_review, village_appraisal


def test_average_points_are_those_reported_for_2015_to_2020() -> None:
    found = []
    for draft in deputy_points.drafts():
        totals = [row["total"] for row in draft.tables["data"]]
        assert len(totals) == 24
        found.append(sum(totals, Decimal(0)) / len(totals))
    assert found == [Decimal(average) for average in ("48.7", "53.1", "60.5", "80.3", "81.3", "80.5")]


def test_fourteen_villages_are_appraised_in_two_years_with_a_veto_and_a_shared_place() -> None:
    drafts = village_appraisal.drafts()
    assert [len(draft.tables["data"]) for draft in drafts] == [14, 14]
    for draft in drafts:
        vetoed = [row for row in draft.tables["data"] if row["veto"]]
        assert [(row["grade"], row["rank"]) for row in vetoed] == [("不合格", None)]
    ranks = [row["rank"] for row in drafts[1].tables["data"] if row["rank"]]
    assert len(set(ranks)) < len(ranks)


def test_a_station_with_two_reviews_publishes_no_votes_and_two_deputies_are_overdue() -> None:
    first, second = deputy_review.drafts()
    hidden = [row for draft in (first, second) for row in draft.tables["data"] if row["reviewed"] < 3]
    assert [(row["station"], row.get("valid")) for row in hidden] == [("st611", None)]
    late = [row["deputy"] for row in second.tables["coverage"] if row["planned"] == 2023 and row["reviewed"] is None]
    assert late == list(deputy_review.ABSENT)
    shown = [row["deputy"] for row in second.tables["coverage"] if row.get("valid") is not None]
    assert shown == [deputy_review.APPROVED]


def test_names_stand_only_where_their_publication_is_approved() -> None:
    for draft in deputy_points.drafts():
        for row in draft.tables["data"]:
            assert bool(row["name"]) == row["named"]
