"""Promises of the demonstration's procurement: within the departments' budgets, and what real tables hold."""

from __future__ import annotations

from decimal import Decimal

from tests.instances.demonstration import budget, procurement

YEARS = {draft.id.rsplit("/", 1)[1]: draft for draft in procurement.drafts()}


def test_three_years_of_every_department() -> None:
    assert list(YEARS) == ["2023", "2024", "2025"]
    assert {len({row["department"] for row in draft.tables["data"]}) for draft in YEARS.values()} == {41}


def test_no_department_plans_to_buy_for_more_than_a_quarter_of_its_budget() -> None:
    published = {draft.id.rsplit("/", 1)[1]: draft.tables["data"] for draft in budget.drafts()}
    for year, draft in YEARS.items():
        for row in published[f"{year}-Q1"]:
            own = [r["plan"] for r in draft.tables["data"] if r["department"] == row["department"]]
            assert sum(own, Decimal(0)) <= row["original_budget"] / 4, (year, row["department"])


def test_a_method_is_used_only_since_it_is_law() -> None:
    used = {(year, row["method"]) for year, draft in YEARS.items() for row in draft.tables["data"]}
    assert {year for year, method in used if method == "cooperative"} == {"2025"}
    assert {method for year, method in used if year == "2024"} == set(procurement.METHODS) - {"cooperative"}


def test_what_real_tables_hold_is_there() -> None:
    every = [row for draft in YEARS.values() for row in draft.tables["data"]]
    assert any(row["contract"] > row["awarded"] for row in every)
    assert any(row["plan"] > 0 == row["awarded"] for row in every)
