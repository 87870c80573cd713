"""A heat table shows every row and period, refuses what could not be read, and is split without loss."""

from __future__ import annotations

import pytest

from scripts.charts.heat import MOST_COLUMNS, MOST_ROWS, heat, pages
from scripts.charts.marks import TooManyRows
from scripts.model.chart import WIDTHS
from scripts.model.grid import Cell, Column, Grid

LEVELS = ("ok", "warn10", "warn20", "warn30", "none")


def grid(rows: int, columns: int) -> Grid:
    heads = [Column("name", "部门"), *(Column(f"p{n}", f"第 {n} 期", kind="status") for n in range(columns))]
    body = [
        (Cell(f"部门{n}", f"部门{n}"), *(Cell("字", "字", status=LEVELS[(n + m) % 5]) for m in range(columns)))
        for n in range(rows)
    ]
    return Grid("各期预警", tuple(heads), tuple(body))


def drawn(table: Grid, columns: int):  # type: ignore[no-untyped-def]
    keys = [f"p{n}" for n in range(columns)]
    return heat(
        table, label="name", cells=keys, measured="预警档次", description="一共 3 个单位，2 个有预警，1 个没有。"
    )


def test_every_cell_has_its_shape_and_its_word_beside_its_colour() -> None:
    chart = drawn(grid(3, 4), 4)
    for width in WIDTHS:
        rows = chart.specs[width]["data"]["values"]
        assert len(rows) == 12
        assert [row["f2"] for row in rows[:4]] == ["●", "▲", "◆", "■"]
        assert {row["f8"] for row in rows} == {"字"}


def test_the_year_stands_above_its_first_quarter_in_both_widths() -> None:
    heads = {"p0": "2023\n4", "p1": "2024\n1", "p2": "\n2"}
    said = "一共 3 个单位，2 个有预警，1 个没有。"
    chart = heat(grid(3, 3), label="name", cells=list(heads), measured="预警档次", description=said, heads=heads)
    for width in WIDTHS:
        rows = chart.specs[width]["data"]["values"]
        assert [(row["f9"], row["f7"]) for row in rows[:3]] == [("2023", "4"), ("2024", "1"), ("", "2")]
        assert {(row["f9"], row["f7"]) for row in rows[3:]} == {("", "")}


def test_a_hundred_departments_and_five_years_are_all_drawn_in_parts() -> None:
    whole = grid(100, 20)
    groups = [f"组{n % 2}" for n in range(100)]
    parts = pages(whole, groups)
    assert [len(part.rows) for part in parts] == [25, 25, 25, 25]
    assert sorted(row[0].text for part in parts for row in part.rows) == sorted(row[0].text for row in whole.rows)
    assert [part.title for part in parts][:2] == ["各期预警：组0（1/2）", "各期预警：组0（2/2）"]
    for part in parts:
        assert len(drawn(part, 20).specs["wide"]["data"]["values"]) == 500


def test_a_table_that_fits_stays_one() -> None:
    whole = grid(MOST_ROWS, 4)
    assert pages(whole) == [whole]


@pytest.mark.parametrize(("rows", "columns"), [(MOST_ROWS + 1, 4), (3, MOST_COLUMNS + 1)])
def test_too_much_for_one_picture_is_refused_and_never_cut(rows: int, columns: int) -> None:
    with pytest.raises(TooManyRows):
        drawn(grid(rows, columns), columns)
