"""Record: activities of the period and of all periods so far, and the matters raised, with what became of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.measures.calendar import add_months, days_late
from scripts.model.codelist import Entry
from scripts.model.release import Release

METHOD = "station_activity"
KINDS = {
    "reception": "接待群众",
    "visit": "走访",
    "session": "局长走进联络站",
    "survey": "调研视察",
    "inspection": "执法检查",
    "study": "学习宣传",
}
"""Figure id → kind of activity."""


@dataclass(frozen=True)
class Matter:
    """One matter raised: its row, cells, and how long it has been or was open.

    Args:
        row: position in the table of matters.
        cells: field → value.
        follow: day from which an unsolved matter is listed as 久未解决.
        open_days: calendar days from raising to solution, or so far.
        late: days past ``follow`` while unsolved; 0 when solved or not yet.
    """

    row: int
    cells: Mapping[str, Any]
    follow: datetime.date
    open_days: int
    late: int

    @property
    def solved(self) -> bool:
        """Whether it is solved."""
        return self.cells["solved"] is not None

    @property
    def word(self) -> str:
        """已解决, or how long it has not been."""
        if self.solved:
            return "已解决"
        return f"久未解决，已 {self.open_days} 日" if self.late else "办理中"

    @property
    def level(self) -> str:
        """Status level."""
        return "done" if self.solved else "late" if self.late else "going"


def matters(release: Release) -> list[Matter]:
    """Return every matter raised so far, in file order; days are counted to the data's last day."""
    months, day = int(release.method(METHOD)["follow_months"]), release.as_of
    found = []
    for row, cells in release.tables["matters"].rows():
        follow = add_months(cells["raised"], months)
        until = cells["solved"] or day
        late = 0 if cells["solved"] is not None else days_late(follow, None, day)
        found.append(Matter(row, cells, follow, (until - cells["raised"]).days, late))
    return found


def activities(release: Release) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the period's activities with their rows."""
    return list(release.table.rows())


def so_far(release: Release, field: str, stations: Iterable[str] | None = None) -> int:
    """Return the sum of a field over this and all earlier periods, of all stations or of these."""
    chosen = None if stations is None else set(stations)
    return sum(
        cells[field]
        for one in (*release.earlier, release)
        for _, cells in one.table.rows()
        if chosen is None or cells["station"] in chosen
    )


def since(release: Release) -> str:
    """Return from when sums over all periods count (2022年)."""
    return (release.earlier or (release,))[0].period.title


def serving(release: Release) -> dict[str, Entry]:
    """Return the stations that exist in the period or have activities or matters, in the order of the code list."""
    used = {*release.table.column("station"), *release.tables["matters"].column("station")}
    start, end = release.period.start, release.period.end
    return {
        code: entry
        for code, entry in release.codelists["stations"].items()
        if code in used
        or ((entry.since is None or entry.since <= end) and (entry.until is None or entry.until >= start))
    }


def industry(release: Release) -> list[str]:
    """Return the stations of trades (行业联络站: fishers, farmers, salt makers), by the kinds that the method names."""
    kinds = release.method(METHOD)["industry_kinds"]
    return [code for code, entry in serving(release).items() if entry.attributes.get("kind") in kinds]


def townships(release: Release) -> dict[str, list[str]]:
    """Return township → its stations, in the order of the code list; a station without one is left out."""
    found: dict[str, list[str]] = {}
    for code, entry in serving(release).items():
        township = entry.attributes.get("township", "")
        if township in release.codelists["departments"]:
            found.setdefault(township, []).append(code)
    return found
