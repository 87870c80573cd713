"""Table: one resource of a release with its schema, each cell traceable to its place in the file."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scripts.model.problem import Place, Problem

if TYPE_CHECKING:
    # Only who asks for a frame waits for pandas.
    import pandas as pd

TYPES = ("string", "integer", "number", "date", "boolean")
ROLES = ("dimension", "measure", "attribute")


class BadSchema(ValueError):
    """A ``schema.json`` says something that no table can satisfy."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column as Table Schema declares it, with our ``unit``, ``role`` and ``codelist``.

    Args:
        name: ASCII name, header of ``data.csv``.
        title: what staff and readers see (执行数).
        type: string, integer, number (``Decimal``), date or boolean (是/否).
        role: ``dimension`` (one slices by it), ``measure`` (a number with a unit) or ``attribute``.
        unit: of a measure (万元).
        codelist: name of the file in ``data/codelists`` whose codes are allowed.
        constraints: ``required``, ``unique``, ``enum``, ``minimum``, ``maximum``, ``pattern``, ``maxLength``.
        description: the definition (口径) printed with the table.
    """

    name: str
    title: str
    type: str = "string"
    role: str = "attribute"
    unit: str = ""
    codelist: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""

    @property
    def header(self) -> str:
        """The header of the workbook: title and unit (执行数（万元）)."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def required(self) -> bool:
        """Whether every row must have a value."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a resource in order, its key and the texts that mean “no value”."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    missing_values: tuple[str, ...] = ("",)
    title: str = ""

    @classmethod
    def parse(cls, descriptor: Mapping[str, Any]) -> Schema:
        """Return the schema of a Table Schema descriptor.

        Raises:
            BadSchema: a type, role or key that does not exist.
        """
        names = {"name", "title", "type", "role", "unit", "codelist", "constraints", "description"}
        fields = []
        for item in descriptor["fields"]:
            if unknown := set(item) - names:
                raise BadSchema(f"field {item.get('name')}: unknown {sorted(unknown)}")
            one = Field(**item)
            if one.type not in TYPES or one.role not in ROLES:
                raise BadSchema(f"field {one.name}: type {one.type}, role {one.role}")
            fields.append(one)
        key = descriptor.get("primaryKey", [])
        key = (key,) if isinstance(key, str) else tuple(key)
        if missing := set(key) - {one.name for one in fields}:
            raise BadSchema(f"primaryKey names no field: {sorted(missing)}")
        return cls(tuple(fields), key, tuple(descriptor.get("missingValues", [""])), descriptor.get("title", ""))

    def __getitem__(self, name: str) -> Field:
        """Return the field ``name``."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Field names in order."""
        return tuple(one.name for one in self.fields)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows stand in the file that staff know.

    Args:
        file: its path or name.
        sheet: worksheet; empty for CSV.
        rows: row number as displayed, one for each row of the table.
        columns: field name → column letter.
        headers: field name → header text.
    """

    file: str
    rows: tuple[int, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Table:
    """Rows of one resource: exact Python values, their schema and their origin.

    Cells hold ``str``, ``int``, ``Decimal``, ``datetime.date``, ``bool`` or ``None`` (missing), never a float.

    Args:
        frame: the cells as a frame of objects, whose index is 0, 1, 2 … in file order. A table made ``of`` columns has
            one as soon as it is asked for; from then on, the frame holds the cells.
    """

    frame: pd.DataFrame
    schema: Schema
    origin: Origin
    _columns: Mapping[str, list[Any]] | None = field(default=None, init=False)

    @classmethod
    def of(cls, columns: Mapping[str, list[Any]], schema: Schema, origin: Origin) -> Table:
        """Return the table of columns of equal length, by field in the order of the schema."""
        made = object.__new__(cls)
        for name, value in (("schema", schema), ("origin", origin), ("_columns", columns)):
            object.__setattr__(made, name, value)
        return made

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return the frame of a table made of columns."""
        if name != "frame":
            raise AttributeError(name)
        import pandas as pd

        made = pd.DataFrame(self._columns, dtype=object)
        object.__setattr__(self, "frame", made)
        object.__setattr__(self, "_columns", None)
        return made

    def __len__(self) -> int:
        """Return the number of rows."""
        if self._columns is None:
            return len(self.frame)
        return len(next(iter(self._columns.values()), []))

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Iterate over (position, field → value) in file order."""
        columns = self._columns
        if columns is None:
            positions, columns = list(self.frame.index), {name: list(self.frame[name]) for name in self.frame.columns}
        else:
            positions = list(range(len(self)))
        names = list(columns)
        for position, values in zip(positions, zip(*columns.values(), strict=True), strict=True):
            yield position, dict(zip(names, values, strict=True))

    def row(self, row: Hashable) -> dict[str, Any]:
        """Return one row, by its position, as a mapping."""
        return {
            name: self.value(row, name) for name in (self.frame.columns if self._columns is None else self._columns)
        }

    def value(self, row: Hashable, field: str) -> Any:
        """Return what one cell holds, by the position of its row."""
        if self._columns is None:
            return self.frame.at[row, field]
        return self._columns[field][int(str(row))]

    def records(self) -> list[dict[str, Any]]:
        """Return all rows as mappings in file order."""
        return [row for _, row in self.rows()]

    def column(self, name: str) -> list[Any]:
        """Return the values of one field in file order."""
        return list(self.frame[name] if self._columns is None else self._columns[name])

    def place(self, row: Hashable | None = None, field: str | None = None) -> Place:
        """Return the place of a cell, row or column as the spreadsheet shows it."""
        return Place(
            file=self.origin.file,
            sheet=self.origin.sheet,
            row=None if row is None else self.origin.rows[int(str(row))],
            column=self.origin.columns.get(field, "") if field else "",
            header=self.origin.headers.get(field, "") if field else "",
        )

    def problem(
        self,
        code: str,
        *,
        expected: str,
        fix: str,
        row: Hashable | None = None,
        field: str | None = None,
        found: str | None = None,
    ) -> Problem:
        """Return a problem at a cell; ``found`` defaults to what stands there, if anything."""
        if found is None and row is not None and field is not None:
            found = written(self.value(row, field)) or None
        return Problem(code, self.place(row, field), expected, fix, found)


def written(value: Any) -> str:
    """Return a cell as a canonical CSV file writes it; missing is empty, booleans are 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def column_letter(index: int) -> str:
    """Return the letter of a column, 0 for the first.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
