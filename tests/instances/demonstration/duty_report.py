"""Duty reports in the demonstration district: 8 posts in 2023, 8 oral and 12 written in 2024, 32 in the term."""

from __future__ import annotations

import csv
from typing import Any

from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft

TERM, MEMBERS = "第十八届", 31
NOT_APPOINTED = {"101", "126", "129"}
"""Heads of these are appointed elsewhere."""
COURTS = {
    "court-1": ("示范区人民法院副院长", "区法院副院长"),
    "court-2": ("示范区人民法院民事审判庭庭长", "区法院民事审判庭庭长"),
    "court-3": ("示范区人民法院执行局局长", "区法院执行局局长"),
    "procuratorate-1": ("示范区人民检察院副检察长", "区检察院副检察长"),
    "procuratorate-2": ("示范区人民检察院检察委员会委员", "区检察院检委会委员"),
    "supervision-1": ("示范区监察委员会副主任", "区监委副主任"),
}
YEARS = {
    "2023": (
        "2023-11-23",
        "区第十八届人大常委会第十六次会议",
        28,
        "2023-12-08",
        "第十八次会议",
        "2024-01-25",
        "2024-01-31",
    ),
    "2024": (
        "2024-11-28",
        "区第十八届人大常委会第二十六次会议",
        29,
        "2024-12-12",
        "第二十八次会议",
        "2025-01-23",
        "2025-01-29",
    ),
}
"""Year → day, meeting, present, day of the feedback, and meeting, day and issue of the approval."""
VOTES = {
    "2023": {"104": (22, 4, 1, 1, "满意"), "109": (24, 3, 0, 1, "满意"), "114": (14, 11, 2, 1, "基本满意")},
    "2024": {
        "102": (24, 4, 1, 0, "满意"),
        "118": (21, 6, 1, 1, "满意"),
        "105": (20, 7, 1, 1, "满意"),
        "103": (23, 5, 0, 1, "满意"),
        "113": (9, 6, 12, 2, "不满意"),
        "120": (15, 10, 3, 1, "基本满意"),
        "112": (25, 3, 0, 1, "满意"),
        "court-1": (22, 5, 1, 1, "满意"),
    },
}
"""Year → post → 满意, 基本满意, 不满意, 弃权, grade. The order is that of the meeting."""
WRITTEN = {
    "2023": ("110", "117", "125", "127", "court-2"),
    "2024": (
        "106",
        "107",
        "108",
        "111",
        "115",
        "116",
        "119",
        "121",
        "122",
        "123",
        "procuratorate-1",
        "supervision-1",
    ),
}
NEXT = ("124", "128")
OPINIONS = (
    (
        "2023-01",
        "104",
        "科技项目验收以后，公布资金使用的结果。",
        "2024-03-31",
        "2024-03-20",
        True,
        "已落实",
        "验收结果已在门户公布。",
    ),
    (
        "2023-02",
        "109",
        "缩短项目资金下达的时间。",
        "2024-04-30",
        "2024-05-16",
        True,
        "已落实",
        "平均时间由 41 天减到 26 天。",
    ),
    (
        "2023-03",
        "114",
        "逐条回复市民对占道施工的投诉。",
        "2024-03-31",
        "2024-03-29",
        False,
        "部分落实",
        "已回复八成，其余正在核实。",
    ),
    ("2023-04", "114", "公布环卫作业的检查结果。", "2024-06-30", "", False, "未落实", ""),
    ("2024-01", "113", "列出停工项目的处置时间表，按月报告。", "2024-12-31", "", False, "", ""),
    ("2024-02", "113", "公布老旧小区改造资金的支付进度。", "2025-03-31", "", False, "", ""),
    ("2024-03", "120", "把基层医生的培训安排落实到每个服务站。", "2025-04-30", "", False, "", ""),
    ("2024-04", "118", "商圈改造听取商户意见，并说明采纳情况。", "2025-03-31", "", False, "", ""),
    ("2024-05", "court-1", "提高小额案件一次执结的比例。", "2025-05-31", "", False, "", ""),
)
"""Number, post, text, deadline, report, whether completed, result of the review on 17 October 2024, reply."""


def posts() -> list[dict[str, str]]:
    """Return the posts appointed by the standing committee; departments' heads are public."""
    with DEPARTMENTS.open(encoding="utf-8") as file:
        heads = [row for row in csv.DictReader(file) if row["level"] == "区级部门" and row["code"] not in NOT_APPOINTED]
    found = []
    for row in heads:
        title = "局长" if row["name"].endswith("局") else "主任"
        found.append((row["code"], f"{row['name']}{title}", f"{row['short']}{title}", row["code"]))
    found += [(code, name, short, "") for code, (name, short) in COURTS.items()]
    return [
        {
            "code": f"post-{code}",
            "name": name,
            "short": short,
            "aliases": "",
            "department": unit,
            "public": "是",
            "since": "",
            "until": "",
        }
        for code, name, short, unit in found
    ]


def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the code list of posts."""
    return {"posts": posts()}


def drafts() -> list[Draft]:
    """Return the years 2023 and 2024."""
    return [
        Draft(
            f"evaluation_outcomes/duty_report/{year}",
            {"data": _reports(year), "coverage": _coverage(year), "opinions": _opinions(year)},
            f"示范区第十八届人大常委会{approved}",
            date,
            f"{issued}T09:30:00+08:00",
        )
        for year, (*_, approved, date, issued) in YEARS.items()
    ]


def _reports(year: str) -> list[dict[str, Any]]:
    day, meeting, present, fed_back = YEARS[year][:4]
    common = {"reported": day, "meeting": meeting, "fed_back": fed_back, "copied_to": "区委、“一府两院”", "note": NOTE}
    rows = []
    for code, (satisfied, basically, dissatisfied, abstain, grade) in VOTES[year].items():
        rows.append(
            {"post": f"post-{code}", "form": "口头", "members_all": MEMBERS}
            | dict.fromkeys(("present", "issued", "returned"), present)
            | {"valid": satisfied + basically + dissatisfied + abstain}
            | {"satisfied": satisfied, "basically": basically, "dissatisfied": dissatisfied, "abstain": abstain}
            | {"grade": grade, **common}
        )
    return rows + [{"post": f"post-{code}", "form": "书面", **common} for code in WRITTEN[year]]


def _coverage(year: str) -> list[dict[str, Any]]:
    """The plan of a year is made at the end of the year before."""
    plans = {f"post-{code}": int(y) for y in YEARS for code in (*VOTES[y], *WRITTEN[y])}
    plans |= {f"post-{code}": 2025 for code in NEXT}
    known = {code: planned for code, planned in plans.items() if planned <= int(year) + 1}
    return [{"post": row["code"], "term": TERM, "planned": known.get(row["code"]), "note": NOTE} for row in posts()]


def _opinions(year: str) -> list[dict[str, Any]]:
    rows = []
    for id, code, text, deadline, reported, completed, result, reply in OPINIONS:
        if id[:4] > year:
            continue
        told = reported if reported and reported[:4] <= year else None
        done, reviewed = completed and told is not None, result and year == "2024"
        checked = "区人大常委会人事代表工委核查，整改到位。" if done else "区人大常委会人事代表工委核查，继续督促。"
        rows.append(
            {
                "id": id,
                "post": f"post-{code}",
                "text": text,
                "deadline": deadline,
                "reported": told,
                "state": "已完成" if done else "已报告" if told else "整改中",
                "verification": checked if reviewed else None,
                "reviewed": "2024-10-17" if reviewed else None,
                "review_result": result if reviewed else None,
                "reply": reply if told else None,
                "note": NOTE,
            }
        )
    return rows
