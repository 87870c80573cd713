"""Rules across the cells of the final accounts (决算与预决算差异)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.disclosures.budget_execution.final_accounts.account import METHOD, Account, departments, functions
from scripts.measures.subject_check import check_subjects
from scripts.model.problem import Problem
from scripts.model.release import Release

ORDER = ("草案", "批准", "调整", "执行", "决算")


def check(release: Release) -> Iterator[Problem]:
    """Subjects are those of the year; a large difference has its reason; phases are complete and follow each other."""
    yield from check_subjects(release, release.table, {"": "functions"})
    yield from _reasons(release, "data", functions(release))
    yield from _reasons(release, "departments", departments(release))
    yield from _phases(release)


def _reasons(release: Release, resource: str, accounts: list[Account]) -> Iterator[Problem]:
    method = release.method(METHOD)
    for one in accounts:
        if one.reached(method) and not one.reason:
            yield release.tables[resource].problem(
                "check.difference-reason",
                row=one.row,
                field="reason",
                expected=f"{one.name}决算数与年初预算数的差异达到 {method['reason_percent']}%，要写明原因",
                fix="写明为什么多支出或少支出；数字错的改数字",
            )


def _phases(release: Release) -> Iterator[Problem]:
    table = release.tables["phases"]
    rows = {cells["phase"]: (row, cells["date"]) for row, cells in table.rows()}
    adjusted = any(one.adjusted is not None for one in (*functions(release), *departments(release)))
    for phase in ORDER:
        if phase not in rows and (phase != "调整" or adjusted):
            yield table.problem(
                "check.phase-missing",
                found=phase,
                expected=f"五个阶段缺少“{phase}”一行",
                fix="补上这一阶段的日期、机关和会议或文号",
            )
    known = [(rows[phase], phase) for phase in ORDER if phase in rows]
    for ((_, before), earlier), ((row, date), phase) in pairwise(known):
        if date < before:
            yield table.problem(
                "check.phase-order",
                row=row,
                field="date",
                expected=f"“{phase}”不会早于“{earlier}”（{before}）",
                fix="核对两个日期",
            )
