"""Sheet: the counted forms of one appraised suggestion or group, with the verdict they come to under the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures import grade
from scripts.measures.ratio import percent
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "handling_appraisal"
ASPECTS = {"attitude": "办理态度", "manner": "办理方式", "effect": "办理效果"}
OPTIONS = {"good": "好", "fair": "较好", "poor": "差"}
OVERALL = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意"}
LEVELS = {"满意": "done", "基本满意": "ok", "不满意": "bad"}
QUESTIONS = {
    **{aspect: tuple(f"{aspect}_{option}" for option in OPTIONS) for aspect in ASPECTS},
    "overall": tuple(OVERALL),
}
"""What is asked → the fields of its options, from the best."""
TITLES = {**ASPECTS, "overall": "综合测评"}


@dataclass(frozen=True)
class Sheet:
    """One row: its cells, what each question's valid ballots come to, and whether it is low.

    Args:
        row: position in the table.
        cells: field → value.
        ruled: the verdict that the rule gives.
        low: whether 满意 is below the line of the method (满意度不高).
    """

    row: int
    cells: Mapping[str, Any]
    ruled: str
    low: bool

    def votes(self, question: str) -> tuple[int, ...]:
        """Return the votes of a question, from the best option."""
        return tuple(self.cells[field] for field in QUESTIONS[question])

    def valid(self, question: str) -> int:
        """Return the valid ballots of a question: blanks are not among them."""
        return sum(self.votes(question))

    @property
    def satisfied_share(self) -> Decimal | None:
        """满意 in per cent of the valid ballots, unrounded."""
        return percent(self.cells["satisfied"], self.valid("overall"))


def sheets(release: Release) -> list[Sheet]:
    """Return one sheet for each row, in file order."""
    method = release.method(METHOD)
    return [sheet(row, cells, method) for row, cells in release.table.rows()]


def sheet(row: int, cells: Mapping[str, Any], method: Method) -> Sheet:
    """Return the sheet of one row under the method."""
    votes = tuple(cells[field] for field in OVERALL)
    base = sum(votes)
    needed = (grade.share(method["satisfied_needs"]), grade.share(method["basically_needs"]))
    position = grade.grade(votes[:2], base, needed, tie=method["tie_reaches"])
    low = base > 0 and Decimal(votes[0]) * 100 < method.number("low_satisfied") * base
    return Sheet(row, cells, tuple(OVERALL.values())[position], low)
