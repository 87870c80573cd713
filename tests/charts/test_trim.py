"""A trimmed drawing shows the same pixels and says the same words in fewer bytes."""

from __future__ import annotations

from functools import cache

import altair as alt
import pytest
from lxml import etree

from scripts import registry
from scripts.charts import trim, vega
from scripts.charts.theme import FONT, PAPER
from scripts.model.chart import WIDTHS, Chart
from tests.disclosures import sample

SVG = "{http://www.w3.org/2000/svg}"
MARKS = ("bar text", "bar rule text", "bar rule text tick", "line point text", "line point rule text", "rect text")
"""Sets of marks that the samples' charts are made of."""


@cache
def charts() -> dict[str, Chart]:
    """Return of the charts of the samples the longest of each set of marks."""
    found: dict[str, Chart] = {}
    for room in registry.disclosures():
        release = sample.release(room)
        figures = room.compute(release)
        for chart in room.draw(release, figures, room.lay_out(release, figures)).values():
            marks = " ".join(sorted({layer["mark"]["type"] for layer in chart.specs["wide"]["layer"]}))
            before = found.get(marks)
            if before is None or len(before.grid.rows) < len(chart.grid.rows):
                found[marks] = chart
    return found


def whole(inner: str, width: float, height: float) -> str:
    """Return a trimmed drawing as an SVG."""
    size = f'width="{width:g}" height="{height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:g} {height:g}" font-family="{FONT}">'
        f'<rect {size} fill="{PAPER}"/>{inner}</svg>'
    )


def texts(svg: str) -> list[str]:
    return [text for text in etree.fromstring(svg.encode()).itertext() if text]


def test_the_samples_have_every_set_of_marks() -> None:
    assert set(charts()) == set(MARKS)


@pytest.mark.parametrize("width", list(WIDTHS))
@pytest.mark.parametrize("marks", MARKS)
def test_a_trimmed_drawing_has_the_same_pixels_and_texts_in_half_the_bytes(marks: str, width: str) -> None:
    long = vega.drawn(charts()[marks].specs[width])
    short = whole(*trim.trim(long, FONT, PAPER))
    assert texts(short) == texts(long)
    assert {"class", "aria-hidden", "pointer-events", "role"}.isdisjoint(
        name for node in etree.fromstring(short.encode()).iter() for name in node.attrib
    )
    assert len(short) < len(long) / 2
    assert vega.png(short, 2) == vega.png(long, 2)


@pytest.mark.parametrize("marks", MARKS)
def test_a_spec_keeps_to_the_schema(marks: str) -> None:
    for spec in charts()[marks].specs.values():
        alt.LayerChart.from_dict(spec, validate=True)


def trimmed(inner: str) -> str:
    root = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g fill="none">{inner}</g></svg>'
    text, width, height = trim.trim(root, FONT, PAPER)
    assert (width, height) == (9, 9)
    return text


def test_what_all_share_stands_on_the_group_and_what_one_lacks_does_not() -> None:
    shared = '<g><path d="M0,0h1" fill="red"/><path d="M1,0h1" fill="red"/><path d="M2,0h1" fill="blue"/></g>'
    assert trimmed(f"<g>{shared}<path d='M0,0h9' stroke='red'/></g>") == (
        '<g fill="none"><g fill="red"><path d="M0,0h1"/><path d="M1,0h1"/><path d="M2,0h1" fill="blue"/></g>'
        '<path d="M0,0h9" stroke="red"/></g>'
    )
    lacking = '<path d="M0,0h1" stroke="red"/><path d="M1,0h1" stroke="red"/><path d="M2,0h1" fill="blue"/>'
    assert trimmed(lacking) == f'<g fill="none">{lacking}</g>'


def test_numbers_are_rounded_where_they_are_numbers_and_nowhere_else() -> None:
    path = '<path d="M0.12345678,1e-7h-0.00000001" fill="#1e2100"/>'
    assert trimmed(path) == '<g fill="none"><path d="M0.123457,0h0" fill="#1e2100"/></g>'


def test_the_words_of_a_text_stay_as_they_are() -> None:
    said = '0.123456789 translate(0,0) opacity="1" &lt;b&gt; 1e5'
    assert f">{said}</text>" in trimmed(f'<text opacity="1" font-size="13px">{said}</text>')


def test_what_is_not_seen_is_not_written() -> None:
    assert trimmed('<g class="a"><g/><path d=""/><path class="background" d="M0,0h9"/><text/></g>') == ""
    assert trimmed('<path d="M0,0h9" fill="red" display="none"/>') == ""
