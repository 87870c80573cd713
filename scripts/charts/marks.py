"""Marks: every kind of picture a room may draw, each from all rows of a grid, in two widths.

A mark takes a grid and column keys, and returns a ``Chart``. Names of columns never reach Vega: data fields are
``f0``, ``f1`` … because dots and brackets in field names give a silently empty picture.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from scripts.charts import drawing, frame, theme
from scripts.model.chart import WIDTHS, Chart
from scripts.model.grid import Cell, Grid
from scripts.model.status import SHAPES

SEGMENT_TEXT, AROUND = 12, 6
"""Size of a number in a segment and the room kept free beside it; where it has no room the table beside has it."""
ROUNDED_UP = 1.2
"""An axis ends at a round number, at most about this many times the longest bar."""
MOST_BARS = 120
"""A longer picture cannot be read; the room must choose rows or groups and say so."""


BREAK = "口径变更，前后不可比"
"""What stands at a break: the numbers before and after it were measured by different rules."""


class BadBreak(ValueError):
    """A break in a line lies where there is nothing to separate."""


class TooManyRows(ValueError):
    """A grid has more rows than a picture can show; nothing is cut off silently."""


def bars(
    grid: Grid,
    *,
    label: str,
    value: str,
    measured: str,
    description: str,
    note: str | None = None,
    reference: tuple[Decimal, str] | None = None,
    title: str | None = None,
) -> Chart:
    """Return horizontal bars, one for each row in the grid's order, starting at zero.

    Args:
        label: key of the text column that names the bar.
        value: key of the number column; a missing value draws no bar and prints “—”.
        note: key of a column printed in a column of its own at the right (与计划相差).
        reference: a value and its name, drawn as a dashed line (计划进度).

    Colour is the status of the value's or note's cell; without one bars are grey.

    Raises:
        TooManyRows: more than ``MOST_BARS`` rows.
    """
    _limit(grid)
    rows = []
    notes = grid.cells(note) if note else [Cell("")] * len(grid.rows)
    for order, (name, number, extra) in enumerate(zip(grid.cells(label), grid.cells(value), notes, strict=True)):
        status = number.status or extra.status
        rows.append(
            {
                "f0": name.text,
                "f1": _float(number),
                "f2": _printed(grid, value, number),
                "f3": _marked(extra),
                "f4": theme.STATUS.get(status, theme.ORDINARY),
                "f5": order,
                "f7": f"{name.text}　{_printed(grid, value, number)}",
            }
        )
    shown = title or grid.title
    # A digit is about eight pixels wide; steps of ten keep the templates few.
    longest = max((len(str(row["f2"])) for row in rows), default=0)
    numbers = max(drawing.NUMBERS, (8 * longest + 29) // 10 * 10)
    said = {"wide": [str(row["f0"]) for row in rows], "narrow": [str(row["f7"]) for row in rows]}
    drawn = {
        width: drawing.bars(
            width, note is not None, reference is not None, numbers, not drawing.fits(said[width], width)
        )
        for width in WIDTHS
    }
    specs = {width: drawing.fill(template, rows, reference) for width, template in drawn.items()}
    return Chart(shown, measured, description, grid, specs)


def stacks(
    grid: Grid,
    *,
    label: str,
    parts: Sequence[str],
    measured: str,
    description: str,
    colours: Sequence[str] = theme.ORDERED,
    reference: tuple[Decimal, str] | None = None,
    title: str | None = None,
) -> Chart:
    """Return stacked horizontal bars: one for each row, one segment for each of ``parts`` with its number in it.

    A number that would reach beyond its segment is left to the table beside the picture.

    Raises:
        TooManyRows: more than ``MOST_BARS`` rows.
    """
    _limit(grid)
    rows: list[dict[str, Any]] = []
    names = [grid.column(part).title for part in parts]
    longest = max((sum(_float(grid.cells(p)[i]) or 0.0 for p in parts) for i in range(len(grid.rows))), default=0.0)
    whole = all((_float(cell) or 0.0).is_integer() for part in parts for cell in grid.cells(part))
    for order, name in enumerate(grid.cells(label)):
        reached = 0.0
        for index, part in enumerate(parts):
            cell = grid.cells(part)[order]
            size = _float(cell) or 0.0
            rows.append(
                {
                    "f0": name.text,
                    "f1": reached,
                    "f2": reached + size,
                    "f3": cell.text,
                    "f4": names[index],
                    "f5": order,
                    "f6": reached + size / 2,
                    "f8": "" if index else name.text,
                }
            )
            reached += size
    shades = tuple(colours[: len(names)])
    end = max(longest, float(reference[0]) if reference else 0.0)
    few = int(end) if whole and end <= drawing.TICKS else 0
    said = [cell.text for cell in grid.cells(label)]
    drawn = {
        width: drawing.stacks(
            width, tuple(names), shades, reference is not None, whole, few, not drawing.fits(said, width)
        )
        for width in WIDTHS
    }
    specs = {
        width: drawing.fill(template, _legible(rows, end, drawing.stack_plot(width)), reference)
        for width, template in drawn.items()
    }
    return Chart(title or grid.title, measured, description, grid, specs)


def lines(
    grid: Grid,
    *,
    x: str,
    series: Sequence[str],
    measured: str,
    description: str,
    dashed: Sequence[str] = (),
    zero: bool = True,
    title: str | None = None,
    breaks: Sequence[int] = (),
) -> Chart:
    """Return lines over the ordered labels of column ``x``, one for each column in ``series``, named at its end.

    A missing value leaves a gap in the line: it is never bridged. ``dashed`` are keys of plan or target lines.

    Args:
        breaks: positions of the rows from which another version of the method holds, each above 0 and below the
            number of rows. The line stops before each and begins anew; a dashed upright line says why.

    Raises:
        BadBreak: a break lies before the first row or after the last.
    """
    cuts = sorted(set(breaks))
    if any(not 0 < cut < len(grid.rows) for cut in cuts):
        raise BadBreak(f"{grid.title}: breaks {cuts} in {len(grid.rows)} rows")
    rows = []
    for key in series:
        cells = grid.cells(key)
        last = max((i for i, cell in enumerate(cells) if cell.value is not None), default=-1)
        for order, (name, cell) in enumerate(zip(grid.cells(x), cells, strict=True)):
            rows.append(
                {
                    "f0": name.text,
                    "f1": _float(cell),
                    "f2": grid.column(key).title,
                    "f3": _printed(grid, key, cell),
                    "f4": order,
                    "f5": grid.column(key).title if order == last else "",
                    **({"f6": bisect(cuts, order)} if cuts else {}),
                }
            )
    _spread(rows)
    names = tuple(grid.column(key).title for key in series)
    broken = tuple(key in dashed for key in series)
    labels = tuple(cell.text for cell in grid.cells(x))
    drawn = {width: drawing.lines(width, names, broken, zero, labels, bool(cuts)) for width in WIDTHS}
    stops = [{"f0": labels[cut], "f8": BREAK} for cut in cuts]
    specs = {width: drawing.fill(template, rows, breaks=stops) for width, template in drawn.items()}
    return Chart(title or grid.title, measured, description, grid, specs)


def _legible(rows: list[dict[str, Any]], end: float, plot: float) -> list[dict[str, Any]]:
    """Return the segments with their numbers where these fit into a bar of ``end`` drawn ``plot`` pixels long."""
    fitting = []
    for row in rows:
        room = (row["f2"] - row["f1"]) / (end * ROUNDED_UP) * plot if end else 0.0
        fits = frame.measure(row["f3"], SEGMENT_TEXT) + AROUND <= room
        fitting.append(row if fits else {**row, "f3": ""})
    return fitting


def _limit(grid: Grid) -> None:
    if len(grid.rows) > MOST_BARS:
        raise TooManyRows(f"{grid.title}: {len(grid.rows)} rows, at most {MOST_BARS} can be drawn")


def _float(cell: Cell) -> float | None:
    return None if cell.value is None or isinstance(cell.value, str) else float(cell.value)


def _printed(grid: Grid, key: str, cell: Cell) -> str:
    unit = grid.column(key).unit
    return cell.text + ("%" if unit == "%" and cell.value is not None else "")


def _marked(cell: Cell) -> str:
    return f"{SHAPES[cell.status]} {cell.text}" if cell.status and cell.text else cell.text


def _spread(rows: list[dict[str, Any]]) -> None:
    """Move the names at the lines' ends apart where they would overlap; adds ``f7``, the height of each name."""
    highest = max((row["f1"] for row in rows if row["f1"] is not None), default=0.0)
    gap = highest * drawing.NAME_HEIGHT / drawing.LINE_HEIGHT
    for label in dict.fromkeys(row["f0"] for row in rows):
        ends = sorted((r for r in rows if r["f0"] == label and r["f5"]), key=lambda row: row["f1"])
        middle = (len(ends) - 1) / 2
        close = len(ends) > 1 and any(b["f1"] - a["f1"] < gap for a, b in pairwise(ends))
        centre = sum(row["f1"] for row in ends) / len(ends) if ends else 0.0
        for index, row in enumerate(ends):
            row["f7"] = centre + (index - middle) * gap if close else row["f1"]
    for row in rows:
        row.setdefault("f7", row["f1"])
