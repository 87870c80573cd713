"""Rules across the cells of staged scoring (百分制分段评价)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.disclosures.suggestion_handling.staged_scoring.item import METHOD, items, steps
from scripts.disclosures.suggestion_handling.staged_scoring.machine import STAGES, STATES, ForbiddenStep, fold
from scripts.measures.date_rules import in_order
from scripts.model.problem import Problem
from scripts.model.release import Release

DATES = tuple(f"{stage}_{name}" for stage in STAGES for name in ("reported", "scored", "told", "redone", "rescored"))
"""Dates in the order in which they can happen."""
SCORES = tuple((f"{stage}_{score}", f"{stage}_{day}") for stage in STAGES
               for score, day in (("score", "scored"), ("rescore", "rescored")))  # fmt: skip


def check(release: Release) -> Iterator[Problem]:
    """Scores have their day, days stand in order, steps are those the rules allow; nothing unfinished is lost."""
    for row, cells in release.table.rows():
        found = list(_scores(release, row, cells)) or list(_steps(release, row, cells))
        yield from found or in_order(release, row, cells, DATES)
    yield from _left_out(release)


def _scores(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    for score, day in SCORES:
        if (cells[score] is None) != (cells[day] is None):
            empty = day if cells[day] is None else score
            yield release.table.problem(
                "check.score-incomplete",
                row=row,
                field=empty,
                expected="得分和打分日期要么都有，要么都没有",
                fix="补上空着的一格，或把另一格也留空",
            )


def _steps(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    method = release.method(METHOD)
    told = list(steps(cells, method))
    try:
        fold(step for step, _ in told)
    except ForbiddenStep as forbidden:
        yield release.table.problem(
            "check.stage-skipped",
            row=row,
            field=told[forbidden.position][1],
            expected=f"这件建议此时是“{STATES[forbidden.state][0]}”（及格分 {method['pass_score']} 分），不会有这一步",
            fix="核对前面各步的日期和得分；再次不通过即为最后结果，不再办理",
        )
        return
    passed = {step for step, _ in told}
    for stage in STAGES:
        if cells[f"{stage}_told"] is not None and (stage, "failed") not in passed:
            yield release.table.problem(
                "check.told-without-failing",
                row=row,
                field=f"{stage}_told",
                expected=f"{STAGES[stage]}没有不及格的得分，不会收到不满意意见",
                fix="核对得分，或删去这个日期",
            )
        elif cells[f"{stage}_told"] is None and cells[f"{stage}_redone"] is not None:
            yield release.table.problem(
                "check.redone-untold",
                row=row,
                field=f"{stage}_told",
                expected="已经重新办理，要写明收到不满意意见的日期，期限从那一天起算",
                fix="补上承办单位收到不满意意见的日期",
            )


def _left_out(release: Release) -> Iterator[Problem]:
    """What had no final result in the release before stands in this one."""
    if not release.earlier:
        return
    here = set(release.table.column("code"))
    for one in items(release.earlier[-1]):
        if not one.final and one.cells["code"] not in here:
            yield release.table.problem(
                "check.unfinished-left-out",
                expected=f"上一期还没有最后结果的“{one.cells['title']}”（{one.cells['code']}）这一期没有",
                fix="补上这一行；有了结果的也要列出来",
            )
