"""What is special to the “three public” expenses: two stages, thresholds at their edges, empty and missing tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scripts import registry
from scripts.disclosures.budget_execution.three_public_expenses.outlay import METHOD, Outlay
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "three_public_expenses")


def line(before: str | None, now: str, limit: str = "1000", adjusted: str | None = None) -> Outlay:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    amounts = {
        "previous_budget": None,
        "previous_final": number(before),
        "budget": number(limit),
        "adjusted": number(adjusted),
        "final": number(now),
    }
    return Outlay(0, "total", "final", amounts)


def changed(release: Release, resource: str, row: int, cells: Mapping[str, Any]) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def without(release: Release, resource: str, field: str, values: set[str]) -> Release:
    old = release.tables[resource]
    keep = [value not in values for value in old.frame[field]]
    rows = tuple(row for row, kept in zip(old.origin.rows, keep, strict=True) if kept)
    table = replace(old, frame=old.frame[keep].reset_index(drop=True), origin=replace(old.origin, rows=rows))
    return replace(release, tables={**release.tables, resource: table})


def budget_table() -> Release:
    """Return the sample as it stood when only the budget was approved."""
    release = without(sample.release(ROOM), "phases", "phase", {"调整", "决算"})
    blank = {"previous_final": None, "adjusted": None, "final": None, "reason": "按预算编制", "over_reason": None}
    tables = dict(release.tables)
    for name in ("data", "district"):
        tables[name] = replace(tables[name], frame=tables[name].frame.assign(**blank))
    return replace(release, tables=tables)


@pytest.mark.parametrize(
    ("before", "now", "reached"),
    [
        ("100", "109.99", False),
        ("100", "110", True),
        ("100", "90.01", False),
        ("100", "90", True),
        ("4", "4.49", False),
        ("4", "4.5", True),
        ("0", "0.49", False),
        ("0", "0.5", True),
        ("0", "0", False),
        ("-1", "0", True),
        (None, "50", False),
    ],
)
def test_a_reason_is_due_from_both_thresholds_in_both_directions(before: str, now: str, reached: bool) -> None:
    assert line(before, now).reached(sample.release(ROOM).method(METHOD)) is reached


@pytest.mark.parametrize(
    ("limit", "adjusted", "now", "over"),
    [("10", None, "10", False), ("10", None, "10.01", True), ("10", "12", "12", False), ("10", "8", "8.01", True)],
)
def test_overspending_is_judged_by_the_budget_in_force(limit: str, adjusted: str, now: str, over: bool) -> None:
    assert line("10", now, limit, adjusted).over is over


def test_no_rate_on_a_base_of_zero_or_below() -> None:
    assert [line(before, "5").rate for before in ("0", "-2", None)] == [None, None, None]


def test_a_budget_table_compares_budgets_and_says_that_the_final_is_to_come() -> None:
    release = budget_table()
    assert [str(problem) for problem in ROOM.check(release)] == []
    figures = ROOM.compute(release)
    assert (figures["budget_change.total"].value, figures["budget_change.total"].label) == (
        Decimal(-3),
        "全区“三公”经费年初预算数比上年预算多（负数是少）",
    )
    assert (figures["final.total"].missing, figures["over"].missing) == ("决算尚未批准", "决算尚未批准")
    assert "counts" not in ROOM.lay_out(release, figures)
    plain = sample.edition(ROOM, release)
    assert [one.title for one in plain.grids["departments"].columns][1:4] == [
        "上年预算数",
        "年初预算数",
        "比上年预算增减",
    ]


def test_the_final_table_leaves_every_number_of_the_budget_table_as_it_was() -> None:
    before, after = ROOM.compute(budget_table()), ROOM.compute(sample.release(ROOM))
    known = {id: (figure.value, figure.label) for id, figure in before.items() if figure.value is not None}
    assert {id for id, said in known.items() if (after[id].value, after[id].label) != said} == set()


def test_an_empty_table_is_declared_and_counts_as_zero() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    one = figures["final.total.d-103"]
    assert (one.text, one.formula) == ("0.00", "申报为空表，按 0 计")
    mentions = {one.id: one for one in ROOM.mention(sample.release(ROOM), figures)}
    assert mentions["103"].sentence == "2023年没有“三公”经费，列出空表，原因：没有公务用车，没有接待任务。"
    assert mentions["103"].status == "none"


def test_a_missing_table_is_named_never_zero_and_keeps_the_sum_from_being_tested() -> None:
    before = sample.release(ROOM).earlier[-1]
    figures = ROOM.compute(before)
    assert (figures["final.total.d-601"].value, figures["final.total.d-601"].missing) == (
        None,
        "缺表：公务用车台账没有核清，承诺下一年补齐",
    )
    assert figures["guests"].missing == "1 个部门缺表"
    found = {one.id: one for one in ROOM.identify(before)}
    assert found["departments.final.total"].state({}) == "open"
    assert found["departments.final.total"].missing == "1 个部门缺表"


def test_a_table_still_missing_stays_open_in_later_years() -> None:
    release = sample.release(ROOM)
    found = ROOM.items(release, ROOM.compute(release)) or []
    assert [(one.id, one.body, one.status) for one in found] == [("2022-601", "戊镇", "wait")]


def test_items_add_up_for_every_unit_and_last_year_is_what_was_published() -> None:
    release = sample.release(ROOM)
    found = {one.id: one.state({}) for one in ROOM.identify(release)}
    assert found["items.final.d-102"] == found["vehicles.final.d-102"] == "held"
    assert found["items.final.district"] == found["departments.final.reception"] == "held"
    assert found["carried.previous_final.d-101"] == found["carried.previous_budget.district"] == "held"
    assert "carried.previous_final.d-601" not in found
    wrong = changed(release, "data", 0, {"previous_final": Decimal("50.01")})
    failed = [one.id for one in ROOM.identify(wrong) if one.state({}) == "failed"]
    assert failed == [
        "items.previous_final.d-101",
        "departments.previous_final.total",
        "carried.previous_final.d-101",
    ]


def test_an_average_is_given_only_where_it_is_defined() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    assert "average.purchase" not in figures
    assert (figures["average.reception.d-601"].missing, figures["average.running"].base) == (
        "公务接待人次为 0",
        "按公务用车保有量",
    )


def test_a_department_that_was_closed_may_leave_the_list() -> None:
    release = without(sample.release(ROOM), "departments", "department", {"103"})
    assert [one.code for one in ROOM.check(release)] == ["check.unit-left-out"]
    names = release.codelists["departments"]
    closed = replace(names["103"], until=release.period.start.replace(year=2022))
    entries = {**names.entries, "103": closed}
    ended = replace(release, codelists={**release.codelists, "departments": replace(names, entries=entries)})
    assert ROOM.check(ended) == []
