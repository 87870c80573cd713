"""Drawing: the Vega-Lite form of each mark in each width, made once by Altair and then filled with rows.

A template knows fields ``f0``, ``f1`` … and never a value, so one serves every release of a report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache, wraps
from typing import Any, ParamSpec, cast

import altair as alt
from altair.utils.schemapi import debug_mode

from scripts.charts import theme
from scripts.model.chart import WIDTHS

P = ParamSpec("P")
ROW_HEIGHT = {"wide": 26, "narrow": 40}
NAMES, NUMBERS, NOTES = 150, 62, 150
"""Widths of the columns for names, numbers and notes in the wide drawing, in CSS pixels."""
NAME_ROOM = {"wide": NAMES, "narrow": WIDTHS["narrow"]}
"""How long a name may be before it is cut, in CSS pixels."""
WIDEST, LONG = 1.02, "⸺⸻"
LINE_HEIGHT, NAME_HEIGHT = 240, 18
"""Height of a line picture and of a name at its end, in CSS pixels."""
TICKS = 5
"""About how many numbers stand under a picture."""
ROWS, REFERENCE, BREAKS = "rows", "reference", "breaks"
"""Names that stand for the data in a template."""

NAMES_HERE, COLOURS_HERE, DASHES_HERE, LABELS_HERE, NUMBERS_HERE = (
    "#names",
    "#colours",
    "#dashes",
    "#labels",
    "#numbers",
)
SHIFT_HERE = -98765.5
"""What stands in a template, alone in a list or as a number, for what ``put`` puts there."""


def template(make: Callable[P, str]) -> Callable[P, str]:
    """Make a template once, without the check of every part by Altair's schema, which takes most of the time.

    Tests check each kind of template instead; what differs between two of a kind is put in or is a number of pixels.
    """

    @cache
    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> str:
        with debug_mode(False):
            return make(*args, **named)

    return cast("Callable[P, str]", made)


def written(chart: alt.LayerChart, padding: Any) -> str:
    """Return a chart as the text of a template."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["config"] = theme.config()
    spec["padding"] = padding
    return json.dumps(spec)


def put(template: str, values: Mapping[str | float, Any]) -> str:
    """Return a template with lists in the place of their names, and a number in that of another.

    All are put in at once, so what is put in is never taken for the name of a place.
    """
    places = {json.dumps([name] if isinstance(name, str) else name): value for name, value in values.items()}
    written = {place: json.dumps(value if isinstance(value, float) else list(value)) for place, value in places.items()}
    return re.sub("|".join(map(re.escape, written)), lambda found: written[found[0]], template)


def fill(
    template: str,
    rows: list[dict[str, Any]],
    reference: tuple[Decimal, str] | None = None,
    breaks: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return a spec: the template with its rows, its reference line at a value with a name, and its breaks."""
    spec: dict[str, Any] = json.loads(template)
    data = {ROWS: rows, BREAKS: breaks or []}
    if reference is not None:
        number, name = reference
        data[REFERENCE] = [{"f9": float(number), "f8": name}]
        spec["data"] = {"values": [{**row, "f9": float(number)} for row in rows]}
    else:
        spec["data"] = {"values": rows}
    for layer in spec["layer"]:
        if "data" in layer:
            layer["data"] = {"values": data[layer["data"]["name"]]}
    return spec


@template
def bars(width: str, noted: bool, referenced: bool, numbers: int = NUMBERS, cut: bool = True) -> str:
    """Return the template of horizontal bars, with a column of ``numbers`` pixels for them and one of notes or none.

    Args:
        cut: a name may be too long and is cut; see ``fits``.
    """
    wide = width == "wide"
    plot = WIDTHS[width] - (NAMES + numbers + (NOTES if noted else 0) if wide else 24)
    colour = alt.Color("f4:N", scale=None)
    thick = {"size": 16} if wide else {"size": 10, "yOffset": 8}
    layers = [alt.Chart().mark_bar(**thick).encode(x=_x(), y=_y(), color=colour)]
    if referenced:
        layers += _reference(width)
    # Numbers and notes have columns of their own, so that no line crosses them.
    if wide:
        number = alt.Chart().mark_text(align="right").encode(x=alt.value(plot + numbers - 8), y=_y(), text="f2:N")
        note = (
            alt.Chart()
            .mark_text(align="left")
            .encode(x=alt.value(plot + numbers + 8), y=_y(), text="f3:N", color=colour)
        )
        layers += [_names(width, cut=cut), number]
    else:
        note = alt.Chart().mark_text(align="right", baseline="bottom", dy=-2)
        note = note.encode(x=alt.value(plot), y=_y(), text="f3:N", color=colour)
        layers.append(_names(width, "f7", cut=cut))
    return _template([*layers, note] if noted else layers, plot, {"step": ROW_HEIGHT[width]})


def stack_plot(width: str) -> int:
    """Return how long the axis of stacked bars is, in CSS pixels."""
    return WIDTHS[width] - (NAMES + 24 if width == "wide" else 24)


def stacks(
    width: str,
    names: tuple[str, ...],
    colours: tuple[str, ...],
    referenced: bool,
    counted: bool = True,
    few: int = 0,
    cut: bool = True,
) -> str:
    """Return the template of stacked bars with one colour for each name.

    Args:
        counted: all are whole numbers, and so are those under the axis.
        few: the largest number where each whole number up to it stands under the axis; 0: round numbers do.
        cut: a name may be too long and is cut; see ``fits``.
    """
    template = _stacks(width, referenced, counted, few > 0, cut)
    return put(template, {NAMES_HERE: names, COLOURS_HERE: colours, NUMBERS_HERE: range(few + 1)})


@template
def _stacks(width: str, referenced: bool, counted: bool, few: bool, cut: bool) -> str:
    plot = stack_plot(width)
    # The name of the reference line stands between the legend and the bars.
    legend = alt.Legend(columns=5 if width == "wide" else 3, offset=22 if referenced else 8)
    scale = alt.Scale(domain=[NAMES_HERE], range=[COLOURS_HERE])
    colour = alt.Color("f4:N", scale=scale, sort=[NAMES_HERE], legend=legend)
    thick = {"size": 18} if width == "wide" else {"size": 14, "yOffset": 8}
    bar = alt.Chart().mark_bar(stroke=theme.PAPER, strokeWidth=1, **thick)
    text = alt.Chart().mark_text(color=theme.PAPER, fontSize=12, yOffset=0 if width == "wide" else 8)
    layers = [
        bar.encode(x=_x(counted=counted, few=few), x2="f2:Q", y=_y(), color=colour),
        text.encode(x="f6:Q", y=_y(), text="f3:N"),
        *(_reference(width) if referenced else []),
        _names(width, "f8", cut=cut),
    ]
    return _template(layers, plot, {"step": ROW_HEIGHT[width]})


def lines(
    width: str,
    names: tuple[str, ...],
    dashed: tuple[bool, ...],
    zero: bool,
    labels: tuple[str, ...],
    broken: bool = False,
) -> str:
    """Return the template of lines over ordered labels, each named at its end; ``broken`` where it has breaks."""
    return put(
        _lines(width, zero, broken),
        {
            NAMES_HERE: names,
            COLOURS_HERE: theme.SERIES[: len(names)],
            DASHES_HERE: [[5, 4] if one else [1, 0] for one in dashed],
            LABELS_HERE: labels,
            # Halfway before the label.
            SHIFT_HERE: -_line_plot(width) / max(len(labels), 1) / 2,
        },
    )


def _line_plot(width: str) -> int:
    return WIDTHS[width] - (170 if width == "wide" else 120)


@template
def _lines(width: str, zero: bool, broken: bool) -> str:
    under = alt.Axis(title=None, labelAngle=0, labelFontSize=theme.TEXT_SIZE if width == "wide" else 11)
    x = alt.X("f0:N", sort=[LABELS_HERE], axis=under)
    axis = alt.Axis(title=None, ticks=False, domain=False, tickCount=5)
    y = alt.Y("f1:Q", axis=axis, scale=alt.Scale(zero=zero))
    colour = alt.Color("f2:N", scale=alt.Scale(domain=[NAMES_HERE], range=[COLOURS_HERE]), legend=None)
    dash = alt.StrokeDash("f2:N", scale=alt.Scale(domain=[NAMES_HERE], range=[DASHES_HERE]), legend=None)
    line = alt.Chart().mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    if broken:
        line = line.encode(detail="f6:N")
    point = alt.Chart().mark_point(filled=True, size=36, opacity=1).encode(x=x, y=y, color=colour)
    end = alt.Chart().mark_text(align="left", dx=8, limit=160).encode(x=x, y="f7:Q", text="f5:N", color=colour)
    return _template([line, point, end, *(_breaks(x) if broken else ())], _line_plot(width), LINE_HEIGHT)


def _breaks(x: alt.X) -> list[alt.Chart]:
    """A dashed line halfway before the first label that may not be compared with those before it, named above."""
    data = alt.NamedData(name=BREAKS)
    rule = alt.Chart(data).mark_rule(strokeDash=[2, 3], color=theme.MUTED, xOffset=SHIFT_HERE).encode(x=x)
    text = alt.Chart(data).mark_text(baseline="bottom", y=-4, color=theme.MUTED, xOffset=SHIFT_HERE)
    return [rule, text.encode(x=x, text="f8:N")]


def _template(layers: list[alt.Chart], plot: float, height: Any) -> str:
    chart = alt.layer(*layers, data=alt.NamedData(name=ROWS)).properties(width=plot, height=height)
    return written(chart, padding=8)


def _y() -> alt.Y:
    """Rows stand in the grid's order by their number: two rows with one name stay two rows."""
    return alt.Y("f5:O", axis=None)


def _x(*, counted: bool = False, few: bool = False) -> alt.X:
    step: dict[str, Any] = {"tickMinStep": 1, "format": "d"} if counted else {}
    if few:
        # Asked for five ticks, Vega divides one or two into halves and prints each whole number twice.
        step["values"] = [NUMBERS_HERE]
    # Long numbers would run into each other under the axis: those in between give way.
    axis = alt.Axis(
        title=None, ticks=False, domain=False, tickCount=TICKS, labelOverlap="greedy", labelSeparation=10, **step
    )
    return alt.X("f1:Q", axis=axis, scale=alt.Scale(zero=True))


def fits(names: Iterable[str], width: str, size: float = theme.TEXT_SIZE) -> bool:
    """Say whether no name can be too long; a text without a limit is measured once instead of twice.

    No letter of the chart font but ``LONG`` is wider than ``WIDEST`` of its height; of other fonts nothing is known.
    """
    return all(
        len(name) * size * WIDEST <= NAME_ROOM[width] and not any(c in LONG or c >= "\U00010000" for c in name)
        for name in names
    )


def _names(width: str, field: str = "f0", *, cut: bool = True) -> alt.Chart:
    """Names stand left of their bars, on a phone above them, so that they are never cut."""
    limit = {"limit": NAME_ROOM[width]} if cut else {}
    if width == "wide":
        mark = alt.Chart().mark_text(align="right", baseline="middle", **limit)
        return mark.encode(x=alt.value(-8), y=_y(), text=f"{field}:N")
    mark = alt.Chart().mark_text(align="left", baseline="bottom", dy=-2, **limit)
    return mark.encode(x=alt.value(0), y=_y(), text=f"{field}:N")


def _reference(width: str) -> list[alt.Chart]:
    """A dashed line; on a phone a stroke at each bar, because a line would cross the words above the bars."""
    data = alt.NamedData(name=REFERENCE)
    text = alt.Chart(data).mark_text(baseline="bottom", align="center" if width == "wide" else "right", y=-4)
    if width == "wide":
        rule = alt.Chart(data).mark_rule(strokeDash=[5, 4], color=theme.INK).encode(x="f9:Q")
    else:
        rule = alt.Chart().mark_tick(color=theme.INK, thickness=2, size=16, yOffset=8).encode(x="f9:Q", y=_y())
    return [rule, text.encode(x="f9:Q", text="f8:N")]
