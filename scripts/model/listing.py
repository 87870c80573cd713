"""Listing: what one release adds to the lists of its report, which run across releases (按单位、按类别的名单)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.model.grid import Cell, Column
from scripts.model.pickling import by_slots
from scripts.model.status import SHAPES

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class BadListing(ValueError):
    """An entry, value or column of a listing could not be addressed or shown."""


@by_slots
@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, which has a list of its own.

    Args:
        code: ASCII, part of the address of the list.
        title: as printed (区教委).
        href: profile that the list belongs to, so that each leads to the other; empty for none.
        newest: whether only entries of the newest release are listed, because what it says ages (快到期限).
    """

    code: str
    title: str
    href: str = ""
    newest: bool = False


@by_slots
@dataclass(frozen=True, slots=True)
class Facet:
    """One way of dividing all entries into lists (按主办单位).

    Args:
        key: ASCII, part of the address.
        title: of the page that names its lists (按主办单位).
        heading: title of one list; ``{}`` stands for the value (``{}主办的建议``).
        columns: keys of the columns that the page shows; data files have all.
        values: every value that has a list, in order; a list may be empty.
        feed: whether each list has an Atom feed.
        order: key of the column by which rows are sorted, smallest first; else newest release first, in file order.
        note: a sentence printed above each list.
    """

    key: str
    title: str
    heading: str
    columns: tuple[str, ...]
    values: tuple[Value, ...]
    feed: bool = False
    order: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be addressed."""
        for slug in (self.key, *(value.code for value in self.values)):
            if not _SLUG.fullmatch(slug):
                raise BadListing(f"facet {self.key}: {slug!r} is no part of an address")


@by_slots
@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lists.

    Args:
        id: persistent code; the same entry in a later release replaces it.
        title: what a feed calls it.
        href: its page.
        state: where it stands, as a code; only a change of it is news in a feed.
        sentence: what a feed says of it.
        cells: column key → cell.
        values: facet key → codes of the lists in which it stands.
    """

    id: str
    title: str
    href: str
    state: str
    sentence: str
    cells: Mapping[str, Cell]
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of one release.

    Args:
        title: what is listed, a Chinese noun (建议).
        unit: counted in (件).
        columns: all columns, the heading one first.
        facets: the ways of dividing them.
        entries: in file order.
        name: tells apart the lists of two reports of one kind; part of the address.
        note: a sentence printed with every list.

    Raises:
        BadListing: an entry has other cells than there are columns, or stands in a list that no facet names.
    """

    title: str
    unit: str
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    entries: tuple[Entry, ...]
    name: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse entries that would be lost or could not be shown."""
        keys = {column.key for column in self.columns}
        lists = {facet.key: {value.code for value in facet.values} for facet in self.facets}
        for facet in self.facets:
            if not set(facet.columns) <= keys or (facet.order and facet.order not in keys):
                raise BadListing(f"facet {facet.key} shows a column that there is not")
        for entry in self.entries:
            if set(entry.cells) != keys:
                raise BadListing(f"entry {entry.id}: other cells than columns")
            if any(cell.status and cell.status not in SHAPES for cell in entry.cells.values()):
                raise BadListing(f"entry {entry.id}: no such status")
            if any(not set(codes) <= lists.get(key, set()) for key, codes in entry.values.items()):
                raise BadListing(f"entry {entry.id}: stands in a list that no facet names")


def base(kind: str, listing: Listing) -> str:
    """Return the address of the lists of a report: ``/<kind>/lists/``, below it the listing's name if it has one."""
    return f"/{kind}/lists/" + (f"{listing.name}/" if listing.name else "")
