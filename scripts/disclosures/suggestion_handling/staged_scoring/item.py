"""Item: one suggestion's two stages, folded from its dates and scores into a state, with total and verdict."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.disclosures.suggestion_handling.staged_scoring.machine import AGAIN, FINAL, STAGES, STATES, Step, fold
from scripts.measures.calendar import add_months, days_late
from scripts.model.method import Method
from scripts.model.number import PRECISE
from scripts.model.release import Release

METHOD = "staged_scoring"
SATISFIED, BASIC, DISSATISFIED = "满意", "基本满意", "不满意"
VERDICTS = {"satisfied": SATISFIED, "basic": BASIC, "dissatisfied": DISSATISFIED}
LEVELS = {SATISFIED: "done", BASIC: "ok", DISSATISFIED: "bad"}
STEPS = {
    "reported": ("reported",),
    "score": ("passed", "failed"),
    "redone": ("redone",),
    "rescore": ("repassed", "refailed"),
}
"""Field of a stage → the steps that it may mean."""


@dataclass(frozen=True)
class Redo:
    """A stage that is or was handled again.

    Args:
        stage: ``reply`` or ``result``.
        told: day on which the handler received the refusal; the clock begins.
        due: last day in time; ``None`` when it is not stated when the handler was told.
        done: day of the new reply or report.
        late: days past ``due``, of the answer or so far.
    """

    stage: str
    told: datetime.date | None
    due: datetime.date | None
    done: datetime.date | None
    late: int

    @property
    def open(self) -> bool:
        """Whether the new reply or report is awaited."""
        return self.done is None

    @property
    def decided(self) -> bool:
        """Whether it is known if it was in time."""
        return self.due is not None and (self.done is not None or self.late > 0)


@dataclass(frozen=True)
class Item:
    """One suggestion: its row, cells, state, redone stages, total and verdict."""

    row: int
    cells: Mapping[str, Any]
    state: str
    redos: tuple[Redo, ...]
    total: Decimal | None
    verdict: str

    @property
    def final(self) -> bool:
        """Whether the verdict is given and nothing is awaited."""
        return self.state in FINAL

    @property
    def running(self) -> Redo | None:
        """The redo that is awaited now."""
        return next((redo for redo in self.redos if redo.open), None)

    @property
    def late(self) -> int:
        """Days past the running deadline; 0 when none is missed."""
        return 0 if self.running is None else self.running.late

    @property
    def word(self) -> str:
        """What a reader is told: the verdict, else the state, with days late."""
        if self.verdict:
            return f"{self.verdict}（再次不通过）" if self.state == "refused" else self.verdict
        word = STATES[self.state][0]
        return f"{word}，已超期 {self.late} 日" if self.late else word

    @property
    def level(self) -> str:
        """Status level."""
        return "late" if self.late else LEVELS.get(self.verdict, STATES[self.state][1])

    def failed(self, stage: str) -> bool:
        """Return whether the stage did not pass at first."""
        return any(redo.stage == stage for redo in self.redos)

    def score(self, stage: str) -> Decimal | None:
        """Return the score that counts: the second where there is one."""
        again: Decimal | None = self.cells[f"{stage}_rescore"]
        first: Decimal | None = self.cells[f"{stage}_score"]
        return first if again is None else again


def steps(cells: Mapping[str, Any], method: Method) -> Iterator[tuple[Step, str]]:
    """Yield each step that a row tells, in the order of the rules, with the field that tells it."""
    line = method.number("pass_score")
    for stage in STAGES:
        for field, kinds in STEPS.items():
            value = cells[f"{stage}_{field}"]
            if value is not None:
                passed = len(kinds) == 1 or value >= line
                yield (stage, kinds[0] if passed else kinds[1]), f"{stage}_{field}"


def total(reply: Decimal, result: Decimal, method: Method) -> Decimal:
    """Return the total out of a hundred: both scores by their weights.

    >>> one = Method("m", "1", "", datetime.date(2024, 1, 1), "", "", {"reply_weight": 40, "result_weight": 60})
    >>> total(Decimal(90), Decimal(80), one)
    Decimal('84')
    """
    weights = method.number("reply_weight"), method.number("result_weight")
    return PRECISE.divide(reply * weights[0] + result * weights[1], sum(weights, Decimal(0)))


def verdict(points: Decimal, method: Method) -> str:
    """Return the verdict that a total comes to."""
    if points >= method.number("satisfied_from"):
        return SATISFIED
    return BASIC if points >= method.number("basic_from") else DISSATISFIED


def items(release: Release) -> list[Item]:
    """Return one item for each row, in file order; lateness is counted to the data's last day."""
    method = release.method(METHOD)
    return [item(row, cells, method, release.as_of) for row, cells in release.table.rows()]


def item(row: int, cells: Mapping[str, Any], method: Method, day: datetime.date) -> Item:
    """Return where the suggestion of one row stands on ``day``.

    Raises:
        ForbiddenStep: the row tells a step that the rules do not allow; checks refuse such a row before.
    """
    told = [step for step, _ in steps(cells, method)]
    state = fold(told)
    redos = tuple(_redo(stage, cells, method, day) for stage in STAGES if (stage, "failed") in told)
    points, word = None, ""
    if state == "refused":
        word = DISSATISFIED
    elif state == "finished":
        scores = [cells[f"{s}_score"] if (s, "failed") not in told else cells[f"{s}_rescore"] for s in STAGES]
        points = total(scores[0], scores[1], method)
        word = verdict(points, method)
    return Item(row, cells, state, redos, points, word)


def _redo(stage: str, cells: Mapping[str, Any], method: Method, day: datetime.date) -> Redo:
    told, done = cells[f"{stage}_told"], cells[f"{stage}_redone"]
    due = None if told is None else add_months(told, int(method["redo_months"]))
    return Redo(stage, told, due, done, 0 if due is None else days_late(due, done, day))


def in_redo(one: Item) -> bool:
    """Return whether the suggestion is being handled again now."""
    return one.state in AGAIN.values()
