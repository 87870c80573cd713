"""Ballot (测评): the counted votes on one project, and the grade they come to under the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures import grade
from scripts.measures.ratio import percent
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "project_satisfaction"
OPTIONS = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意", "abstain": "弃权"}
COUNTS = ("members", "present", "issued", "returned", "valid")
"""Numbers of the meeting, each part of the one before it."""
BASES = {"全体组成人员": "members", "实到": "present", "收回": "returned", "有效票": "valid"}
GRADES = ("satisfied", "basically", "dissatisfied")
"""Names of the grades in figure ids, in the order of the method's ``grades``."""
LEVELS = dict(zip(GRADES, ("ok", "going", "bad"), strict=True))
UNRATED = "没有测评"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One project with its votes; ``None`` is not published, or not on the ballot paper.

    Args:
        row: position in the main table.
        cells: the row by field name.
        meeting: the meeting's row.
        method: the rule.
    """

    row: int
    cells: Mapping[str, Any]
    meeting: Mapping[str, Any]
    method: Method

    @property
    def code(self) -> str:
        """Code of the project."""
        return str(self.cells["project"])

    @property
    def published(self) -> tuple[str, ...]:
        """The options whose votes are published."""
        return tuple(option for option in OPTIONS if self.cells[option] is not None)

    @property
    def cast(self) -> int:
        """The published votes together."""
        return sum(self.cells[option] for option in self.published)

    @property
    def complete(self) -> bool:
        """Whether all three grades have a published count."""
        return all(self.cells[name] is not None for name in GRADES)

    @property
    def group(self) -> str:
        """The meeting's number nearest to who voted, as far as is published; empty when none is."""
        return next((name for name in reversed(COUNTS[1:]) if self.meeting[name] is not None), "")

    @property
    def voters(self) -> int:
        """How many voted: the group whose single votes must not show."""
        return int(self.meeting[self.group]) if self.group else self.cast

    @property
    def unanimous(self) -> bool:
        """Whether everyone who voted chose the same option."""
        return any(self.cells[option] == self.voters for option in self.published)

    @property
    def rated(self) -> bool:
        """Whether the project was rated at all."""
        return bool(self.published) or self.cells["grade"] is not None

    @property
    def base(self) -> int | None:
        """The number that shares are shares of, as the method names it."""
        number: int | None = self.meeting[BASES[self.method["base"]]]
        return number

    @property
    def satisfied_share(self) -> Decimal | None:
        """满意率: 满意 alone ÷ base, in per cent."""
        return percent(self.cells["satisfied"], self.base)

    @property
    def approved_share(self) -> Decimal | None:
        """满意和基本满意合计率: both ÷ base, in per cent."""
        satisfied, basically = self.cells["satisfied"], self.cells["basically"]
        return None if satisfied is None or basically is None else percent(satisfied + basically, self.base)

    @property
    def ruled(self) -> str | None:
        """The grade that the rule gives; ``None`` when the counts it needs are not published."""
        satisfied, basically = self.cells["satisfied"], self.cells["basically"]
        if not self.base or satisfied is None or basically is None:
            return None
        needed = [grade.share(self.method[name]) for name in ("satisfied_needs", "basically_needs")]
        position = grade.grade((satisfied, basically), self.base, needed, tie=self.method["tie_reaches"])
        return str(self.method["grades"][position])

    @property
    def grade(self) -> str:
        """Name of the announced grade in figure ids; empty when there is none."""
        words = dict(zip(self.method["grades"], GRADES, strict=True))
        return words.get(self.cells["grade"] or self.ruled or "", "")

    @property
    def word(self) -> str:
        """The grade as printed."""
        if self.grade:
            return str(dict(zip(GRADES, self.method["grades"], strict=True))[self.grade])
        return "结果没有公布" if self.rated else UNRATED

    @property
    def level(self) -> str:
        """Status level of the grade."""
        return LEVELS.get(self.grade, "none")


def meeting(release: Release) -> Mapping[str, Any]:
    """Return the meeting's row."""
    return release.tables["meeting"].records()[0]


def ballots(release: Release) -> tuple[Ballot, ...]:
    """Return the projects in file order."""
    held, method = meeting(release), release.method(METHOD)
    return tuple(Ballot(row, cells, held, method) for row, cells in release.table.rows())
