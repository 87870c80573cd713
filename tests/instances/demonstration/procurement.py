"""Government procurement of the demonstration district: three years, every department, single sources one by one."""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.instances.demonstration import budget
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source

APPROVED = {
    2023: ("第十八次会议", "2024-01-25", "2024-01-31"),
    2024: ("第二十八次会议", "2025-01-23", "2025-01-29"),
    2025: ("第三十八次会议", "2026-01-15", "2026-01-21"),
}
METHODS = {
    "open": ("公开招标", "", ""),
    "invited": ("邀请招标", "", ""),
    "negotiation": ("竞争性谈判", "", ""),
    "consultation": ("竞争性磋商", "", ""),
    "sole": ("单一来源采购", "单一来源", ""),
    "inquiry": ("询价", "", ""),
    "framework": ("框架协议采购", "框架协议", "2022-03-01"),
    "cooperative": ("合作创新采购", "合作创新", "2024-06-01"),
}
"""Code → name, short name, first day in force."""
CATEGORIES = {"goods": "货物", "works": "工程", "services": "服务"}
USUAL = {"goods": ("open", "inquiry", "framework"), "works": ("open", "consultation", "invited"),
         "services": ("open", "consultation", "negotiation")}  # fmt: skip
"""Category → methods, the first for most of the money."""
BUILDERS = {"103", "106", "112", "113", "114", "115", "116", "117", "119", "120", "126", "608", "609", "610", "612"}
UNAWARDED = (2025, "127")
"""Year and department whose purchases were put off: a plan and no contract."""
ABOVE = (2024, "122")
"""Year and department with a contract above its budget, as the approver explains."""
COOPERATIVE = (2025, "104")
CENT = Decimal("0.01")


class Source(NamedTuple):
    """One purchase from a single source; amounts in 万元."""

    year: int
    department: str
    category: str
    name: str
    contract: str
    ground: str
    reason: str
    original: str = ""
    announced: str = ""


SOURCES = tuple(
    Source(**one)
    for one in tomllib.loads(Path(__file__).with_name("procurement_sources.toml").read_text(encoding="utf-8"))["source"]
)


def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the code lists of methods and categories."""
    return {
        "procurement_methods": [
            {"code": code, "name": name, "short": short, "aliases": "", "since": since, "until": ""}
            for code, (name, short, since) in METHODS.items()
        ],
        "procurement_categories": [
            {"code": code, "name": name, "short": "", "aliases": "", "since": "", "until": ""}
            for code, name in CATEGORIES.items()
        ],
    }


def drafts() -> list[Draft]:
    """Return the three years."""
    found = []
    for year, (meeting, date, issued) in APPROVED.items():
        rows = list(_rows(year))
        tables = {"data": rows, "totals": _totals(rows), "sole_source": _sole(year)}
        explained = {}
        if year == ABOVE[0]:
            reason = "山洪抢险期间按市场价应急采购照明设备，合同比预算多，区政府专题会议同意（演示数据）"
            explained["check.contract-above-budget"] = reason
        id, document = f"budget_execution/procurement/{year}", f"示范区第十八届人大常委会{meeting}"
        found.append(Draft(id, tables, document, date, f"{issued}T10:30:00+08:00", explained=explained))
    return found


def _rows(year: int) -> Iterator[dict[str, Any]]:
    with DEPARTMENTS.open(encoding="utf-8") as file:
        codes = [(row["code"], row["level"]) for row in csv.DictReader(file)]
    budgets = {row["department"]: row["original_budget"] for row in budget._year(year, codes)[0]}
    for code, _ in codes:
        lot = source(f"procurement/{year}/{code}")
        whole, habit = budgets[code] * lot.randrange(30, 95) / 1000, lot.randrange(24, 56)
        categories = {"goods": 30, "services": 45} | ({"works": 60} if code in BUILDERS else {})
        for category, weight in categories.items():
            part = whole * weight / sum(categories.values())
            shares = (70, 20, 10) if part > 200 else (75, 25) if part > 60 else (100,)
            for method, share in zip(USUAL[category], shares, strict=False):
                if (year, code, category, method) == (*COOPERATIVE, "services", "negotiation"):
                    method = "cooperative"
                yield _row(year, code, category, method, (part * share / 100).quantize(Decimal(1)), habit, lot)
        for category in CATEGORIES:
            own = [one for one in SOURCES if (one.year, one.department, one.category) == (year, code, category)]
            if own:
                yield _single(code, category, own)


def _row(
    year: int, code: str, category: str, method: str, plan: Decimal, habit: int, lot: random.Random
) -> dict[str, Any]:
    awarded = (plan * lot.randrange(880, 1001) / 1000).quantize(CENT, ROUND_HALF_UP)
    contract = (awarded * lot.randrange(860, 996) / 1000).quantize(CENT, ROUND_HALF_UP)
    sme = (contract * lot.randrange(35, 91) / 100).quantize(CENT, ROUND_HALF_UP)
    row = {
        "department": code,
        "category": category,
        "method": method,
        "projects": max(1, int(plan / lot.randrange(40, 160))),
        "plan": plan,
        "reserved": (plan * (habit + lot.randrange(-4, 5)) / 100).quantize(CENT, ROUND_HALF_UP),
        "awarded": awarded,
        "contract": contract,
        "sme": sme,
        "micro": (sme * lot.randrange(40, 92) / 100).quantize(CENT, ROUND_HALF_UP),
        "paid": (contract * lot.randrange(52, 97) / 100).quantize(CENT, ROUND_HALF_UP),
        "note": NOTE,
    }
    if (year, code) == UNAWARDED:
        row |= dict.fromkeys(("projects", "awarded", "contract", "sme", "micro", "paid"), 0)
        row["note"] = f"{NOTE}；需求调整，推迟到下一年采购"
    if (year, code, category, method) == (*ABOVE, "goods", "inquiry"):
        row["contract"] = (awarded * Decimal("1.034")).quantize(CENT, ROUND_HALF_UP)
        row["note"] = f"{NOTE}；应急采购，合同大于预算"
    return row


def _single(code: str, category: str, own: list[Source]) -> dict[str, Any]:
    contract = sum((Decimal(one.contract) for one in own), Decimal(0))
    plan = (contract * Decimal("1.03")).quantize(Decimal(1), ROUND_HALF_UP) + 1
    return {
        "department": code,
        "category": category,
        "method": "sole",
        "projects": len(own),
        "plan": plan,
        "reserved": Decimal(0),
        "awarded": plan,
        "contract": contract,
        "sme": Decimal(0),
        "micro": Decimal(0),
        "paid": (contract * Decimal("0.7")).quantize(CENT, ROUND_HALF_UP),
        "note": NOTE,
    }


def _totals(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the totals as the finance bureau prints them."""
    sides = [("全区", "all", rows)]
    lists = {"采购方式": ("method", list(METHODS)), "采购类别": ("category", list(CATEGORIES))}
    lists["部门"] = ("department", list(dict.fromkeys(row["department"] for row in rows)))
    for side, (field, codes) in lists.items():
        sides += [(side, code, own) for code in codes if (own := [row for row in rows if row[field] == code])]
    return [
        {
            "side": side,
            "code": code,
            **{key: sum((row[key] for row in own), 0) for key in ("projects", "plan", "contract", "paid")},
            "note": NOTE,
        }
        for side, code, own in sides
    ]


def _sole(year: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{year}-{number:02d}",
            "department": one.department,
            "category": one.category,
            "name": one.name,
            "contract": one.contract,
            "ground": one.ground,
            "reason": one.reason,
            "original_contract": one.original or None,
            "announced": one.announced or None,
            "note": NOTE,
        }
        for number, one in enumerate((one for one in SOURCES if one.year == year), start=1)
    ]
