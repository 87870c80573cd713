"""Promises of the demonstration data on the review of department budgets: the magnitudes of the practice."""

import datetime
from itertools import pairwise

from scripts.measures.workday import is_workday
from tests.instances.demonstration import budget
from tests.instances.demonstration.base import NOTE
from tests.instances.demonstration.budget_review import drafts, opinions


def rows(resource: str) -> list[dict]:
    return [row for draft in drafts() for row in draft.tables[resource]]


def test_twenty_nine_departments_132_opinions_13_meetings_and_two_reports():
    kinds = [row["kind"] for row in rows("meetings")]
    assert len({row["department"] for row in rows("data")}) == 29
    assert (
        len({row["id"] for row in rows("opinions")}) == len(opinions()) == sum(row["opinions"] for row in rows("data"))
    )
    assert len(opinions()) == 132
    assert (kinds.count("专委会会议"), kinds.count("工作情况报告")) == (13, 2)


def test_seven_streets_are_still_to_come():
    listed = {row["department"] for row in drafts()[-1].tables["coverage"]}
    left = listed - {row["department"] for row in rows("data")}
    assert sorted(left) == ["601", "602", "603", "604", "605", "606", "607"]


def test_no_two_opinions_are_the_same():
    assert len({(one.department, one.text) for one in opinions()}) == 132


def test_reviewed_amounts_are_the_budgets_that_were_later_executed():
    first = {draft.id.rsplit("/", 1)[1]: draft for draft in budget.drafts() if draft.id.endswith("-Q1")}
    for row in rows("data"):
        executed = first[f"{row['budget_year']}-Q1"].tables["data"]
        assert row["amount"] == next(r["original_budget"] for r in executed if r["department"] == row["department"])


def test_an_opinion_stays_in_every_year_until_it_is_closed():
    years = [{row["id"]: row for row in draft.tables["opinions"]} for draft in drafts()]
    for before, after in pairwise(years):
        still = {id for id, row in before.items() if row["closed"] is None}
        done = set(before) - still
        assert still <= set(after)
        assert not done & set(after)


def test_nothing_is_known_before_it_happened():
    for draft, year in zip(drafts(), (2022, 2023, 2024), strict=True):
        days = [row[key] for row in draft.tables["opinions"] for key in ("replied", "closed") if row[key]]
        assert max(days) <= datetime.date(year, 12, 31)
        assert all(map(is_workday, days))


def test_every_row_says_that_it_is_invented():
    assert {row["note"] for draft in drafts() for table in draft.tables.values() for row in table} == {NOTE}
