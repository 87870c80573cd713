"""Workday (工作日): deadlines and counts in days on which offices work, with public holidays and 调休 as announced."""

from __future__ import annotations

import datetime

import chinese_calendar

CALENDAR = f"chinesecalendar {chinese_calendar.__version__}"
"""The list of holidays and of weekend days worked instead (调休), with its version; printed beside what it decides."""
FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""Years whose holidays the list knows; those of the next year are announced late in the year before."""
_DAY = datetime.timedelta(days=1)


class UnknownYear(LookupError):
    """The holidays of a year are not known: no deadline that touches it is computed, rather than a wrong one."""


def is_workday(day: datetime.date) -> bool:
    """Return whether offices work on ``day``: weekdays but public holidays, and weekend days worked instead (调休).

    Raises:
        UnknownYear: see the class.

    >>> [is_workday(datetime.date(2024, 9, d)) for d in (28, 29, 30)]
    [False, True, True]
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnknownYear(str(day.year))
    return bool(chinese_calendar.is_workday(day))


def add_workdays(day: datetime.date, count: int) -> datetime.date:
    """Return the last day of a term of ``count`` working days (工作日): the day it begins on is not counted.

    Raises:
        UnknownYear: the term touches a year whose holidays are not known.
        ValueError: ``count`` is not positive.

    Source:
        民法典第二百零一条: the day on which a term begins is not counted; it runs from the next day.

    >>> add_workdays(datetime.date(2024, 9, 30), 7).isoformat()
    '2024-10-15'
    """
    if count < 1:
        raise ValueError(f"a term of {count} working days")
    left = count
    while left:
        day += _DAY
        left -= is_workday(day)
    return day


def workdays(after: datetime.date, until: datetime.date) -> int:
    """Return how many working days come after ``after`` up to and with ``until``; 0 when ``until`` is not later.

    Raises:
        UnknownYear: a day between them is in a year whose holidays are not known.

    >>> workdays(datetime.date(2024, 9, 30), datetime.date(2024, 10, 12))
    5
    """
    span = max(0, (until - after).days)
    return sum(is_workday(after + _DAY * passed) for passed in range(1, span + 1))
