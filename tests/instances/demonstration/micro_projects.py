"""Micro-projects of the demonstration district: 100, 200 and 200 万元 in three years, 62 matters with money.

Each comes from a suggestion in the register of suggestions, under that suggestion's code and title.
"""

from __future__ import annotations

import csv
import datetime
import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.instances.demonstration import suggestion_register
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source
from tests.instances.demonstration.suggestion_years import workday

Row = dict[str, Any]


class Kind(NamedTuple):
    """What a suggestion asks for, as a small project; ``{p}`` is the place."""

    pattern: str
    title: str
    category: str
    description: str
    money: list[int]
    people: list[int]


HERE = Path(__file__).parent
KINDS = [Kind(**one) for one in tomllib.loads((HERE / "micro_kinds.toml").read_text(encoding="utf-8"))["kind"]]
YEARS = {
    # year: fund, funded, allocated, listed without money, not listed, meeting, decided, document, approved, issued
    2023: (
        "100",
        18,
        "97.5",
        3,
        3,
        "第十七次主任会议",
        "2023-04-20",
        "示人常办〔2024〕4号",
        "2024-01-24",
        "2024-01-30",
    ),
    2024: (
        "200",
        22,
        "199.0",
        4,
        3,
        "第二十九次主任会议",
        "2024-04-18",
        "示人常办〔2025〕2号",
        "2025-01-20",
        "2025-01-26",
    ),
    2025: (
        "200",
        22,
        "196.0",
        4,
        4,
        "第四十次主任会议",
        "2025-01-21",
        "示人常办〔2025〕3号",
        "2025-01-22",
        "2025-01-28",
    ),
}
"""62 with money in all; 2025 is published when the money is decided, before anything is built."""
FROM = {2023: (2023,), 2024: (2023, 2024), 2025: (2023, 2024)}
"""Year → years of the suggestions that its matters come from."""
HELD = {2023: {5: "2024-03-15", 12: "2024-04-26"}, 2024: {7: None, 14: None, 19: None}}
"""Year → number of a matter not done at its end → when it was done, as far as is known."""
RETURNED = {2023: "0", 2024: "2.00"}
NO_MONEY = (
    "当年资金已经安排完，列入下一年备选。",
    "涉及的产权单位还没有答复，答复后再安排。",
    "居民意见还不一致，协商后再安排。",
    "牵头单位当年已有两项在建，列入下一年备选。",
)
NOT_LISTED = (
    "不属于公共部分，由产权单位负责。",
    "已经由其他专项资金安排，不再重复列入。",
    "现场核实已经办好，不需要再安排。",
    "属于物业企业的责任，由街道督促办理。",
)
OPEN_2024 = {7: "2025-03-31", 14: "2024-12-15", 19: "2025-02-28"}
"""Number of a matter of 2024 under way at the end of the year → planned completion; one is late."""


def codelists() -> dict[str, list[Row]]:
    """Return every micro-project under the code it keeps."""
    seen: dict[str, str] = {}
    for rows, _ in _everything().values():
        seen |= {row["project"]: row["title"] for row in rows}
    entry = {"short": "", "aliases": "", "since": "", "until": ""}
    return {
        "micro_projects": [
            {"code": code, "name": name, **entry, "year": code[1:5], "note": NOTE}
            for code, name in sorted(seen.items())
        ]
    }


def drafts() -> list[Draft]:
    """Return the funds of 2023, 2024 and 2025."""
    out = []
    for year, (rows, money) in _everything().items():
        *_, document, approved, issued = YEARS[year]
        tables = {"data": rows, "fund": [money]}
        out.append(
            Draft(f"livelihood_votes/micro_projects/{year}", tables, document, approved, f"{issued}T09:00:00+08:00")
        )
    return out


def _everything() -> dict[int, tuple[list[Row], Row]]:
    rng = source("micro_projects")
    short = {code: name[:2] for code, name in _townships().items()}
    wanted = _suggestions()
    used: set[str] = set()
    out: dict[int, tuple[list[Row], Row]] = {}
    carried, held = Decimal(0), list[Row]()
    for year, (fund, funded, allocated, listed, unlisted, meeting, decided, *_) in YEARS.items():
        found = _choose(rng, wanted, FROM[year], used, decided, funded + listed + unlisted)
        amounts = _amounts(rng, [kind for _, kind, _ in found[:funded]], Decimal(allocated))
        rows = []
        for number, (suggestion, kind, place) in enumerate(found, 1):
            row = _row(year, number, suggestion, kind, place, short)
            rest = number - funded
            if rest <= 0:
                row |= _funded(rng, year, number, kind, amounts[number - 1], decided)
            else:
                reasons = NO_MONEY if rest <= listed else NOT_LISTED
                at = (rest if rest <= listed else rest - listed) - 1
                row |= {"shortlisted": rest <= listed, "funded": False, "reason": reasons[at], "asked": kind.money[1]}
            rows.append(row)
        money: Row = {
            "meeting": f"示范区人大常委会{meeting}", "date": decided, "fund": fund, "carried_in": carried, "note": NOTE,
        }  # fmt: skip
        everything = [*(_ended(row, year) for row in held), *rows]
        if year in RETURNED:
            ended = [row for row in everything if row.get("spent") is not None]
            saved = sum((Decimal(row["amount"]) - Decimal(row["spent"]) for row in ended), Decimal(0))
            left = Decimal(fund) + carried - Decimal(allocated) + saved
            carried = left - Decimal(RETURNED[year])
            money |= {"returned": RETURNED[year], "carried_out": carried}
        held = [row for row in everything if row["funded"] and row.get("completed") is None]
        out[year] = (everything, money)
    return out


def _townships() -> dict[str, str]:
    text = DEPARTMENTS.read_text(encoding="utf-8-sig")
    return {row["code"]: row["short"] for row in csv.DictReader(text.splitlines()) if row["level"] == "乡镇街道"}


def _suggestions() -> list[tuple[Row, Kind, str]]:
    """Return the suggestions that a small project can do, with their place, as the last register has them."""
    rows = {row["code"]: row for draft in suggestion_register.drafts() for row in draft.tables["data"]}
    found = []
    for row in rows.values():
        # Withdrawn, sent back or handled with another; or done by one of the projects voted on.
        if row.get("state") in {"撤回", "退办"} or not row.get("class") or row.get("led_to"):
            continue
        for kind in KINDS:
            if match := re.fullmatch(kind.pattern, row["title"]):
                found.append((row, kind, match[1]))
    return found


def _choose(
    rng: random.Random,
    wanted: list[tuple[Row, Kind, str]],
    years: tuple[int, ...],
    used: set[str],
    decided: str,
    number: int,
) -> list[tuple[Row, Kind, str]]:
    """Take suggestions received a month before the decision that the handler had not solved by itself.

    Those it was solving or had planned (B, C) come first, those it could not do (D) last.
    """
    latest = datetime.date.fromisoformat(decided) - datetime.timedelta(days=30)
    free = [
        one
        for one in wanted
        if int(one[0]["code"][1:5]) in years and one[0]["code"] not in used and one[0]["received"] <= latest
    ]
    order = {"B": 0, "C": 0, "A": 1, "D": 2}
    mixed = sorted(rng.sample(free, len(free)), key=lambda one: order[one[0]["class"]])
    hopeless = [one for one in mixed if one[0]["class"] == "D"][:3]
    taken = [*mixed[: number - len(hopeless)], *hopeless]
    used |= {one[0]["code"] for one in taken}
    return taken


def _amounts(rng: random.Random, kinds: list[Kind], whole: Decimal) -> list[Decimal]:
    """Return amounts in halves that add up to ``whole`` and are to each other as what the matters usually cost."""
    weights = [rng.randint(kind.money[0] * 10, kind.money[1] * 10) for kind in kinds]
    halves = int(whole * 2)
    parts = [max(2, halves * weight // sum(weights)) for weight in weights]
    for index in range(halves - sum(parts)):
        parts[index % len(parts)] += 1
    return [Decimal(part) / 2 for part in parts]


def _row(year: int, number: int, suggestion: Row, kind: Kind, place: str, short: dict[str, str]) -> Row:
    town = next(code for code, name in short.items() if suggestion["place"].startswith(name))
    return {
        "project": f"m{year}-{number:02d}",
        "title": kind.title.format(p=place),
        "category": kind.category,
        "township": town,
        "place": suggestion["place"],
        "suggestion": suggestion["code"],
        "suggestion_title": suggestion["title"],
        "description": kind.description.format(p=place),
        "lead": town,
        "note": NOTE,
    }


def _funded(rng: random.Random, year: int, number: int, kind: Kind, amount: Decimal, decided: str) -> Row:
    start = datetime.date.fromisoformat(decided)
    due = workday(start + datetime.timedelta(days=rng.randint(110, 220)))
    people = rng.randrange(kind.people[0], kind.people[1], 10)
    asked = amount + Decimal(rng.choice((0, 0, 1, 2))) / 2
    row: Row = {
        "asked": asked,
        "shortlisted": True,
        "funded": True,
        "amount": amount,
        "beneficiaries": people,
        "due": due,
    }
    if year == 2025:
        return row
    done = workday(due + datetime.timedelta(days=rng.choice((-24, -15, -9, -4, 0, 6))), -1)
    if number in HELD[year]:
        planned = OPEN_2024[number] if year == 2024 else f"{year}-11-30"
        return row | {"due": datetime.date.fromisoformat(planned)}
    return row | {"completed": done, "spent": _cost(amount, number)}


def _cost(amount: Decimal, number: int) -> Decimal:
    """Return what it cost in the end: most a little less than decided."""
    return amount - Decimal((0, 5, 12, 0, 20, 8)[number % 6]) / 100


def _ended(row: Row, year: int) -> Row:
    """Return a row held over from the year before, with its end where it came in this year."""
    number = int(row["project"][-2:])
    done = HELD.get(year - 1, {}).get(number)
    if done is None:
        return row
    return row | {"completed": datetime.date.fromisoformat(done), "spent": _cost(row["amount"], number)}
