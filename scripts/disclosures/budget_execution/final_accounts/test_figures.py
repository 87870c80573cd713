"""What is special to the final accounts: five phases apart, the threshold at its edge, differences without a base."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scripts import registry
from scripts.disclosures.budget_execution.final_accounts.account import METHOD, Account
from scripts.model.period import chinese_date
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "final_accounts")


@pytest.mark.parametrize(
    ("original", "final", "reached"),
    [
        ("100", "109.99", False),
        ("100", "110", True),
        ("100", "90.01", False),
        ("100", "90", True),
        ("0", "0", False),
        ("0", "0.01", True),
        ("-100", "-90", True),
    ],
)
def test_a_difference_reaches_the_threshold_in_both_directions(original: str, final: str, reached: bool) -> None:
    account = Account(0, "201", "类", None, Decimal(original), None, None, Decimal(final))
    assert account.reached(sample.release(ROOM).method(METHOD)) is reached


def test_a_difference_below_the_threshold_is_never_printed_as_the_threshold() -> None:
    figure = ROOM.compute(sample.release(ROOM))["difference_rate.203"]
    assert (figure.text, figure.status) == ("-9.99%", "ok")


def test_phases_stand_apart_with_their_day_organ_and_law() -> None:
    grid = sample.edition(ROOM).grids["phases"]
    assert [cell.text for cell in grid.cells("phase")] == ["草案", "批准（年初）", "调整", "执行", "决算"]
    assert [cell.text for cell in grid.cells("amount")] == ["1,010.00", "1,000.00", "1,020.00", "968.02", "995.02"]
    assert all(cell.text.startswith("预算法") for cell in grid.cells("basis"))
    approved = sample.release(ROOM).tables["phases"].column("date")[1]
    assert grid.cells("date")[1].text == chinese_date(approved)


def test_a_rate_names_its_base() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    assert [figures[id].base for id in ("of_original", "of_adjusted", "difference_rate")] == [
        "占年初预算",
        "占调整预算",
        "占年初预算",
    ]


def test_a_year_without_adjustment_has_no_rate_of_it() -> None:
    release = sample.release(ROOM)
    tables = dict(release.tables)
    for name in ("data", "departments"):
        tables[name] = replace(tables[name], frame=tables[name].frame.assign(adjusted=None))
    phases = tables["phases"]
    tables["phases"] = replace(phases, frame=phases.frame[phases.frame["phase"] != "调整"].reset_index(drop=True))
    changed = replace(release, tables=tables)
    figures = ROOM.compute(changed)
    assert figures["of_adjusted"].missing == "没有调整"
    assert ROOM.check(changed) == []


def test_money_by_subject_equals_money_by_department() -> None:
    found = {one.id: one for one in ROOM.identify(sample.release(ROOM))}
    assert [
        found[f"departments.{key}"].state({}) for key in ("draft", "original", "adjusted", "executed", "final")
    ] == ["held"] * 5
