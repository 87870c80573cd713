"""Agenda: the disclosure calendar beside what was published, by due date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from scripts.model.period import chinese_date
from scripts.model.release import ReleaseId


def published(releases: Iterable[tuple[ReleaseId, datetime.date]]) -> dict[str, datetime.date]:
    """Return what the calendar may name → the day it was published: a period by its first revision, and each revision.

    >>> one = ReleaseId.parse("budget_execution/three_public_expenses/2024/r2")
    >>> published([(one, datetime.date(2025, 9, 9))])["budget_execution/three_public_expenses/2024/r2"]
    datetime.date(2025, 9, 9)
    """
    days: dict[str, datetime.date] = {}
    for id, day in releases:
        days[id.current] = min(day, days.get(id.current, day))
        days[str(id)] = day
    return days


def agenda(
    calendar: Mapping[str, Any],
    published: Mapping[str, datetime.date],
    titles: Mapping[str, str],
    today: datetime.date,
) -> list[dict[str, Any]]:
    """Return every entry of the calendar: published in time or late, not yet due, or late by so many days.

    Args:
        calendar: ``data/calendar.toml``.
        published: ``kind/report/period[/r<n>]`` → the day it was published, see ``published``.
        titles: ``kind/report`` → title of the report.
        today: the day that lateness is counted to.
    """
    items = []
    for entry in sorted(calendar.get("due", ()), key=lambda entry: (entry["date"], entry["release"])):
        id = ReleaseId.parse(entry["release"])
        title = f"{id.period.title}{titles[id.series]}" if id.series in titles else entry["release"]
        if id.revision > 1:
            title += f"（第 {id.revision} 版）"
        day = published.get(entry["release"])
        late = ((day or today) - entry["date"]).days
        if day:
            level, word = ("ok", "已按期公开") if late <= 0 else ("warn10", f"已公开，迟 {late} 日")
        elif late > 0:
            level, word = "late", f"尚未公开，已迟 {late} 日"
        else:
            level, word = "wait", "未到期"
        items.append(
            {
                "due": entry["date"].isoformat(),
                "due_text": chinese_date(entry["date"]),
                "date_text": chinese_date(entry["date"]),
                "title": title,
                "release": entry["release"],
                "href": f"/{entry['release']}/" if day else "",
                "status": level,
                "word": word,
                "published_text": chinese_date(day) if day else "",
                "basis": entry.get("basis", ""),
                "open": day is None,
            }
        )
    return items
