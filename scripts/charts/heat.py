"""Heat table (热力表): one row for each body, one cell for each period, coloured by status and marked by its shape.

A picture holds at most ``MOST_ROWS`` rows and ``MOST_COLUMNS`` columns, at which shapes can still be told apart on a
phone; ``pages`` splits a longer table into pictures, and nothing is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from scripts.charts import drawing, theme
from scripts.charts.marks import TooManyRows
from scripts.model.chart import WIDTHS, Chart
from scripts.model.grid import Cell, Grid
from scripts.model.status import SHAPES

MOST_ROWS, MOST_COLUMNS = 35, 20
HEAD = 40
"""Height above the cells for the names of the columns, in CSS pixels."""
ROW = {"wide": 24, "narrow": 38}
TINT = {"ok": "#e6e8eb", "done": "#dcebe0", "going": "#dbe6f1", "wait": "#eeeeee", "none": "#ffffff"}
"""Status → ground of its cell where the shape stands in ink; the others are full colour with the shape in white."""


def heat(
    grid: Grid,
    *,
    label: str,
    cells: Sequence[str],
    measured: str,
    description: str,
    heads: Mapping[str, str] | None = None,
    title: str | None = None,
) -> Chart:
    """Return a heat table of all rows and of the columns ``cells``, in the grid's order.

    Args:
        label: key of the column that names the row.
        cells: keys of the status columns.
        heads: key → head of the column in the picture, of one line or two; the column's title without it.

    Raises:
        TooManyRows: more than ``MOST_ROWS`` rows or ``MOST_COLUMNS`` columns; see ``pages``.
    """
    if len(grid.rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
        raise TooManyRows(f"{grid.title}: {len(grid.rows)} × {len(cells)}, at most {MOST_ROWS} × {MOST_COLUMNS}")
    rows: list[dict[str, Any]] = []
    for order, name in enumerate(grid.cells(label)):
        for place, key in enumerate(cells):
            cell = grid.cells(key)[order]
            over, _, under = (heads or {}).get(key, grid.column(key).title).rpartition("\n")
            rows.append(
                {
                    "f0": name.text,
                    "f1": place,
                    "f2": _shape(cell),
                    "f3": TINT.get(cell.status, theme.STATUS.get(cell.status, theme.PAPER)),
                    "f4": theme.INK if cell.status in TINT or not cell.status else theme.PAPER,
                    "f5": order,
                    "f6": "" if place else name.text,
                    "f7": "" if order else under,
                    "f8": cell.text,
                    "f9": "" if order else over,
                }
            )
    specs = {width: _spec(width, rows) for width in WIDTHS}
    return Chart(title or grid.title, measured, description, grid, specs)


def pages(grid: Grid, groups: Sequence[str] = (), most: int = MOST_ROWS) -> list[Grid]:
    """Return the grid in parts of at most ``most`` rows each: by group where there are any, then by number.

    Args:
        groups: name of the group of each row, in the order of the rows; groups are kept together.

    A part's title says which part of how many it is; all rows stand in one of them.
    """
    if len(grid.rows) <= most:
        return [grid]
    named = groups or [""] * len(grid.rows)
    parts: list[tuple[str, list[int]]] = []
    for group in dict.fromkeys(named):
        members = [i for i, name in enumerate(named) if name == group]
        count = -(-len(members) // most)
        size = -(-len(members) // count)
        for number in range(count):
            said = f"{group}（{number + 1}/{count}）" if count > 1 else group
            parts.append((said, members[number * size : (number + 1) * size]))
    keys = [column.key for column in grid.columns]
    return [grid.select(keys, title=f"{grid.title}：{said.lstrip('：')}", rows=rows) for said, rows in parts]


def _shape(cell: Cell) -> str:
    return SHAPES[cell.status] if cell.status else ""


def _spec(width: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    cut = not drawing.fits([row["f6"] for row in rows], width)
    spec: dict[str, Any] = json.loads(_template(width, cut))
    spec["data"] = {"values": rows}
    return spec


@drawing.template
def _template(width: str, cut: bool) -> str:
    """Return the form: names at the left, on a phone above their cells; heads of columns above the first row."""
    wide = width == "wide"
    plot = WIDTHS[width] - (drawing.NAMES + 24 if wide else 24)
    y = alt.Y("f5:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    x = alt.X("f1:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    thick = {} if wide else {"height": 18, "yOffset": 9}
    ground = alt.Chart().mark_rect(stroke=theme.GRID, strokeWidth=0.5, **thick)
    shape = alt.Chart().mark_text(fontSize=12 if wide else 10, yOffset=0 if wide else 9)
    head = alt.Chart().mark_text(fontSize=11 if wide else 10, color=theme.MUTED, baseline="bottom")
    layers = [
        ground.encode(x=x, y=y, color=alt.Color("f3:N", scale=None)),
        _said(shape.encode(x=x, y=y, text="f2:N", color=alt.Color("f4:N", scale=None)), "f2"),
        _said(head.encode(x=x, y=alt.value(-4), text="f7:N"), "f7"),
        _said(head.encode(x=x, y=alt.value(-18), text="f9:N"), "f9"),
    ]
    limit = {"limit": drawing.NAME_ROOM[width]} if cut else {}
    if wide:
        name = alt.Chart().mark_text(align="right", baseline="middle", **limit)
        layers.append(_said(name.encode(x=alt.value(-8), y=y, text="f6:N"), "f6"))
    else:
        name = alt.Chart().mark_text(align="left", baseline="bottom", dy=-1, fontSize=12, **limit)
        layers.append(_said(name.encode(x=alt.value(0), y=y, text="f6:N"), "f6"))
    chart = alt.layer(*layers, data=alt.NamedData(name=drawing.ROWS)).resolve_scale(color="independent")
    chart = chart.properties(width=plot, height={"step": ROW[width]})
    return drawing.written(chart, padding={"left": 8, "right": 8, "bottom": 8, "top": HEAD})


def _said(layer: alt.Chart, field: str) -> alt.Chart:
    """Return the layer without its empty texts, which would be most of the file."""
    return layer.transform_filter(f"datum.{field} !== ''")
