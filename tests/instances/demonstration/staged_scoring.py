"""Staged scores of suggestions of 2023 and 2024: the dates are those of the register, the scores fit its verdicts."""

from __future__ import annotations

import datetime
import random
from typing import Any

from tests.instances.demonstration import suggestion_register
from tests.instances.demonstration.base import NOTE, Draft, source

Row = dict[str, Any]
DAY = datetime.timedelta(days=1)
MEETINGS = {
    2023: ("第十八次会议", "2024-01-25", "2024-01-31"),
    2024: ("第二十八次会议", "2025-01-23", "2025-01-29"),
}
EACH = 4
"""Every how many of the suggestions answered are scored; those handled again are always."""
AGAIN = 14
"""How many of those handled again are scored in a year."""
WEEKS = datetime.timedelta(weeks=3)
"""From the report on the result to its score, so that some of each year are scored in the next."""
SCORES = {"满意": (88, 98), "基本满意": (66, 82), "不满意": (36, 58)}
FIELDS = (
    "reply_reported", "reply_scored", "reply_score", "reply_told", "reply_redone", "reply_rescored", "reply_rescore",
    "result_reported", "result_scored", "result_score", "result_told", "result_redone", "result_rescored",
    "result_rescore",
)  # fmt: skip
DATED = {"reply_score": "reply_scored", "reply_rescore": "reply_rescored", "result_score": "result_scored",
         "result_rescore": "result_rescored"}  # fmt: skip


def drafts() -> list[Draft]:
    """Return two years; what had no final result at the end of 2023 goes on in 2024."""
    rng = source("staged_scoring")
    registers = {draft.id[-7:]: draft.tables["data"] for draft in suggestion_register.drafts()}
    out, left = [], list[Row]()
    for year, (meeting, date, issued) in MEETINGS.items():
        last = datetime.date(year, 12, 31)
        rows = [*left, *(_scored(row, rng) for row in _chosen(registers[f"{year}-S2"]))]
        known = [_until(row, last) for row in rows]
        left = [row for row, told in zip(rows, known, strict=True) if not _final(told)]
        out.append(
            Draft(
                f"suggestion_handling/staged_scoring/{year}",
                {"data": known},
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return out


def _chosen(register: list[Row]) -> list[Row]:
    heard = {"满意", "基本满意", "不满意"}
    answered = [
        row
        for row in register
        if row.get("replied") and row.get("deputy_reply") in heard and row.get("deputy_result") in heard
    ]
    again = [row for row in answered if row.get("reassigned")][:AGAIN]
    plain = [row for row in answered if not row.get("reassigned") and row.get("closed")]
    # A few that the register shows as answered and not yet closed are still waiting for their result.
    waiting = [row for row in answered if not row.get("reassigned") and not row.get("closed")][:4]
    chosen = {row["code"] for row in (*again, *plain[::EACH], *waiting)}
    return [row for row in register if row["code"] in chosen]


def _scored(row: Row, rng: random.Random) -> Row:
    """Return everything that will ever be known of one suggestion."""
    out: Row = {"code": row["code"], "title": row["title"], "handler": row["handler"], "note": NOTE}
    replied, again, second = row["replied"], row.get("reassigned"), row.get("second_replied")
    reply, result = row["deputy_reply"], row["deputy_result"]
    out |= {"reply_reported": replied, "reply_scored": replied + 5 * DAY}
    if again and reply == "不满意":
        out |= {"reply_score": _score(rng, "不满意"), "reply_told": again}
        final = row.get("second_result") or "基本满意"
        if second:
            out |= {"reply_redone": second, "reply_rescored": second + 5 * DAY, "reply_rescore": _score(rng, final)}
            if final != "不满意":
                out |= _result(rng, second + 6 * DAY, row.get("closed"), final)
        return out
    out["reply_score"] = _score(rng, reply if reply != "不满意" else "基本满意")
    if again:
        out |= {"result_reported": replied + 6 * DAY, "result_scored": replied + 8 * DAY}
        out |= {"result_score": _score(rng, "不满意"), "result_told": max(again, replied + 8 * DAY)}
        if second:
            final = row.get("second_result") or "基本满意"
            out |= {"result_redone": second, "result_rescored": second + 5 * DAY, "result_rescore": _score(rng, final)}
        return out
    return out | _result(rng, replied + 7 * DAY, row.get("closed"), result if result != "不满意" else "基本满意")


def _result(rng: random.Random, reported: datetime.date, closed: datetime.date | None, verdict: str) -> Row:
    if closed is None:
        return {}
    told = max(closed, reported)
    return {"result_reported": told, "result_scored": told + WEEKS, "result_score": _score(rng, verdict)}


def _score(rng: random.Random, verdict: str) -> int:
    return rng.randint(*SCORES[verdict])


def _until(row: Row, last: datetime.date) -> Row:
    """Return the row as it was known on ``last``."""
    out = {key: row[key] for key in ("code", "title", "handler", "note")}
    for field in FIELDS:
        value = row.get(field)
        day = row.get(DATED[field]) if field in DATED else value
        out[field] = value if day is not None and day <= last else None
    return out


def _final(row: Row) -> bool:
    again = [row[f"{stage}_rescore"] for stage in ("reply", "result")]
    passed = row["result_score"] is not None and row["result_score"] >= 60
    return passed or any(score is not None and score < 60 for score in again) or again[1] is not None
