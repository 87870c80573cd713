"""Appraisal of the 14 villages of one township in two years, one veto in each, and what had to be mended."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.instances.demonstration.base import NOTE, Draft, source

TOWNSHIP = "608"
NAMES = ("郭家场社区", "白云村", "柏林村", "双石村", "大河村", "石坪村", "三溪村", "龙洞村", "新桥村", "青杠村",
         "团结村", "永兴村", "高峰村", "竹园村")  # fmt: skip
VILLAGES = {f"v608{number:02}": name for number, name in enumerate(NAMES, start=1)}
WEIGHTS = {"livelihood": 30, "governance": 20, "service": 15, "environment": 20, "safety": 15}
VETOED = {2023: {"v60807": "发生安全生产责任事故"}, 2024: {"v60811": "民生实事没有按期完成"}}
SAME = ("v60803", "v60809")
"""Two villages with the same scores in 2024, so that a place is shared."""
MEETINGS = {
    2023: ("主任会议第二十七次会议（镇人大主席团提交）", "2024-01-18", "2024-01-25"),
    2024: ("主任会议第三十九次会议（镇人大主席团提交）", "2025-01-16", "2025-01-23"),
}
OPINIONS = (
    ("2023-01", "v60807", "砂石加工点没有安全防护，年内发生一起责任事故。", "2024-06-30",
     ("2024-06-20", "2024-07-05", "2024-10-18", "已落实", "86.0"), "防护已补齐，负责人已参加培训。"),
    ("2023-02", "v60805", "一事一议项目的账目没有按季公开。", "2024-04-30",
     ("2024-05-09", "2024-05-20", "2024-10-18", "已落实", None), "已补公开全部账目。"),
    ("2023-03", "v60812", "两处垃圾收集点没有及时清运。", "2024-03-31",
     ("2024-03-25", "2024-04-02", "2024-10-18", "已落实", "84.5"), "增加了清运班次。"),
    ("2023-04", "v60810", "便民服务室工作日有时无人值守。", "2024-06-30", (None, None, "2024-10-18", "部分落实", None),
     "人手不足，正在与镇便民中心协商轮值。"),
    ("2024-01", "v60811", "饮水管网改造没有按期完工，仍有三个小组没有通水。", "2024-12-20",
     (None, None, None, None, None), "雨季停工两个月，正在赶工。"),
    ("2024-02", "v60814", "村务公开栏没有按月更新。", "2025-03-31", (None, None, None, None, None), None),
    ("2024-03", "v60802", "山坪塘防护栏破损没有修复。", "2024-12-25",
     ("2024-12-23", None, None, None, None), "已修复，等待核实。"),
    ("2024-04", "v60806", "网格员入户走访记录不全。", "2025-02-28", (None, None, None, None, None), None),
)  # fmt: skip
"""Number, village, problem, deadline; reported, verified, reviewed, result, score given again; reply."""


def codelists() -> dict[str, list[dict[str, Any]]]:
    """Return the villages of the township."""
    rows = [
        {"code": code, "name": f"郭家镇{name}", "short": name, "aliases": "", "township": TOWNSHIP, "since": "",
         "until": "", "note": NOTE}
        for code, name in VILLAGES.items()
    ]  # fmt: skip
    return {"villages": rows}


def drafts() -> list[Draft]:
    """Return the two years."""
    variety = source("village_appraisal")
    level = {code: variety.uniform(76, 93) for code in VILLAGES}
    found = []
    for year, (meeting, date, issued) in MEETINGS.items():
        scores = {
            code: {item: _half(min(99.0, level[code] + variety.uniform(-5, 5) + (year - 2023))) for item in WEIGHTS}
            for code in VILLAGES
        }
        if year == 2024:
            scores[SAME[1]] = dict(scores[SAME[0]])
        found.append(
            Draft(
                f"evaluation_outcomes/village_appraisal/{year}",
                {
                    "data": _results(scores, VETOED[year]),
                    "scores": [
                        {"village": code, "item": item, "score": value, "note": NOTE}
                        for code, items in scores.items()
                        for item, value in items.items()
                    ],
                    "opinions": [_opinion(row, year) for row in OPINIONS if int(row[0][:4]) <= year],
                },
                f"示范区人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return found


def _half(value: float) -> Decimal:
    """Return a score as a group of assessors gives it, in halves."""
    return Decimal(round(value * 2)) / 2


def _results(scores: dict[str, dict[str, Decimal]], vetoed: dict[str, str]) -> list[dict[str, Any]]:
    totals = {
        code: (sum((WEIGHTS[item] * value for item, value in items.items()), Decimal(0)) / 100).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for code, items in scores.items()
    }
    rivals = [total for code, total in totals.items() if code not in vetoed]
    return [
        {
            "village": code,
            "total": total,
            "grade": "不合格" if code in vetoed else _grade(total),
            "rank": None if code in vetoed else 1 + sum(other > total for other in rivals),
            "veto": code in vetoed,
            "veto_ground": vetoed.get(code),
            "note": NOTE,
        }
        for code, total in totals.items()
    ]


def _grade(total: Decimal) -> str:
    return next((word for word, least in (("优秀", 90), ("良好", 80), ("合格", 60)) if total >= least), "不合格")


def _opinion(row: tuple[Any, ...], year: int) -> dict[str, Any]:
    """Return what was known at the end of the year."""
    id, village, text, deadline, (reported, verified, reviewed, result, again), reply = row

    def known(day: str | None) -> str | None:
        return day if day and day <= f"{year}-12-31" else None

    told, done, seen = known(reported), known(verified), known(reviewed)
    return {
        "id": id,
        "village": village,
        "text": text,
        "deadline": deadline,
        "reported": told,
        "state": "已完成" if done else "已报告" if told else "整改中",
        "verification": "镇人大组织代表现场核实，整改到位。"
        if done
        else "代表现场核实，尚未整改到位。"
        if seen
        else None,
        "reviewed": seen,
        "review_result": result if seen else None,
        "rescore": again if seen else None,
        "reply": reply if told or seen or deadline <= f"{year}-12-31" else None,
        "note": NOTE,
    }
