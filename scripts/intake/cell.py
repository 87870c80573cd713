"""Cell and sheet: what a staff file holds before anything is understood, each cell with its displayed place."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scripts.model.problem import Place
from scripts.model.table import column_letter

Stored = str | Decimal | bool | datetime.date | datetime.datetime | datetime.time | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file stores it.

    Args:
        value: what is stored; numbers are exact decimals of the 15 digits that a spreadsheet keeps.
        format: number format (``#,##0.0,``); empty for text files.
        noise: the stored binary number when it has more digits than a spreadsheet shows (850524.0000000002).
        formula: the formula when it has no stored result, so that there is no value to take.
        error: the error shown (``#REF!``).
        place: displayed row (1 …) and column letter when the cell was moved from another place by a pivot.
    """

    value: Stored = None
    format: str = ""
    noise: str = ""
    formula: str = ""
    error: str = ""
    place: tuple[int, str] | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing can be read in it."""
        return not self.formula and not self.error and (self.value is None or self.value == "" or self.text.isspace())

    @property
    def text(self) -> str:
        """What is stored, as text; a whole number without decimals."""
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, datetime.datetime) and self.value.time() == datetime.time():
            return self.value.date().isoformat()
        return self.error if self.value is None else str(self.value)


EMPTY = Cell()
EXPLANATION, EXAMPLE, CODES, FAULTS = "填写说明", "填写示例", "代码", "问题清单"
OWN = frozenset({EXPLANATION, EXAMPLE, CODES, FAULTS, "说明"})
"""Worksheets that templates, commented copies and published workbooks bring with them; they are never data."""
EPOCHS = (datetime.date(1899, 12, 30), datetime.date(1904, 1, 1))
"""Day 0 of the serial numbers for dates: usually, and in workbooks that count from 1904."""


def from_float(number: float) -> tuple[Decimal, str]:
    """Return the number a spreadsheet shows, and the stored digits when they differ.

    A workbook keeps binary numbers and shows at most 15 significant digits; more are noise of the arithmetic.

    >>> from_float(76.3), from_float(0.1 + 0.2)
    ((Decimal('76.3'), ''), (Decimal('0.3'), '0.30000000000000004'))
    """
    exact = Decimal(format(number, ".15g"))
    exact = Decimal(format(exact, "f"))
    stored = repr(number)
    return exact, "" if Decimal(stored) == exact else stored


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range by positions, the last ones included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Sheet:
    """One grid of cells; rows may be ragged, positions start at 0.

    Args:
        file: name of the file, for problems.
        name: worksheet name; empty for text files.
        rows: the cells.
        merged: merged ranges.
        hidden: whether the worksheet is hidden.
        hidden_rows, hidden_columns: positions hidden from the eye.
        lines: displayed row numbers when they are not 1, 2, 3 …
        letters: displayed column letters when they are not A, B, C …
        epoch: day 0 of its serial numbers for dates; a workbook made on an old Macintosh counts from 1904.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lines: tuple[int, ...] = ()
    letters: Mapping[int, str] = field(default_factory=dict)
    epoch: datetime.date = EPOCHS[0]

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at these positions, an empty one outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def line(self, row: int) -> int:
        """Return the displayed number of a row."""
        return self.lines[row] if self.lines else row + 1

    def letter(self, column: int) -> str:
        """Return the displayed letter of a column."""
        return self.letters.get(column) or column_letter(column)

    def place(self, row: int | None = None, column: int | None = None, header: str = "") -> Place:
        """Return where a cell, row or column is as the spreadsheet shows it."""
        if row is not None and column is not None and (moved := self.cell(row, column).place):
            return Place(self.file, self.name, moved[0], moved[1], header)
        return Place(
            file=self.file,
            sheet=self.name,
            row=None if row is None else self.line(row),
            column="" if column is None else self.letter(column),
            header=header,
        )

    def shown(self, row: int, column: int) -> Cell:
        """Return the cell that one sees at a position: the first of its merged range."""
        for area in self.merged:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return self.cell(area.top, area.left)
        return self.cell(row, column)
