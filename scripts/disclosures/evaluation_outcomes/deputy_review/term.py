"""Term: which deputies of the term have reported to their voters, are scheduled, are overdue, or neither."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scripts.disclosures.evaluation_outcomes.deputy_review.poll import Poll
from scripts.disclosures.evaluation_outcomes.deputy_review.star import Station
from scripts.measures.calendar import days_late
from scripts.model.release import Release

STATES = {"reviewed": "已述职", "scheduled": "已安排", "overdue": "到期未述职", "unscheduled": "未安排"}
LEVELS = {"reviewed": "done", "scheduled": "wait", "overdue": "late", "unscheduled": "none"}


@dataclass(frozen=True, slots=True)
class Covered:
    """One deputy of the term and where the review stands at the end of the data."""

    row: int
    code: str
    station: str
    planned: int | None
    reviewed: datetime.date | None
    form: str
    approved: bool
    poll: Poll
    state: str

    @property
    def due(self) -> datetime.date | None:
        """Last day of the planned year."""
        return None if self.planned is None else datetime.date(self.planned, 12, 31)


@dataclass(frozen=True, slots=True)
class Held:
    """The reviews of one station in this release."""

    row: int
    station: str
    reviewed: int
    poll: Poll


def coverage(release: Release) -> list[Covered]:
    """Return the term's deputies in file order."""
    found = []
    for row, cells in release.tables["coverage"].rows():
        planned = cells["planned"]
        state = "unscheduled" if planned is None else "scheduled"
        if cells["reviewed"] is not None:
            state = "reviewed"
        elif planned is not None and days_late(datetime.date(planned, 12, 31), None, release.as_of):
            state = "overdue"
        found.append(
            Covered(
                row,
                cells["deputy"],
                cells["station"],
                planned,
                cells["reviewed"],
                cells["form"] or "",
                cells["approved"],
                Poll.of(cells),
                state,
            )
        )
    return found


def now(release: Release, found: list[Covered]) -> list[Covered]:
    """Return those reviewed within this release's period."""
    start, end = release.period.start, release.period.end
    return [one for one in found if one.reviewed is not None and start <= one.reviewed <= end]


def held(release: Release) -> list[Held]:
    """Return the stations that held reviews in this release, in file order."""
    return [Held(row, cells["station"], cells["reviewed"], Poll.of(cells)) for row, cells in release.table.rows()]


def stations(release: Release) -> list[Station]:
    """Return the stations assessed, in file order."""
    return [Station.of(row, cells) for row, cells in release.tables["stations"].rows()]
