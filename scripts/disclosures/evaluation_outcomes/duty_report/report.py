"""Report: one duty report of one post, the ballot held on it, and how far the term has come."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.measures import grade as grading
from scripts.measures.ratio import percent
from scripts.model.figure import Source
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "duty_report"
OPTIONS = ("satisfied", "basically", "dissatisfied", "unknown", "abstain")
COUNTS = ("members_all", "present", "issued", "returned", "valid")
"""Each is part of the one before it."""
BASES = {"全体组成人员": "members_all", "实到人员": "present", "有效票": "valid"}
FORMS = {"oral": "口头", "written": "书面"}
GRADE_LEVELS = ("ok", "going", "bad")
"""Status level of each of the method's grades, from the best."""


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Report:
    """One row of ``data`` in its release, which may be an earlier one."""

    release: Release
    row: int
    post: str
    form: str
    date: datetime.date
    meeting: str
    grade: str
    votes: Mapping[str, int | None]
    fed_back: datetime.date | None

    @property
    def method(self) -> Method:
        """The rule its own release applied."""
        return self.release.method(METHOD)

    @property
    def published(self) -> tuple[str, ...]:
        """The options whose votes are published."""
        return tuple(option for option in OPTIONS if self.votes[option] is not None)

    @property
    def tested(self) -> bool:
        """Whether a ballot was held on it; a written report may have none."""
        return bool(self.grade or self.published)

    @property
    def base(self) -> int | None:
        """The body that shares are shares of."""
        return self.votes[BASES[self.method["base"]]]

    @property
    def level(self) -> str:
        """Status level."""
        if not self.tested:
            return "wait"
        words = list(self.method["grades"])
        return GRADE_LEVELS[words.index(self.grade)] if self.grade in words else "none"

    @property
    def word(self) -> str:
        """The published result in words."""
        return self.grade if self.tested else "书面报告，不测评"

    def share(self, option: str) -> Decimal | None:
        """Return the votes for an option in per cent of the base, unrounded."""
        return percent(self.votes[option], self.base)

    def ruled(self) -> str | None:
        """Return the grade that the rule gives; ``None`` when the counts it needs are not published."""
        satisfied, basically = self.votes["satisfied"], self.votes["basically"]
        if not self.base or satisfied is None or basically is None:
            return None
        needed = [grading.share(text) for text in self.method["needs"]]
        position = grading.grade((satisfied, basically), self.base, needed, tie=self.method["tie_reaches"])
        return str(self.method["grades"][position])


@dataclass(frozen=True, slots=True)
class Covered:
    """One post of the term's list: planned year and its latest report in the term."""

    row: int
    post: str
    planned: int | None
    report: Report | None

    @property
    def state(self) -> str:
        """``reported``, ``scheduled`` or ``unscheduled``."""
        if self.report is not None:
            return "reported"
        return "unscheduled" if self.planned is None else "scheduled"


def term(release: Release) -> str:
    """Return the term the release speaks of; empty when its list is empty."""
    column = release.tables["coverage"].column("term")
    return str(column[0]) if column else ""


def before(release: Release) -> tuple[Release, ...]:
    """Return the earlier releases of the same term, oldest first."""
    return tuple(one for one in release.earlier if term(one) == term(release))


def reports(release: Release) -> list[Report]:
    """Return the reports of this release alone, in file order."""
    return [
        Report(
            release,
            row,
            cells["post"],
            cells["form"],
            cells["reported"],
            cells["meeting"],
            cells["grade"] or "",
            {name: cells[name] for name in (*COUNTS, *OPTIONS)},
            cells["fed_back"],
        )
        for row, cells in release.table.rows()
    ]


def latest(release: Release) -> dict[str, Report]:
    """Return the last report of each post in the term."""
    return {one.post: one for each in (*before(release), release) for one in reports(each)}


def coverage(release: Release) -> list[Covered]:
    """Return the term's list in file order with what has become of each post."""
    last = latest(release)
    return [
        Covered(row, cells["post"], cells["planned"], last.get(cells["post"]))
        for row, cells in release.tables["coverage"].rows()
    ]


def sources(release: Release, *fields: str) -> tuple[Source, ...]:
    """Return the cells of ``fields`` in every release of the term up to this one."""
    return (*(Source(fields, release=str(one.id)) for one in before(release)), Source(fields))
