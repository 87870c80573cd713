"""Unit: one body whose warnings call for a hearing, or that was heard nevertheless, and what followed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.calendar import days_late
from scripts.measures.warning import level, runs
from scripts.model.period import Period
from scripts.model.release import Release

METHOD, PACE = "execution_followup", "execution_pace"
ACCEPTED = "说明成立"
FINDINGS = {"accepted": ACCEPTED, "weak": "说明不充分", "rejected": "说明不成立"}


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Unit:
    """One row of the main table with the warnings of the unit; ``run`` is empty where they call for no hearing."""

    release: Release
    row: int
    code: str
    cells: Mapping[str, Any]
    gaps: Mapping[Period, Decimal]
    run: tuple[Period, ...]

    @property
    def invited(self) -> bool:
        """Whether it was called to a hearing."""
        return bool(self.cells["invited"])

    @property
    def finding(self) -> str:
        """Key of ``FINDINGS``; empty while nothing is found."""
        return next((key for key, word in FINDINGS.items() if word == self.cells["finding"]), "")

    @property
    def declined(self) -> bool:
        """Whether its explanation was found insufficient or wrong."""
        return self.finding in {"weak", "rejected"}

    @property
    def due(self) -> datetime.date | None:
        """Last day of the step that is waited for: the hearing, then the finding; ``None`` when none runs."""
        rule = self.release.method(METHOD)
        if not self.invited or self.finding:
            return None
        if self.cells["hearing"] is not None:
            return self.cells["hearing"] + datetime.timedelta(days=int(rule["finding_days"]))
        reached = reached_in(self.release, self.run)
        return None if reached is None else reached.end + datetime.timedelta(days=int(rule["hearing_days"]))

    @property
    def late(self) -> int:
        """Calendar days past ``due``, counted to the day of the data."""
        day = min(self.release.at, self.release.as_of)
        return 0 if self.due is None else days_late(self.due, None, day)

    @property
    def open(self) -> bool:
        """Whether a hearing or a finding is still to come."""
        return self.invited and not self.finding

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if not self.invited:
            return "没有约谈"
        if self.finding:
            return FINDINGS[self.finding]
        return "已列入，没有约谈" if self.cells["hearing"] is None else "已约谈，没有认定"

    @property
    def level(self) -> str:
        """Status level."""
        if self.late:
            return "late"
        if self.finding:
            return "bad" if self.declined else "done"
        return "going" if self.invited else "wait"

    @property
    def eased(self) -> bool | None:
        """Whether the gap was smaller in the first period that ended after the hearing; ``None`` if not comparable."""
        if self.cells["hearing"] is None:
            return None
        before = [one for one in sorted(self.gaps) if one.end <= self.cells["hearing"]]
        after = [one for one in sorted(self.gaps) if one.end > self.cells["hearing"]]
        return None if not before or not after else self.gaps[after[0]] < self.gaps[before[-1]]


def gaps(release: Release) -> dict[str, dict[Period, Decimal]]:
    """Return each unit's gaps to plan by period, oldest first."""
    found: dict[str, dict[Period, Decimal]] = {}
    for cells in release.tables["warnings"].records():
        found.setdefault(cells["department"], {})[Period.parse(cells["period"])] = cells["gap"]
    return {code: dict(sorted(own.items())) for code, own in found.items()}


def triggered(release: Release) -> dict[str, tuple[Period, ...]]:
    """Return the units that the rule calls to a hearing, with the first run of warnings that does."""
    rule = release.method(PACE)
    found = {}
    for code, own in gaps(release).items():
        top = rule["thresholds"][-1]
        long = [run for run in runs(own, top, within_year=rule["within_year"]) if len(run) >= rule["consecutive"]]
        if long:
            found[code] = long[0]
    return found


def reached_in(release: Release, run: tuple[Period, ...]) -> Period | None:
    """Return the period in which the run became long enough."""
    return run[int(release.method(PACE)["consecutive"]) - 1] if run else None


def units(release: Release) -> list[Unit]:
    """Return one unit for each row of the main table, in file order."""
    known, called = gaps(release), triggered(release)
    return [
        Unit(
            release,
            row,
            cells["department"],
            cells,
            known.get(cells["department"], {}),
            called.get(cells["department"], ()),
        )
        for row, cells in release.table.rows()
    ]


def warning_of(release: Release, gap: Decimal) -> str:
    """Return the status level of a gap."""
    return level(gap, release.method(PACE)["thresholds"])


def periods(release: Release) -> list[Period]:
    """Return the periods that the warnings speak of, oldest first."""
    return sorted({Period.parse(text) for text in release.tables["warnings"].column("period")})
