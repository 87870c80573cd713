"""Promises of lines that stop where the method changes."""

from decimal import Decimal

import pytest
from lxml import etree

from scripts.charts import marks, render
from scripts.model.grid import Cell, Column, Grid


def grid(values):
    rows = tuple((Cell(f"{2020 + i}年"), Cell.number(value)) for i, value in enumerate(values))
    return Grid("平均得分", (Column("period", "年份"), Column("mean", "平均得分", "分", "number")), rows)


def drawn(values, breaks=()):
    return marks.lines(
        grid(values),
        x="period",
        series=("mean",),
        measured="平均得分，分",
        description="最近一年平均得分 80 分，此前口径不同。",
        breaks=breaks,
    )


VALUES = [Decimal(70), Decimal(72), Decimal(81), Decimal(80)]


def test_points_before_and_after_a_break_belong_to_different_lines():
    for spec in drawn(VALUES, [2]).specs.values():
        assert [row["f6"] for row in spec["data"]["values"]] == [0, 0, 1, 1]
        line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
        assert line["encoding"]["detail"]["field"] == "f6"


def test_a_break_is_named_and_stands_before_the_first_year_of_the_new_method():
    for spec in drawn(VALUES, [2]).specs.values():
        (rule,) = (layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
        assert rule["data"]["values"] == [{"f0": "2022年", "f8": "口径变更，前后不可比"}]
        assert rule["mark"]["xOffset"] < 0


def test_every_year_may_have_its_own_method():
    rows = drawn(VALUES, [1, 2, 3]).specs["wide"]["data"]["values"]
    assert [row["f6"] for row in rows] == [0, 1, 2, 3]


def test_lines_without_a_break_are_drawn_as_before():
    for spec in drawn(VALUES).specs.values():
        assert {layer["mark"]["type"] for layer in spec["layer"]} == {"line", "point", "text"}
        assert all("f6" not in row for row in spec["data"]["values"])


@pytest.mark.parametrize("cut", [0, 4, -1])
def test_a_break_that_separates_nothing_is_refused(cut):
    with pytest.raises(marks.BadBreak):
        drawn(VALUES, [cut])


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_drawing_has_two_lines_and_the_words_of_the_break(width):
    chart = drawn(VALUES, [2])
    svg, _, _ = render.svg(chart.specs[width], chart.title, chart.description)
    stroked = "//*[local-name()='path'][ancestor-or-self::*[@stroke][1]/@stroke='#14508c']"
    paths = [path.get("d") for path in etree.fromstring(svg.encode()).xpath(stroked)]
    assert [path.count("L") for path in paths] == [1, 1]
    assert svg.count("口径变更，前后不可比") == 1
