"""Pictures: all rows of their table, nothing but their rows, starting at zero."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from lxml import etree

from scripts.charts import drawing, marks, theme, vega
from scripts.model.chart import WIDTHS
from scripts.model.grid import Cell, Column, Grid

SAID = "共 3 个单位，甲.部最高（60.0%）。"


def grid(*values: str | None, names: tuple[str, ...] = ()) -> Grid:
    columns = (Column("name", "部门"), Column("rate", "进度", "%", "number"), Column("word", "预警", kind="status"))
    rows = []
    for index, value in enumerate(values):
        number = Cell.number(None if value is None else Decimal(value), "%", note="" if value else "未报告")
        name = names[index] if names else f"部门{index}"
        rows.append((Cell(name, name), number, Cell("20 个百分点", status="warn20")))
    return Grid("进度", columns, tuple(rows))


def drawn(made: Grid, **more):  # type: ignore[no-untyped-def]
    return marks.bars(made, label="name", value="rate", measured="执行进度", description=SAID, **more)


@pytest.mark.parametrize("width", list(WIDTHS))
def test_every_row_is_drawn_in_order_also_when_names_repeat(width: str) -> None:
    chart = drawn(grid("10", "60", None, names=("同名", "同名", "丙")))
    rows = chart.specs[width]["data"]["values"]
    assert [(row["f0"], row["f1"], row["f2"]) for row in rows] == [
        ("同名", 10.0, "10.0%"),
        ("同名", 60.0, "60.0%"),
        ("丙", None, "—"),
    ]


def test_names_with_dots_and_brackets_never_become_field_names() -> None:
    spec = json.dumps(drawn(grid("1", names=("金额.万元[亿]",))).specs["wide"], ensure_ascii=False)
    fields = {part.split('"')[0] for part in spec.split('"field": "')[1:]}
    assert fields <= {f"f{i}" for i in range(10)}


def test_bars_begin_at_zero_and_may_pass_a_hundred_or_fall_below_zero() -> None:
    spec = drawn(grid("104", "-1", "50"), reference=(Decimal(75), "计划 75%")).specs["wide"]
    bar = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")
    assert bar["encoding"]["x"]["scale"] == {"zero": True}
    assert [row["f1"] for row in spec["data"]["values"]] == [104.0, -1.0, 50.0]


def test_a_status_stands_with_shape_and_word() -> None:
    rows = drawn(grid("1"), note="word").specs["wide"]["data"]["values"]
    assert rows[0]["f3"] == "◆ 20 个百分点"


def test_more_rows_than_can_be_read_are_refused_not_cut() -> None:
    with pytest.raises(marks.TooManyRows, match="121 rows"):
        drawn(grid(*["1"] * 121))


def test_segments_add_up_and_narrow_ones_leave_their_number_to_the_table() -> None:
    columns = (Column("name", "部门"), *(Column(k, k, "票", "number") for k in ("yes", "no")))
    rows = tuple(
        (Cell(n, n), Cell.number(a, "票"), Cell.number(b, "票")) for n, a, b in (("甲", 99, 1), ("乙", 50, 50))
    )
    chart = marks.stacks(
        Grid("票", columns, rows), label="name", parts=("yes", "no"), measured="票数", description=SAID
    )
    values = chart.specs["narrow"]["data"]["values"]
    assert [(v["f1"], v["f2"], v["f3"]) for v in values] == [
        (0, 99, "99"),
        (99, 100, ""),
        (0, 50, "50"),
        (50, 100, "50"),
    ]


def stacked(unit: str, *rows: tuple[str, ...]):  # type: ignore[no-untyped-def]
    columns = (Column("name", "部门"), *(Column(f"p{n}", f"第 {n} 项", unit, "number") for n in range(len(rows[0]))))
    cells = tuple(
        (Cell(f"部门{i}", f"部门{i}"), *(Cell.number(Decimal(v), unit) for v in row)) for i, row in enumerate(rows)
    )
    parts = [column.key for column in columns[1:]]
    return marks.stacks(Grid("构成", columns, cells), label="name", parts=parts, measured="数", description=SAID)


def printed_numbers(chart, width: str) -> list[str]:  # type: ignore[no-untyped-def]
    axis = etree.fromstring(vega.drawn(chart.specs[width]).encode()).xpath(
        "//*[contains(@class,'role-axis-label')]//*[local-name()='text']"
    )
    return [text.text for text in axis]


@pytest.mark.parametrize("width", list(WIDTHS))
@pytest.mark.parametrize(("most", "axis"), [("1", ["0", "1"]), ("2", ["0", "1", "2"]), ("4", list("01234"))])
def test_whole_numbers_under_the_axis_stand_once(width: str, most: str, axis: list[str]) -> None:
    assert printed_numbers(stacked("个", (most, "0"), ("0", "1")), width) == axis


def test_small_decimals_under_the_axis_are_not_rounded_to_whole_numbers() -> None:
    numbers = printed_numbers(stacked("亿元", ("0.75", "0.5"), ("0.2", "0.1")), "wide")
    assert len(set(numbers)) == len(numbers) > 2


def test_a_number_wider_than_its_segment_is_left_to_the_table() -> None:
    chart = stacked("万元", ("1234567.89", "1234567.89", "1234567.89", "20000000"))
    shown = {width: [row["f3"] for row in chart.specs[width]["data"]["values"]] for width in WIDTHS}
    assert shown == {"wide": ["", "", "", "20,000,000.00"], "narrow": ["", "", "", "20,000,000.00"]}


def test_a_missing_point_leaves_a_gap_and_the_name_stands_at_the_last_one() -> None:
    columns = (Column("x", "时间"), Column("now", "今年", "%", "number"))
    rows = tuple(
        (Cell(q, q), Cell.number(v, "%"))
        for q, v in (("一", Decimal(1)), ("二", None), ("三", Decimal(3)), ("四", None))
    )
    chart = marks.lines(Grid("线", columns, rows), x="x", series=("now",), measured="进度", description=SAID)
    values = chart.specs["wide"]["data"]["values"]
    assert [(v["f1"], v["f5"]) for v in values] == [(1.0, ""), (None, ""), (3.0, "今年"), (None, "")]


def test_names_at_line_ends_do_not_overlap() -> None:
    columns = (Column("x", "时间"), Column("a", "甲", "%", "number"), Column("b", "乙", "%", "number"))
    rows = ((Cell("一", "一"), Cell.number(Decimal(100), "%"), Cell.number(Decimal(99), "%")),)
    chart = marks.lines(Grid("线", columns, rows), x="x", series=("a", "b"), measured="进度", description=SAID)
    heights = [v["f7"] for v in chart.specs["wide"]["data"]["values"]]
    assert abs(heights[0] - heights[1]) >= 7


@pytest.mark.parametrize("width", list(WIDTHS))
def test_names_that_fit_are_drawn_as_with_a_limit_and_longer_ones_are_cut(width: str) -> None:
    longest = {"wide": 11, "narrow": 24}[width]
    for letter, more, fits in (("国", 0, True), ("Ю", 0, True), ("国", 1, False), ("⸻", 0, False)):
        names = [letter * (longest + more)]
        assert drawing.fits(names, width) == fits
        rows = [{"f0": names[0], "f1": 1.0, "f2": "1", "f3": "", "f4": "#000", "f5": 0, "f7": names[0]}]
        svgs = {vega.drawn(drawing.fill(drawing.bars(width, False, False, cut=cut), rows)) for cut in (True, not fits)}
        assert len(svgs) == 1
    assert "…" in vega.drawn(drawn(grid("10", names=("国" * 40,))).specs[width])


def test_a_name_like_that_of_a_place_in_a_template_stays_a_name() -> None:
    names = ("#colours", "#labels", "#names")
    columns = (Column("x", "#x"), *(Column(name, name, "%", "number") for name in names))
    for keys in (names, names[:1]):
        rows = (("#names", *map(Decimal, "123")), ("#dashes", *map(Decimal, "345")))
        cells = tuple((Cell(row[0], row[0]), *(Cell.number(v, "%") for v in row[1:])) for row in rows)
        chart = marks.lines(Grid("线", columns, cells), x="x", series=keys, measured="进度", description=SAID)
        encoding = chart.specs["wide"]["layer"][0]["encoding"]
        assert encoding["color"]["scale"] == {"domain": list(keys), "range": list(theme.SERIES[: len(keys)])}
        assert encoding["x"]["sort"] == ["#names", "#dashes"]
        assert encoding["strokeDash"]["scale"]["range"] == [[1, 0]] * len(keys)


def test_one_template_serves_all_names_and_labels() -> None:
    made = drawing._lines.cache_info().misses
    columns = (Column("x", "时间"), Column("a", "甲", "%", "number"))
    for label in "甲乙丙丁":
        rows = ((Cell(label, label), Cell.number(Decimal(1), "%")),)
        marks.lines(Grid("线", columns, rows), x="x", series=("a",), measured="进度", description=SAID)
    assert drawing._lines.cache_info().misses - made <= len(WIDTHS)
