"""Problem: one thing found in the field, with its state, its deadline in working days or as written, its lateness."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.disclosures.suggestion_handling.field_inspection.machine import AWAITED, END, STATES, fold
from scripts.measures.calendar import days_late
from scripts.measures.workday import CALENDAR, add_workdays
from scripts.model.method import Method
from scripts.model.period import chinese_date
from scripts.model.release import Release

METHOD = "field_inspection"
STEPS = {
    "transferred": {"": "transferred"},
    "returned": {"": "returned"},
    "retransferred": {"": "retransferred"},
    "mended": {"": "mended"},
    "result": {"合格": "passed", "不合格": "failed"},
    "remended": {"": "remended"},
}
"""Field → the step that it tells, by its value where that decides."""
CLOSED, MENDED, GOING, OVERDUE, WAITING = "closed", "mended", "going", "overdue", "waiting"
GROUPS = {
    CLOSED: "整改到位",
    MENDED: "已整改，待复核",
    GOING: "整改中，期限内",
    OVERDUE: "整改中，已超期",
    WAITING: "待移交或退回",
}
"""What a reader wants to know at a glance; every problem is in one."""


@dataclass(frozen=True)
class Found:
    """One problem: its row, cells, state, deadlines and lateness.

    Args:
        row: position in the table.
        cells: field → value.
        state: key of ``STATES``.
        hand_over: last day in time for the transfer.
        returnable: last day in time for a return; ``None`` before the transfer.
        due: last day in time for the mending; ``None`` while nobody has to mend it.
        done: day on which it was mended; ``None`` while it is not, or when the review found that it was not.
        late: calendar days past ``due``, of the mending or so far.
        why: why it is due that day, a Chinese clause.
    """

    row: int
    cells: Mapping[str, Any]
    state: str
    hand_over: datetime.date
    returnable: datetime.date | None
    due: datetime.date | None
    done: datetime.date | None
    late: int
    why: str

    @property
    def open(self) -> bool:
        """Whether it is not yet put right and verified."""
        return self.state != END

    @property
    def overdue(self) -> bool:
        """Whether the mending is awaited past its deadline."""
        return self.state in AWAITED and self.late > 0

    @property
    def decided(self) -> bool:
        """Whether it is known if the mending was in time."""
        return self.due is not None and (self.done is not None or self.late > 0)

    @property
    def kept(self) -> bool:
        """Whether it was mended by its deadline."""
        return self.decided and self.late == 0

    @property
    def group(self) -> str:
        """Key of ``GROUPS``."""
        if self.state in {CLOSED, MENDED}:
            return self.state
        if self.state in AWAITED:
            return OVERDUE if self.overdue else GOING
        return WAITING

    @property
    def word(self) -> str:
        """The state, with days late while awaited."""
        word = STATES[self.state][0]
        return f"{word}，已超期 {self.late} 日" if self.overdue else word

    @property
    def level(self) -> str:
        """Status level."""
        return "late" if self.overdue else STATES[self.state][1]

    @property
    def days(self) -> int | None:
        """Calendar days from the transfer to the mending."""
        start = self.cells["retransferred"] or self.cells["transferred"]
        done: datetime.date | None = self.cells["mended"]
        return None if start is None or done is None else (done - start).days


def steps(cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each step that a row tells, in the order of the rules, with the field that tells it."""
    for field, kinds in STEPS.items():
        value = cells[field]
        if value is not None:
            yield kinds.get("") or kinds[value], field


def problems(release: Release) -> list[Found]:
    """Return every problem of the release, in file order; lateness is counted to the data's last day.

    Raises:
        UnknownYear: a deadline touches a year whose holidays are not known; checks refuse such a row before.
    """
    method = release.method(METHOD)
    return [problem(row, cells, method, release.as_of) for row, cells in release.table.rows()]


def problem(row: int, cells: Mapping[str, Any], method: Method, day: datetime.date) -> Found:
    """Return where the problem of one row stands on ``day``.

    Raises:
        ForbiddenStep: the row tells a step that the rules do not allow.
        UnknownYear: see ``problems``.
    """
    state = fold(step for step, _ in steps(cells))
    given = cells["retransferred"] or cells["transferred"]
    due, why = None, ""
    if given is not None and state != "returned":
        due, why = _due(cells, given, method)
    # A failed review keeps the deadline running: what was reported as mended was not.
    done = cells["remended"] if cells["result"] == "不合格" else cells["mended"]
    return Found(
        row,
        cells,
        state,
        add_workdays(cells["found"], int(method["transfer_workdays"])),
        None if cells["transferred"] is None else add_workdays(cells["transferred"], int(method["return_workdays"])),
        due,
        done,
        0 if due is None else days_late(due, done, day),
        why,
    )


def _due(cells: Mapping[str, Any], given: datetime.date, method: Method) -> tuple[datetime.date, str]:
    if cells["deadline"] is not None:
        return cells["deadline"], "移交时写明的期限"
    count = int(method["mend_workdays"])
    due = add_workdays(given, count)
    again = "重新移交" if cells["retransferred"] else "移交"
    return due, f"{chinese_date(given)}{again}，{count} 个工作日内，到{chinese_date(due)}止（节假日历 {CALENDAR}）"
