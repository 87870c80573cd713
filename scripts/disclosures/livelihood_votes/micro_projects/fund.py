"""Fund (专项资金): the matters of one year from suggestion to end, and the money that follows from them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.calendar import days_late
from scripts.measures.total import total
from scripts.model.period import chinese_date
from scripts.model.release import Release


@dataclass(frozen=True)
class Matter:
    """One row: a small thing that was put forward, whatever became of it.

    Args:
        before: the period in which its money was decided, where that was an earlier one; its money counts there.
        days: calendar days after the planned completion; 0 when in time or not planned.
    """

    row: int
    code: str
    cells: Mapping[str, Any]
    before: str
    days: int

    @property
    def title(self) -> str:
        """What is done and where."""
        return str(self.cells["title"])

    @property
    def funded(self) -> bool:
        """Whether money was decided for it."""
        return bool(self.cells["funded"])

    @property
    def completed(self) -> bool:
        """Whether it is done."""
        return self.cells["completed"] is not None

    @property
    def late(self) -> bool:
        """Whether it is not done and should be."""
        return self.funded and not self.completed and self.days > 0

    @property
    def stands(self) -> tuple[str, str]:
        """Status level and word."""
        if not self.funded:
            return ("wait", "列入清单，未安排资金") if self.cells["shortlisted"] else ("none", "未列入清单")
        if self.completed:
            return "done", "完成"
        return ("late", f"超过计划完成日期 {self.days} 日") if self.late else ("going", "已安排资金，未完成")

    @property
    def towns(self) -> tuple[str, ...]:
        """Codes of the townships where it lies."""
        return tuple(self.cells["township"].split("|")) if self.cells["township"] else ()


@dataclass(frozen=True)
class Fund:
    """One year's fund.

    Args:
        matters: every row in file order.
        cells: field → value of the fund's only row.
    """

    matters: tuple[Matter, ...]
    cells: Mapping[str, Any]

    @property
    def new(self) -> tuple[Matter, ...]:
        """What was put forward in this period."""
        return tuple(one for one in self.matters if not one.before)

    @property
    def funded(self) -> tuple[Matter, ...]:
        """What got money in this period."""
        return tuple(one for one in self.new if one.funded)

    @property
    def held(self) -> tuple[Matter, ...]:
        """What got money earlier and was not done then."""
        return tuple(one for one in self.matters if one.before)

    @property
    def date(self) -> str:
        """The day of decision in Chinese."""
        day: datetime.date = self.cells["date"]
        return chinese_date(day)

    @property
    def available(self) -> Decimal | None:
        """年度专项资金 + 上年结转."""
        return total((self.cells["fund"], self.cells["carried_in"]))

    @property
    def allocated(self) -> Decimal | None:
        """Sum of what was decided in this period."""
        return total(one.cells["amount"] for one in self.funded)

    @property
    def spent(self) -> Decimal | None:
        """Sum of what this period's matters cost that are done."""
        return total(one.cells["spent"] for one in self.funded if one.completed)

    @property
    def saved(self) -> Decimal | None:
        """What matters that are done, of this period or held over, left of their money."""
        return total(left(one) for one in (*self.funded, *self.held) if one.completed)

    @property
    def unallocated(self) -> Decimal | None:
        """What was never decided on."""
        available, allocated = self.available, self.allocated
        return None if available is None or allocated is None else available - allocated

    @property
    def remainder(self) -> Decimal | None:
        """What is left for the next year or the treasury: never decided on, or left over; open matters keep theirs."""
        return total((self.unallocated, self.saved))


def left(matter: Matter) -> Decimal | None:
    """Return what was decided less what it cost."""
    amount, spent = matter.cells["amount"], matter.cells["spent"]
    return None if amount is None or spent is None else Decimal(amount) - Decimal(spent)


def fund(release: Release) -> Fund:
    """Return the fund of a release whose ``fund`` has its one row."""
    cells = release.tables["fund"].records()[0]
    before = funded_before(release.earlier)
    matters = tuple(
        Matter(row, one["project"], one, before.get(one["project"], ""), _days(one, release.as_of))
        for row, one in release.table.rows()
    )
    return Fund(matters, cells)


def funded_before(earlier: Iterable[Release]) -> dict[str, str]:
    """Return code → title of the period in which its money was first decided."""
    found: dict[str, str] = {}
    for release in earlier:
        for cells in release.table.records():
            if cells["funded"]:
                found.setdefault(cells["project"], release.period.title)
    return found


def _days(cells: Mapping[str, Any], at: datetime.date) -> int:
    return days_late(cells["due"], cells["completed"], at) if cells["due"] is not None else 0
