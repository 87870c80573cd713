"""Bullet bars (子弹图): a bar for one value and an upright stroke for the value it is held against, in one row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scripts.charts import marks, theme
from scripts.model.chart import WIDTHS, Chart
from scripts.model.grid import Cell, Grid

OFFSET = {"wide": 0, "narrow": 8}
STROKE = {"wide": 22, "narrow": 16}
"""Height of the stroke: taller than the bar, so that it is seen inside and outside of it."""


def bullets(
    grid: Grid,
    *,
    label: str,
    value: str,
    mark: str,
    note: str,
    measured: str,
    description: str,
    reference: tuple[Decimal, str] | None = None,
    title: str | None = None,
) -> Chart:
    """Return horizontal bars of ``value`` as ``marks.bars`` does, each with an upright stroke at ``mark``.

    A missing ``mark`` draws no stroke. What bar and stroke are must stand in ``measured``: the picture has no legend.

    Raises:
        TooManyRows: more than ``marks.MOST_BARS`` rows.
    """
    made = marks.bars(
        grid,
        label=label,
        value=value,
        note=note,
        measured=measured,
        description=description,
        reference=reference,
        title=title,
    )
    places = [_float(cell) for cell in grid.cells(mark)]
    for width in WIDTHS:
        spec = made.specs[width]
        for row, place in zip(spec["data"]["values"], places, strict=True):
            row["f6"] = place
        # A white edge parts the stroke from a dark bar.
        spec["layer"] += [_stroke(width, 5, theme.PAPER), _stroke(width, 3, theme.INK)]
    return made


def _stroke(width: str, thickness: int, colour: str) -> dict[str, Any]:
    form = {"size": STROKE[width], "thickness": thickness, "color": colour, "yOffset": OFFSET[width], "opacity": 1}
    return {
        "mark": {"type": "tick", **form},
        "encoding": {
            "x": {"field": "f6", "type": "quantitative"},
            "y": {"field": "f5", "type": "ordinal", "axis": None},
        },
    }


def _float(cell: Cell) -> float | None:
    return None if cell.value is None or isinstance(cell.value, str) else float(cell.value)
