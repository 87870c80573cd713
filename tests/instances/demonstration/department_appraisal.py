"""Appraisals in the demonstration district: 16 of 29 departments in four half-years, 38 opinions and their mending."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from typing import Any

from scripts.model.period import Period
from tests.instances.demonstration.appraisal_opinions import OPINIONS
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft

TERM = "第十八届"
MEMBERS = 31
MEETING = "区第十八届人大常委会"
PERIODS = {
    "2023-S1": ("第十三次会议", "2023-07-20", "2023-07-27"),
    "2023-S2": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024-S1": ("第二十二次会议", "2024-07-18", "2024-07-25"),
    "2024-S2": ("第二十八次会议", "2025-01-23", "2025-01-29"),
}


@dataclass(frozen=True)
class Sitting:
    """A meeting that appraised two departments: day, number, present, deadline of its opinions, day of the review."""

    day: str
    number: str
    present: int
    deadline: str
    reviewed: str


SITTINGS = {
    1: Sitting("2023-04-20", "第十一次会议", 29, "2023-09-30", "2023-12-21"),
    2: Sitting("2023-06-29", "第十二次会议", 28, "2023-11-30", "2024-01-25"),
    3: Sitting("2023-08-31", "第十四次会议", 30, "2024-01-31", "2024-04-18"),
    4: Sitting("2023-10-19", "第十五次会议", 27, "2024-03-31", "2024-06-27"),
    5: Sitting("2024-04-18", "第二十次会议", 28, "2024-09-30", "2024-11-28"),
    6: Sitting("2024-06-27", "第二十一次会议", 30, "2024-11-30", "2024-12-30"),
    7: Sitting("2024-09-26", "第二十四次会议", 30, "2025-02-28", ""),
    8: Sitting("2024-11-28", "第二十六次会议", 29, "2025-04-30", ""),
}
VOTES = {
    "103": (1, 24, 4, 1, 0, "满意"),
    "107": (1, 22, 5, 1, 1, "满意"),
    "115": (2, 15, 10, 2, 1, "基本满意"),
    "120": (2, 20, 6, 1, 1, "满意"),
    "116": (3, 25, 4, 1, 0, "满意"),
    "102": (3, 23, 5, 1, 1, "满意"),
    "113": (4, 8, 7, 10, 2, "不满意"),
    "114": (4, 13, 11, 2, 1, "基本满意"),
    "110": (5, 20, 6, 1, 1, "满意"),
    "117": (5, 18, 8, 1, 1, "满意"),
    "112": (6, 26, 3, 0, 1, "满意"),
    "128": (6, 14, 12, 3, 1, "基本满意"),
    "109": (7, 24, 5, 1, 0, "满意"),
    "119": (7, 16, 11, 2, 1, "满意"),
    "122": (8, 15, 11, 2, 1, "基本满意"),
    "125": (8, 22, 5, 0, 1, "满意"),
}
"""Department → sitting, 满意, 基本满意, 不满意, 弃权, grade. One ballot on 125 was void."""
NEXT = ("106", "105", "108", "118", "124", "126", "123")
"""Departments of the plan for 2025, which was known at the end of 2024."""
COMMITTEES = {
    "综合管理": "财政经济委员会",
    "经济建设": "财政经济委员会",
    "社会民生": "社会建设委员会",
    "城乡环境": "城乡建设环境资源保护委员会",
    "法治安全": "监察和法制委员会",
}


def drafts() -> list[Draft]:
    """Return the four half-years of 2023 and 2024; opinions of the term so far stand in each."""
    with DEPARTMENTS.open(encoding="utf-8") as file:
        entries = [row for row in csv.DictReader(file) if row["level"] == "区级部门"]
    groups = {row["code"]: row["group"] for row in entries}
    found = []
    for text, (meeting, date, issued) in PERIODS.items():
        period = Period.parse(text)
        found.append(
            Draft(
                f"evaluation_outcomes/department_appraisal/{text}",
                {
                    "data": _results(period),
                    "opinions": _opinions(period.end, groups),
                    "coverage": [
                        {"department": code, "term": TERM, "planned": _planned(code, period), "note": NOTE}
                        for code in groups
                    ],
                },
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return found


def _results(period: Period) -> list[dict[str, Any]]:
    rows = []
    for code, (number, satisfied, basically, dissatisfied, abstain, grade) in VOTES.items():
        sitting = SITTINGS[number]
        if not period.start <= datetime.date.fromisoformat(sitting.day) <= period.end:
            continue
        rows.append(
            {
                "department": code,
                "appraised": sitting.day,
                "meeting": f"{MEETING}{sitting.number}",
                "members_all": MEMBERS,
                "present": sitting.present,
                "issued": sitting.present,
                "returned": sitting.present,
                "valid": satisfied + basically + dissatisfied + abstain,
                "satisfied": satisfied,
                "basically": basically,
                "dissatisfied": dissatisfied,
                "abstain": abstain,
                "grade": grade,
                "note": NOTE,
            }
        )
    return rows


def _planned(code: str, period: Period) -> int | None:
    """A year's plan is made at the end of the year before."""
    known = period.year + (period.end.month == 12)
    year = int(SITTINGS[VOTES[code][0]].day[:4]) if code in VOTES else 2025 if code in NEXT else None
    return year if year is not None and year <= known else None


def _opinions(end: datetime.date, groups: dict[str, str]) -> list[dict[str, Any]]:
    """Return what was known at the end of the period: later reports, verdicts and reviews are not."""

    def known(day: str | None) -> str | None:
        return day if day and datetime.date.fromisoformat(day) <= end else None

    rows, numbers = [], dict.fromkeys(PERIODS, 0)
    for code, text, reported, completed, result, reply in OPINIONS:
        sitting = SITTINGS[VOTES[code][0]]
        day = datetime.date.fromisoformat(sitting.day)
        period = f"{day.year}-S{1 if day.month < 7 else 2}"
        numbers[period] += 1
        if day > end:
            continue
        reviewed = known(sitting.reviewed) if result else None
        done, told = known(completed), known(reported)
        committee = f"区人大{COMMITTEES[groups[code]]}"
        checked = (
            f"{committee}核查，整改到位。"
            if done
            else f"{committee}核查，尚未整改到位，继续督促。"
            if reviewed
            else None
        )
        rows.append(
            {
                "id": f"{period.lower()}-{numbers[period]:02}",
                "department": code,
                "text": text,
                "deadline": sitting.deadline,
                "reported": told,
                "state": "已完成" if done else "已报告" if told else "整改中",
                "verification": checked,
                "reviewed": reviewed,
                "review_result": result if reviewed else None,
                "reply": reply
                if told or (reviewed and not reported) or (not reported and end.isoformat() > sitting.deadline)
                else None,
                "note": NOTE,
            }
        )
    return rows
