"""Rules across the cells of field inspection (暗访视察问题移交整改)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.disclosures.suggestion_handling.field_inspection.machine import STATES, ForbiddenStep, fold
from scripts.disclosures.suggestion_handling.field_inspection.problem import METHOD, problem, problems, steps
from scripts.measures.date_rules import in_order
from scripts.measures.workday import CALENDAR, FIRST_YEAR, LAST_YEAR, UnknownYear
from scripts.model.person import named
from scripts.model.problem import Problem
from scripts.model.profile import unit_type
from scripts.model.release import Release

DATES = ("found", "transferred", "returned", "retransferred", "mended", "verified", "remended")
"""Dates in the order in which they can happen."""
TEXTS = ("place", "before", "after", "returned_reason", "note")
PAIRS = (
    ("transferred", "body", "移交了的要写明整改单位"),
    ("returned", "returned_reason", "退回的要写明理由"),
    ("mended", "after", "整改完成的要写明整改后的情况"),
    ("verified", "result", "复核过的要写明结果"),
    ("result", "verified", "有复核结果的要写明复核日期"),
)
"""Where the first is filled in, the second must be."""


def check(release: Release) -> Iterator[Problem]:
    """Steps are those the rules allow, days can be counted and stand in order; nothing open is lost, nobody named."""
    for row, cells in release.table.rows():
        yield from _unit(release, row, cells)
        found = list(_steps(release, row, cells)) or list(_dates(release, row, cells))
        yield from found or _workdays(release, row, cells)
        yield from _citizens(release, row, cells)
    yield from _inspections(release)
    yield from _left_out(release)


def _unit(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    entry = release.codelists["departments"][cells["township"]]
    if unit_type(entry) != "township":
        yield release.table.problem(
            "check.not-a-township",
            row=row,
            field="township",
            expected=f"{entry.label}不是乡镇街道",
            fix="填问题所在的乡镇街道；负责整改的部门填在“整改单位”",
        )


def _steps(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    told = list(steps(cells))
    try:
        fold(step for step, _ in told)
    except ForbiddenStep as forbidden:
        yield release.table.problem(
            "check.stage-skipped",
            row=row,
            field=told[forbidden.position][1],
            expected=f"这个问题此时是“{STATES[forbidden.state][0]}”，不会有这一步",
            fix="核对前面各步的日期，补上漏填的一步，或删去这一格",
        )
        return
    for filled, empty, expected in PAIRS:
        if cells[filled] is not None and cells[empty] is None:
            yield release.table.problem(
                "check.step-incomplete", row=row, field=empty, expected=expected, fix="补上这一格，或删去前一格"
            )
            return


def _dates(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    pairs = []
    if cells["deadline"] is not None and cells["transferred"] is not None:
        pairs.append(("retransferred" if cells["retransferred"] else "transferred", "deadline"))
    return in_order(release, row, cells, DATES, pairs=pairs)


def _workdays(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        problem(row, cells, release.method(METHOD), release.as_of)
    except UnknownYear as unknown:
        yield release.table.problem(
            "check.unknown-workdays",
            row=row,
            field="found",
            expected=f"期限要数到 {unknown} 年的工作日，节假日历（{CALENDAR}）只收录 {FIRST_YEAR} 年到 {LAST_YEAR} 年",
            fix="核对年份；年份没有错的，等国务院办公厅公布放假安排、更新节假日历以后再公开",
        )


def _citizens(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    for field in TEXTS:
        if words := named(cells[field]):
            yield release.table.problem(
                "check.citizen-named",
                row=row,
                field=field,
                expected=f"“{words}”指向一个群众，这里只写事情，不写是谁",
                fix="删去姓名和称呼，只写问题",
            )
            return


def _inspections(release: Release) -> Iterator[Problem]:
    table = release.tables["inspections"]
    for row, cells in table.rows():
        if not release.period.start <= cells["date"] <= release.period.end:
            yield table.problem(
                "check.date-outside-period",
                row=row,
                field="date",
                expected=f"这份数据是{release.period.title}的暗访视察",
                fix="核对日期，或移到它所在的时期",
            )


def _left_out(release: Release) -> Iterator[Problem]:
    """What was open in the release before stands in this one."""
    if not release.earlier:
        return
    here = set(release.table.column("id"))
    for one in problems(release.earlier[-1]):
        if one.open and one.cells["id"] not in here:
            yield release.table.problem(
                "check.problem-left-out",
                expected=f"上一期还没有整改到位的 {one.cells['id']}（{one.cells['place']}）这一期没有",
                fix="补上这一行；整改到位的那一期也要列出",
            )
