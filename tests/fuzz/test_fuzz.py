"""Changed inputs, a few of them each time: nothing but problems comes back, and what is written reads back the same."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.model.figure import Figure
from scripts.model.flip import FLIPS, flip
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import plain
from scripts.model.period import NotAPeriod, Period
from tests.fuzz import targets

CORPUS = Path(__file__).parent / "corpus"
NUMBERS = {"rooms": 120, "importing": 250}
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**18), max_value=10**18)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_changed_inputs_break_no_promise(name: str) -> None:
    tried = 0
    for data in targets.inputs(CORPUS, name, NUMBERS.get(name, 300)):
        targets.TARGETS[name](data)
        tried += 1
    print(f"{name}: {tried} inputs tried, failures: 0")


@pytest.mark.parametrize("name", [name for name in targets.TARGETS if name != "rooms"])
@settings(max_examples=60)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe\xd8\x00")
def test_any_bytes_break_no_promise(name: str, data: bytes) -> None:
    targets.TARGETS[name](data)


@given(st.text(max_size=12))
@example("2024-Q1\n")
@example("２０２４")
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    try:
        period = Period.parse(text)
    except NotAPeriod:
        return
    assert str(period) == text
    assert Period.parse(str(period)) == period
    assert period.start <= period.end


@given(st.integers(1000, 2999), st.sampled_from(["", "-S1", "-S2", "-Q1", "-Q4", "-01", "-12"]))
def test_every_period_has_another_before_it(year: int, part: str) -> None:
    period = Period.parse(f"{year}{part}")
    if year > 1000:
        before = period.previous
        assert before.end < period.start
        assert (before.months, before < period) == (period.months, True)


@given(DECIMALS, st.sampled_from(["%", "万元", "个", ""]))
def test_a_figure_keeps_its_value_through_json(value: Decimal, unit: str) -> None:
    figure = Figure("a.b", value, unit, "标签")
    read = json.loads(json.dumps(figure.as_json(), ensure_ascii=False))
    assert Decimal(read["value"]) == value
    assert read["text"] == figure.text


@given(st.lists(st.tuples(st.text(max_size=8), st.none() | DECIMALS), max_size=6))
def test_a_grid_keeps_its_texts_and_numbers_through_json(rows: list[tuple[str, Decimal | None]]) -> None:
    cells = tuple((Cell(name, name), Cell("—" if n is None else plain(n), n)) for name, n in rows)
    grid = Grid("表", (Column("a", "名称"), Column("b", "数", kind="number")), cells)
    assert json.loads(json.dumps(grid.as_json())) == json.loads(json.dumps(grid.as_json(), ensure_ascii=False))


@given(st.none() | DECIMALS, st.none() | DECIMALS)
def test_a_change_of_sign_is_told_both_ways(one: Decimal | None, two: Decimal | None) -> None:
    old, new = (None if value is None else plain(value) for value in (one, two))
    for id in ("a", "rank.a"):
        assert flip(id, old, new) in {"", *FLIPS}
        assert flip(id, old, old) == ""
        assert bool(flip("a", old, new) == "sign") == bool(flip("a", new, old) == "sign")


def test_the_same_inputs_are_tried_on_every_machine() -> None:
    for name in targets.TARGETS:
        assert list(targets.inputs(CORPUS, name, 5)) == list(targets.inputs(CORPUS, name, 5))
