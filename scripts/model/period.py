"""Period: what time a release is about (``2025``, ``2025-S2``, ``2025-Q3``, ``2025-07``), as in SDMX."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_FORM = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?:Q(?P<quarter>[1-4])|S(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_HALVES = ("上半年", "下半年")


class NotAPeriod(ValueError):
    """The text is none of the four forms of a period."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A year or a part of it; ordered by its last day, then by length, the shorter first.

    >>> Period.parse("2025-Q3").title, Period.parse("2025-Q3").end.isoformat()
    ('2025年第三季度', '2025-09-30')
    """

    end: datetime.date
    months: int
    text: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as ``text``.

        Raises:
            NotAPeriod: it is not of the form ``2025``, ``2025-S2``, ``2025-Q3`` or ``2025-07``.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise NotAPeriod(text)
        year = int(match["year"])
        if match["quarter"]:
            last, months = int(match["quarter"]) * 3, 3
        elif match["half"]:
            last, months = int(match["half"]) * 6, 6
        elif match["month"]:
            last, months = int(match["month"]), 1
        else:
            last, months = 12, 12
        return cls(datetime.date(year, last, calendar.monthrange(year, last)[1]), months, text)

    def __str__(self) -> str:
        """Return the text it was parsed from."""
        return self.text

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.end.year

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return datetime.date(self.end.year, self.end.month - self.months + 1, 1)

    @property
    def title(self) -> str:
        """The period in Chinese (2025年第三季度)."""
        names = {12: "", 6: _HALVES[self.end.month // 6 - 1], 3: _QUARTERS[self.end.month // 3 - 1]}
        return f"{self.year}年" + names.get(self.months, f"{self.end.month}月")

    @property
    def previous(self) -> Period:
        """The period of the same length just before (2025-Q1 → 2024-Q4)."""
        end = self.start - datetime.timedelta(days=1)
        return Period.parse(_form(end, self.months))


def _form(end: datetime.date, months: int) -> str:
    forms = {12: "", 6: f"-S{end.month // 6}", 3: f"-Q{end.month // 3}", 1: f"-{end.month:02d}"}
    return f"{end.year}{forms[months]}"


def chinese_date(day: datetime.date | datetime.datetime) -> str:
    """Return a date as a page prints it.

    >>> chinese_date(datetime.date(2024, 9, 30))
    '2024年9月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
