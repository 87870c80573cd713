"""Thread: one matter that several releases speak of, from the row that raised it to the row that says it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.model.figure import Source
from scripts.model.release import Release


@dataclass(frozen=True, slots=True)
class Knot:
    """What one release says of a matter: its row in the resource and the cells."""

    release: Release
    row: int
    cells: Mapping[str, Any]


def threads(releases: Sequence[Release], resource: str, key: str = "id") -> dict[str, list[Knot]]:
    """Return what every release says of each matter, oldest first, the matters in the order they were first named.

    Args:
        releases: oldest first; a matter may be left out of a release once it is done.
    """
    found: dict[str, list[Knot]] = {}
    for release in releases:
        for row, cells in release.tables[resource].rows():
            found.setdefault(str(cells[key]), []).append(Knot(release, row, cells))
    return found


def dropped(
    earlier: Sequence[Release], now: Release, resource: str, open: Callable[[Mapping[str, Any]], bool], key: str = "id"
) -> list[str]:
    """Return the matters that were still open when last spoken of and that ``now`` does not name."""
    here = {str(value) for value in now.tables[resource].column(key)}
    return [id for id, knots in threads(earlier, resource, key).items() if id not in here and open(knots[-1].cells)]


def sources(now: Release, knots: Sequence[Knot], fields: tuple[str, ...], resource: str) -> tuple[Source, ...]:
    """Return where the rows of ``knots`` stand: one source for each release, this one without its path."""
    rows: dict[str, list[int]] = {}
    for knot in knots:
        rows.setdefault("" if knot.release is now else str(knot.release.id), []).append(knot.row)
    found = tuple(Source(fields, tuple(sorted(those)), resource, path) for path, those in sorted(rows.items()))
    return found or (Source(fields, (), resource),)
