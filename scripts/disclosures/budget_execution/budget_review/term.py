"""Term: the reviews of department budgets since the term began, and which departments are still to come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from scripts.model.figure import Source
from scripts.model.release import Release

METHOD = "budget_review"
MEETING, REPORT = "专委会会议", "工作情况报告"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Review:
    """One department's budget reviewed in one release, which may be an earlier one."""

    release: Release
    row: int
    code: str
    year: int
    date: datetime.date
    meeting: str
    amount: Decimal | None
    opinions: int


@dataclass(frozen=True, slots=True)
class Covered:
    """One department of the term's list and where it stands."""

    row: int
    code: str
    planned: int | None
    review: Review | None

    @property
    def state(self) -> str:
        """``reviewed``, ``scheduled`` or ``unscheduled``."""
        if self.review is not None:
            return "reviewed"
        return "unscheduled" if self.planned is None else "scheduled"


def name(release: Release) -> str:
    """Return the term (第十八届) the release speaks of; empty when its list is empty."""
    column = release.tables["coverage"].column("term")
    return str(column[0]) if column else ""


def before(release: Release) -> tuple[Release, ...]:
    """Return the earlier releases of the same term, oldest first."""
    return tuple(one for one in release.earlier if name(one) == name(release))


def span(release: Release) -> tuple[Release, ...]:
    """Return the releases of the term up to this one, oldest first."""
    return (*before(release), release)


def reviewed_in(release: Release) -> list[Review]:
    """Return the reviews of this release alone, in file order."""
    fields = ("department", "budget_year", "reviewed", "meeting", "amount", "opinions")
    return [Review(release, row, *(cells[field] for field in fields)) for row, cells in release.table.rows()]


def reviews(release: Release) -> dict[str, list[Review]]:
    """Return every review of the term up to this release by department, oldest first."""
    found: dict[str, list[Review]] = {}
    for one in span(release):
        for review in reviewed_in(one):
            found.setdefault(review.code, []).append(review)
    return found


def coverage(release: Release) -> list[Covered]:
    """Return the term's list in file order with the last review of each department."""
    found = reviews(release)
    return [
        Covered(row, cells["department"], cells["planned"], found.get(cells["department"], [None])[-1])
        for row, cells in release.tables["coverage"].rows()
    ]


def meeting_name(review: Review) -> str:
    """Return who met and on what; empty when the meeting is not in its release."""
    for cells in review.release.tables["meetings"].records():
        if cells["id"] == review.meeting:
            return f"{cells['body']}：{cells['title']}"
    return ""


def held(release: Release, kind: str) -> list[tuple[Release, int]]:
    """Return the meetings or reports of the term up to this release: release and row."""
    return [
        (one, row) for one in span(release) for row, cells in one.tables["meetings"].rows() if cells["kind"] == kind
    ]


def sources(release: Release, *fields: str, resource: str = "data") -> tuple[Source, ...]:
    """Return the cells of ``fields`` in every release of the term up to this one."""
    return (*(Source(fields, None, resource, str(one.id)) for one in before(release)), Source(fields, None, resource))
