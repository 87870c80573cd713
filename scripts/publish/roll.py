"""Roll (名册): the entries of all current releases of a report, each as its newest release has it, in their lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from scripts.model.edition import Edition
from scripts.model.grid import Cell, Column, Grid
from scripts.model.listing import Entry, Facet, Listing, Value, base
from scripts.model.period import chinese_date
from scripts.publish.site import Site, issued

AS_OF = Column("as_of", "数据截至", kind="date")
CODE = Column("code", "代码")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with the release that has the last word on it, and when its present state was first published."""

    entry: Entry
    edition: Edition
    since: str


@dataclass(frozen=True, eq=False, repr=False)
class Roll:
    """The entries of one report.

    Args:
        series: ``kind/report``.
        listing: that of the newest release: its columns, facets and words hold.
        lines: newest release first, in file order.
        facets: those of the newest release, with the values of all.
    """

    series: str
    listing: Listing
    lines: tuple[Line, ...]
    facets: tuple[Facet, ...]
    newest: Edition

    @property
    def address(self) -> str:
        """Where the lists are."""
        return base(self.series.partition("/")[0], self.listing)

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, str], list[Line]]:
        found: dict[tuple[str, str], list[Line]] = {}
        for line in self.lines:
            for facet, codes in line.entry.values.items():
                for code in codes:
                    found.setdefault((facet, code), []).append(line)
        return found

    def chosen(self, facet: Facet, value: Value) -> list[Line]:
        """Return the lines of one list in its order."""
        lines = self._by_value.get((facet.key, value.code), [])
        if value.newest:
            lines = [line for line in lines if line.edition is self.newest]
        if facet.order:
            # A missing value stands last.
            lines = sorted(lines, key=lambda line: _order(line.entry.cells[facet.order]))
        return lines

    def list_address(self, facet: Facet, value: Value) -> str:
        """Return the address of the first page of a list."""
        return f"{self.address}{facet.key}/{value.code}/"

    def heading(self, facet: Facet, value: Value) -> str:
        """Return the title of a list."""
        return facet.heading.format(value.title)

    def of_profile(self, address: str) -> Iterator[tuple[Facet, Value]]:
        """Yield the lists that belong to the profile at ``address``."""
        for facet in self.facets:
            for value in facet.values:
                if value.href == address:
                    yield facet, value

    def grid(self, title: str, keys: tuple[str, ...], lines: list[Line]) -> Grid:
        """Return the table of a page; it says of what day each row is where not all are of one day."""
        columns = [column for key in keys for column in self.listing.columns if column.key == key]
        dated = len({line.edition.release.as_of for line in lines}) > 1
        rows = [[line.entry.cells[key] for key in keys] + ([_as_of(line)] if dated else []) for line in lines]
        return Grid(title, tuple(columns + ([AS_OF] if dated else [])), tuple(map(tuple, rows)))

    def data(self, title: str, lines: list[Line]) -> Grid:
        """Return all columns of a list, with each entry's code and the day of its data; dates as programs read them."""
        columns = (CODE, *self.listing.columns, AS_OF)
        rows = []
        for line in lines:
            cells = (Cell(line.entry.id, line.entry.id), *(line.entry.cells[c.key] for c in self.listing.columns))
            row = zip(columns, (*cells, _as_of(line)), strict=True)
            rows.append(tuple(_machine(cell) if column.kind == "date" else cell for column, cell in row))
        return Grid(title, columns, tuple(rows))


def _machine(cell: Cell) -> Cell:
    return Cell(cell.value, cell.value) if isinstance(cell.value, str) else Cell("", None)


def _as_of(line: Line) -> Cell:
    day: datetime.date = line.edition.release.as_of
    return Cell(chinese_date(day), day.isoformat())


def _order(cell: Cell) -> tuple[int, Decimal, str]:
    if isinstance(cell.value, Decimal | int):
        return (0, Decimal(cell.value), "")
    return (0, Decimal(0), cell.value) if cell.value else (1, Decimal(0), "")


@lru_cache(maxsize=64)
def roll_of(site: Site, series: str) -> Roll | None:
    """Return the roll of a report; ``None`` when it keeps no lists. It is kept, as many pages ask for it."""
    editions = [edition for edition in site.current(series) if edition.listing is not None]
    if not editions:
        return None
    editions.sort(key=lambda edition: edition.release.period)
    last: dict[str, Line] = {}
    for edition in editions:
        assert edition.listing is not None
        for entry in edition.listing.entries:
            before = last.get(entry.id)
            same = before is not None and before.entry.state == entry.state
            last[entry.id] = Line(entry, edition, before.since if same and before else issued(edition))
    position = {id(edition): place for place, edition in enumerate(reversed(editions))}
    # A sort keeps the order of file within one edition.
    lines = [last[entry.id] for edition in editions if edition.listing for entry in edition.listing.entries]
    unique = list({line.entry.id: line for line in lines}.values())
    unique.sort(key=lambda line: position[id(line.edition)])
    newest = editions[-1]
    assert newest.listing is not None
    return Roll(series, newest.listing, tuple(unique), _facets(editions), newest)


def _facets(editions: list[Edition]) -> tuple[Facet, ...]:
    """Return the newest facets, each with the values that any release names, the newest's first."""
    out = []
    newest_first = [edition.listing for edition in reversed(editions) if edition.listing is not None]
    # A way of dividing that only an older release knows keeps its lists: pages link to them.
    for facet in {facet.key: facet for listing in reversed(newest_first) for facet in listing.facets}.values():
        values: dict[str, Value] = {}
        for listing in newest_first:
            for other in listing.facets:
                if other.key == facet.key:
                    for value in other.values:
                        values.setdefault(value.code, value)
        out.append(replace(facet, values=tuple(values.values())))
    return tuple(out)
