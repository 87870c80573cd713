"""Outlay: one item of the “three public” expenses of one body, and how it changed on the year under the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.ratio import percent
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "three_public_expenses"
ITEMS = {
    "total": "合计",
    "travel": "因公出国（境）费",
    "vehicles": "公务用车购置及运行维护费",
    "purchase": "公务用车购置费",
    "running": "公务用车运行维护费",
    "reception": "公务接待费",
}
"""Item in figure ids → its name in the tables, in the order of the official form."""
KEYS = {name: key for key, name in ITEMS.items()}
LEAVES = ("travel", "purchase", "running", "reception")
"""The items that are no sum of others."""
AMOUNTS = {
    "previous_budget": "上年预算数",
    "previous_final": "上年决算数",
    "budget": "年初预算数",
    "adjusted": "调整预算数",
    "final": "决算数",
}
STAGES = {"budget": "预算表", "final": "决算表"}
BEFORE = {"budget": "previous_budget", "final": "previous_final"}
"""Amount of the stage → the amount of the year before that it is compared with."""


@dataclass(frozen=True, slots=True)
class Outlay:
    """Amounts in 万元, exact; ``None`` is not stated. ``row`` is ``None`` for a declared zero without rows."""

    row: int | None
    item: str
    stage: str
    amounts: Mapping[str, Decimal | None]
    reason: str = ""
    over_reason: str = ""

    @property
    def now(self) -> Decimal | None:
        """The amount that the release is about: the final one, or the budget before there is a final one."""
        return self.amounts[self.stage]

    @property
    def before(self) -> Decimal | None:
        """The amount of the year before, of the same kind."""
        return self.amounts[BEFORE[self.stage]]

    @property
    def change(self) -> Decimal | None:
        """The amount minus that of the year before."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent of the year before; none on a base of zero or below."""
        return None if self.before is None or self.before <= 0 else percent(self.change, self.before)

    @property
    def limit(self) -> Decimal | None:
        """The budget in force: the adjusted one, or the original where nothing was adjusted."""
        adjusted = self.amounts["adjusted"]
        return self.amounts["budget"] if adjusted is None else adjusted

    @property
    def over(self) -> bool:
        """Whether more was spent than the budget in force allowed."""
        final = self.amounts["final"]
        return final is not None and self.limit is not None and final > self.limit

    def reached(self, method: Method) -> bool:
        """Return whether the change is one that the method wants a reason for."""
        if self.change is None or abs(self.change) < method.number("reason_amount"):
            return False
        return self.change != 0 and (self.rate is None or abs(self.rate) >= method.number("reason_percent"))


def stage(release: Release) -> str:
    """Return ``final`` when the final accounts are approved, else ``budget``."""
    return "final" if "决算" in release.tables["phases"].column("phase") else "budget"


def outlay(row: int, cells: Mapping[str, Any], at: str) -> Outlay:
    """Return the outlay of one row."""
    amounts = {name: cells[name] for name in AMOUNTS}
    reason, over = (cells[name] if isinstance(cells[name], str) else "" for name in ("reason", "over_reason"))
    return Outlay(row, KEYS[cells["item"]], at, amounts, reason, over)


def district(release: Release) -> dict[str, Outlay]:
    """Return item → what the finance bureau added up for the whole district."""
    at = stage(release)
    found = [outlay(row, cells, at) for row, cells in release.tables["district"].rows()]
    return {one.item: one for one in found}


def stated(release: Release) -> tuple[str, ...]:
    """Return the amounts that this release states at all, in the order of the form."""
    table = release.tables["district"]
    return tuple(name for name in AMOUNTS if any(value is not None for value in table.column(name)))
