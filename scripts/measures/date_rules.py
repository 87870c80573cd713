"""Date rules: what the dates of a row must keep: known at the end of the data, in order, within the period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release


def in_order(
    release: Release,
    row: int,
    cells: Mapping[str, Any],
    fields: Sequence[str],
    *,
    also: Sequence[str] = (),
    pairs: Iterable[tuple[str, str]] = (),
) -> Iterator[Problem]:
    """Yield the first date of a row of the main table that is after the data's end, else the first out of order.

    Args:
        fields: dates in the order in which they can happen; those left empty are passed over.
        also: further dates that may not be after the data's end.
        pairs: further pairs of filled dates, the first not after the second.
    """
    table, end = release.table, release.as_of
    known = [field for field in fields if cells[field] is not None]
    for field in (*known, *(field for field in also if cells[field] is not None)):
        if cells[field] > end:
            yield table.problem(
                "check.date-after-period",
                row=row,
                field=field,
                expected=f"数据截至{chinese_date(end)}，不会有以后的日期",
                fix="核对年份；期末以后的事记在下一期",
            )
            return
    for before, after in (*pairwise(known), *pairs):
        if cells[before] > cells[after]:
            yield table.problem(
                "check.date-order",
                row=row,
                field=after,
                expected=f"{table.schema[after].title}不能早于{table.schema[before].title} {cells[before].isoformat()}",
                fix="核对这两个日期，改正错的那一格",
            )
            return


def within_period(
    release: Release, row: int, field: str, day: datetime.date, what: str, *, home: str = "年份", resource: str = "data"
) -> Iterator[Problem]:
    """Yield a problem where the day of what a release is about (``what``: 评议) lies outside its period.

    Args:
        home: what the release that it belongs to is called by (年份, 半年).
    """
    table, period = release.tables[resource], release.period
    if not period.start <= day <= period.end:
        yield table.problem(
            "check.date-outside-period",
            row=row,
            field=field,
            expected=f"{period.title}的发布只放{chinese_date(period.start)}至{chinese_date(period.end)}的{what}",
            fix=f"核对日期；日期无误的，移到它所在{home}的发布",
        )
