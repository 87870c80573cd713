"""Choice: what the drop-downs of a form offer, as names that an import finds again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from scripts.intake.cell import CODES
from scripts.model.codelist import CodeList, Entry
from scripts.model.period import Period
from scripts.model.table import Field, Schema, column_letter


def names(codes: CodeList, period: Period | None = None) -> dict[str, str]:
    """Return code → the name to choose: the full one, else the short one, else the code, whichever means it alone."""
    out = {}
    for entry in codes.values():
        if exists(entry, period):
            candidates = (name for name in (entry.name, entry.short) if name)
            out[entry.code] = next((name for name in candidates if codes.find(name) == entry.code), entry.code)
    return out


def exists(entry: Entry, period: Period | None) -> bool:
    """Whether an entry existed in the period; without one, whether it still does."""
    if period is None:
        return entry.until is None
    began = entry.since is None or entry.since <= period.end
    return began and (entry.until is None or entry.until >= period.start)


class Choices:
    """The lists behind the drop-downs, each in a column of the worksheet of codes."""

    def __init__(
        self, schemas: Mapping[str, Schema], codelists: Mapping[str, CodeList], period: Period | None = None
    ) -> None:
        """Gather the code lists and closed values of every field."""
        self._columns: dict[str, tuple[str, list[str], list[str]]] = {}
        for schema in schemas.values():
            for field in schema.fields:
                key = self._key(field)
                if field.codelist in codelists and key not in self._columns:
                    offered = names(codelists[field.codelist], period)
                    self._columns[key] = (field.title, list(offered.values()), list(offered))
                elif "enum" in field.constraints and key not in self._columns:
                    self._columns[key] = (field.title, list(map(str, field.constraints["enum"])), [])

    @staticmethod
    def _key(field: Field) -> str:
        return field.codelist or "|".join(map(str, field.constraints.get("enum", ())))

    @property
    def width(self) -> int:
        """How many columns the worksheet has."""
        return 2 * len(self._columns)

    def source(self, field: Field) -> str:
        """Return the address of what a field may choose from; empty when it is free."""
        key = self._key(field)
        if key not in self._columns or not self._columns[key][1]:
            return ""
        letter = column_letter(2 * list(self._columns).index(key))
        return f"='{CODES}'!${letter}$2:${letter}${len(self._columns[key][1]) + 1}"

    def first(self, field: Field) -> str:
        """Return the first choice, for an example."""
        found = self._columns.get(self._key(field))
        return found[1][0] if found and found[1] else ""

    def columns(self) -> Iterator[tuple[str, list[str]]]:
        """Yield header and cells: names and beside them their codes."""
        for title, offered, codes in self._columns.values():
            yield title, offered
            yield (f"{title}代码" if codes else ""), [code for _, code in zip_longest(offered, codes, fillvalue="")]
