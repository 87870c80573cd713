"""Rows that ought to add up to the same number."""

from __future__ import annotations

from scripts.measures.misprint import misprints


def test_the_odd_row_is_found_and_the_cell_that_stands_out_is_named() -> None:
    rows = {"a": [95, 27, 0], "b": [175, 43, 4], "c": [161, 58, 3], "d": [187, 34, 1]}
    found = misprints(rows)
    assert list(found) == ["a"]
    one = found["a"]
    assert (one.sum, one.expected, one.agreeing, one.position, one.probable) == (122, 222, 3, 0, 195)


def test_a_row_with_too_much_names_the_cell_that_is_too_large() -> None:
    rows = {"a": [20, 8, 1], "b": [26, 30, 0], "c": [28, 1, 0], "d": [17, 11, 1]}
    one = misprints(rows)["b"]
    assert (one.position, one.probable, one.expected) == (1, 3, 29)


def test_no_row_is_odd_when_the_sums_do_not_agree_among_themselves() -> None:
    assert misprints({"a": [1, 0], "b": [2, 0]}) == {}
    assert misprints({"a": [1], "b": [2], "c": [3]}) == {}
    assert misprints({"a": [5], "b": [5], "c": [5], "d": [6], "e": [6], "f": [6]}) == {}
    assert misprints({}) == {}


def test_equal_sums_are_no_misprint() -> None:
    assert misprints({"a": [28, 1, 0], "b": [20, 8, 1], "c": [29, 0, 0]}) == {}
