"""Rules across the cells of the deputies' points (代表履职积分公示)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from scripts.disclosures.evaluation_outcomes.deputy_points.rule import METHOD, criteria
from scripts.measures.total import total
from scripts.model.number import plain
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Points follow the rule and add up; names stand only where approved; nobody is left out."""
    yield from _names(release)
    rows: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for row, cells in release.tables["items"].rows():
        rows.setdefault(cells["deputy"], []).append((row, cells))
    here = set(release.table.column("deputy"))
    # Who was there last time and is not now is told once, as left out.
    before = set(release.earlier[-1].table.column("deputy")) if release.earlier else set()
    for code, found in rows.items():
        if code not in here | before:
            yield release.tables["items"].problem(
                "check.item-without-deputy",
                row=found[0][0],
                field="deputy",
                expected="积分表里没有这名代表",
                fix="在积分表补上这名代表，或改正编号",
            )
    for row, cells in release.table.rows():
        # One fault of a deputy's items makes others follow from it: only the first kind is told.
        problems = list(_items(release, cells, rows.get(cells["deputy"], [])))
        yield from problems or _sum(release, row, cells, rows.get(cells["deputy"], []))
    yield from _left_out(release)


def _names(release: Release) -> Iterator[Problem]:
    for row, cells in release.table.rows():
        if cells["name"] and not cells["named"]:
            yield release.table.problem(
                "check.name-not-approved",
                row=row,
                field="name",
                expected="“公布姓名”是否，姓名不能出现在公开的文件里",
                fix="删去姓名；经批准公布姓名的，把“公布姓名”改成“是”",
            )
        if cells["named"] and not cells["name"]:
            yield release.table.problem(
                "check.name-missing",
                row=row,
                field="name",
                expected="“公布姓名”是是，要写姓名",
                fix="补上姓名；没有批准公布的，把“公布姓名”改成“否”",
            )


def _items(release: Release, cells: dict[str, Any], found: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    table, method = release.tables["items"], release.method(METHOD)
    rule = {one.code: one for one in criteria(method)}
    known = True
    for row, item in found:
        one = rule.get(item["item"])
        if one is None:
            known = False
            yield table.problem(
                "check.unknown-item",
                row=row,
                field="item",
                expected=f"{method.version} 版规则的计分项目是{'、'.join(rule)}",
                fix="改正项目代号；规则增加了项目的，先在口径文件里加一段新版本",
            )
        elif item["points"] > one.cap:
            yield table.problem(
                "check.above-cap",
                row=row,
                field="points",
                expected=f"“{one.title}”最多 {plain(one.cap)} 分",
                fix="对照积分档案改正得分",
            )
    missing = [one.title for code, one in rule.items() if code not in {item["item"] for _, item in found}]
    if known and missing and cells["total"] is not None:
        yield table.problem(
            "check.item-missing",
            found=f"{release.codelists['deputies'].label(cells['deputy'])}：{'、'.join(missing)}",
            expected="规则里的每个计分项目都要有一行，否则积分不能重算",
            fix="补上缺的一行；没有得分的填 0",
        )


def _sum(
    release: Release, row: int, cells: dict[str, Any], found: list[tuple[int, dict[str, Any]]]
) -> Iterator[Problem]:
    if cells["total"] is None:
        return
    added = total(item["points"] for _, item in found) or Decimal(0)
    if added != cells["total"]:
        yield release.table.problem(
            "check.points-sum",
            row=row,
            field="total",
            expected=f"各分项得分相加是 {plain(added)} 分，应与积分相等",
            fix="对照积分档案核对各分项和积分，改正错的那一格",
        )


def _left_out(release: Release) -> Iterator[Problem]:
    if not release.earlier:
        return
    last, here = release.earlier[-1], set(release.table.column("deputy"))
    for code in last.table.column("deputy"):
        entry = release.codelists["deputies"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield release.table.problem(
                "check.deputy-left-out",
                found=entry.label,
                expected=f"{last.period.title}有这名代表，本期没有他的一行",
                fix="补上这一行，当年没有计分的把积分留空；代表资格已终止的，在代表代码表写上终止日期",
            )
