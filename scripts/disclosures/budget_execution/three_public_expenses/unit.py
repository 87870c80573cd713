"""Unit: one department or township that has to publish its table, what it declared, and what it spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    ITEMS,
    Outlay,
    outlay,
    stage,
    stated,
)
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.release import Release

SPENDING, EMPTY, MISSING = "有支出", "空表", "缺表"
COUNTS = {
    "delegations": ("因公出国（境）团组数", "个", "travel"),
    "travellers": ("因公出国（境）人次", "人次", "travel"),
    "cars_bought": ("公务用车购置数", "辆", "purchase"),
    "cars_kept": ("公务用车保有量", "辆", "running"),
    "receptions": ("公务接待批次", "批次", "reception"),
    "guests": ("公务接待人次", "人次", "reception"),
}
"""Count → its name, unit, and the item of money that pays for it."""
AVERAGES = {
    "travel": ("平均每人次因公出国（境）费", "travellers"),
    "running": ("平均每辆公务用车运行维护费", "cars_kept"),
    "reception": ("平均每人次公务接待费", "guests"),
}
"""Item of money → its average and the count it is divided by; only these are defined."""
YUAN = 10000
"""元 in one 万元."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; ``items`` is empty when its table is missing, and zeros when it declared an empty one."""

    row: int
    code: str
    name: str
    state: str
    explanation: str
    counts: Mapping[str, int | None]
    items: Mapping[str, Outlay]

    @property
    def total(self) -> Outlay | None:
        """The line 合计."""
        return self.items.get("total")

    @property
    def rows(self) -> tuple[int, ...]:
        """Positions of its rows in the main table."""
        return tuple(one.row for one in self.items.values() if one.row is not None)


def units(release: Release) -> list[Unit]:
    """Return the units in file order."""
    at, names = stage(release), release.codelists["departments"]
    lines: dict[str, dict[str, Outlay]] = {}
    for row, cells in release.table.rows():
        one = outlay(row, cells, at)
        lines.setdefault(cells["department"], {})[one.item] = one
    # A declared empty table is zero everywhere, also where the form was handed in without lines.
    zero = {name: Decimal(0) if name in stated(release) else None for name in AMOUNTS}
    found = []
    for row, cells in release.tables["departments"].rows():
        code, state = cells["department"], cells["state"]
        items = lines.get(code, {})
        if state == EMPTY and not items:
            items = {item: Outlay(None, item, at, zero) for item in ITEMS}
        counts = {name: cells[name] for name in COUNTS}
        if state == EMPTY and at == "final":
            counts = {name: 0 if value is None else value for name, value in counts.items()}
        found.append(Unit(row, code, names.label(code), state, cells["explanation"] or "", counts, items))
    return found


def of_state(found: list[Unit], state: str) -> list[Unit]:
    """Return the units that declared ``state``."""
    return [one for one in found if one.state == state]


def amount(found: list[Unit], item: str, name: str) -> Decimal | None:
    """Return the sum over the units; an adjusted budget not stated is the original one; missing with a table."""
    parts = []
    for one in found:
        line = one.items.get(item)
        value = None if line is None else line.amounts[name]
        if value is None and name == "adjusted" and line is not None:
            value = line.amounts["budget"]
        parts.append(value)
    return total(parts)


def counted(found: list[Unit], name: str) -> int | None:
    """Return the sum of a physical count; ``None`` when one unit's is not known."""
    added = total(one.counts[name] for one in found)
    return None if added is None else int(added)


def average(money: Decimal | None, count: int | None) -> Decimal | None:
    """Return 元 per person or car, ``None`` when either is missing or the count is zero.

    >>> average(Decimal("1.2"), 7), average(Decimal(0), 0)
    (Decimal('1714.285714285714285714285714285714'), None)
    """
    return None if money is None else percent(money * YUAN / 100, count)
