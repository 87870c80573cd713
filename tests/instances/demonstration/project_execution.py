"""Execution of budget projects and major policies in the demonstration district: eight quarters of 2024 and 2025.

Each project's budget is a part of its department's budget in ``budget.py``. One quarter of one project is not reported;
one project is cancelled, one is added during the year, one gets a refund, two are paid beyond their budget.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.instances.demonstration import budget
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source
from tests.instances.demonstration.budget_projects import GRANT, POLICIES, PROJECTS, SHORT, Project, Year

APPROVED = {**budget.PERIODS, "2025-Q4": ("第三十八次会议", "2026-01-15", "2026-01-21")}
YEARS = (2024, 2025)
UNREPORTED = ("b-2024-18", "2025-Q2")
REASONS = (
    "施工单位没有报送请款资料",
    "按合同年底一次结算",
    "验收没有完成，尾款没有支付",
    "招标晚于计划，合同三季度签订",
)
CENT, SLOW = Decimal("0.01"), Decimal(20)


def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the code lists of budget projects and of major policies."""
    blank = {"aliases": "", "since": "", "until": ""}
    return {
        "budget_projects": [
            {"code": code, "name": one.name, "short": SHORT.get(code, ""), **blank} for code, one in PROJECTS.items()
        ],
        "major_policies": [{"code": code, "name": name, "short": "", **blank} for code, (name, _) in POLICIES.items()],
    }


def drafts() -> list[Draft]:
    """Return one release for each quarter."""
    found = []
    for year in YEARS:
        limits = _limits(year)
        for quarter in range(1, 5):
            period = f"{year}-Q{quarter}"
            meeting, date, issued = APPROVED[period]
            rows = [_row(code, one, year, quarter) for code, one in PROJECTS.items() if year in one.years]
            tables = {
                "data": rows,
                "policies": [_policy(code, rows, quarter) for code in POLICIES],
                "departments": [
                    {"department": code, "budget": limits[quarter - 1][code], "note": NOTE}
                    for code in sorted({row["department"] for row in rows})
                ],
            }
            document = f"示范区第十八届人大常委会{meeting}"
            found.append(
                Draft(
                    f"budget_execution/project_execution/{period}", tables, document, date, f"{issued}T09:30:00+08:00"
                )
            )
    return found


def _limits(year: int) -> list[dict[str, Decimal]]:
    """Return each quarter's adjusted budgets of the departments, as their own report tells them."""
    with DEPARTMENTS.open(encoding="utf-8") as file:
        codes = [(row["code"], row["level"]) for row in csv.DictReader(file)]
    return [{row["department"]: row["adjusted_budget"] for row in rows} for rows in budget._year(year, codes)]


def _row(code: str, one: Project, year: int, quarter: int) -> dict[str, Any]:
    told = one.years[year]
    original = Decimal(told.original)
    adjusted = Decimal(told.adjusted) if told.adjusted and quarter >= told.since else original
    silent = (code, f"{year}-Q{quarter}") == UNREPORTED
    rates, works = _course(code, one, told, year)
    paid = (adjusted * rates[quarter - 1] / 100).quantize(CENT, ROUND_HALF_UP)
    done = works[quarter - 1]
    gaps = [] if adjusted == 0 else [Decimal(25 * quarter) - paid * 100 / adjusted]
    gaps += [] if adjusted == 0 or done is None else [done - paid * 100 / adjusted]
    slow = any(gap >= SLOW for gap in gaps)
    fell = (quarter > 1 and paid < 0) or (told.adjusted == "0" and quarter >= told.since)
    number = list(PROJECTS).index(code)
    return {
        "project": code,
        "department": one.department,
        "policy": one.policy or None,
        "nature": one.nature,
        "original_budget": original,
        "adjusted_budget": adjusted,
        "paid": None if silent else paid,
        "works": None if silent else done,
        "done": None if silent or done is None else _done(one, done),
        "reason": (told.reason or REASONS[number % len(REASONS)]) if (slow or fell) and not silent else None,
        "note": NOTE,
    }


def _course(code: str, one: Project, told: Year, year: int) -> tuple[list[Decimal], list[Decimal | None]]:
    """Return paid and works per cent of the four quarters: as told, else near the pace, the works a little ahead."""
    lot = source(f"projects/{code}/{year}")
    if told.paid:
        works: Iterable[Decimal | None] = map(Decimal, told.works) if told.works else [None] * 4
        return [Decimal(rate) for rate in told.paid], list(works)
    rates, done = [], []
    for base in (22, 48, 73, 96):
        rates.append(Decimal(base) + Decimal(lot.randrange(-45, 12)) / 10)
        done.append(min(rates[-1] + Decimal(lot.randrange(-10, 70)) / 10, Decimal(100)))
    return rates, [None] * 4 if one.nature == GRANT else list(done)


def _done(one: Project, done: Decimal) -> str:
    amount = Decimal(one.amount) * done / 100
    if one.thing[0] in "个座所幢份处台":
        # Nobody builds half a school: what is not finished is not counted.
        return f"完成 {int(amount)} {one.thing}，当年计划 {one.amount}"
    return f"完成 {amount.quantize(Decimal('0.1'), ROUND_HALF_UP):,f} {one.thing}，当年计划 {Decimal(one.amount):,f}"


def _policy(code: str, rows: list[dict[str, Any]], quarter: int) -> dict[str, Any]:
    members = [row for row in rows if row["policy"] == code]
    told = [row["works"] for row in members if row["works"] is not None]
    paid = [row["paid"] for row in members]
    span = f"{told[0]:f}%" if len(told) == 1 else f"在 {min(told):f}% 至 {max(told):f}% 之间"
    ended = sum(share == 100 for share in told)
    _, goal = POLICIES[code]
    return {
        "policy": code,
        "goal": goal,
        "progress": f"{len(told)} 个项目形象进度{span}，{ended} 个完成当年的实物工作量",
        "projects": len(members),
        "original_budget": sum((row["original_budget"] for row in members), Decimal(0)),
        "adjusted_budget": sum((row["adjusted_budget"] for row in members), Decimal(0)),
        "paid": None if None in paid else sum(paid, Decimal(0)),
        "note": NOTE,
    }
