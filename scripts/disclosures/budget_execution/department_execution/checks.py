"""Rules across the cells of department budget execution (部门预算执行进度)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Budgets are not negative; no plan exceeds the adjusted budget; a department in the last period stays."""
    table = release.table
    for row, cells in table.rows():
        for field in ("original_budget", "adjusted_budget", "planned"):
            if cells[field] is not None and cells[field] < 0:
                yield table.problem(
                    "check.negative-budget",
                    row=row,
                    field=field,
                    expected="预算数和计划数不会小于 0",
                    fix="核对正负号；退款只会使累计执行数为负，请写在“累计执行数”一列",
                )
        if cells["planned"] > cells["adjusted_budget"] >= 0:
            yield table.problem(
                "check.plan-above-budget",
                row=row,
                field="planned",
                expected=f"累计计划执行数不能大于调整预算 {cells['adjusted_budget']} 万元",
                fix="核对计划数和调整预算，看单位是否一致，改正错的那一格",
            )
    yield from _left_out(release)


def _left_out(release: Release) -> Iterator[Problem]:
    same_year = [r for r in release.earlier if r.period.year == release.period.year]
    if not same_year:
        return
    here = set(release.table.column("department"))
    for code in same_year[-1].table.column("department"):
        entry = release.codelists["departments"][code]
        closed = entry.until is not None and entry.until <= release.as_of
        if code not in here and not closed:
            yield release.table.problem(
                "check.department-left-out",
                found=entry.label,
                expected=f"{same_year[-1].period.title}有这个部门，本期没有它的一行",
                fix="补上这一行，没有报告的把“累计执行数”留空；部门已撤并的，在部门代码表写上终止日期",
            )
