"""Evaluation: one project at one phase, its criteria, and the total and grade they come to under the method."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scripts.measures import grade, weighting
from scripts.measures.total import total
from scripts.measures.trimmed import trimmed_mean
from scripts.model.method import Method
from scripts.model.number import half_up
from scripts.model.release import Release

METHOD = "project_performance"
PHASES = {"before": "事前", "during": "事中", "after": "事后"}
"""Name in figure ids → the word."""
IDS = {word: name for name, word in PHASES.items()}
WITHIN_WEIGHT = "按权重"
"""Value of the method's ``scored``: a criterion's score is part of its weight; else it is out of 100."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of ``criteria``."""

    row: int
    id: str
    group: str
    title: str
    weight: Decimal
    marks: tuple[Decimal, ...]
    score: Decimal
    how: str
    evidence: str
    document: str

    def full(self, method: Method) -> Decimal:
        """Return the most this criterion may score (分)."""
        return self.weight if method["scored"] == WITHIN_WEIGHT else Decimal(100)

    def marked(self, method: Method) -> Decimal | None:
        """Return the mean of the marks under the rule, rounded as it says; ``None`` without enough marks."""
        mean = trimmed_mean(self.marks, method["drop_extremes"])
        return None if mean is None else half_up(mean, method["places"])


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Evaluation:
    """One row of ``data`` with its criteria and the method of its own release."""

    row: int
    project: str
    phase: str
    department: str
    announced: Decimal
    grade: str
    veto: str
    deduction: Decimal
    budget_cut: Decimal | None
    criteria: tuple[Criterion, ...]
    method: Method

    @property
    def key(self) -> str:
        """The end of this evaluation's figure ids."""
        return f"{self.project}.{IDS[self.phase]}"

    @property
    def total(self) -> Decimal | None:
        """The total that follows from the criteria (分), rounded as the method says; ``None`` without criteria."""
        if self.method["scored"] == WITHIN_WEIGHT:
            exact = total(one.score for one in self.criteria) if self.criteria else None
        else:
            exact = weighting.weighted(((one.weight, one.score) for one in self.criteria), 100)
        return None if exact is None else half_up(exact, self.method["places"])

    @property
    def position(self) -> int:
        """Place of the grade that follows from the announced total, 0 for the best."""
        offs, tie = self.method["cut_offs"], self.method["tie_reaches"]
        return grade.of_score(self.announced, offs, tie=tie, veto=bool(self.veto))

    @property
    def ruled(self) -> str:
        """The grade that follows from the announced total, or from a veto."""
        return str(self.method["grades"][self.position])

    @property
    def level(self) -> str:
        """Status level of the announced grade."""
        return grade_level(self.grade, self.method)


def grade_level(word: str, method: Method) -> str:
    """Return the level of a grade: the best is ``done``, the last ``bad``, the second ``ok``, others between."""
    words = list(method["grades"])
    if word not in words:
        return "none"
    position = words.index(word)
    if position in (0, len(words) - 1):
        return "bad" if position else "done"
    return "ok" if position == 1 and len(words) > 3 else "warn10"


def evaluations(release: Release) -> list[Evaluation]:
    """Return the evaluations in file order."""
    method = release.method(METHOD)
    criteria: dict[tuple[str, str], list[Criterion]] = {}
    for row, cells in release.tables["criteria"].rows():
        criteria.setdefault((cells["project"], cells["phase"]), []).append(
            Criterion(
                row,
                cells["criterion"],
                cells["group"],
                cells["title"],
                cells["weight"],
                tuple(map(Decimal, cells["marks"].split("|"))) if cells["marks"] else (),
                cells["score"],
                cells["how"],
                cells["evidence"] or "",
                cells["document"] or "",
            )
        )
    return [
        Evaluation(
            row,
            cells["project"],
            cells["phase"],
            cells["department"],
            cells["total"],
            cells["grade"],
            cells["veto"] or "",
            cells["deduction"],
            cells["budget_cut"],
            tuple(criteria.get((cells["project"], cells["phase"]), ())),
            method,
        )
        for row, cells in release.table.rows()
    ]
