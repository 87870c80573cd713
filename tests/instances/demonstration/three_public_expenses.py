"""“Three public” expenses of the demonstration district: budget tables of 2023 to 2025, final tables of 2022 and 2023.

The budget table of a year is its first revision; the final table replaces it, as announced, once it is approved.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.instances.demonstration.base import DEPARTMENTS, NOTE, ORGAN, Draft, source

CENT = Decimal("0.01")
ITEMS = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
YEARS = (2022, 2023, 2024, 2025)
BUDGETS = {
    2023: ("示范区第十八届人民代表大会第三次会议", "2023-01-11", "2023-01-30"),
    2024: ("示范区第十八届人民代表大会第四次会议", "2024-01-18", "2024-02-02"),
    2025: ("示范区第十八届人民代表大会第五次会议", "2025-01-16", "2025-01-27"),
}
"""Year → session that approved the budget, day, day of publication."""
FINALS = {
    2022: ("示范区第十八届人大常委会第十四次会议", "2023-08-24", "2023-09-11"),
    2023: ("示范区第十八届人大常委会第二十四次会议", "2024-08-22", "2024-09-09"),
}
EMPTY = {"101": "没有公务用车，没有出国和接待任务", "129": "公务用车由机关事务部门统一保障，没有出国和接待任务"}
MISSING = {(2022, "612"): "公务用车台账没有核清，乡政府承诺下一年决算时一并补报"}
BOUGHT = {(2022, "106"): 4, (2023, "114"): 2, (2023, "122"): 1, (2024, "106"): 3, (2024, "609"): 1, (2025, "116"): 1}
"""Year and unit → vehicles bought."""
TRAVEL = {"102", "103", "104", "118", "119"}
OVER = {(2023, "122"): ("3.60", "汛期抢险车辆出动多，油料费超过预算，经区政府专题会议同意")}
REASONS = {
    ("travel", 1): "因公出国（境）恢复正常，安排招商和交流团组",
    ("travel", -1): "年内没有批准的团组，任务取消",
    ("purchase", 1): "按车辆编制更新达到报废年限的公务用车",
    ("purchase", -1): "上年集中更新车辆，当年购置减少",
    ("running", 1): "车辆老化，维修费增加",
    ("running", -1): "压减用车，处置一批超编车辆",
    ("reception", 1): "承办现场会，接待批次增加",
    ("reception", -1): "严格接待标准和审批，批次减少",
}
LEAVES = ("travel", "purchase", "running", "reception")
Money = dict[str, Decimal]


def drafts() -> list[Draft]:
    """Return the tables in the order of their years, the budget's before the final."""
    return [
        _draft(year, at)
        for year in YEARS
        for at in ("budget", "final")
        if year in {"budget": BUDGETS, "final": FINALS}[at]
    ]


def _draft(year: int, at: str) -> Draft:
    document, date, issued = (BUDGETS if at == "budget" else FINALS)[year]
    second = at == "final" and year in BUDGETS
    revision = {
        "type": "revision",
        "reason": f"{year}年决算已经批准，按原定安排由预算表换成决算表（演示数据）",
        "approver": ORGAN,
        "date": date,
    }
    lines, cars = _lines(year, at), _cars()
    tables = {
        "data": [row for code, found in lines.items() for row in _rows({"department": code}, found, at)],
        "district": _rows({}, _district(year, at), at),
        "departments": [_unit(code, year, at, lines.get(code), cars) for code in _codes()],
        "phases": _phases(year, at),
    }
    return Draft(
        f"budget_execution/three_public_expenses/{year}{'/r2' if second else ''}",
        tables,
        document,
        date,
        f"{issued}T09:00:00+08:00",
        revision=revision if second else None,
    )


def _codes() -> list[str]:
    with DEPARTMENTS.open(encoding="utf-8") as file:
        return [row["code"] for row in csv.DictReader(file)]


def _cars() -> dict[str, int]:
    """Return unit → official vehicles kept at the beginning."""
    variety = source("three_public/cars")
    return {code: 0 if code in EMPTY else 60 if code == "106" else variety.randrange(2, 14) for code in _codes()}


def _amounts(year: int) -> dict[str, dict[str, Money]]:
    """Return unit → stage → leaf → 万元, of one year."""
    variety, cars = source(f"three_public/{year}"), _cars()
    found: dict[str, dict[str, Money]] = {}
    for code in _codes():
        if code in EMPTY:
            continue
        running = Decimal(cars[code]) * Decimal(variety.randrange(255, 300)) / 100
        reception = Decimal(variety.randrange(20, 420)) / 100
        plan = {
            "travel": Decimal(variety.randrange(4, 13)) if code in TRAVEL and year >= 2023 else Decimal(0),
            "purchase": Decimal(18) * BOUGHT.get((year, code), 0),
            "running": running.quantize(CENT),
            "reception": reception.quantize(CENT),
        }
        final = {
            "travel": (plan["travel"] * variety.choice((0, 60, 88, 95)) / 100).quantize(CENT),
            "purchase": (plan["purchase"] * variety.randrange(93, 100) / 100).quantize(CENT),
            "running": (plan["running"] * variety.randrange(78, 100) / 100).quantize(CENT),
            "reception": (plan["reception"] * variety.randrange(35, 98) / 100).quantize(CENT),
        }
        if (year, code) in OVER:
            final["running"] = plan["running"] + Decimal(OVER[year, code][0])
        found[code] = {"budget": plan, "final": final}
    return found


def _lines(year: int, at: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return unit → leaf → fields; units that handed in no table are not in it."""
    now, before = _amounts(year), _amounts(year - 1)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for code, stages in now.items():
        if (year, code) in MISSING:
            continue
        found[code] = {
            leaf: {
                "previous_budget": before[code]["budget"][leaf],
                "previous_final": before[code]["final"][leaf] if at == "final" else None,
                "budget": stages["budget"][leaf],
                "final": stages["final"][leaf] if at == "final" else None,
                "over_reason": OVER.get((year, code), ("", None))[1] if leaf == "running" and at == "final" else None,
            }
            for leaf in LEAVES
        }
    return found


def _district(year: int, at: str) -> dict[str, dict[str, Any]]:
    """Return leaf → fields of the bureau's own summary, which knows the unit that handed in no table."""
    now, before = _amounts(year), _amounts(year - 1)
    added: dict[str, dict[str, Any]] = {}
    for leaf in LEAVES:

        def add(stages: Mapping[str, Mapping[str, Money]], stage: str, leaf: str = leaf) -> Decimal | None:
            if stage == "final" and at != "final":
                return None
            return sum((one[stage][leaf] for one in stages.values()), Decimal(0))

        added[leaf] = {
            "previous_budget": add(before, "budget"),
            "previous_final": add(before, "final"),
            "budget": add(now, "budget"),
            "final": add(now, "final"),
            "over_reason": None,
        }
    return added


def _rows(key: Mapping[str, str], leaves: Mapping[str, Mapping[str, Any]], at: str) -> list[dict[str, Any]]:
    def add(parts: tuple[str, ...]) -> dict[str, Any]:
        sums: dict[str, Any] = {"over_reason": None}
        for name in ("previous_budget", "previous_final", "budget", "final"):
            values = [leaves[part][name] for part in parts]
            sums[name] = None if None in values else sum(values, Decimal(0))
        if sums["final"] is not None and sums["final"] > sums["budget"]:
            sums["over_reason"] = next(
                (leaves[part]["over_reason"] for part in parts if leaves[part]["over_reason"]), None
            )
        return sums

    lines = {
        "total": add(LEAVES),
        "travel": leaves["travel"],
        "vehicles": add(("purchase", "running")),
        "purchase": leaves["purchase"],
        "running": leaves["running"],
        "reception": leaves["reception"],
    }
    rows = []
    for title, (item, line) in zip(ITEMS, lines.items(), strict=True):
        reason = _why(item, line, leaves, at)
        rows.append({**key, "item": title, **line, "reason": reason, "note": NOTE})
    return rows


def _gap(line: Mapping[str, Any], at: str) -> Decimal | None:
    before = line["previous_final" if at == "final" else "previous_budget"]
    return None if before is None else line[at] - before


def _why(item: str, line: Mapping[str, Any], leaves: Mapping[str, Mapping[str, Any]], at: str) -> str | None:
    """Return the reason that the rule asks for; a total's is that of the item that moved it most."""
    gap = _gap(line, at)
    if gap is None or item == "vehicles" or abs(gap) < Decimal("0.5"):
        return None
    base = line[at] - gap
    if base > 0 and abs(gap) * 10 < base:
        return None
    if item == "total":
        sign = 1 if gap > 0 else -1
        item = max(LEAVES, key=lambda leaf: sign * (_gap(leaves[leaf], at) or 0))
    return REASONS[item, 1 if gap > 0 else -1]


def _unit(code: str, year: int, at: str, lines: Mapping[str, Any] | None, cars: Mapping[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {"department": code, "note": NOTE}
    if code in EMPTY:
        return row | {"state": "空表", "explanation": EMPTY[code]}
    if lines is None:
        return row | {"state": "缺表", "explanation": MISSING[year, code]}
    row["state"] = "有支出"
    if at == "budget":
        return row
    variety = source(f"three_public/{year}/{code}")
    travel, reception = lines["travel"]["final"], lines["reception"]["final"]
    batches = int(reception * 10) + 1 if reception else 0
    people = int(travel / Decimal("2.4")) + 1 if travel else 0
    return row | {
        "delegations": min(people, 1 + people // 4),
        "travellers": people,
        "cars_bought": BOUGHT.get((year, code), 0),
        "cars_kept": cars[code],
        "receptions": batches,
        "guests": batches * variety.randrange(6, 12),
    }


def _phases(year: int, at: str) -> list[dict[str, Any]]:
    session = {2022: ("示范区第十八届人民代表大会第二次会议", "2022-01-12", "")} | BUDGETS
    rows = [("批准", session[year][1], "示范区人民代表大会", session[year][0])]
    if at == "final":
        rows.append(("决算", FINALS[year][1], ORGAN, FINALS[year][0]))
    return [dict(zip(("phase", "date", "organ", "document", "note"), (*row, NOTE), strict=True)) for row in rows]
