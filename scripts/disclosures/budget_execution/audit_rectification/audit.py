"""Audit: one audit report that the standing committee heard, and when it reviewed what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from scripts.disclosures.budget_execution.audit_rectification.finding import METHOD
from scripts.measures.calendar import add_months, days_late
from scripts.model.release import Release


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit; ``due`` is the last day for the review (六个月), ``late`` the days beyond it up to the data's day."""

    row: int
    id: str
    title: str
    short: str
    heard: datetime.date
    meeting: str
    findings: int
    amount: Decimal
    reviewed: datetime.date | None
    review_meeting: str
    due: datetime.date
    late: int

    @property
    def state(self) -> str:
        """``held``, ``late`` (held too late), ``missed`` (due and not held) or ``ahead``."""
        if self.reviewed is not None:
            return "late" if self.late else "held"
        return "missed" if self.late else "ahead"


STATES = {
    "held": ("按期审议", "ok"),
    "late": ("迟于期限", "late"),
    "missed": ("没有审议，已过期限", "bad"),
    "ahead": ("还没有到期", "wait"),
}
"""State of the review → its word and status level."""


def audits(release: Release) -> list[Audit]:
    """Return the audits in file order."""
    months, found = int(release.method(METHOD)["review_months"]), []
    for row, cells in release.tables["audits"].rows():
        due = add_months(cells["heard"], months)
        found.append(
            Audit(
                row,
                cells["id"],
                cells["title"],
                cells["short"],
                cells["heard"],
                cells["meeting"],
                cells["findings"],
                cells["amount"],
                cells["reviewed"],
                cells["review_meeting"] or "",
                due,
                days_late(due, cells["reviewed"], release.as_of),
            )
        )
    return found


def known(release: Release) -> dict[str, Audit]:
    """Return every audit that this release or an earlier one lists, by id, as last stated, the newest first."""
    found: dict[str, Audit] = {}
    for one in (*release.earlier, release):
        found |= {audit.id: audit for audit in audits(one)}
    return dict(sorted(found.items(), key=lambda item: (item[1].heard, item[0]), reverse=True))
