"""Grid: a table as a page prints it, each number a figure with its address; charts are drawn from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.model.figure import Figure
from scripts.model.number import plain, show
from scripts.model.pickling import by_slots
from scripts.model.status import SHAPES

KINDS = ("text", "number", "status", "date")


class BadGrid(ValueError):
    """A row has another number of cells than there are columns, or a column or cell is of no known kind."""


@by_slots
@dataclass(frozen=True, slots=True)
class Column:
    """One column of a printed table.

    Args:
        key: ASCII name, also the field name in chart specs.
        title: header without unit.
        unit: printed once in the header.
        kind: ``text``, ``number`` (right-aligned), ``status`` or ``date``.
        note: the definition, printed under the table.
    """

    key: str
    title: str
    unit: str = ""
    kind: str = "text"
    note: str = ""


@by_slots
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is printed, and the exact value for charts and sorting.

    Args:
        text: as printed, without the unit that the column states.
        value: exact number, or the text; ``None`` when missing.
        figure: id of the figure that the cell is; its anchor.
        href: root-absolute address inside the site (``/profiles/department/0101/``).
        status: level that gives shape and colour.
        note: reason of a missing value, shown with it.
    """

    text: str
    value: Decimal | int | str | None = None
    figure: str = ""
    href: str = ""
    status: str = ""
    note: str = ""

    @classmethod
    def of(cls, figure: Figure, *, signed: bool = False, text: str | None = None) -> Cell:
        """Return the cell of a figure; ``signed`` prints a plus before positive numbers."""
        printed = show(figure.value, figure.unit, figure.places).removesuffix("%") if text is None else text
        if signed and text is None and figure.value is not None and figure.value > 0:
            printed = f"+{printed}"
        return cls(printed, figure.value, figure.id, status=figure.status, note=figure.missing)

    @classmethod
    def number(cls, value: Decimal | int | None, unit: str = "", places: int | None = None, note: str = "") -> Cell:
        """Return the cell of a number that is a datum of the release and no figure of its own."""
        return cls(show(value, unit, places).removesuffix("%"), value, note=note)

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``*.table.json``; empty parts are left out."""
        value = plain(self.value) if isinstance(self.value, Decimal | int) else self.value
        out = {
            "text": self.text,
            "value": value,
            "figure": self.figure,
            "href": self.href,
            "status": self.status,
            "note": self.note,
        }
        return {key: item for key, item in out.items() if item not in ("", None)}


@by_slots
@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: title, columns, rows in reading order; the first column heads each row.

    ``details`` are the tables one level down (类 → 款 → 项), each behind its summary; they open without script.

    Raises:
        BadGrid: see the class.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    details: tuple[tuple[str, Grid], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a crooked table."""
        for column in self.columns:
            if column.kind not in KINDS:
                raise BadGrid(f"{self.title}: column {column.key} is of kind {column.kind}")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise BadGrid(f"{self.title}: {len(row)} cells under {len(self.columns)} columns")
            for cell in row:
                if cell.status and cell.status not in SHAPES:
                    raise BadGrid(f"{self.title}: no status {cell.status}")

    def column(self, key: str) -> Column:
        """Return the column ``key``."""
        return next(column for column in self.columns if column.key == key)

    def cells(self, key: str) -> list[Cell]:
        """Return the cells of the column ``key`` in row order."""
        index = [column.key for column in self.columns].index(key)
        return [row[index] for row in self.rows]

    def select(self, keys: Sequence[str], *, title: str | None = None, rows: Sequence[int] | None = None) -> Grid:
        """Return the grid with only these columns (and rows, by position), in this order."""
        order = [[column.key for column in self.columns].index(key) for key in keys]
        chosen = self.rows if rows is None else tuple(self.rows[i] for i in rows)
        return Grid(
            self.title if title is None else title,
            tuple(self.columns[i] for i in order),
            tuple(tuple(row[i] for i in order) for row in chosen),
            self.note,
        )

    def figures(self) -> set[str]:
        """Return the ids of the figures that stand in the table or in the tables under it."""
        own = {cell.figure for row in self.rows for cell in row if cell.figure}
        return own.union(*(inner.figures() for _, inner in self.details))

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``*.table.json``."""
        out: dict[str, Any] = {
            "title": self.title,
            "note": self.note,
            "columns": [
                {
                    key: item
                    for key, item in {
                        "key": column.key,
                        "title": column.title,
                        "unit": column.unit,
                        "kind": column.kind,
                        "note": column.note,
                    }.items()
                    if item
                }
                for column in self.columns
            ],
            "rows": [[cell.as_json() for cell in row] for row in self.rows],
        }
        if self.details:
            out["details"] = [{"summary": summary, "grid": inner.as_json()} for summary, inner in self.details]
        return out
