"""Line: one subject of revenue or expenditure in a month, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts.measures.change import INCOMPARABLE, Growth, growth
from scripts.measures.parts import whole
from scripts.measures.ratio import percent
from scripts.measures.subject import TOP, tops
from scripts.model.release import Release

SIDES = {"revenue": ("data", "收入", ""), "expenditure": ("data", "支出", "")} | {
    "funds_in": ("funds", "收入", "f-"),
    "funds_out": ("funds", "支出", "f-"),
}
"""Block → resource, side and what stands before the code in the ids of its figures."""
TITLES = {
    "revenue": "一般公共预算收入",
    "expenditure": "一般公共预算支出",
    "funds_in": "政府性基金收入",
    "funds_out": "政府性基金支出",
}
LISTS = {"收入": "revenues", "支出": "functions"}
LAND = "1030148"
"""国有土地使用权出让收入."""
TAX = "101"
"""税收收入."""
ADJUSTED, ORIGINAL = "占调整预算", "占年初预算"


@dataclass(frozen=True)
class Line:
    """Amounts in 万元, exact; ``None`` is not stated."""

    block: str
    row: int
    code: str
    name: str
    original: Decimal | None
    adjusted: Decimal | None
    month: Decimal
    cumulative: Decimal
    last: Decimal | None
    comparable: bool
    note: str

    @property
    def id(self) -> str:
        """What follows the dot in the ids of its figures."""
        return f"{SIDES[self.block][2]}{self.code}"

    @property
    def growth(self) -> Growth:
        """Growth of the cumulative amount over the same months of the year before."""
        return growth(self.cumulative, self.last, comparable=self.comparable)


@dataclass(frozen=True)
class Block:
    """All lines of one side; ``adjusted`` says whether any budget has been adjusted, and so which base rates have."""

    name: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """What the total is called."""
        return TITLES[self.name]

    @cached_property
    def adjusted(self) -> bool:
        """Whether any subject has an adjusted budget."""
        return any(line.adjusted is not None for line in self.lines)

    @property
    def base(self) -> str:
        """What rates are a share of."""
        return ADJUSTED if self.adjusted else ORIGINAL

    def budget(self, line: Line) -> Decimal | None:
        """Return the budget in force: a subject not adjusted keeps its budget of the year's beginning."""
        return line.original if line.adjusted is None else line.adjusted

    def rate(self, line: Line) -> Decimal | None:
        """Return the cumulative amount in per cent of the budget in force."""
        return percent(line.cumulative, self.budget(line))

    def top(self) -> list[Line]:
        """Return the lines that a total adds up."""
        first = tops([line.code for line in self.lines])
        return [line for line in self.lines if line.code in first]

    def under(self, code: str) -> list[Line]:
        """Return the lines one level below ``code``."""
        return [line for line in self.lines if len(line.code) > TOP and line.code[:-2] == code]

    def total(self, amounts: Sequence[Decimal | None]) -> Decimal | None:
        """Return the total of amounts that stand in the order of the lines."""
        return whole(dict(zip((line.code for line in self.lines), amounts, strict=True)))

    @property
    def growth(self) -> Growth:
        """Growth of the total; none when a subject is not comparable."""
        top = self.top()
        if apart := [line for line in top if not line.comparable]:
            return Growth(None, f"{INCOMPARABLE}：{'、'.join(line.name for line in apart)}")
        return growth(
            self.total([line.cumulative for line in self.lines]), self.total([line.last for line in self.lines])
        )


def block(release: Release, name: str) -> Block:
    """Return the lines of one side in file order."""
    resource, side, _ = SIDES[name]
    found = [
        Line(
            name,
            row,
            cells["code"],
            cells["name"],
            cells["original_budget"],
            cells["adjusted_budget"],
            cells["month"],
            cells["cumulative"],
            cells["last_cumulative"],
            cells["comparable"],
            cells["note"] or "",
        )
        for row, cells in release.tables[resource].rows()
        if cells["side"] == side
    ]
    return Block(name, tuple(found))


def blocks(release: Release) -> list[Block]:
    """Return the four sides; one without rows is there and empty."""
    return [block(release, name) for name in SIDES]
