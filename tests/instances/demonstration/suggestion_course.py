"""What becomes of a suggestion of the demonstration district, and what a register knows of it by its last day."""

from __future__ import annotations

import datetime
import random
from typing import Any

from scripts.measures.calendar import add_months
from tests.instances.demonstration.projects import PROJECTS
from tests.instances.demonstration.suggestion_replies import answered, answered_again, fill
from tests.instances.demonstration.suggestion_years import DISPUTED, LATE, LED_TO, NEWEST, REDO_OPEN, workday

Row = dict[str, Any]
Matter = dict[str, Any]

RESULTS = {"A": (82, 10, 2, 6), "B": (60, 25, 6, 9), "C": (45, 35, 10, 10), "D": (30, 35, 20, 15)}
"""Class → how often of a hundred a deputy is 满意, 基本满意, 不满意 with the result, or says nothing."""
VERDICTS = ("满意", "基本满意", "不满意", "未反馈")
OLD_CLASSES = {"A": "甲", "B": "乙", "C": "丙", "D": "丙"}
"""Until 2022 the district had three classes."""


def answer(
    year: int,
    position: int,
    rng: random.Random,
    row: Row,
    matter: Matter,
    where: tuple[str, str],
    names: dict[str, str],
) -> Row:
    """Return the replies, verdicts and end of a suggestion, whenever they come."""
    town, place = where
    due = add_months(row["assigned"], 6 if row["complex"] else 3)
    span = (due - row["assigned"]).days
    replied = workday(row["assigned"] + datetime.timedelta(days=rng.randint(span * 35 // 100, span - 2)), -1)
    if year == NEWEST and row["session"].startswith("闭会") and row["assigned"] >= datetime.date(2024, 10, 1):
        replied = workday(due - datetime.timedelta(days=rng.randint(1, 3)), -1)
    if position in LATE[year]:
        replied = workday(due + datetime.timedelta(days=LATE[year][position]))
    kind = rng.choices("ABCD", (30, 45, 17, 8) if matter.get("slow") else (74, 13, 6, 7))[0]
    project = LED_TO[year].get(matter["key"], "")
    if project and PROJECTS[project].township and town not in PROJECTS[project].township.split("|"):
        project = ""
    if position in DISPUTED[year]:
        project = ""
    kind = "B" if project else "A" if position in DISPUTED[year] else kind
    result = "不满意" if position in DISPUTED[year] else rng.choices(VERDICTS, RESULTS[kind])[0]
    heard = workday(replied + datetime.timedelta(days=rng.randint(6, 20)))
    name = PROJECTS[project].title if project else ""
    out: Row = {
        "replied": replied,
        "reply": fill(answered(rng, row["title"], kind, replied.year, replied.month, name), matter, place, names[town]),
        "class": kind if year >= 2023 else OLD_CLASSES[kind],
        "handler_verdict": {
            "A": "已解决" if position in DISPUTED[year] or rng.random() < 0.9 else "部分解决",
            "B": rng.choices(("正在解决", "部分解决"), (7, 3))[0],
            "C": "列入计划",
            "D": "未解决",
        }[kind],
        "heard": heard,
        "deputy_result": result,
        "deputy_reply": _of_reply(rng, result),
        "led_to": project or None,
        "closed": workday(heard + datetime.timedelta(days=rng.randint(12, 40))),
    }
    if "amount_asked" in row and kind in "ABD":
        part = 0 if kind == "D" else rng.choice((60, 75, 80, 100))
        out["amount_approved"] = f"{float(row['amount_asked']) * part / 100:.2f}"
    # Every suggestion of the years gone by has come to its end.
    time = year == NEWEST or heard < datetime.date(year, 9, 20)
    if time and "不满意" in {result, out["deputy_reply"]} and (rng.random() < 0.9 or position in DISPUTED[year]):
        out |= _again(year, position, rng, heard, matter, place, names[town])
    if year < NEWEST:
        last = workday(datetime.date(year, 12, 31), -1)
        for event in ("heard", "told", "closed"):
            if event in out:
                out[event] = min(out[event], last)
    return out


def _of_reply(rng: random.Random, result: str) -> str:
    if result == "未反馈":
        return "未反馈" if rng.random() < 0.8 else "满意"
    weights = (3, 3, 4) if result == "不满意" else (90, 10, 0) if result == "满意" else (55, 45, 0)
    return rng.choices(VERDICTS[:3], weights)[0]


def _again(
    year: int, position: int, rng: random.Random, heard: datetime.date, matter: Matter, place: str, town: str
) -> Row:
    again = workday(heard + datetime.timedelta(days=rng.randint(5, 12)))
    second = workday(again + datetime.timedelta(days=rng.randint(20, 56)), -1)
    if year == NEWEST and position in REDO_OPEN:
        again = datetime.date.fromisoformat(REDO_OPEN[position][0])
        second = datetime.date(2025, 2, 28)
    verdict = rng.choices(VERDICTS[:3], (50, 35, 15))[0]
    told = workday(second + datetime.timedelta(days=rng.randint(6, 14)))
    return {
        "reassigned": again,
        "second_replied": second,
        "second_reply": fill(answered_again(verdict), matter, place, town),
        "told": told,
        "second_result": verdict,
        "closed": workday(told + datetime.timedelta(days=rng.randint(8, 20))),
    }


FOLLOWS = {
    "replied": (
        "reply", "class", "handler_verdict", "heard", "deputy_result", "deputy_reply", "led_to", "amount_approved",
        "reassigned", "second_replied", "second_reply", "told", "second_result", "closed",
    ),
    "heard": ("deputy_result", "deputy_reply"),
    "reassigned": ("second_replied", "second_reply", "told", "second_result", "closed"),
    "second_replied": ("second_reply", "told", "second_result", "closed"),
    "told": ("second_result",),
    "closed": (),
    "assigned": (),
    "returned": (),
}  # fmt: skip
"""Dated event → what is not known before it."""


def until(one: Row, last: datetime.date) -> Row:
    """Return what the register of ``last`` holds of a suggestion."""
    row = dict(one)
    for event, later in FOLLOWS.items():
        if row.get(event) is not None and row[event] > last:
            for field in (event, *later):
                row.pop(field, None)
    withdrawn, sent_back = row.pop("withdrawn", None), row.pop("sent_back", None)
    for field in ("heard", "told"):
        row.pop(field, None)
    if withdrawn is not None and withdrawn <= last:
        return row | {"state": "撤回", "closed": withdrawn}
    if sent_back is not None and sent_back <= last:
        kept = {field: value for field, value in row.items() if field not in {"replied", *FOLLOWS["replied"]}}
        return kept | {"state": "退办", "returned": sent_back}
    if sent_back is not None or row.get("returned") is None:
        row.pop("returned_reason", None)
    return row | {"state": _state(row, last)}


def _state(row: Row, last: datetime.date) -> str:
    if row.get("closed"):
        return "已办结"
    if row.get("reassigned") and not row.get("second_replied"):
        return "再次办理"
    if row.get("replied"):
        return "已答复"
    if row.get("assigned"):
        return "交办" if (last - row["assigned"]).days < 20 else "办理中"
    return "已收到"
