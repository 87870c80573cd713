"""Panels (小图组): one small picture for each body, plan against actual over the year, all on one scale.

A group holds at most ``MOST_PANELS``; ``heat.pages`` splits a longer table, and nothing is left out. The panels
stand in one drawing at computed places, because axes of their own for each would make the file many times as large.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from scripts.charts import drawing, theme
from scripts.charts.marks import TooManyRows
from scripts.model.chart import WIDTHS, Chart
from scripts.model.grid import Cell, Grid
from scripts.model.status import SHAPES

MOST_PANELS = 24
ACROSS = {"wide": 4, "narrow": 2}
"""Panels side by side; they have about the same size in both widths."""
HEIGHT, PLOT, WORDS, FEET = 118, 52, 40, 16
"""Height of a panel, of its lines, of the two lines of words above them and of what stands below, in CSS pixels."""
INSET = 14
LOWEST, HIGHEST = -25.0, 150.0
"""Per cent at which a line is cut and marked by an arrow: one runaway would press all others flat."""
STYLE = (("actual", theme.ACCENT, [1, 0]), ("plan", theme.INK, [4, 3]), ("before", "#9aa0a8", [1, 0]))


class UnevenPositions(ValueError):
    """The lines of a panel have different numbers of positions."""


def panels(
    grid: Grid,
    *,
    label: str,
    actual: Sequence[str],
    plan: Sequence[str],
    before: Sequence[str],
    heads: Sequence[str],
    names: tuple[str, str, str],
    measured: str,
    description: str,
    title: str | None = None,
) -> Chart:
    """Return one panel for each row of the grid, in its order; every number is a percentage.

    Args:
        label: key of the column that names the body.
        actual, plan, before: for each position in the year the key of the column, empty where there is none yet.
        heads: what each position is called under the first panels (1, 2, 3, 4).
        names: of the three lines (2025年执行进度, 2025年计划进度, 2024年执行进度).

    The status of the last actual cell stands with its shape before the words. A missing value leaves a gap.

    Raises:
        TooManyRows: more than ``MOST_PANELS`` rows.
        UnevenPositions: the sequences differ in length.
    """
    if len(grid.rows) > MOST_PANELS:
        raise TooManyRows(f"{grid.title}: {len(grid.rows)} panels, at most {MOST_PANELS}")
    if not len(actual) == len(plan) == len(before) == len(heads):
        raise UnevenPositions(f"{grid.title}: {len(actual)}, {len(plan)}, {len(before)}, {len(heads)} positions")
    series = dict(zip(("actual", "plan", "before"), (actual, plan, before), strict=True))
    columns = {name: [grid.cells(key) if key else None for key in keys] for name, keys in series.items()}
    shown = {name: word for name, word in zip(series, names, strict=True) if any(_known(columns[name]))}
    low, high = _limits(columns)
    specs = {}
    for width, across in ACROSS.items():
        rows: list[dict[str, Any]] = []
        for order, name in enumerate(grid.cells(label)):
            one = {key: [None if cells is None else cells[order] for cells in found] for key, found in columns.items()}
            rows += _panel(width, order, name.text, one, shown, (low, high), heads if order < across else ())
        specs[width] = _spec(width, len(grid.rows), tuple(shown), tuple(shown.values()), rows)
    return Chart(title or grid.title, measured, description, grid, specs)


def _known(columns: Sequence[list[Cell] | None]) -> list[float]:
    return [_float(cell) for cells in columns for cell in cells or () if cell.value is not None]


def _float(cell: Cell) -> float:
    return float(cell.value or 0)


def _limits(columns: dict[str, list[list[Cell] | None]]) -> tuple[float, float]:
    values = [value for found in columns.values() for value in _known(found)]
    return max(LOWEST, min([0.0, *values])), min(HIGHEST, max([100.0, *values]))


def _panel(
    width: str,
    order: int,
    name: str,
    lines: dict[str, list[Cell | None]],
    shown: dict[str, str],
    limits: tuple[float, float],
    heads: Sequence[str],
) -> list[dict[str, Any]]:
    """Return the rows of one panel: two lines of words, the strokes at 0 and 100 %, its lines and their ends."""
    across, (low, high) = ACROSS[width], limits
    left = (order % across) * (WIDTHS[width] / across) + INSET / 2
    top = order // across * HEIGHT
    step = (WIDTHS[width] / across - 2 * INSET) / max(len(lines["actual"]) - 1, 1)

    def height(value: float) -> float:
        return round(top + WORDS + PLOT * (high - min(max(value, low), high)) / (high - low), 1)

    words, status = _words(lines["actual"], lines["plan"])
    rows: list[dict[str, Any]] = [
        {"f0": name, "f1": left, "f2": top + 12, "f5": name, "f6": theme.INK},
        {
            "f0": name,
            "f1": left,
            "f2": top + 28,
            "f5": words,
            "f6": theme.STATUS.get(status, theme.INK),
        },
    ]
    right = round(left + step * max(len(lines["actual"]) - 1, 1), 1)
    rows += [{"f0": name, "f1": left, "f2": height(value), "f8": right} for value in (0.0, 100.0)]
    for place, head in enumerate(heads):
        rows.append({"f0": name, "f1": round(left + step * place, 1), "f2": height(low) + FEET - 4, "f9": head})
    # What is drawn last lies on top: this year above its plan, both above last year.
    for key in reversed(shown):
        rows += _line(name, (key, shown[key]), lines[key], left, step, height, limits)
    return rows


def _words(actual: Sequence[Cell | None], plan: Sequence[Cell | None]) -> tuple[str, str]:
    """Return the last rate and plan in words, with the shape of their status, and the status."""
    last = max((i for i, cell in enumerate(actual) if cell is not None), default=-1)
    if last < 0:
        return "没有列入", ""
    rate, planned = actual[last], plan[last]
    assert rate is not None
    said = _percent(rate) + (f"，计划 {_percent(planned)}" if planned is not None else "")
    return (f"{SHAPES[rate.status]} {said}" if rate.status not in ("", "ok") else said), rate.status


def _percent(cell: Cell) -> str:
    return cell.text + ("%" if cell.value is not None else "")


def _line(
    name: str,
    series: tuple[str, str],
    cells: Sequence[Cell | None],
    left: float,
    step: float,
    height: Callable[[float], float],
    limits: tuple[float, float],
) -> list[dict[str, Any]]:
    """Return the points of one line; ``f4`` tells its unbroken pieces apart, ``f10`` marks those drawn as a point."""
    rows: list[dict[str, Any]] = []
    key, word = series
    known = [cell is not None and cell.value is not None for cell in cells]
    last = max((i for i, there in enumerate(known) if there), default=-1)
    piece = 0
    for place, cell in enumerate(cells):
        if cell is None or not known[place]:
            piece += 1
            continue
        value = _float(cell)
        alone = not any(known[max(place - 1, 0) : place] + known[place + 1 : place + 2])
        row = {"f0": name, "f1": round(left + step * place, 1), "f2": height(value), "f3": word, "f4": f"{name}{piece}"}
        if alone or (place == last and key != "before"):
            row["f10"] = "stroke" if key == "plan" else "circle"
        if not limits[0] <= value <= limits[1]:
            row["f11"] = "↑" if value > 0 else "↓"
        rows.append(row)
    return rows


def _spec(
    width: str, count: int, keys: tuple[str, ...], names: tuple[str, ...], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(
        drawing.put(_template(width, -(-count // ACROSS[width]) * HEIGHT, keys), {drawing.NAMES_HERE: names})
    )
    spec["data"] = {"values": rows}
    return spec


@drawing.template
def _template(width: str, height: int, keys: tuple[str, ...]) -> str:
    """Return the form: everything at its place in pixels, one legend for the three kinds of line."""
    plot = WIDTHS[width] - 16
    x = alt.X("f1:Q", axis=None, scale=alt.Scale(domain=[0, WIDTHS[width]], nice=False, zero=False))
    y = alt.Y("f2:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    styles = [(colour, dash) for key, colour, dash in STYLE if key in keys]
    legend = alt.Legend(symbolType="stroke", columns=3 if width == "wide" else 1, offset=4)
    colour = alt.Color(
        "f3:N", scale=alt.Scale(domain=[drawing.NAMES_HERE], range=[c for c, _ in styles]), legend=legend
    )
    dash = alt.StrokeDash(
        "f3:N", scale=alt.Scale(domain=[drawing.NAMES_HERE], range=[d for _, d in styles]), legend=legend
    )
    faint = alt.Chart().mark_rule(color=theme.GRID).encode(x=x, x2="f8:Q", y=y)
    line = alt.Chart().mark_line(strokeWidth=1.75).encode(x=x, y=y, color=colour, strokeDash=dash, detail="f4:N")
    point = alt.Chart().mark_point(filled=True, size=30, opacity=1, strokeWidth=2)
    point = point.encode(x=x, y=y, color=colour, shape=alt.Shape("f10:N", scale=None, legend=None))
    text = alt.Chart().mark_text(align="left", baseline="alphabetic", fontSize=12, limit=plot / ACROSS[width] - 8)
    small = alt.Chart().mark_text(baseline="alphabetic", fontSize=11, color=theme.MUTED)
    layers = [
        faint.transform_filter("isValid(datum.f8)"),
        line.transform_filter("isValid(datum.f3)"),
        point.transform_filter("isValid(datum.f10)"),
        text.encode(x=x, y=y, text="f5:N", color=alt.Color("f6:N", scale=None)).transform_filter("isValid(datum.f5)"),
        small.encode(x=x, y=y, text="f9:N").transform_filter("isValid(datum.f9)"),
        small.encode(x=x, y=y, text="f11:N").transform_filter("isValid(datum.f11)"),
    ]
    chart = alt.layer(*layers, data=alt.NamedData(name=drawing.ROWS)).properties(width=plot, height=height)
    return drawing.written(chart, padding=8)
