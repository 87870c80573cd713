"""Printed: cells that every room prints alike — units, days, texts, releases."""

from __future__ import annotations

import datetime

from scripts.model.codelist import CodeList
from scripts.model.grid import Cell
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

DASH = "—"


def unit_cell(departments: CodeList, code: str) -> Cell:
    """Return the short name of a department or township, linked to its profile."""
    entry = departments[code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def day_cell(day: datetime.date | None) -> Cell:
    """Return a date as printed, sorted by its ISO form; a dash for none."""
    return Cell(DASH) if day is None else Cell(chinese_date(day), day.isoformat())


def text_cell(text: str | None) -> Cell:
    """Return a text, or a dash where there is none."""
    return Cell(text or DASH, text or None)


def release_cell(release: Release) -> Cell:
    """Return the name of a release's period, linked to its current revision."""
    return Cell(release.period.title, str(release.period), href=f"/{release.id.current}/")
