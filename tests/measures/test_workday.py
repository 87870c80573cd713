"""Working days as the State Council announced them, and their arithmetic."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.workday import (
    CALENDAR,
    FIRST_YEAR,
    LAST_YEAR,
    UnknownYear,
    add_workdays,
    is_workday,
    workdays,
)

KNOWN = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR - 1, 12, 31))


def day(text):
    return datetime.date.fromisoformat(text)


def test_national_day_2024_is_seven_days_off_with_two_weekend_days_worked():
    # 国办发明电〔2023〕7号: 10 月 1 日至 7 日放假调休，9 月 29 日（星期日）、10 月 12 日（星期六）上班。
    off = [f"2024-10-{d:02d}" for d in range(1, 8)]
    worked = ["2024-09-29", "2024-09-30", "2024-10-08", "2024-10-12"]
    assert not any(is_workday(day(text)) for text in [*off, "2024-09-28", "2024-10-05", "2024-10-13"])
    assert all(is_workday(day(text)) for text in worked)


@pytest.mark.parametrize(
    ("begun", "count", "due"),
    [
        ("2024-09-27", 7, "2024-10-12"),  # 29 and 30 September, 8 to 12 October with the Saturday
        ("2024-09-30", 1, "2024-10-08"),
        ("2024-09-30", 7, "2024-10-15"),
        ("2024-10-01", 7, "2024-10-15"),  # begun on a holiday
        ("2024-12-31", 7, "2025-01-10"),  # over the year's end, New Year's Day off
    ],
)
def test_a_term_skips_holidays_and_counts_weekend_days_that_are_worked(begun, count, due):
    assert add_workdays(day(begun), count) == day(due)


def test_a_year_has_the_working_days_it_was_announced_to_have():
    assert workdays(day("2023-12-31"), day("2024-12-31")) == 251


@given(KNOWN, st.integers(1, 60))
def test_the_last_day_of_a_term_is_a_working_day_and_the_count_comes_back(begun, count):
    due = add_workdays(begun, count)
    assert is_workday(due)
    assert workdays(begun, due) == count


@given(KNOWN, KNOWN, KNOWN)
def test_working_days_add_up_over_any_day_between(a, b, c):
    first, middle, last = sorted((a, b, c))
    if (last - first).days < 800:
        assert workdays(first, middle) + workdays(middle, last) == workdays(first, last)


def test_there_are_no_working_days_backwards():
    assert workdays(day("2024-10-12"), day("2024-09-30")) == 0


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_whose_holidays_are_not_known_has_no_deadlines(year):
    with pytest.raises(UnknownYear, match=str(year)):
        is_workday(datetime.date(year, 6, 3))


def test_a_term_that_runs_into_an_unknown_year_has_no_end():
    with pytest.raises(UnknownYear):
        add_workdays(datetime.date(LAST_YEAR, 12, 29), 7)


def test_no_term_is_empty():
    with pytest.raises(ValueError, match="0"):
        add_workdays(day("2024-09-30"), 0)


def test_the_calendar_says_its_version():
    assert CALENDAR.startswith("chinesecalendar 1.")
