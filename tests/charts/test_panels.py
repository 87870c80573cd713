"""Small panels show every body and every known number, cut no one off, and stay small in bytes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scripts.charts import render
from scripts.charts.heat import pages
from scripts.charts.marks import TooManyRows
from scripts.charts.panels import HIGHEST, MOST_PANELS, UnevenPositions, panels
from scripts.model.chart import WIDTHS, Chart
from scripts.model.grid import Cell, Column, Grid

PLACES = (1, 2, 3, 4)
NAMES = ("2025年执行进度", "2025年计划进度", "2024年执行进度")


def grid(*bodies: dict[str, list[str | None]], status: str = "") -> Grid:
    """Return a table of bodies, each with its lines by kind; lines are as long as the year is old."""
    keys = [f"{kind}_{n}" for kind, values in bodies[0].items() for n in range(1, len(values) + 1)]
    rows = []
    for number, body in enumerate(bodies):
        cells = [Cell(f"部门{number}", f"部门{number}")]
        for values in body.values():
            for value in values:
                made = Cell.number(None if value is None else Decimal(value), "%")
                cells.append(Cell(made.text, made.value, status=status))
        rows.append(tuple(cells))
    columns = (Column("name", "部门"), *(Column(key, key, "%", "number") for key in keys))
    return Grid("计划与执行", columns, tuple(rows))


def drawn(table: Grid) -> Chart:
    there = {column.key for column in table.columns}
    keys = {
        kind: [key if (key := f"{kind}_{n}") in there else "" for n in PLACES] for kind in ("actual", "plan", "before")
    }
    return panels(
        table,
        label="name",
        **keys,
        heads=[str(n) for n in PLACES],
        names=NAMES,
        measured="进度",
        description="一共 3 个单位，2 个低于计划进度，1 个没有。",
    )


def rows(chart: Chart, width: str = "wide") -> list[dict]:
    found: list[dict] = chart.specs[width]["data"]["values"]
    return found


def line(chart: Chart, name: str) -> list[tuple[str, str]]:
    """Return the panel and the unbroken piece of each point of a line."""
    return [(row["f0"], row["f4"]) for row in rows(chart) if row.get("f3") == name]


ONE = {"actual": ["20", "45.5"], "plan": ["25", "50"], "before": ["22", "48", "70", "98"]}


def test_every_point_of_every_body_is_drawn_this_year_on_top_and_the_last_numbers_in_words() -> None:
    chart = drawn(grid(ONE, ONE, status="warn10"))
    for width in WIDTHS:
        series = [row["f3"] for row in rows(chart, width) if "f3" in row]
        assert series == [*[NAMES[2]] * 4, *[NAMES[1]] * 2, *[NAMES[0]] * 2] * 2
    assert [row["f5"] for row in rows(chart) if "f5" in row][1] == "▲ 45.5%，计划 50.0%"


def test_all_panels_have_one_scale_and_a_higher_rate_stands_higher() -> None:
    chart = drawn(grid({"actual": ["10", "60"]}, {"actual": ["10", "120"]}))
    heights = [row["f2"] for row in rows(chart) if row.get("f3") == NAMES[0]]
    assert heights[0] == heights[2] > heights[1] > heights[3]


def test_a_missing_value_breaks_the_line_and_a_lone_point_is_seen() -> None:
    chart = drawn(grid({"actual": ["20", None, "60"]}))
    assert line(chart, NAMES[0]) == [("部门0", "部门00"), ("部门0", "部门01")]
    assert [row.get("f10") for row in rows(chart) if row.get("f3")] == ["circle", "circle"]


def test_a_body_without_any_number_keeps_its_panel() -> None:
    chart = drawn(grid({"actual": [None, None]}, {"actual": ["20", "40"]}))
    assert {row["f0"] for row in rows(chart)} == {"部门0", "部门1"}
    assert "—" in [row.get("f5") for row in rows(chart)]


def test_a_runaway_is_cut_with_an_arrow_and_presses_no_one_flat() -> None:
    chart = drawn(grid({"actual": ["20", "980"]}, {"actual": ["20", "-300"]}))
    assert [row["f11"] for row in rows(chart) if "f11" in row] == ["↑", "↓"]
    plain = drawn(grid({"actual": ["20", str(HIGHEST)]}, {"actual": ["20", "-25"]}))
    assert [row["f2"] for row in rows(chart) if "f3" in row] == [row["f2"] for row in rows(plain) if "f3" in row]
    assert [row["f5"] for row in rows(chart) if "f5" in row][1] == "980.0%"


def test_a_hundred_departments_stand_in_groups_that_are_small_files() -> None:
    parts = pages(grid(*[ONE] * 100), most=MOST_PANELS)
    assert [len(part.rows) for part in parts] == [20] * 5
    for width in WIDTHS:
        svg, across, _ = render.svg(drawn(parts[0]).specs[width], "标题", "说明 1")
        assert across == WIDTHS[width]
        assert len(svg.encode()) < 64_000


def test_too_many_panels_and_uneven_lines_are_refused() -> None:
    with pytest.raises(TooManyRows, match="25 panels"):
        drawn(grid(*[ONE] * (MOST_PANELS + 1)))
    with pytest.raises(UnevenPositions):
        panels(
            grid(ONE),
            label="name",
            actual=["actual_1"],
            plan=[""],
            before=[""],
            heads=["1", "2"],
            names=NAMES,
            measured="进度",
            description="一共 1 个单位，没有低于计划进度的。",
        )
