"""Penalty: what was taken off a unit in a release, case by case, and what counts after the cap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.deduction import deducted
from scripts.model.release import Release

METHOD = "work_quality"
CONTENTS, ITEMS = "quality_contents", "quality_items"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the year's evaluation with its cases.

    Args:
        row: its row in ``units``.
        rows: rows of its cases in ``data``.
        raw: sum of the cases (分).
        counted: what counts under the cap (分).
        announced: what the assessment took off (分).
    """

    row: int
    code: str
    group: str
    rows: tuple[int, ...]
    raw: Decimal
    counted: Decimal
    announced: Decimal
    assessment: str

    @property
    def capped(self) -> bool:
        """Whether the cap took effect."""
        return self.counted < self.raw

    @property
    def level(self) -> str:
        """Status level."""
        return "warn30" if self.capped else "warn10" if self.rows else "ok"


def cap(release: Release) -> Decimal | None:
    """Return the most that may be taken off a unit in a year; ``None`` where the rule has no cap."""
    method = release.method(METHOD)
    return method.number("cap") if method["capped"] else None


def units(release: Release) -> list[Unit]:
    """Return the units in file order."""
    cases = release.table.records()
    found = []
    for row, cells in release.tables["units"].rows():
        rows = tuple(i for i, case in enumerate(cases) if case["department"] == cells["department"])
        points = [cases[i]["points"] for i in rows]
        found.append(
            Unit(
                row,
                cells["department"],
                cells["group"],
                rows,
                deducted(points),
                deducted(points, cap(release)),
                cells["deducted"],
                cells["assessment"] or "",
            )
        )
    return found


def item_of(release: Release, content: str) -> str:
    """Return the code of the item that a content of the negative list belongs to; empty when the list says none."""
    return release.codelists[CONTENTS][content].attributes.get("item", "")


def by_item(release: Release) -> dict[str, tuple[int, ...]]:
    """Return the rows of cases under every item of the negative list, in the list's order."""
    found: dict[str, list[int]] = {code: [] for code in release.codelists[ITEMS]}
    for row, cells in release.table.rows():
        found.setdefault(item_of(release, cells["content"]), []).append(row)
    return {code: tuple(rows) for code, rows in found.items() if code}
