"""Promises of the deputy review (代表述职评议与联络站星级), on its sample with single cells changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.evaluation_outcomes.deputy_review import poll, star, term
from scripts.disclosures.evaluation_outcomes.deputy_review.star import Station
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("evaluation_outcomes", "deputy_review")
SAMPLE = sample.release(ROOM)
RULE = SAMPLE.method(star.METHOD)
VOTES = ("issued", "returned", "valid", "satisfied", "basically", "dissatisfied", "abstain")
COUNT = st.integers(0, 40)


def changed(release: Release, resource: str, row: int, **cells: Any) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def codes(release: Release) -> list[str]:
    return [problem.code for problem in ROOM.check(release)]


def printed(release: Release) -> str:
    figures = ROOM.compute(release)
    return (
        f"{[f.as_json() for f in figures.values()]} {ROOM.lay_out(release, figures)} {ROOM.mention(release, figures)}"
    )


def station(activities: int, raised: int, solved: int, survey: Decimal | None) -> Station:
    return Station(0, "st608", activities, raised, solved, survey, None)


def test_a_deputys_votes_are_figures_only_where_this_release_approves_them() -> None:
    named = {id for id in ROOM.compute(SAMPLE) if ".d0" in id}
    assert named == {f"{name}.d005" for name in (*VOTES[2:], "satisfied_share", "approved_share")}
    said = {mention.id: mention.sentence for mention in ROOM.mention(SAMPLE, ROOM.compute(SAMPLE))}
    assert said["d006"] == "2024年6月18日在复盛中心站口头向选民述职；测评结果只按联络站合计公布。"


def test_votes_that_would_tell_the_last_deputy_by_subtraction_are_refused() -> None:
    # Four reported at 复盛; with two results published, the sum tells those of the other two together.
    votes = {"approved": True, "valid": 28, "satisfied": 18, "basically": 8, "dissatisfied": 1, "abstain": 1}
    two = changed(SAMPLE, "coverage", 5, **votes)
    assert codes(two) == ["check.named-inferable"]
    assert codes(changed(two, "data", 0, **dict.fromkeys(VOTES))) == []


def test_a_station_without_published_votes_leaves_no_sum_of_all() -> None:
    hidden = changed(SAMPLE, "data", 0, **dict.fromkeys(VOTES))
    figures = ROOM.compute(hidden)
    assert (figures["withheld"].value, figures["valid"].value, figures["satisfied_share"].value) == (1, None, None)
    assert figures["valid"].missing == "1 个联络站没有公布票数，不合计"
    assert figures["satisfied.st610"].value == 72


def test_a_deputy_is_overdue_only_when_the_planned_year_is_over() -> None:
    states = {one.code: one.state for one in term.coverage(SAMPLE)}
    assert (states["d003"], states["d004"], states["d012"]) == ("overdue", "unscheduled", "scheduled")
    before = {one.code: one.state for one in term.coverage(SAMPLE.earlier[0])}
    assert (before["d003"], before["d005"]) == ("scheduled", "scheduled")


def test_open_items_name_the_station_and_the_number_and_no_person() -> None:
    (item,) = ROOM.items(SAMPLE, ROOM.compute(SAMPLE)) or []
    assert (item.entity, item.text, item.late) == (("station", "st608"), "代表 003 号向选民述职（计划 2023 年）", 366)


def test_stars_of_all_years_stand_beside_each_other() -> None:
    grid = ROOM.lay_out(SAMPLE, ROOM.compute(SAMPLE))["star_years"]
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["郭家中心站", "3", "4"],
        ["复盛中心站", "5", "4"],
        ["鱼嘴中心站", "0", "—"],
    ]


@pytest.mark.parametrize(
    ("one", "reached"),
    [
        (station(12, 10, 9, Decimal(90)), 5),
        (station(11, 10, 9, Decimal(90)), 4),
        (station(12, 1000, 899, Decimal(90)), 4),
        (station(12, 10, 9, Decimal("89.9")), 4),
        (station(4, 5, 3, Decimal(70)), 3),
        (station(3, 0, 0, Decimal(100)), 0),
        (station(12, 0, 0, Decimal(95)), 5),
        (station(12, 10, 10, None), None),
    ],
)
def test_a_star_is_reached_exactly_at_its_needs(one: Station, reached: int | None) -> None:
    assert star.star(one, RULE) == reached


@given(COUNT, COUNT, COUNT, st.decimals(0, 100, places=1))
def test_more_activity_never_costs_a_star(activities: int, raised: int, solved: int, survey: Decimal) -> None:
    solved = min(solved, raised)
    less, more = (star.star(station(n, raised, solved, survey), RULE) for n in (activities, activities + 1))
    assert less is not None
    assert more is not None
    assert less <= more


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 10))
def test_what_may_be_published_leaves_nobody_or_at_least_the_limit(all_: int, consenting: int, limit: int) -> None:
    consenting = min(all_, consenting)
    rest = all_ - consenting
    assert poll.inferable(all_, consenting, limit) == (rest != 0 and rest < limit)


def test_no_page_holds_the_votes_of_a_deputy_who_did_not_consent() -> None:
    # The room refuses such a release; even if it came through, nothing printed would hold the votes.
    leaked = changed(SAMPLE, "coverage", 5, valid=7741, satisfied=7741, basically=0, dissatisfied=0, abstain=0)
    assert codes(leaked) == ["check.result-not-approved"]
    assert "7741" not in printed(leaked)
