"""The words of a chart say only numbers that its table holds, or that are computed from its rows alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from scripts import registry
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from tests.disclosures import sample

NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numerals(text: str) -> set[Decimal]:
    """Return the numbers that stand in a text."""
    return {Decimal(found.replace(",", "")) for found in NUMERAL.findall(text)}


def sums(grid: Grid) -> Iterator[Decimal]:
    """Yield the total of each column in which every row has a number."""
    for index in range(len(grid.columns)):
        values = [row[index].value for row in grid.rows]
        if values and all(isinstance(value, Decimal | int) for value in values):
            yield abs(sum(map(Decimal, values), Decimal(0)))


def allowed(chart: Chart, figures: Figures) -> set[Decimal]:
    """Return every number that a description may say: headings, cells, totals, counts of rows, published figures."""
    grid = chart.grid
    texts = [chart.title, chart.measured, grid.title, grid.note]
    texts += [text for column in grid.columns for text in (column.title, column.unit, column.note)]
    texts += [text for row in grid.rows for cell in row for text in (cell.text, cell.note)]
    texts += [text for figure in figures.values() for text in (figure.words, figure.label)]
    found = set().union(*(numerals(text or "") for text in texts))
    return found | set(sums(grid)) | {Decimal(count) for count in range(len(grid.rows) + 1)}


@pytest.mark.parametrize("room", registry.disclosures(), ids=str)
def test_a_description_says_no_number_that_is_not_in_the_rows(room: registry.Disclosure) -> None:
    made = sample.release(room)
    figures = room.compute(made)
    charts = room.draw(made, figures, room.lay_out(made, figures))
    strange = {
        name: (sorted(left), chart.description)
        for name, chart in charts.items()
        if (left := numerals(chart.description) - allowed(chart, figures))
    }
    assert strange == {}
