"""Numbers as a reader sees them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model.number import faithful_places, half_up, plain, show, with_unit

DECIMALS = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("2.4999999", 0, "2"), ("63.46", 1, "63.5")],
)
def test_rounding_is_half_up_and_away_from_zero(value: str, places: int, expected: str) -> None:
    assert half_up(Decimal(value), places) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("100", "100%"),
        ("99.97", "99.97%"),
        ("99.9999", "99.9999%"),
        ("0", "0%"),
        ("0.001", "0.001%"),
        ("101.24", "101.2%"),
    ],
)
def test_a_hundred_per_cent_is_printed_only_when_exact(value: str, expected: str) -> None:
    assert show(Decimal(value), "%") == expected


@given(DECIMALS, st.integers(0, 4))
def test_a_printed_number_is_within_half_a_unit_of_its_value(value: Decimal, places: int) -> None:
    printed = Decimal(show(value, "", places).replace(",", ""))
    assert abs(printed - value) <= Decimal(5).scaleb(-places - 1)


@given(DECIMALS)
def test_plain_digits_read_back_as_the_same_value(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@given(DECIMALS)
def test_rounding_never_carries_a_value_over_a_threshold(value: Decimal) -> None:
    places = faithful_places(value, [10, 20, 30])
    for limit in (10, 20, 30):
        assert (half_up(value, places) >= limit) == (value >= limit)


def test_nothing_is_printed_as_minus_zero() -> None:
    assert show(Decimal("-0.001"), "万元") == "0.00"


def test_a_missing_number_is_a_dash_without_unit() -> None:
    assert (with_unit(None, "万元"), with_unit(3, "个")) == ("—", "3 个")
