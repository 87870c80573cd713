"""Identities of the monthly bulletin (一般公共预算收支快报): parts, months in a row, last year's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.general_budget.line import SIDES, TAX, Block, block
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
    sides = {name: block(release, name) for name in SIDES}
    yield from _industries(release, sides["revenue"])
    for side in sides.values():
        yield from _months(release, side)
        yield from _last_year(release, side)


def _industries(release: Release, revenue: Block) -> Iterator[Identity]:
    tax = next((line for line in revenue.lines if line.code == TAX), None)
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


def _cumulative(release: Release, name: str) -> dict[str, Decimal]:
    """Return code → cumulative amount of one side of another month."""
    resource, side, _ = SIDES[name]
    table = release.tables[resource]
    cells = zip(table.column("side"), table.column("code"), table.column("cumulative"), strict=True)
    return {code: amount for of, code, amount in cells if of == side}


def _months(release: Release, side: Block) -> Iterator[Identity]:
    """In January the cumulative amount is the month's; later it is last month's plus the month's."""
    before: dict[str, Decimal] = {}
    if release.period.start.month > 1:
        earlier = [one for one in release.earlier if one.period == release.period.previous]
        if not earlier:
            return
        before = _cumulative(earlier[0], side.name)
    resource = SIDES[side.name][0]
    for line in side.lines:
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


def _last_year(release: Release, side: Block) -> Iterator[Identity]:
    text = str(release.period).replace(str(release.period.year), str(release.period.year - 1), 1)
    earlier = [one for one in release.earlier if str(one.period) == text]
    then = _cumulative(earlier[0], side.name) if earlier else {}
    for line in side.lines:
        if line.comparable and line.last is not None and line.code in then:
            yield Identity(
                f"last_year.{line.id}",
                f"{line.name}的上年同期累计数＝上年同月公开的累计数",
                line.last,
                then[line.code],
                UNIT,
                release.tables[SIDES[side.name][0]].place(line.row, "last_cumulative"),
            )
