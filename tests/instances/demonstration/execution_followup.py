"""Hearings, special review and budget cuts in the demonstration district: two years that follow from ``budget.py``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scripts.measures.ratio import percent
from tests.instances.demonstration import budget
from tests.instances.demonstration.base import NOTE, Draft
from tests.instances.demonstration.followup_matters import GOOD, HEARINGS, REVIEWS, Hearing

PERIODS = {
    2023: ("第十八次会议", "2024-01-25", "2024-01-31"),
    2024: ("第二十八次会议", "2025-01-23", "2025-01-29"),
}
ORGANS = "区人大常委会预算工作委员会、区财政局、区绩效办"


def drafts() -> list[Draft]:
    """Return the two years; the second tells whether the cuts of the first stand in its budget."""
    found = []
    for year, (meeting, date, issued) in PERIODS.items():
        tables = {
            "data": [_unit(year, code, told) for code, told in HEARINGS[year].items()],
            "warnings": _warnings(year),
            "projects": [_project(id, *told) for id, told in REVIEWS[year].items()],
            "budgets": _budgets(year),
        }
        found.append(
            Draft(
                f"budget_execution/execution_followup/{year}",
                tables,
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:30:00+08:00",
            )
        )
    return found


def _unit(year: int, code: str, told: Hearing) -> dict[str, Any]:
    cuts = [Decimal(one.cut) for one in REVIEWS[year].values() if one.department == code]
    return {
        "department": code,
        "invited": bool(told.hearing),
        "reason": told.reason or None,
        "written": told.written,
        "hearing": told.hearing or None,
        "organs": ORGANS if told.hearing else None,
        "explanation": told.explanation,
        "measures": told.measures,
        "finding": told.finding or None,
        "ground": told.ground or None,
        "cut": sum(cuts) if told.finding and told.finding != GOOD else None,
        "note": NOTE,
    }


def _warnings(year: int) -> list[dict[str, Any]]:
    """The gaps that follow from what department budget execution published, the newest revision of each quarter."""
    published = {draft.id.split("/")[2]: draft.tables["data"] for draft in budget.drafts((year,))}
    rows = []
    for period, lines in published.items():
        for line in lines:
            planned, executed = (percent(line[name], line["adjusted_budget"]) for name in ("planned", "executed"))
            if planned is not None and executed is not None:
                gap = (planned - executed).quantize(Decimal("0.000001"))
                rows.append({"department": line["department"], "period": period, "gap": gap, "note": NOTE})
    return sorted(rows, key=lambda row: (row["department"], row["period"]))


def _project(
    id: str, department: str, name: str, budget: str, executed: str, finding: str, ground: str, before: str, cut: str
) -> dict[str, Any]:
    return {
        "id": id,
        "department": department,
        "name": name,
        "budget": Decimal(budget),
        "executed": Decimal(executed),
        "finding": finding,
        "ground": ground,
        "before": Decimal(before),
        "cut": Decimal(cut),
        "after": Decimal(before) - Decimal(cut),
        "note": NOTE,
    }


def _budgets(year: int) -> list[dict[str, Any]]:
    """The congress approved what was left after the cuts of the year before."""
    cut = {id: one for id, one in REVIEWS.get(year - 1, {}).items() if Decimal(one.cut)}
    return [{"id": id, "approved": Decimal(one.before) - Decimal(one.cut), "note": NOTE} for id, one in cut.items()]
