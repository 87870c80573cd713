"""Rules across the cells of the village appraisal (村（居）综合考评)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.village_appraisal.score import (
    METHOD,
    Appraised,
    appraised,
    criteria,
    places,
    position,
    total,
)
from scripts.measures import mending_rules
from scripts.model.number import plain
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Totals, grades and places follow from scores and rule; a veto has its ground; no village is left out."""
    found = appraised(release)
    yield from _scores(release, found)
    for one in found:
        yield from _veto(release, one)
        # A wrong total makes grade and place wrong as well: only the total is told.
        wrong = list(_total(release, one))
        yield from wrong or _grade(release, one)
    yield from _ranks(release, found)
    yield from _left_out(release)
    yield from mending_rules.check(release)


def _scores(release: Release, found: list[Appraised]) -> Iterator[Problem]:
    table, method = release.tables["scores"], release.method(METHOD)
    rule, known = {one.code for one in criteria(method)}, {one.code for one in found}
    before = set(release.earlier[-1].table.column("village")) if release.earlier else set()
    for row, cells in table.rows():
        if cells["item"] not in rule:
            yield table.problem(
                "check.unknown-item",
                row=row,
                field="item",
                expected=f"{method.version} 版口径的考评项目是{'、'.join(one.code for one in criteria(method))}",
                fix="改正项目代号；增加了项目的，先在口径文件里加一段新版本",
            )
        if cells["village"] not in known | before:
            yield table.problem(
                "check.score-without-village",
                row=row,
                field="village",
                expected="考评结果表里没有这个村（社区）",
                fix="在考评结果表补上这个村（社区），或改正代码",
            )


def _veto(release: Release, one: Appraised) -> Iterator[Problem]:
    grounds = release.method(METHOD)["veto_grounds"]
    if one.veto and one.ground not in grounds:
        yield release.table.problem(
            "check.veto-ground",
            row=one.row,
            field="veto_ground",
            expected=f"一票否决的情形只有：{'；'.join(grounds)}",
            fix="写上口径里的一种情形；不属于这些情形的，“一票否决”填“否”",
        )
    if one.ground and not one.veto:
        yield release.table.problem(
            "check.veto-unmarked",
            row=one.row,
            field="veto",
            expected=f"写了否决情形“{one.ground}”，“一票否决”应是“是”",
            fix="改成“是”并核对等次；没有否决的，删去否决情形",
        )


def _total(release: Release, one: Appraised) -> Iterator[Problem]:
    method = release.method(METHOD)
    if one.total is None or set(one.scores) - {item.code for item in criteria(method)}:
        return
    missing = [item.title for item in criteria(method) if item.code not in one.scores]
    if missing:
        yield release.tables["scores"].problem(
            "check.score-missing",
            found=f"{release.codelists['villages'].label(one.code)}：{'、'.join(missing)}",
            expected="有总分的村（社区），每个考评项目都要有一行得分，否则总分不能重算",
            fix="补上缺的一行；确实没有考评的，把总分、等次和名次留空",
        )
        return
    added = total(one.scores, method)
    if added is not None and added != one.total:
        yield release.table.problem(
            "check.total-mismatch",
            row=one.row,
            field="total",
            expected=f"各项得分按权重合成是 {plain(added)} 分",
            fix="对照评分表核对各项得分和总分，改正错的那一格；权重变了的，先在口径文件里加一段新版本",
        )


def _grade(release: Release, one: Appraised) -> Iterator[Problem]:
    method = release.method(METHOD)
    reached = position(one, method)
    ruled = "" if reached is None else method["grades"][reached]
    if one.grade != ruled:
        why = f"一票否决的评为“{ruled}”" if one.veto else f"按总分应是“{ruled}”" if ruled else "没有总分的没有等次"
        yield release.table.problem(
            "check.grade-mismatch",
            row=one.row,
            field="grade",
            expected=why,
            fix="核对总分、一票否决和公布的等次，改正错的那一格",
        )


def _ranks(release: Release, found: list[Appraised]) -> Iterator[Problem]:
    method = release.method(METHOD)
    if any(one.total != total(one.scores, method) for one in found if one.total is not None):
        return
    ruled = places(found, method)
    for one in found:
        if one.rank is not None and one.rank != ruled.get(one.code):
            place = ruled.get(one.code)
            yield release.table.problem(
                "check.rank-mismatch",
                row=one.row,
                field="rank",
                expected=f"按总分应是第 {place} 名"
                if place
                else "一票否决的不参加排名，或有村（社区）没有总分、不排名次",
                fix="按总分由高到低、并列同名次改正，不参加排名的留空",
            )


def _left_out(release: Release) -> Iterator[Problem]:
    if not release.earlier:
        return
    last, here = release.earlier[-1], set(release.table.column("village"))
    for code in last.table.column("village"):
        entry = release.codelists["villages"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield release.table.problem(
                "check.village-left-out",
                found=entry.label,
                expected=f"{last.period.title}有这个村（社区），本期没有它的一行",
                fix="补上这一行，没有考评的把总分留空；已撤并的，在村（社区）代码表写上终止日期",
            )
