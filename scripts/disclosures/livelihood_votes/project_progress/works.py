"""Works (项目进度): the chosen projects of one release, each with where it stands, its milestones and inspections."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from scripts.measures.calendar import days_late
from scripts.measures.ratio import percent
from scripts.model.release import Release

METHOD = "project_status"
STATES = {
    "未完成": ("unfinished", "late"),
    "调整": ("adjusted", "warn10"),
    "未开工": ("waiting", "wait"),
    "进行中": ("going", "going"),
    "基本完成": ("basically", "going"),
    "完成": ("completed", "done"),
}
"""Status as reported → its name in figure ids and its level, in the order a board shows them: what needs eyes first."""
UNREPORTED = ("unreported", "none")
WORDS = {UNREPORTED[0]: "本期未报告", **{name: word for word, (name, _) in STATES.items()}}
"""Name in figure ids → word, with the missing report first."""
COMPLETED = "完成"
STOPPED = "停止实施"
CHECKS = {"自查": "self", "代表检查": "deputies", "领导抽查": "leaders"}
"""The three inspections (三查) and their names in figure ids."""
MENDING, MENDED = "整改中", "已整改"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated step of a project."""

    row: int
    name: str
    planned: datetime.date
    actual: datetime.date | None

    def late(self, at: datetime.date) -> int:
        """Return the days after the planned date at which it was reached, or is still open at ``at``."""
        return days_late(self.planned, self.actual, at)

    def stands(self, at: datetime.date) -> tuple[str, str]:
        """Return the status level and word at ``at``."""
        late = self.late(at)
        if self.actual is not None:
            return ("done", f"迟 {late} 日达到" if late else "按期达到")
        if late:
            return "late", f"已迟 {late} 日"
        return "wait", "当日到期" if self.planned == at else "未到期"


@dataclass(frozen=True, slots=True)
class Inspection:
    """One of the three inspections of one project, by field name."""

    row: int
    cells: Mapping[str, Any]

    @property
    def found(self) -> bool:
        """Whether there was something to mend."""
        return self.cells["state"] in (MENDING, MENDED)

    def late(self, at: datetime.date) -> int:
        """Return the days of mending beyond the deadline."""
        due = self.cells["deadline"]
        return 0 if due is None or not self.found else days_late(due, self.cells["mended"], at)

    def stands(self, at: datetime.date) -> tuple[str, str]:
        """Return the status level and word at ``at``."""
        late = self.late(at)
        if self.cells["state"] == MENDED:
            return ("done", f"已整改，迟 {late} 日" if late else "已整改")
        if self.cells["state"] == MENDING:
            return ("late", f"整改逾期 {late} 日") if late else ("going", MENDING)
        return "ok", "无问题"


@dataclass(frozen=True, slots=True)
class Work:
    """One project in one period."""

    row: int
    cells: Mapping[str, Any]
    milestones: tuple[Milestone, ...] = ()
    inspections: tuple[Inspection, ...] = ()

    @property
    def code(self) -> str:
        """Code of the project; the same from the call for ideas to the end."""
        return str(self.cells["project"])

    @property
    def reported(self) -> bool:
        """Whether the lead department reported this period."""
        return bool(self.cells["reported"])

    @property
    def state(self) -> str:
        """Name of the status in figure ids."""
        return STATES[self.cells["status"]][0] if self.cells["status"] else UNREPORTED[0]

    @property
    def level(self) -> str:
        """Level of the status."""
        return STATES[self.cells["status"]][1] if self.cells["status"] else UNREPORTED[1]

    @property
    def word(self) -> str:
        """Word of the status; a missing report says so."""
        return WORDS[self.state]

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be reported: completed, or stopped by procedure."""
        return self.cells["status"] == COMPLETED or self.stopped

    @property
    def stopped(self) -> bool:
        """Whether it was stopped by procedure."""
        return self.cells["adjusted_to"] == STOPPED

    @property
    def due(self) -> datetime.date | None:
        """The day lateness counts from: the promised one, or the one it was moved to by procedure."""
        day: datetime.date | None = self.cells["adjusted_completion"] or self.cells["planned_completion"]
        return day

    def late(self, at: datetime.date) -> int | None:
        """Return days beyond ``due``; ``None`` when there is no due date, no report, or the project was stopped."""
        if self.due is None or not self.reported or self.stopped:
            return None
        return days_late(self.due, self.cells["completed"], at)

    def overdue(self, at: datetime.date) -> bool:
        """Whether it is late and still open."""
        return self.cells["completed"] is None and bool(self.late(at))

    @property
    def paid_rate(self) -> Decimal | None:
        """Paid money in per cent of the plan; above 100 is possible."""
        return percent(self.cells["paid"], self.cells["planned_money"])

    def codes(self, field: str) -> tuple[str, ...]:
        """Return the codes in a list field."""
        return tuple((self.cells[field] or "").split("|")) if self.cells[field] else ()


# A release does not change, and each project of a later one asks for its row in all the earlier ones.
@lru_cache(maxsize=128)
def works(release: Release) -> tuple[Work, ...]:
    """Return the projects of a release in file order."""
    steps: dict[str, list[Milestone]] = {}
    for row, cells in release.tables["milestones"].rows():
        one = Milestone(row, cells["name"], cells["planned"], cells["actual"])
        steps.setdefault(cells["project"], []).append(one)
    seen: dict[str, list[Inspection]] = {}
    for row, cells in release.tables["inspections"].rows():
        seen.setdefault(cells["project"], []).append(Inspection(row, cells))
    return tuple(
        Work(
            row,
            cells,
            tuple(sorted(steps.get(cells["project"], ()), key=lambda one: (one.planned, one.row))),
            tuple(sorted(seen.get(cells["project"], ()), key=lambda one: (one.cells["date"], one.row))),
        )
        for row, cells in release.table.rows()
    )


def before(release: Release) -> dict[str, Work]:
    """Return what was said of each project last, in an earlier period."""
    return {work.code: work for earlier in release.earlier for work in works(earlier)}


def last_report(release: Release, code: str) -> tuple[Release, Work] | None:
    """Return the newest earlier release in which the project was reported, and its row there."""
    for earlier in reversed(release.earlier):
        for work in works(earlier):
            if work.code == code and work.reported:
                return earlier, work
    return None


def history(release: Release, code: str) -> list[tuple[Release, Work]]:
    """Return every snapshot of a project up to this release, oldest first."""
    return [(one, work) for one in (*release.earlier, release) for work in works(one) if work.code == code]
