"""Chart: a picture of a grid in two widths, with the words that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.model.grid import Grid

WIDTHS = {"wide": 640, "narrow": 330}
"""Drawing width in CSS pixels: one for screens and print, one for phones."""


class BadChart(ValueError):
    """A chart lacks a width or the words that stand for it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Args:
        title: what it shows (各部门执行进度).
        measured: what is measured, with unit, base and as-of (累计执行数占调整预算的百分比，截至2024年9月30日).
        description: the finding in one or two Chinese sentences, computed from the same rows; holds a number.
        grid: the rows drawn, all of them; the table beside the picture.
        specs: width name → Vega-Lite spec with inline data.

    Raises:
        BadChart: a width or text is missing.
    """

    title: str
    measured: str
    description: str
    grid: Grid
    specs: Mapping[str, dict[str, Any]]

    def __post_init__(self) -> None:
        """Refuse a picture without words."""
        if set(self.specs) != set(WIDTHS):
            raise BadChart(f"{self.title}: specs for {sorted(self.specs)}")
        if len(self.description) < 15 or not any(c.isdigit() for c in self.description) or not self.measured:
            raise BadChart(f"{self.title}: description and measured must say what the picture shows, with a number")
