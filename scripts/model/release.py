"""Release: one report, one period, one revision, with its approval, tables, methods and what came before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.model.codelist import CodeList
from scripts.model.method import Method, NoMethod
from scripts.model.period import NotAPeriod, Period

if TYPE_CHECKING:
    # Tables need pandas, which plugins that only read addresses shall not wait for.
    from scripts.model.table import Table

KINDS = ("budget_execution", "livelihood_votes", "evaluation_outcomes", "suggestion_handling")
REVISION_TYPES = {"revision": "修订", "correction": "更正", "method": "口径变更", "withdrawal": "撤回"}
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class NotAReleasePath(ValueError):
    """The text is not ``kind/report/period`` or ``kind/report/period/r<n>``."""


@dataclass(frozen=True, order=True, slots=True)
class ReleaseId:
    """Address of a release; ``str`` gives ``kind/report/period/r1``."""

    kind: str
    report: str
    period: Period
    revision: int = 1

    @classmethod
    def parse(cls, text: str) -> ReleaseId:
        """Return the release meant by ``kind/report/period[/r<n>]``; without revision it is the first.

        Raises:
            NotAReleasePath: it has another form or no such period exists.
        """
        parts = text.strip("/").split("/")
        if len(parts) == 3:
            parts.append("r1")
        if len(parts) != 4 or parts[0] not in KINDS or not _SLUG.fullmatch(parts[1]):
            raise NotAReleasePath(text)
        number = re.fullmatch(r"r([1-9]\d{0,3})", parts[3])
        if number is None:
            raise NotAReleasePath(text)
        try:
            return cls(parts[0], parts[1], Period.parse(parts[2]), int(number[1]))
        except NotAPeriod:
            raise NotAReleasePath(text) from None

    @property
    def series(self) -> str:
        """``kind/report``: the dataset series that the release belongs to."""
        return f"{self.kind}/{self.report}"

    @property
    def current(self) -> str:
        """``kind/report/period``: the address of whichever revision is current."""
        return f"{self.series}/{self.period}"

    def __str__(self) -> str:
        """Return the path of this revision."""
        return f"{self.current}/r{self.revision}"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the bytes, where and when.

    Args:
        organ: 示范区人大常委会.
        document: meeting or document number (第二十六次会议, 示人常〔2024〕12号).
        date: day of approval.
        issued: moment of publication, with time zone; before it the release is under embargo.
        files: file name → SHA-256, every file of the release but ``approval.json``.
        methods: method name → version applied.
        sha256: of ``approval.json`` itself, as the ledger records it.
        explained: identity or problem code → reason accepted by the approver.
    """

    organ: str
    document: str
    date: datetime.date
    issued: datetime.datetime
    files: Mapping[str, str]
    methods: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    explained: Mapping[str, str] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Calendar days from approval to publication (批准后第 N 日公开)."""
        return (self.issued.date() - self.date).days


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """Why a revision above the first exists (``revision.json``).

    Args:
        type: ``revision`` (planned better data), ``correction`` (mended error), ``method`` or ``withdrawal``.
        reason: printed.
        approver: printed.
        date: day of the decision.
    """

    type: str
    reason: str
    approver: str
    date: datetime.date


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Release:
    """What a room is given: everything it may know, as values.

    Args:
        id: kind, report, period, revision.
        tables: resource name → table; ``data`` is the main one.
        codelists: name → code list of the instance.
        methods: name → the version this release applies.
        earlier: current releases of the same report for earlier periods, oldest first, without their own.
        before: earlier revisions of the same period that published data, oldest first, without their own.
        at: the day the build speaks of; only for lateness.
        approval: absent in a draft.
        revision: absent for ``r1``.
    """

    id: ReleaseId
    tables: Mapping[str, Table]
    codelists: Mapping[str, CodeList]
    methods: Mapping[str, Method]
    at: datetime.date
    earlier: tuple[Release, ...] = ()
    before: tuple[Release, ...] = ()
    approval: Approval | None = None
    revision: RevisionNote | None = None

    def __repr__(self) -> str:
        """Return the address: what a release holds would fill pages wherever an error shows its values."""
        return f"Release({self.id})"

    @property
    def table(self) -> Table:
        """The main table, resource ``data``."""
        return self.tables["data"]

    @property
    def period(self) -> Period:
        """What time it is about."""
        return self.id.period

    @property
    def as_of(self) -> datetime.date:
        """The day the data speak of: the period's last, or the day of approval when that is earlier (年初票决)."""
        end = self.id.period.end
        return end if self.approval is None else min(end, self.approval.date)

    @property
    def withdraws(self) -> bool:
        """Whether this revision takes back what its period published."""
        return self.revision is not None and self.revision.type == "withdrawal"

    def method(self, name: str) -> Method:
        """Return the method applied.

        Raises:
            NoMethod: the room does not name it in ``disclosure.toml``.
        """
        try:
            return self.methods[name]
        except KeyError:
            raise NoMethod(f"{self.id} applies no method {name}") from None
