"""Promises of bullet bars: every row has its bar and its stroke, and the picture can be drawn."""

from decimal import Decimal

from scripts.charts.bullet import bullets
from scripts.charts.render import svg
from scripts.model.chart import Chart
from scripts.model.grid import Cell, Column, Grid

COLUMNS = (
    Column("name", "项目"),
    Column("paid", "支付进度", "%", "number"),
    Column("works", "形象进度", "%", "number"),
)
COLUMNS += (Column("gap", "相差"),)


def made() -> Chart:
    rows = (
        (Cell("甲"), Cell("40.0", Decimal(40)), Cell("60.0", Decimal(60)), Cell("少支付 20.0", status="warn20")),
        (Cell("乙"), Cell("-5.0", Decimal(-5)), Cell("—", None), Cell("")),
    )
    grid = Grid("支付与形象", COLUMNS, rows)
    return bullets(
        grid,
        label="name",
        value="paid",
        mark="works",
        note="gap",
        measured="占调整预算的百分比",
        description="2 个项目中甲的支付进度最高，40.0%。",
        reference=(Decimal(50), "序时进度 50.0%"),
    )


def test_each_row_has_a_stroke_where_its_mark_is_and_none_where_it_is_missing() -> None:
    for spec in made().specs.values():
        assert [row["f6"] for row in spec["data"]["values"]] == [60.0, None]
        assert spec["layer"][-1]["mark"]["type"] == "tick"


def test_bullet_bars_are_drawn_in_both_widths() -> None:
    for spec in made().specs.values():
        assert "少支付 20.0" in svg(spec, "甲", "乙 2")[0]
