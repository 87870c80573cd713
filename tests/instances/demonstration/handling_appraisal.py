"""Appraisal of how suggestions were handled, 2023 and 2024: key suggestions alone, others merged by handler."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import Any

from tests.instances.demonstration import suggestion_register
from tests.instances.demonstration.base import NOTE, Draft, source

Row = dict[str, Any]
MEETINGS = {
    2023: ("2023年建议办理质效测评会", "2023-11-16", 32, ("第十八次会议", "2024-01-25", "2024-01-31")),
    2024: ("2024年建议办理质效测评会", "2024-11-14", 34, ("第二十八次会议", "2025-01-23", "2025-01-29")),
}
"""Year → meeting, its day, how many rated, and the meeting that approved the publication."""
ALONE, MERGED = 20, 8
"""How many suggestions are appraised alone, and how many handlers' others are appraised together."""
TOGETHER = (3, 5)
"""How few and how many of a handler's other suggestions are appraised together."""
LOW = {2023: 3, 2024: 4}
"""Year → how many of those appraised alone are low."""
COMMITTEES = {"105": "财经委", "118": "财经委", "113": "城环委", "114": "城环委", "115": "城环委", "116": "城环委"}
FINDINGS = (
    ("答复以后没有安排人跟进，现场情况没有变化", "明确专人，每月到现场一次，问题已经解决"),
    ("几个部门之间没有商定由谁牵头，事情停在协调阶段", "由分管区领导召集，定下牵头单位和完成时限，已按时限完成"),
    ("答复前没有同代表见面，答复内容与代表提的问题不对应", "重新与代表到现场核对，按核对的清单逐项办理"),
    ("只在抽查的点位作了整改，同类问题没有一并解决", "全面排查同类点位，列出清单，逐处整改"),
)
STUDIED = {2023: ("2024-01-18", "2024-01-25", "2024-02-05"), 2024: ("2024-12-12", "2024-12-20", None, None)}
"""Year → days on which the studies were completed; ``None`` is not yet at the end of the year."""
DEADLINES = {2023: "2024-06-30", 2024: "2025-05-31"}
MENDED = ("2024-05-28", "2024-06-26", None)
"""Days on which the low results of 2023 were mended; the last is not, and is overdue."""


def drafts() -> list[Draft]:
    """Return two years."""
    rng = source("handling_appraisal")
    registers = {draft.id[-7:]: draft.tables["data"] for draft in suggestion_register.drafts()}
    out, low = [], list[Row]()
    for year, (name, day, raters, (meeting, date, issued)) in MEETINGS.items():
        register = registers[f"{year}-S2"]
        rows = _rows(year, datetime.date.fromisoformat(day), raters, register, rng)
        low += [row | {"appraised": day} for row in rows if row["suggestion"] and _is_low(row)]
        out.append(
            Draft(
                f"suggestion_handling/handling_appraisal/{year}",
                {
                    "data": rows,
                    "meeting": [
                        {"date": day, "meeting": name, "raters": raters, "handled": len(register),
                         "handlers_present": False, "note": NOTE}
                    ],
                    "studies": [_study(row, year) for row in low],
                },
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )  # fmt: skip
    return out


def _rows(year: int, day: datetime.date, raters: int, register: list[Row], rng: random.Random) -> list[Row]:
    ready = [
        row for row in register
        if row.get("handler") and row.get("replied") and row["replied"] < day and not row.get("merged_into")
    ]  # fmt: skip
    known = [row for row in ready if row["key"]]
    alone = [*known, *(row for row in ready if not row["key"] and row.get("deputy_result") in {"满意", "基本满意"})][
        :ALONE
    ]
    rows = []
    for number, row in enumerate(alone, start=1):
        low = number % (ALONE // LOW[year]) == 3 and sum(one["poor"] for one in rows) < LOW[year]
        rows.append(_row(rng, row["code"], row["title"], row["handler"], 1, rng.randint(11, raters - 6), low))
    taken = {row["code"] for row in alone}
    rest: dict[str, int] = {}
    for row in ready:
        if row["code"] not in taken:
            rest[row["handler"]] = rest.get(row["handler"], 0) + 1
    for handler in sorted(rest, key=lambda code: (-rest[code], code))[:MERGED]:
        count = min(rest[handler], rng.randint(*TOGETHER))
        rows.append(_row(rng, None, "其他建议合并", handler, count, count * rng.randint(4, 6), low=False))
    for number, one in enumerate(rows, start=1):
        one["id"] = f"a{year}-{number:02}"
        del one["poor"]
    return rows


def _row(
    rng: random.Random, code: str | None, title: str, handler: str, suggestions: int, returned: int, low: bool
) -> Row:
    row: Row = {
        "id": "", "suggestion": code, "title": title, "handler": handler, "suggestions": suggestions,
        "returned": returned, "note": NOTE, "poor": low,
    }  # fmt: skip
    valid = returned - rng.choice((0, 0, 0, 1))
    for aspect, best in (("attitude", 82), ("manner", 76), ("effect", 70)):
        good, fair, poor = _votes(rng, returned, best - (30 if low else 0), 20 if low else 3)
        row |= {f"{aspect}_good": good, f"{aspect}_fair": fair, f"{aspect}_poor": poor}
    satisfied, basically, dissatisfied = _votes(rng, valid, 38 if low else 78, 25 if low else 4)
    half = valid // 2
    verdict = "满意" if satisfied > half else "基本满意" if satisfied + basically > half else "不满意"
    return row | {
        "satisfied": satisfied, "basically": basically, "dissatisfied": dissatisfied, "verdict": verdict,
    }  # fmt: skip


def _votes(rng: random.Random, count: int, best: int, worst: int) -> tuple[int, int, int]:
    """Return votes near the percentages; a result that is meant to be good stays clear of the line."""
    poor = round(count * rng.randint(0, worst * 2) / 100)
    good = min(round(count * rng.randint(best - 6, best + 8) / 100), count - poor)
    return good, count - good - poor, poor


def _is_low(row: Row) -> bool:
    valid = row["satisfied"] + row["basically"] + row["dissatisfied"]
    return Decimal(row["satisfied"]) * 100 < 60 * valid


def _study(row: Row, year: int) -> Row:
    """Return what was known of a low result at the end of ``year``."""
    began = int(row["id"][1:5])
    place = int(row["id"][-2:])
    days = STUDIED[began]
    number = min(place // (ALONE // LOW[began]), len(days) - 1)
    studied = days[number]
    studied = studied if studied and int(studied[:4]) <= year else None
    mended = MENDED[number] if began == 2023 and year == 2024 else None
    finding, mending = FINDINGS[number % len(FINDINGS)]
    return {
        "id": row["id"],
        "title": row["title"],
        "handler": row["handler"],
        "appraised": row["appraised"],
        "committee": f"区人大{COMMITTEES.get(row['handler'], '社会委')}",
        "studied": studied,
        "finding": finding if studied else None,
        "deadline": DEADLINES[began] if studied else None,
        "mended": mended,
        "mending": mending if mended else None,
        "note": NOTE,
    }
