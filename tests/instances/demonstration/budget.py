"""Department budget execution of the demonstration district: eleven quarters, in the magnitudes of the practice."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source

PERIODS = {
    "2023-Q1": ("第十一次会议", "2023-04-20", "2023-04-26"),
    "2023-Q2": ("第十三次会议", "2023-07-20", "2023-07-27"),
    "2023-Q3": ("第十五次会议", "2023-10-19", "2023-10-26"),
    "2023-Q4": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024-Q1": ("第二十次会议", "2024-04-18", "2024-04-24"),
    "2024-Q2": ("第二十二次会议", "2024-07-18", "2024-07-25"),
    "2024-Q3": ("第二十五次会议", "2024-10-17", "2024-10-23"),
    "2024-Q4": ("第二十八次会议", "2025-01-23", "2025-01-29"),
    "2025-Q1": ("第三十次会议", "2025-04-17", "2025-04-23"),
    "2025-Q2": ("第三十二次会议", "2025-07-17", "2025-07-24"),
    "2025-Q3": ("第三十五次会议", "2025-10-16", "2025-10-22"),
}
SLOW = {
    "113": (9, 32, 33, 34),
    "116": (6, 12, 22, 23),
    "104": (4, 15, 21, 31),
    "118": (11, 12, 13, 9),
    "608": (2, 31, 30, 12),
}
"""Department → points behind the plan in each quarter of 2024; the others wander near it."""
SLOW_2023 = {
    "101": ("9.4", "31.2", "33.6", "12.1"),
    "103": ("8.1", "30.4", "32.5", "11.8"),
    "104": ("10.6", "33.8", "35.2", "16.4"),
    "105": ("7.2", "30.9", "31.1", "6.3"),
    "110": ("9.9", "32.7", "34.4", "13.2"),
    "113": ("8.8", "31.5", "36.1", "15.7"),
    "114": ("7.7", "30.2", "31.8", "10.6"),
    "117": ("11.3", "34.6", "33.9", "12.9"),
    "119": ("8.5", "30.7", "32.2", "14.8"),
    "121": ("6.4", "31.9", "30.6", "4.2"),
    "126": ("12.2", "35.3", "34.8", "17.5"),
    "127": ("10.1", "32.4", "31.4", "5.6"),
    "102": ("6.9", "31.6", "29.9", "11.2"),
    "128": ("5.8", "30.8", "21.7", "9.4"),
}
"""The same for 2023: twelve are 30 points behind twice in a row, as ``execution_followup`` finds; two just are not."""


def drafts(years: Sequence[int] = (2023, 2024, 2025)) -> list[Draft]:
    """Return the quarters of these years that were published, and the correction of 2024-Q2."""
    with DEPARTMENTS.open(encoding="utf-8") as file:
        codes = [(row["code"], row["level"]) for row in csv.DictReader(file)]
    found = []
    for year in years:
        tables = _year(year, codes)
        for quarter, rows in enumerate(tables, start=1):
            period = f"{year}-Q{quarter}"
            if period not in PERIODS:
                continue
            meeting, date, issued = PERIODS[period]
            found.append(
                Draft(
                    f"budget_execution/department_execution/{period}",
                    {"data": rows},
                    f"示范区第十八届人大常委会{meeting}",
                    date,
                    f"{issued}T09:00:00+08:00",
                )
            )
            if period == "2024-Q2":
                found.append(_correction(rows))
    return found


def _year(year: int, codes: list[tuple[str, str]]) -> list[list[dict[str, Any]]]:
    variety = source(f"budget/{year}")
    quarters: list[list[dict[str, Any]]] = [[], [], [], []]
    for code, level in codes:
        size = variety.randrange(180_000, 9_000_000) if level == "区级部门" else variety.randrange(120_000, 900_000)
        if code in {"103", "120", "113"}:
            size *= 3
        original = Decimal(size) / 100
        habit = variety.uniform(-4, 7)
        for index, share in enumerate((24, 49, 75, 100)):
            changed = Decimal(variety.randrange(98, 109)) / 100 if index == 2 else None
            adjusted = (original * changed).quantize(Decimal("0.01")) if changed else None
            before = quarters[index - 1][-1]["adjusted_budget"] if index else original
            budget = adjusted or before
            plan = min(Decimal(share) + Decimal(variety.randrange(-15, 10)) / 10, Decimal(100))
            if year == 2024 and code in SLOW:
                behind = Decimal(SLOW[code][index]) + Decimal(variety.randrange(0, 9)) / 10
            else:
                behind = Decimal(str(round(habit + variety.uniform(-3, 4), 1))) * (Decimal(share) / 75)
            if year == 2023 and code in SLOW_2023:
                behind = Decimal(SLOW_2023[code][index])
            rate = max(plan - behind, Decimal("-1"))
            quarters[index].append(
                {
                    "department": code,
                    "original_budget": original,
                    "adjusted_budget": budget,
                    "planned": (budget * plan / 100).quantize(Decimal("0.01")),
                    "executed": (budget * rate / 100).quantize(Decimal("0.01")),
                    "note": NOTE,
                }
            )
    if year == 2024:
        _oddities(quarters)
    return quarters


def _oddities(quarters: list[list[dict[str, Any]]]) -> None:
    """What real tables hold: spending above the budget, a refund, a gap of exactly ten points."""
    by_code = [{row["department"]: row for row in rows} for rows in quarters]
    last = by_code[3]["122"]
    last["executed"] = (last["adjusted_budget"] * Decimal("1.021")).quantize(Decimal("0.01"))
    last["note"] = f"{NOTE}；年末追加应急支出，先支后调"
    by_code[0]["129"]["executed"] = Decimal("-3.20")
    by_code[0]["129"]["note"] = f"{NOTE}；上年项目退款大于本期支出"
    exact = by_code[2]["126"]
    whole = exact["adjusted_budget"].quantize(Decimal(1))
    exact |= {"adjusted_budget": whole, "planned": whole * Decimal("0.75"), "executed": whole * Decimal("0.65")}


def _correction(rows: list[dict[str, Any]]) -> Draft:
    mended = [dict(row) for row in rows]
    line = next(row for row in mended if row["department"] == "116")
    line["executed"] += Decimal("1318.00")
    return Draft(
        "budget_execution/department_execution/2024-Q2/r2",
        {"data": mended},
        "示范区第十八届人大常委会主任会议第四十一次会议",
        "2024-08-12",
        "2024-08-15T09:00:00+08:00",
        revision={
            "type": "correction",
            "reason": "区水利局漏报一笔已支付的水库除险加固工程款，累计执行数少计 1318.00 万元（演示数据）",
            "approver": "示范区人大常委会主任会议",
            "date": "2024-08-12",
        },
    )
