"""Promises of the demonstration's budget projects: part of their departments' budgets, and the oddities that occur."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scripts.model.release import ReleaseId
from tests.instances.demonstration import budget, project_execution, project_performance
from tests.instances.demonstration.budget_projects import PROJECTS
from tests.instances.demonstration.projects import PROJECTS as LIVELIHOOD

QUARTERS = {str(ReleaseId.parse(draft.id).period): draft.tables for draft in project_execution.drafts()}


def rows(code: str, year: int) -> list[dict[str, Any]]:
    """Return the four rows of one project."""
    return [
        dict(row) for quarter in range(1, 5) for row in QUARTERS[f"{year}-Q{quarter}"]["data"] if row["project"] == code
    ]


def test_two_years_of_quarters_with_two_dozen_projects_each() -> None:
    assert list(QUARTERS) == [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    assert {len(tables["data"]) for tables in QUARTERS.values()} == {23, 24}


def test_projects_are_at_most_three_fifths_of_the_budget_their_department_published() -> None:
    published = {str(ReleaseId.parse(draft.id).period): draft.tables["data"] for draft in budget.drafts()}
    for period, tables in QUARTERS.items():
        told = {row["department"]: row["budget"] for row in tables["departments"]}
        if period in published:
            theirs = {row["department"]: row["adjusted_budget"] for row in published[period]}
            assert told == {code: theirs[code] for code in told}
        for code, limit in told.items():
            own = sum((r["adjusted_budget"] for r in tables["data"] if r["department"] == code), Decimal(0))
            assert own <= limit * 3 / 5, (period, code)


def test_codes_are_no_livelihood_projects_and_evaluated_projects_keep_their_code_and_name() -> None:
    assert not set(PROJECTS) & set(LIVELIHOOD)
    for code, (name, short) in project_performance.PROJECTS.items():
        if code in PROJECTS:
            assert (PROJECTS[code].name, project_execution.SHORT[code]) == (name, short)


def test_what_real_tables_hold_is_there() -> None:
    every = [row for tables in QUARTERS.values() for row in tables["data"]]
    assert any(row["paid"] is not None and row["paid"] < 0 for row in every)
    assert any(row["paid"] is not None and row["paid"] > row["adjusted_budget"] > 0 for row in every)
    assert any(row["original_budget"] == 0 < row["adjusted_budget"] for row in every)
    assert any(row["adjusted_budget"] == 0 < row["original_budget"] for row in every)
    assert [row["project"] for row in every if row["paid"] is None] == ["b-2024-18"]


def test_the_slow_pay_of_community_workers_is_mended_after_the_half_year() -> None:
    paid = [row["paid"] * 100 / row["adjusted_budget"] for row in rows("b-2024-15", 2024)]
    assert paid == [2, 8, 71, Decimal("99.2")]
