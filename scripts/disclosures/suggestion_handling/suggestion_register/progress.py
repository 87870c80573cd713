"""Progress: where one suggestion stands, folded from its dates into a reader's phase, with its clocks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scripts.measures.calendar import add_months, days_late
from scripts.model.method import Method
from scripts.model.period import chinese_date
from scripts.model.release import Release

CLOCK = "suggestion_clock"
CLASSES = "suggestion_classes"
PHASES = {
    "received": ("已收到", "wait"),
    "assigned": ("已交办", "wait"),
    "handling": ("办理中", "going"),
    "unanswered": ("未答复", "late"),
    "replied": ("已答复", "ok"),
    "redo": ("再次办理", "going"),
    "closed": ("已办结", "done"),
    "returned": ("退办", "bad"),
    "withdrawn": ("撤回", "none"),
    "unstated": ("进度未载明", "none"),
}
"""Phase → word and status level, in the order in which a suggestion passes them; 未答复 is past its deadline."""
STATES = {
    "已收到": "received",
    "交办": "assigned",
    "办理中": "handling",
    "已答复": "replied",
    "再次办理": "redo",
    "已办结": "closed",
    "退办": "returned",
    "撤回": "withdrawn",
}
"""State as the register reports it → phase."""
SHARED = ("assigned", "complex", "replied", "reassigned", "second_replied", "closed", "state")
"""What a suggestion handled together with another (并案) has from that one where its own cell is blank."""
DATES = ("received", "assigned", "replied", "reassigned", "second_replied", "closed")
NUMERALS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 9: "九", 12: "十二"}


@dataclass(frozen=True)
class Clock:
    """One deadline: begun, due, met or not.

    Args:
        start: day of assignment (交办).
        months: calendar months allowed.
        due: last day in time.
        done: day of the reply; ``None`` while it is awaited.
        late: days past ``due``, of the reply or so far; 0 when in time.
        left: days left while it is awaited and not late, else ``None``.
        why: why it is due that day, a Chinese sentence without full stop.
    """

    start: datetime.date
    months: int
    due: datetime.date
    done: datetime.date | None
    late: int
    left: int | None
    why: str

    @property
    def pending(self) -> bool:
        """Whether the reply is awaited."""
        return self.done is None


@dataclass(frozen=True)
class Item:
    """One suggestion: its row, its cells, its phase and clocks.

    Args:
        row: position in the table.
        cells: field → value.
        phase: key of ``PHASES``.
        word: the phase with days late or left (未答复，已超期 12 日).
        level: status level.
        answered: whether a first reply was given, by date or, in a register without dates, by state.
        first, second: deadline of the reply, of the reply after re-handling; ``None`` when none runs.
    """

    row: int
    cells: Mapping[str, Any]
    phase: str
    word: str
    level: str
    answered: bool
    first: Clock | None
    second: Clock | None

    @property
    def open(self) -> bool:
        """Whether a first reply is still to come."""
        return not self.answered and self.phase in {"received", "assigned", "handling", "unanswered"}

    @property
    def running(self) -> Clock | None:
        """The clock that runs now: of the second reply, else of the first."""
        for clock in (self.second, self.first):
            if clock is not None and clock.pending:
                return clock
        return None

    @property
    def left(self) -> int | None:
        """Days left of the running deadline; ``None`` when none runs or it is missed."""
        return None if self.running is None else self.running.left

    @property
    def overdue(self) -> int:
        """Days past the running deadline; 0 when none is missed."""
        return 0 if self.running is None else self.running.late

    @property
    def decided(self) -> bool:
        """Whether it is known if the first reply was in time: given, or the deadline has passed."""
        return self.first is not None and (not self.first.pending or self.first.late > 0)

    @property
    def in_time(self) -> bool:
        """Whether the first reply was given by its deadline."""
        return self.first is not None and not self.first.pending and self.first.late == 0

    @property
    def days(self) -> int | None:
        """Calendar days from assignment to the first reply."""
        start, done = self.cells["assigned"], self.cells["replied"]
        return None if start is None or done is None else (done - start).days


def today(release: Release) -> datetime.date:
    """Return the day that deadlines are compared with: the data's last day, or earlier when it has not come.

    Not the day of the build: a reply given after the register was closed is not in it, so lateness counted beyond its
    last day would say more than the data know, and an archived page would change by itself.
    """
    return min(release.as_of, release.at)


@lru_cache(maxsize=4)
def items(release: Release) -> list[Item]:
    """Return one item for each row, in file order; kept, because figures, tables, lists and profiles ask for them."""
    method, day = release.method(CLOCK), today(release)
    rows = list(release.table.rows())
    lead = {cells["code"]: cells for _, cells in rows}
    return [item(row, together(cells, lead), method, day) for row, cells in rows]


def together(cells: Mapping[str, Any], lead: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the cells of a row, its blank dates filled from the suggestion it was merged into.

    Each deputy is owed an answer: the merged suggestion is answered when the one that leads is, by its own clock if it
    has a day of assignment. Class and verdicts are never taken over, or one reply would count twice.
    """
    leader = lead.get(cells["merged_into"] or "")
    if leader is None:
        return cells
    return dict(cells) | {field: leader[field] for field in SHARED if cells[field] is None}


def item(row: int, cells: Mapping[str, Any], method: Method, day: datetime.date) -> Item:
    """Return where the suggestion of one row stands on ``day``."""
    answered = replied(cells)
    # Returned, withdrawn or closed without a reply: nothing is awaited any more.
    stopped = cells["state"] in {"退办", "撤回"} or cells["closed"] is not None
    first = second = None
    if cells["assigned"] is not None and (cells["replied"] is not None or not (stopped or answered)):
        months = method["complex_months"] if cells["complex"] else method["months"]
        first = clock(cells["assigned"], months, cells["replied"], day, _why(method, bool(cells["complex"])))
    if cells["reassigned"] is not None and (cells["second_replied"] is not None or not stopped):
        done = cells["second_replied"]
        second = clock(cells["reassigned"], method["redo_months"], done, day, ("再次交办", "再次办理", ""))
    phase = _phase(cells, first)
    word, level = PHASES[phase]
    running = second if second is not None and second.pending else first
    if running is not None and running.pending and phase in {"assigned", "handling", "unanswered", "redo"}:
        if running.late:
            word, level = f"{word}，已超期 {running.late} 日", "late"
        elif running.left is not None and running.left <= method["soon_days"]:
            word, level = f"{word}，还剩 {running.left} 日", "warn10"
    return Item(row, cells, phase, word, level, answered, first, second)


def replied(cells: Mapping[str, Any]) -> bool:
    """Return whether a first reply was given; a row without any date is taken at the word of its state."""
    if any(cells[field] is not None for field in DATES):
        return cells["replied"] is not None
    return cells["state"] in {"已答复", "再次办理", "已办结"}


def clock(
    start: datetime.date, months: int, done: datetime.date | None, day: datetime.date, why: tuple[str, str, str]
) -> Clock:
    """Return the clock begun on ``start``; ``why`` is what happened, what kind it is, and the law.

    >>> clock(datetime.date(2025, 1, 31), 3, None, datetime.date(2025, 4, 20), ("交办", "", "")).why
    '2025年1月31日交办，三个月内答复，到2025年4月30日止'
    """
    due = add_months(start, months)
    late = days_late(due, done, day)
    what, kind, law = why
    length = NUMERALS.get(months, str(months))
    reason = f"{chinese_date(start)}{what}，{kind + '，' if kind else ''}{length}个月内答复，到{chinese_date(due)}止"
    left = (due - day).days if done is None and not late else None
    return Clock(start, months, due, done, late, left, reason + (f"（{law}）" if law else ""))


def _why(method: Method, complex_one: bool) -> tuple[str, str, str]:
    law = method.basis.split("；")[0]
    return ("交办", "涉及面广、处理难度大" if complex_one else "", law)


def _phase(cells: Mapping[str, Any], first: Clock | None) -> str:
    """Dates decide; the reported state decides what has no date (退办, 撤回, 办理中) and rows without dates."""
    state = STATES.get(cells["state"] or "", "unstated")
    if state in {"withdrawn", "returned"}:
        return state
    if cells["closed"] is not None:
        return "closed"
    if cells["reassigned"] is not None:
        return "redo" if cells["second_replied"] is None else "replied"
    if cells["replied"] is not None:
        return "replied"
    if cells["assigned"] is not None:
        if first is not None and first.late:
            return "unanswered"
        return "handling" if state == "handling" else "assigned"
    return "received" if cells["received"] is not None else state
