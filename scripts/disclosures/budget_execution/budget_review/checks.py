"""Rules across the cells of the review of department budgets (部门预算审查全覆盖)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.opinion import PENDING, is_open
from scripts.measures.date_rules import within_period
from scripts.measures.thread import dropped, threads
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release
from scripts.model.table import Table

KEPT = ("department", "raised", "topic", "text")
"""Fields of an opinion that no later release may change."""


def check(release: Release) -> Iterator[Problem]:
    """Reviews fit meetings and the term's list; opinions fit reviews, keep their words and are followed to the end."""
    yield from _reviews(release)
    yield from _coverage(release)
    yield from _opinions(release)
    yield from _continued(release)


def _reviews(release: Release) -> Iterator[Problem]:
    table, meetings = release.table, release.tables["meetings"]
    days = {cells["id"]: cells["date"] for cells in meetings.records() if cells["kind"] == term.MEETING}
    listed = set(release.tables["coverage"].column("department"))
    for row, cells in meetings.rows():
        yield from within_period(release, row, "date", cells["date"], "审查、会议和报告", resource="meetings")
    for row, cells in table.rows():
        yield from within_period(release, row, "reviewed", cells["reviewed"], "审查、会议和报告")
        if days.get(cells["meeting"]) != cells["reviewed"]:
            there = days.get(cells["meeting"])
            yield table.problem(
                "check.unknown-meeting",
                row=row,
                field="meeting",
                expected="“会议与报告”表里没有这个编号的专委会会议"
                if there is None
                else f"这次会议在{chinese_date(there)}，与审查日期不同",
                fix="改正会议编号或日期，或在“会议与报告”（meetings）表补上这次会议",
            )
        if cells["department"] not in listed:
            yield table.problem(
                "check.not-in-coverage",
                row=row,
                field="department",
                expected="被审查的部门应在本届应审查的部门清单（coverage）里",
                fix="在 coverage 表补上这个部门一行，或改正部门代码",
            )


def _coverage(release: Release) -> Iterator[Problem]:
    table, current = release.tables["coverage"], term.name(release)
    for row, cells in table.rows():
        if cells["term"] != current:
            yield table.problem(
                "check.term-mixed",
                row=row,
                field="term",
                expected=f"各行的届次应相同，第一行是“{current}”",
                fix="改成同一届次；换届以后另作新一届的清单",
            )
    past = term.before(release)
    here = set(table.column("department"))
    for code in past[-1].tables["coverage"].column("department") if past else ():
        entry = release.codelists["departments"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield table.problem(
                "check.coverage-left-out",
                found=entry.label,
                expected=f"{past[-1].period.title}的清单有这个部门，本期没有它的一行",
                fix="补上这一行；部门已撤并的，在部门代码表写上终止日期",
            )


def _opinions(release: Release) -> Iterator[Problem]:
    table = release.tables["opinions"]
    days = {(code, one.date) for code, found in term.reviews(release).items() for one in found}
    for row, cells in table.rows():
        if (cells["department"], cells["raised"]) not in days:
            yield table.problem(
                "check.opinion-without-review",
                row=row,
                field="raised",
                expected="本届没有在这一天审查过这个部门的预算",
                fix="核对提出日期和部门，或补上这次审查",
            )
        if (cells["outcome"] == PENDING) != (cells["replied"] is None):
            yield table.problem(
                "check.reply-disagrees",
                row=row,
                field="replied",
                expected="没有答复的写“办理中”，不写答复日期；已经答复的写明采纳情况和答复日期",
                fix="补上或删去答复日期，或改采纳情况",
            )
        elif cells["outcome"] == PENDING and cells["closed"] is not None:
            yield table.problem(
                "check.closed-unreplied",
                row=row,
                field="closed",
                expected="还没有答复的意见不能办结",
                fix="补上答复日期和采纳情况，或删去办结日期",
            )
        if (cells["outcome"] in {"部分采纳", "未采纳"}) != (cells["reason"] is not None):
            yield table.problem(
                "check.rejected-without-reason",
                row=row,
                field="reason",
                expected="部分采纳和未采纳的要写没有采纳的理由，其他的不写",
                fix="照部门的书面答复补上理由，或改采纳情况",
            )
        yield from _dates(release, table, row)


def _dates(release: Release, table: Table, row: int) -> Iterator[Problem]:
    earliest, field_before = table.value(row, "raised"), "raised"
    for field in ("replied", "closed"):
        day = table.value(row, field)
        if day is None:
            continue
        if day > release.as_of:
            yield table.problem(
                "check.date-after-period",
                row=row,
                field=field,
                expected=f"本期数据截至{chinese_date(release.as_of)}，之后的事放到下一期",
                fix="核对日期；日期无误的，这一格留空，采纳情况按期末填写",
            )
        elif day < earliest:
            yield table.problem(
                "check.date-order",
                row=row,
                field=field,
                expected=f"不会早于“{table.schema[field_before].title}”{chinese_date(earliest)}",
                fix="核对两个日期，改正错的那一格",
            )
        earliest, field_before = day, field


def _continued(release: Release) -> Iterator[Problem]:
    """What earlier releases of the term published keeps its words, goes on until closed, and stays closed."""
    past, table = term.before(release), release.tables["opinions"]
    before = threads(past, "opinions")
    for row, cells in table.rows():
        knots = before.get(cells["id"])
        if knots is None:
            continue
        last = knots[-1]
        if not is_open(last.cells):
            yield table.problem(
                "check.opinion-settled",
                row=row,
                field="id",
                expected=f"{last.release.period.title}已公布这条意见办结",
                fix="删去这一行；以前公布错了的，更正那一期；是新的意见，另编编号",
            )
        for field in KEPT:
            if cells[field] != last.cells[field]:
                yield table.problem(
                    "check.opinion-changed",
                    row=row,
                    field=field,
                    expected=f"{last.release.period.title}公布这条意见时，“{table.schema[field].title}”与现在不同",
                    fix="改回原来的；是另一条意见的，另编编号；原来公布错的，更正那一期",
                )
    for id in dropped(past, release, "opinions", is_open):
        yield table.problem(
            "check.opinion-left-out",
            found=id,
            expected=f"{before[id][-1].release.period.title}公布过这条意见、还没有办结，本期没有它的一行",
            fix="补上这一行，写明现在的情况；办结以后下一期才可以不再列",
        )
