"""Term: the appraisals since the term began, and which departments are appraised, scheduled or neither."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scripts.disclosures.evaluation_outcomes.department_appraisal.ballot import Ballot, grade_level
from scripts.measures.calendar import add_months
from scripts.model.figure import Source
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "department_appraisal"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Appraisal:
    """One department appraised in one release, which may be an earlier one."""

    release: Release
    row: int
    code: str
    date: datetime.date
    meeting: str
    grade: str
    ballot: Ballot
    reason: str = ""

    @property
    def word(self) -> str:
        """The grade; where the source gives none, that there is none and why."""
        return self.grade or f"没有等次：{self.reason}"

    @property
    def method(self) -> Method:
        """The rule its own release applied, which may differ from today's."""
        return self.release.method(METHOD)

    @property
    def level(self) -> str:
        """Status level of the grade."""
        return grade_level(self.grade, self.method)

    @property
    def review_due(self) -> datetime.date:
        """First day on which the months before the review have passed."""
        return add_months(self.date, self.method["review_months"])


@dataclass(frozen=True, slots=True)
class Covered:
    """One department of the term's list and where it stands."""

    row: int
    code: str
    planned: int | None
    appraisal: Appraisal | None

    @property
    def state(self) -> str:
        """``appraised``, ``scheduled`` or ``unscheduled``."""
        if self.appraisal is not None:
            return "appraised"
        return "unscheduled" if self.planned is None else "scheduled"


def name(release: Release) -> str:
    """Return the term (第十九届) the release speaks of; empty when its list is empty."""
    column = release.tables["coverage"].column("term")
    return str(column[0]) if column else ""


def before(release: Release) -> tuple[Release, ...]:
    """Return the earlier releases of the same term, oldest first."""
    return tuple(one for one in release.earlier if name(one) == name(release))


def appraised_in(release: Release) -> list[Appraisal]:
    """Return the appraisals of this release alone, in file order."""
    return [
        Appraisal(
            release,
            row,
            cells["department"],
            cells["appraised"],
            cells["meeting"],
            cells["grade"] or "",
            Ballot.of(cells),
            cells["ungraded"] or "",
        )
        for row, cells in release.table.rows()
    ]


def appraisals(release: Release) -> dict[str, list[Appraisal]]:
    """Return every appraisal of the term up to this release by department, oldest first."""
    found: dict[str, list[Appraisal]] = {}
    for one in (*before(release), release):
        for appraisal in appraised_in(one):
            found.setdefault(appraisal.code, []).append(appraisal)
    return found


def latest(release: Release) -> dict[str, Appraisal]:
    """Return the last appraisal of each department appraised in the term; a reappraisal replaces the one before."""
    return {code: history[-1] for code, history in appraisals(release).items()}


def coverage(release: Release) -> list[Covered]:
    """Return the term's list in file order with what has become of each department."""
    last = latest(release)
    return [
        Covered(row, cells["department"], cells["planned"], last.get(cells["department"]))
        for row, cells in release.tables["coverage"].rows()
    ]


def sources(release: Release, *fields: str) -> tuple[Source, ...]:
    """Return the cells of ``fields`` in every release of the term up to this one."""
    return (*(Source(fields, release=str(one.id)) for one in before(release)), Source(fields))
