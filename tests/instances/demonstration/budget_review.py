"""Reviews of department budgets in the demonstration district: 29 of 36 units in three years, 132 opinions."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from scripts.measures.calendar import add_months
from scripts.measures.workday import is_workday
from tests.instances.demonstration import budget
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source
from tests.instances.demonstration.department_appraisal import COMMITTEES, TERM
from tests.instances.demonstration.review_matters import OBJECTS, TOPICS

PERIODS = {
    2022: ("第九次会议", "2023-01-12", "2023-01-18"),
    2023: ("第十八次会议", "2024-01-25", "2024-01-31"),
    2024: ("第二十八次会议", "2025-01-23", "2025-01-29"),
}
MEETINGS = {
    "2022-m1": ("2022-11-10", {"103": 6, "120": 5, "107": 4}),
    "2022-m2": ("2022-11-24", {"113": 5, "115": 4}),
    "2022-m3": ("2022-12-08", {"102": 4, "117": 4}),
    "2022-m4": ("2022-12-15", {"106": 3}),
    "2023-m1": ("2023-11-09", {"110": 5, "128": 4}),
    "2023-m2": ("2023-11-16", {"114": 5, "116": 6}),
    "2023-m3": ("2023-11-30", {"101": 4, "104": 5, "109": 4}),
    "2023-m4": ("2023-12-07", {"105": 5, "118": 4}),
    "2023-m5": ("2023-12-14", {"108": 4, "122": 5}),
    "2024-m1": ("2024-11-07", {"119": 5, "121": 4, "126": 4}),
    "2024-m2": ("2024-11-21", {"112": 6}),
    "2024-m3": ("2024-12-05", {"111": 6, "123": 4, "124": 4, "127": 3, "129": 4}),
    "2024-m4": ("2024-12-12", {"125": 6}),
}
"""Meeting → its day, and department → number of opinions."""
REPORTS = {2023: "2023-12-27", 2024: "2024-12-26"}
STREETS = {"601": 2025, "602": 2025, "603": 2025, "604": 2025, "605": None, "606": None, "607": None}
"""Streets are budget units of the district; the towns have congresses of their own that review their budgets."""
UNCLOSED = {"2022-16", "2023-08", "2023-14", "2023-27", "2023-39"}
SILENT = {"2023-21", "2023-46"}
"""Opinions whose mending drags on, and opinions that nobody answered."""


@dataclass(frozen=True)
class Opinion:
    """One invented opinion with all that will ever happen to it."""

    id: str
    department: str
    raised: datetime.date
    topic: str
    text: str
    outcome: str
    replied: datetime.date | None
    closed: datetime.date | None


def codelists() -> dict[str, list[dict[str, Any]]]:
    """Return the topics of opinions."""
    return {"review_topics": [{"code": code, "name": topic.name} for code, topic in TOPICS.items()]}


def drafts() -> list[Draft]:
    """Return the three years; what was known at the end of each, and no more."""
    found = []
    for year, (meeting, date, issued) in PERIODS.items():
        tables = {
            "data": _reviews(year),
            "meetings": _meetings(year),
            "coverage": _coverage(year),
            "opinions": _opinions(year),
        }
        found.append(
            Draft(
                f"budget_execution/budget_review/{year}",
                tables,
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return found


@cache
def _groups() -> dict[str, str]:
    with DEPARTMENTS.open(encoding="utf-8") as file:
        return {row["code"]: row["group"] for row in csv.DictReader(file)}


def _committee(codes: dict[str, int]) -> str:
    return f"区人大{COMMITTEES[_groups()[next(iter(codes))]]}"


def _reviews(year: int) -> list[dict[str, Any]]:
    """The budget of the next year as it was later approved and as its quarters of execution state it."""
    first = next(draft for draft in budget.drafts() if draft.id.endswith(f"/{year + 1}-Q1"))
    amounts = {row["department"]: row["original_budget"] for row in first.tables["data"]}
    return [
        {
            "department": code,
            "budget_year": year + 1,
            "reviewed": day,
            "meeting": id,
            "amount": amounts[code],
            "opinions": count,
            "note": NOTE,
        }
        for id, (day, codes) in MEETINGS.items()
        if id.startswith(f"{year}-")
        for code, count in codes.items()
    ]


def _meetings(year: int) -> list[dict[str, Any]]:
    rows = [
        {
            "id": id,
            "kind": "专委会会议",
            "date": day,
            "body": _committee(codes),
            "title": f"审查{year + 1}年部门预算",
            "note": NOTE,
        }
        for id, (day, codes) in MEETINGS.items()
        if id.startswith(f"{year}-")
    ]
    if year in REPORTS:
        rows.append(
            {
                "id": f"{year}-r1",
                "kind": "工作情况报告",
                "date": REPORTS[year],
                "body": "区人大常委会党组",
                "title": "关于部门预算审查全覆盖工作情况的报告（报区委）",
                "note": NOTE,
            }
        )
    return rows


def _coverage(year: int) -> list[dict[str, Any]]:
    """A year's plan is made at the end of the year before."""
    planned = {code: int(id[:4]) for id, (_, codes) in MEETINGS.items() for code in codes} | STREETS
    return [
        {
            "department": code,
            "term": TERM,
            "planned": planned[code] if planned[code] is not None and planned[code] <= year + 1 else None,
            "note": NOTE,
        }
        for code in sorted(planned)
    ]


@cache
def opinions() -> tuple[Opinion, ...]:
    """Return all opinions of the three years with their later fate."""
    found: list[Opinion] = []
    variety = source("budget_review")
    numbers: dict[str, int] = {}
    for id, (day, codes) in MEETINGS.items():
        year, raised = id[:4], datetime.date.fromisoformat(day)
        for code, count in codes.items():
            topics = variety.sample(sorted(TOPICS), count)
            for position, topic in enumerate(topics):
                numbers[year] = numbers.get(year, 0) + 1
                own = f"{year}-{numbers[year]:02}"
                thing = OBJECTS[code][position % len(OBJECTS[code])]
                text = TOPICS[topic].opinions[variety.randrange(2)].format(thing)
                outcome = variety.choices(("采纳", "部分采纳", "未采纳"), (70, 20, 10))[0]
                replied = _workday(raised + datetime.timedelta(days=variety.randrange(18, 58)))
                months = variety.randrange(2, 11)
                closed = _workday(add_months(replied, months - 1) + datetime.timedelta(days=variety.randrange(0, 24)))
                found.append(
                    Opinion(
                        own,
                        code,
                        raised,
                        topic,
                        text,
                        outcome,
                        None if own in SILENT else replied,
                        None if own in SILENT | UNCLOSED else closed,
                    )
                )
    return tuple(found)


def _workday(day: datetime.date) -> datetime.date:
    """Return the first day from ``day`` on which offices work."""
    while not is_workday(day):
        day += datetime.timedelta(days=1)
    return day


def _opinions(year: int) -> list[dict[str, Any]]:
    """What was raised in the year, and what was still open at the end of the year before."""
    end, before = datetime.date(year, 12, 31), datetime.date(year - 1, 12, 31)
    rows = []
    for one in opinions():
        over = one.closed is not None and one.closed <= before
        if one.raised > end or over:
            continue
        replied = one.replied if one.replied is not None and one.replied <= end else None
        closed = one.closed if one.closed is not None and one.closed <= end else None
        topic = TOPICS[one.topic]
        reply = {"采纳": topic.adopted, "部分采纳": topic.partly[0], "未采纳": None}[one.outcome]
        reason = {"采纳": None, "部分采纳": topic.partly[1], "未采纳": topic.declined}[one.outcome]
        rows.append(
            {
                "id": one.id,
                "department": one.department,
                "raised": one.raised,
                "topic": one.topic,
                "text": one.text,
                "outcome": one.outcome if replied else "办理中",
                "replied": replied,
                "reason": reason if replied else None,
                "reply": reply if replied else None,
                "closed": closed,
                "closing": _closing(one, bool(replied), bool(closed), end),
                "note": NOTE,
            }
        )
    return rows


def _closing(one: Opinion, replied: bool, closed: bool, end: datetime.date) -> str | None:
    committee = f"区人大{COMMITTEES[_groups()[one.department]]}"
    if closed:
        return f"{committee}核实，" + {"采纳": "已经落实。", "部分采纳": "采纳的部分已经落实，其余理由成立。"}.get(
            one.outcome, "没有采纳的理由成立。"
        )
    if replied and one.id in UNCLOSED and add_months(one.raised, 12) <= end:
        return f"{committee}核实，尚未落实到位，继续督促。"
    return None
