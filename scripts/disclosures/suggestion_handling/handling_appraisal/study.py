"""Study: what follows a low result — 专题调研, then mending by a deadline — and how far it has come."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import METHOD
from scripts.measures.calendar import add_months, days_late
from scripts.model.release import Release

STAGES = {
    "waiting": ("等待专题调研", "wait"),
    "mending": ("已调研，整改中", "going"),
    "mended": ("整改完成", "done"),
}
"""Stage → word and status level."""


@dataclass(frozen=True)
class Study:
    """One low result followed up.

    Args:
        row: position in the table of studies.
        cells: field → value.
        stage: key of ``STAGES``.
        due: last day in time of what is awaited: the study or the mending; ``None`` without a deadline or when done.
        late: calendar days past ``due`` at the data's last day.
        mended_late: days by which the mending came after its deadline; 0 in time, not mended, or without a deadline.
    """

    row: int
    cells: Mapping[str, Any]
    stage: str
    due: datetime.date | None
    late: int
    mended_late: int

    @property
    def open(self) -> bool:
        """Whether it is not yet mended."""
        return self.stage != "mended"

    @property
    def word(self) -> str:
        """The stage, with days late."""
        word = STAGES[self.stage][0]
        if self.mended_late:
            return f"{word}，迟 {self.mended_late} 日"
        return f"{word}，已超期 {self.late} 日" if self.late else word

    @property
    def level(self) -> str:
        """Status level."""
        return "late" if self.late else STAGES[self.stage][1]


def studies(release: Release) -> list[Study]:
    """Return every low result that is followed up, in file order."""
    months = int(release.method(METHOD)["study_months"])
    return [_study(row, cells, months, release.as_of) for row, cells in release.tables["studies"].rows()]


def _study(row: int, cells: Mapping[str, Any], months: int, day: datetime.date) -> Study:
    if cells["mended"] is not None:
        late = 0 if cells["deadline"] is None else days_late(cells["deadline"], cells["mended"], day)
        return Study(row, cells, "mended", None, 0, late)
    if cells["studied"] is not None:
        due = cells["deadline"]
        return Study(row, cells, "mending", due, 0 if due is None else days_late(due, None, day), 0)
    due = add_months(cells["appraised"], months)
    return Study(row, cells, "waiting", due, days_late(due, None, day), 0)
