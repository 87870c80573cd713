"""Calendar: deadlines in calendar months and counts of days."""

from __future__ import annotations

import calendar
import datetime


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, the month's last day where that day does not exist.

    >>> add_months(datetime.date(2025, 1, 31), 3).isoformat()
    '2025-04-30'
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_late(due: datetime.date, done: datetime.date | None, at: datetime.date) -> int:
    """Return how many calendar days after ``due`` it was done, or is still open at ``at``; 0 when in time.

    >>> days_late(datetime.date(2025, 4, 30), None, datetime.date(2025, 5, 3))
    3
    """
    return max(0, ((done or at) - due).days)
