"""The rows of a table are what a template would write, whatever stands in a cell."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from plugins.exhibits.placement import Anchors
from plugins.exhibits.rows import table_rows
from scripts.model.status import SHAPES

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [{"text": text} for text in ("", "1,204.50", "区水务局", "一二三四五六七八九十一", "<b title='a\"'>&amp;")]
VALUES = [
    {},
    *({"value": value} for value in ("", "1204.50", "区水务局", "0.333333333333333333", "123456789012345", "<&'\">")),
]
LEVELS = [{}, *({"status": level} for level in ("", "ok", "none", "warn20"))]
DRESSES = [{}, {"href": "/a/?b=1&c='\"<"}, {"note": "<i>本期未报告</i>"}, {"href": "/a/", "note": "见下"}]
FIGURES = [{}, {"figure": "rate.d-0405"}, {"figure": '<&">'}]


@pytest.fixture(scope="module")
def template() -> Callable[..., str]:
    """Return the macro that writes rows as a template."""
    loader = ChoiceLoader([FileSystemLoader(Path(__file__).parent), FileSystemLoader(ROOT / "theme")])
    env = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.globals["SHAPES"] = SHAPES
    macro: Callable[..., str] = env.get_template("rows.html").module.table_rows  # type: ignore[attr-defined]  # a macro
    return macro


@pytest.mark.parametrize("kind", ["text", "number", "date", "status", ""])
def test_rows_are_those_of_the_template(kind: str, template: Callable[..., str]) -> None:
    cells = [text | value | level | dress | figure for text, value, level, dress, figure in
             product(TEXTS, VALUES, LEVELS, DRESSES, FIGURES)]  # fmt: skip
    # Each kind of cell stands once as the head of its row, once behind it.
    grid = {"columns": [{"kind": kind} if kind else {}] * 2, "rows": [[cell, cell] for cell in cells]}
    assert table_rows(grid) == template(grid)
    assert table_rows(grid, Anchors()) == template(grid, Anchors())


def test_the_first_cell_of_a_figure_carries_its_id() -> None:
    cell = {"text": "52.30", "figure": "rate"}
    grid = {"columns": [{"kind": "text"}, {"kind": "number"}], "rows": [[{"text": "甲"}, cell], [{"text": "乙"}, cell]]}
    assert table_rows(grid, Anchors()).count('<td id="rate" class="k-number">52.30</td>') == 1
    assert 'id="rate"' not in table_rows(grid, Anchors({"rate"}))


def test_no_cell_is_left_out() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table_rows({"columns": [{"kind": "text"}], "rows": [[{"text": "甲"}, {"text": "乙"}]]})


def test_rows_are_markup() -> None:
    assert isinstance(table_rows({"columns": [], "rows": []}), Markup)
