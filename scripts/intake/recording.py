"""Recording: what a converter of cells knows of its column, and where it puts every liberty taken and doubt."""

from __future__ import annotations

import dataclasses
import datetime

from scripts.intake.cell import EPOCHS
from scripts.intake.change import Change
from scripts.intake.mapping import FieldRule
from scripts.model.codelist import CodeList
from scripts.model.problem import Place, Problem
from scripts.model.table import Field


class Refused(Exception):
    """The cell cannot become a value; the problem is already recorded."""


@dataclasses.dataclass
class Recording:
    """A column of a file that becomes one field.

    Args:
        field: what is wanted.
        rule: what the mapping says.
        source_unit: of the column; empty when the file does not say, which means the unit of the field.
        codes: the code list of the field, if it has one.
        changes, problems: where everything is recorded.
        notes: meanings and words to keep, for the field that the rule names.
        epoch: day 0 of the serial numbers that the file stores for dates.
    """

    field: Field
    rule: FieldRule
    source_unit: str
    codes: CodeList | None
    changes: list[Change]
    problems: list[Problem]
    notes: list[str] = dataclasses.field(default_factory=list)
    epoch: datetime.date = EPOCHS[0]
    place: Place = dataclasses.field(default_factory=lambda: Place(""))

    def change(self, code: str, was: str, now: str, why: str = "") -> None:
        """Keep what was done to the cell at hand."""
        self.changes.append(Change(code, self.place, was, now, why, self.field.name))

    def refuse(self, code: str, expected: str, fix: str, found: str) -> Refused:
        """Keep what is wrong with the cell at hand and return the exception to raise."""
        self.problems.append(Problem(code, self.place, expected, fix, found))
        return Refused(code)
