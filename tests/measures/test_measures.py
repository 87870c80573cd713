"""Arithmetic that the public will check."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.calendar import add_months, days_late
from scripts.measures.majority import majority
from scripts.measures.ranking import IncompleteSet, rank
from scripts.measures.ratio import ZeroDenominator, percent, ratio
from scripts.measures.streak import streak
from scripts.measures.total import total

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@given(st.lists(AMOUNTS, max_size=50))
def test_a_total_does_not_depend_on_the_order_of_its_parts(parts: list[Decimal]) -> None:
    assert total(parts) == total(reversed(parts)) == sum(parts)


def test_a_total_with_a_missing_cell_is_missing() -> None:
    assert total([Decimal(1), None, Decimal(2)]) is None


def test_a_zero_base_has_no_rate() -> None:
    assert percent(5, 0) is None
    with pytest.raises(ZeroDenominator):
        ratio(5, 0)


@given(st.dictionaries(st.integers(), AMOUNTS, min_size=1, max_size=30))
def test_a_place_is_one_more_than_the_number_of_better_ones(values: dict[int, Decimal]) -> None:
    for key, place in rank(values).items():
        assert place == 1 + sum(other > values[key] for other in values.values())


def test_a_rank_over_an_incomplete_set_is_refused() -> None:
    with pytest.raises(IncompleteSet, match="b"):
        rank({"a": 1, "b": None})


@pytest.mark.parametrize(
    ("votes", "body", "passed"), [(107, 213, True), (106, 213, False), (15, 30, False), (16, 30, True)]
)
def test_exactly_half_is_no_majority(votes: int, body: int, passed: bool) -> None:
    assert majority(votes, body) is passed


@given(st.lists(st.booleans(), max_size=20))
def test_a_streak_counts_back_to_the_last_break(held: list[bool]) -> None:
    count = streak(held)
    assert all(held[len(held) - count :])
    assert count == len(held) or not held[len(held) - count - 1]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-01-31", 3, "2025-04-30"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2025-02-05", 3, "2025-05-05"),
        ("2024-08-31", 6, "2025-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(datetime.date.fromisoformat(start), months).isoformat() == end


@given(DAYS, st.integers(0, 60))
def test_a_deadline_falls_in_the_month_counted(day: datetime.date, months: int) -> None:
    due = add_months(day, months)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day <= day.day


def test_what_was_done_in_time_is_never_late_however_long_ago() -> None:
    due = datetime.date(2025, 4, 30)
    assert days_late(due, datetime.date(2025, 4, 30), datetime.date(2030, 1, 1)) == 0
    assert days_late(due, datetime.date(2025, 5, 1), datetime.date(2030, 1, 1)) == 1
