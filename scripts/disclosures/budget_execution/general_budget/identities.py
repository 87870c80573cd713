"""Identities of the monthly bulletin (一般公共预算收支快报): parts, months in a row, last year's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.general_budget.line import SIDES, TAX, block
from scripts.measures.parts import UNIT, parts
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release

MEASURES = {
    "original_budget": "年初预算",
    "adjusted_budget": "调整预算",
    "month": "本月数",
    "cumulative": "累计数",
    "last_cumulative": "上年同期累计数",
}


def identities(release: Release) -> Iterator[Identity]:
    """Yield what must add up in one month, against the month before and against the same month last year."""
    yield from parts(release.table, MEASURES, side="side")
    yield from parts(release.tables["funds"], MEASURES, prefix="f-", side="side")
    yield from _industries(release)
    for name in SIDES:
        yield from _months(release, name)
        yield from _last_year(release, name)


def _industries(release: Release) -> Iterator[Identity]:
    tax = next((line for line in block(release, "revenue").lines if line.code == TAX), None)
    table = release.tables["industry"]
    if tax is not None and len(table):
        yield Identity(
            "industry.cumulative",
            f"各行业税收累计数之和＝{tax.name}累计数",
            total(table.column("cumulative")),
            tax.cumulative,
            UNIT,
            table.place(field="cumulative"),
        )


def _months(release: Release, name: str) -> Iterator[Identity]:
    """In January the cumulative amount is the month's; later it is last month's plus the month's."""
    before: dict[str, Decimal] = {}
    if release.period.start.month > 1:
        earlier = [one for one in release.earlier if one.period == release.period.previous]
        if not earlier:
            return
        before = {line.code: line.cumulative for line in block(earlier[0], name).lines}
    resource = SIDES[name][0]
    for line in block(release, name).lines:
        known = release.period.start.month == 1 or line.code in before
        yield Identity(
            f"months.{line.id}",
            f"{line.name}的累计数＝上月累计数＋本月数",
            line.cumulative,
            before.get(line.code, Decimal(0)) + line.month if known else None,
            UNIT,
            release.tables[resource].place(line.row, "cumulative"),
            missing="" if known else "上月没有这个科目",
        )


def _last_year(release: Release, name: str) -> Iterator[Identity]:
    text = str(release.period).replace(str(release.period.year), str(release.period.year - 1), 1)
    earlier = [one for one in release.earlier if str(one.period) == text]
    then = {line.code: line.cumulative for line in block(earlier[0], name).lines} if earlier else {}
    for line in block(release, name).lines:
        if line.comparable and line.last is not None and line.code in then:
            yield Identity(
                f"last_year.{line.id}",
                f"{line.name}的上年同期累计数＝上年同月公开的累计数",
                line.last,
                then[line.code],
                UNIT,
                release.tables[SIDES[name][0]].place(line.row, "last_cumulative"),
            )
