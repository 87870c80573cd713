"""Rectification of audit findings in the demonstration district: three yearly audits, followed over six half years."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.model.period import Period
from tests.instances.demonstration.base import NOTE, Draft

MATTERS = Path(__file__).with_name("audit_findings.toml")
PERIODS = {
    "2022-S2": ("第十次会议", "2023-02-23", "2023-03-02"),
    "2023-S1": ("第十三次会议", "2023-07-20", "2023-07-27"),
    "2023-S2": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024-S1": ("第二十二次会议", "2024-07-18", "2024-07-25"),
    "2024-S2": ("第二十八次会议", "2025-01-23", "2025-01-27"),
    "2025-S1": ("第三十二次会议", "2025-07-17", "2025-07-24"),
}
AUDITS = {
    "a2021": ("2021年度", "2022-08-25", "第六次会议", "2022-12-22", "第九次会议"),
    "a2022": ("2022年度", "2023-08-24", "第十四次会议", "2023-12-21", "第十七次会议"),
    "a2023": ("2023年度", "2024-08-22", "第二十四次会议", "2025-02-27", "第二十九次会议"),
}
"""Audit → year, day and meeting of the report, day and meeting of the review; the last was five days late."""
WAYS = ("returned", "refunded", "adjusted", "otherwise")
CENT = Decimal("0.01")


def drafts() -> list[Draft]:
    """Return the six half years."""
    with MATTERS.open("rb") as file:
        matters = tomllib.load(file, parse_float=Decimal)["finding"]
    numbered: dict[str, int] = {}
    for matter in matters:
        numbered[matter["audit"]] = numbered.get(matter["audit"], 0) + 1
        matter["id"] = f"{matter['audit']}-{numbered[matter['audit']]:02d}"
    found, done = [], set()
    for text, (meeting, date, issued) in PERIODS.items():
        day = Period.parse(text).end
        listed = [audit for audit in AUDITS if AUDITS[audit][1] <= day.isoformat() and audit not in done]
        rows = [_row(matter, day) for matter in matters if matter["audit"] in listed]
        found.append(
            Draft(
                f"budget_execution/audit_rectification/{text}",
                {"data": rows, "audits": [_audit(audit, matters, day) for audit in listed]},
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
        open_ = {row["audit"] for row in rows if row["state"] != "已完成"}
        done |= {audit for audit in listed if audit not in open_}
    return found


def _audit(audit: str, matters: list[dict[str, Any]], day: datetime.date) -> dict[str, Any]:
    year, heard, meeting, reviewed, review_meeting = AUDITS[audit]
    own = [matter for matter in matters if matter["audit"] == audit]
    held = reviewed <= day.isoformat()
    return {
        "id": audit,
        "title": f"{year}区级预算执行和其他财政收支审计",
        "short": f"{year}审计",
        "heard": heard,
        "meeting": f"示范区第十八届人大常委会{meeting}",
        "findings": len(own),
        "amount": sum((Decimal(matter.get("amount", 0)) for matter in own), Decimal(0)),
        "reviewed": reviewed if held else None,
        "review_meeting": f"示范区第十八届人大常委会{review_meeting}" if held else None,
        "note": NOTE,
    }


def _row(matter: dict[str, Any], day: datetime.date) -> dict[str, Any]:
    """Return where a finding stands on ``day``: mended by steps, reported, verified two months later."""
    audit = AUDITS[matter["audit"]]
    heard, reported = datetime.date.fromisoformat(audit[1]), matter.get("reported")
    verified = matter.get("verified")
    state = "整改中"
    if reported is not None and reported <= day:
        state = "已完成" if verified is not None and verified <= day else "已报告"
    held = audit[3] <= day.isoformat()
    row = {
        "id": matter["id"],
        "audit": matter["audit"],
        "department": matter["department"],
        "category": matter["category"],
        "text": matter["text"],
        "amount_kind": matter.get("kind", "不涉及金额"),
        "amount": Decimal(matter["amount"]) if "amount" in matter else None,
        "requirement": matter["requirement"],
        "deadline": matter.get("deadline"),
        "measures": matter["measures"],
        "reported": None if state == "整改中" else reported,
        "state": state,
        "systems": matter.get("systems", 0) if state != "整改中" else 0,
        "persons": matter.get("persons", 0) if state != "整改中" else 0,
        "verification": matter.get("verification", "审计机关查看凭证和现场，已整改到位") if state == "已完成" else None,
        "reviewed": audit[3] if held else None,
        "review_result": {"已完成": "已落实", "已报告": "部分落实"}.get(state, "未落实") if held else None,
        "reply": matter.get("reply") if state == "整改中" else None,
        "note": NOTE,
    }
    if held:
        # What the committee found on the day of its review stays as it was.
        row["review_result"] = _found(matter, datetime.date.fromisoformat(audit[3]))
    if row["amount"] is not None:
        row |= _ways(matter, row["amount"], heard, day, state)
    return row


def _found(matter: dict[str, Any], day: datetime.date) -> str:
    reported, verified = matter.get("reported"), matter.get("verified")
    if verified is not None and verified <= day:
        return "已落实"
    return "部分落实" if (reported is not None and reported <= day) or matter.get("steps") else "未落实"


def _ways(
    matter: dict[str, Any], amount: Decimal, heard: datetime.date, day: datetime.date, state: str
) -> dict[str, Decimal]:
    """Return the money mended by ``day``: all of it once reported, before that a part for each half year."""
    way = matter["way"]
    if state != "整改中":
        share = Decimal(matter.get("share", 100))
    else:
        halves = max(0, (day.year - heard.year) * 2 + (day.month > 6) - (heard.month > 6))
        share = min(Decimal(matter.get("steps", 0)) * (halves + 1), Decimal(90))
    return {name: (amount * share / 100).quantize(CENT) if name == way else Decimal(0) for name in WAYS}
