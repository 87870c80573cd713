"""Rules across the cells of the monthly bulletin (一般公共预算收支快报)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.general_budget.line import LISTS
from scripts.measures.subject_check import check_subjects
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Subjects are those of the year; what cannot be compared says why; no subject vanishes within the year."""
    for resource in ("data", "funds"):
        yield from check_subjects(release, release.tables[resource], LISTS, "side")
    for resource in ("data", "funds", "industry", "peers"):
        table = release.tables[resource]
        for row, cells in table.rows():
            if not cells["comparable"] and not cells["note"]:
                yield table.problem(
                    "check.comparable-reason",
                    row=row,
                    field="note",
                    expected="“同口径”是“否”，备注要写明为什么不可比",
                    fix="在备注写明科目、体制或统计范围怎样变了",
                )
    yield from _left_out(release)
    yield from _bulletin(release)


def _left_out(release: Release) -> Iterator[Problem]:
    same_year = [r for r in release.earlier if r.period.year == release.period.year]
    for resource in ("data", "funds") if same_year else ():
        here = {(cells["side"], cells["code"]) for _, cells in release.tables[resource].rows()}
        for _, cells in same_year[-1].tables[resource].rows():
            if (cells["side"], cells["code"]) not in here:
                yield release.tables[resource].problem(
                    "check.subject-left-out",
                    found=f"{cells['code']} {cells['name']}",
                    expected=f"{same_year[-1].period.title}有这个科目，本期没有它的一行",
                    fix="补上这一行，本月没有发生的写 0；科目年中停用的，请批准人用 --explain 写明",
                )


def _bulletin(release: Release) -> Iterator[Problem]:
    table = release.tables["bulletin"]
    if len(table) != 1:
        yield table.problem(
            "check.bulletin-rows",
            expected=f"快报报送表有 {len(table)} 行，应当是 1 行",
            fix="一份快报写一行：编报单位、报送日期",
        )
    for row, cells in table.rows():
        if cells["reported"] is not None and cells["reported"] <= release.period.end:
            yield table.problem(
                "check.reported-early",
                row=row,
                field="reported",
                expected=f"报送日期应当晚于月末 {release.period.end}",
                fix="核对年份和月份",
            )
