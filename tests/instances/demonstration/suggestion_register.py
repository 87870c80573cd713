"""Suggestions of the deputies of the demonstration district: 1952 in five years, each followed from receipt to its end.

Every suggestion is invented whole, with all that will ever happen to it; a register is what had happened by its end.
"""

from __future__ import annotations

import csv
import datetime
import random
import tomllib
from pathlib import Path
from typing import Any

from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft, source
from tests.instances.demonstration.projects import PROJECTS
from tests.instances.demonstration.suggestion_course import answer, until
from tests.instances.demonstration.suggestion_places import places
from tests.instances.demonstration.suggestion_replies import asked, fill
from tests.instances.demonstration.suggestion_years import (
    AGAIN_SHARE,
    BETWEEN,
    CONGRESS,
    KEY,
    LAST_DAYS,
    LATE,
    LED_TO,
    MEETINGS,
    MERGED,
    NEWEST,
    OTHER,
    RETURNED,
    WITHDRAWN,
    workday,
)  # fmt: skip

HERE = Path(__file__).parent
Row = dict[str, Any]
Matter = dict[str, Any]
Chosen = tuple[Matter, str, str, int]
"""Matter, township, place, and the year in which it was raised before (0 for never)."""

CATEGORIES = {
    "transport": "交通出行",
    "urban": "住房和城市管理",
    "environment": "生态环境和水利",
    "education": "教育",
    "health": "医疗卫生",
    "welfare": "社会保障和养老",
    "rural": "农业农村",
    "economy": "经济和科技",
    "culture": "文化体育旅游",
    "law": "平安和法治",
}
COMPLEX = {"lift", "old_estate", "flood", "sewage", "kindergarten", "state_estate", "small_firms", "food_market"}
SHORT = 2022
"""Until this year the register keeps the request and the answer without the sentences around them."""
LEADS = (
    "assigned", "complex", "replied", "reply", "class", "handler_verdict", "reassigned", "second_replied",
    "second_reply", "second_result", "closed", "state", "led_to", "amount_approved",
)  # fmt: skip
"""What stands only in the row of the suggestion that leads those handled together."""


def drafts() -> list[Draft]:
    """Return the final registers of the years gone by and the two half-yearly registers of the newest."""
    everything = _everything()
    out = []
    for period, (document, date, issued) in MEETINGS.items():
        year = int(period[:4])
        last = datetime.date(year, 6, 30) if period.endswith("S1") else datetime.date(year, 12, 31)
        out.append(
            Draft(
                f"suggestion_handling/suggestion_register/{period}",
                {"data": [_row(one, last) for one in everything[year] if one["received"] <= last]},
                document,
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return out


def _row(one: Row, last: datetime.date) -> Row:
    row = until(one, last)
    if row.get("merged_into"):
        row = {field: value for field, value in row.items() if field not in LEADS}
    if row.get("led_to_other") and not row.get("replied"):
        del row["led_to_other"]
    return row


def codelists() -> dict[str, list[Row]]:
    """Return the categories of suggestions."""
    rows = [{"code": code, "name": name, "short": "", "aliases": "", "note": NOTE} for code, name in CATEGORIES.items()]
    return {"suggestion_categories": rows}


def _everything() -> dict[int, list[Row]]:
    matters: list[Matter] = tomllib.loads((HERE / "suggestion_matters.toml").read_text(encoding="utf-8"))["matter"]
    text = DEPARTMENTS.read_text(encoding="utf-8-sig")
    names = {row["code"]: row["short"] for row in csv.DictReader(text.splitlines())}
    rng = source("suggestion_register")
    used: dict[tuple[str, str], tuple[Chosen, int]] = {}
    return {year: _year(year, rng, matters, names, used) for year in CONGRESS}


def _year(
    year: int,
    rng: random.Random,
    matters: list[Matter],
    names: dict[str, str],
    used: dict[tuple[str, str], tuple[Chosen, int]],
) -> list[Row]:
    session, received, assigned, count = CONGRESS[year]
    chosen = _choose(year, rng, matters, names, used, count + sum(BETWEEN[year].values()))
    days = [(session, received, assigned)] * count
    for month, number in BETWEEN[year].items():
        for _ in range(number):
            came = workday(datetime.date(year, month, rng.randint(1, LAST_DAYS.get(month, 26))))
            given = workday(came + datetime.timedelta(days=rng.randint(4, 10)))
            days.append((f"闭会期间（{year}年）", came, given))
    days[count:] = sorted(days[count:], key=lambda entry: entry[1])
    rows = [
        _suggestion(year, position, rng, found, names, entry, count)
        for position, (found, entry) in enumerate(zip(chosen, days, strict=True), start=1)
    ]
    _merge([found for found, _ in zip(chosen, days, strict=True)], rows)
    return rows


def _choose(
    year: int,
    rng: random.Random,
    matters: list[Matter],
    names: dict[str, str],
    used: dict[tuple[str, str], tuple[Chosen, int]],
    number: int,
) -> list[Chosen]:
    """Take every matter about as often, each in another place; those that a project did are taken first."""
    earlier = [found for found, times in used.values() if times == 1]
    again = rng.sample(earlier, number * AGAIN_SHARE.get(year, 0) // 100)
    chosen: list[Chosen] = []
    for matter, town, place, _ in again:
        before = next(found[3] for found, _ in [used[matter["key"], place]])
        used[matter["key"], place] = ((matter, town, place, before), 2)
        chosen.append((matter, town, place, before))
    pools = {}
    for matter in matters:
        pool = places(matter["at"], names)
        rng.shuffle(pool)
        towns = PROJECTS[LED_TO[year][matter["key"]]].township.split("|") if matter["key"] in LED_TO[year] else [""]
        pool.sort(key=lambda found, towns=towns: towns != [""] and found[0] not in towns)
        pools[matter["key"]] = pool
    while len(chosen) < number:
        for matter in rng.sample(matters, len(matters)):
            free = [found for found in pools[matter["key"]] if (matter["key"], found[1]) not in used]
            if free and len(chosen) < number:
                used[matter["key"], free[0][1]] = ((matter, *free[0], year), 1)
                chosen.append((matter, *free[0], 0))
    rng.shuffle(chosen)
    return chosen


def _merge(chosen: list[Chosen], rows: list[Row]) -> None:
    """Let a few suggestions be handled together with an earlier one on the same matter in the same township."""
    first: dict[tuple[str, str], Row] = {}
    merged = 0
    for (matter, town, _, _), row in zip(chosen, rows, strict=True):
        plain = not any(row.get(field) for field in ("withdrawn", "sent_back", "returned", "reassigned", "key"))
        lead = first.setdefault((matter["key"], town), row) if plain and row.get("replied") else row
        if lead is row or merged == MERGED or "merged" in lead or lead["received"] != row["received"]:
            continue
        shared = ("assigned", "complex", "replied", "reply", "class", "handler_verdict", "closed", "led_to", "heard")
        row |= {field: lead[field] for field in shared} | {"merged_into": lead["code"]}
        lead["merged"] = True
        merged += 1
    for row in rows:
        row.pop("merged", None)


def _suggestion(
    year: int,
    position: int,
    rng: random.Random,
    found: Chosen,
    names: dict[str, str],
    entry: tuple[str, datetime.date, datetime.date],
    at_session: int,
) -> Row:
    matter, town, place, before = found
    session, received, assigned = entry
    title = matter["title"].format(p=place, t=names[town])
    text = fill(matter["ask"] if year <= SHORT else asked(rng, matter), matter, place, names[town])
    if before:
        title = title.replace("关于", "关于尽快", 1)
        text = f"这件事{before}年提过建议，还没有办好。\n{text}"
    deputy = f"代表 {rng.randint(1, 221):03d} 号"
    joint = [code for code in matter["joint"].split("|") if code]
    row: Row = {
        "code": f"s{year}-{position:03d}",
        "number": f"第 {position} 号" if position <= at_session else f"闭 {position - at_session} 号",
        "session": session,
        "title": title,
        "text": text,
        "category": matter["category"],
        "proposer": f"{deputy}等 {rng.randint(3, 12)} 人联名" if rng.random() < 0.3 else deputy,
        "handler": town if matter["handler"] == "town" else matter["handler"],
        "joint_handlers": "|".join(joint) or None,
        "received": received,
        "assigned": assigned,
        "complex": matter["key"] in COMPLEX and rng.random() < 0.6 and position not in LATE[year],
        "key": position in KEY[year],
        "place": place if place.startswith(names[town][:2]) else f"{names[town]}{place}",
        "led_to_other": OTHER.get(year, {}).get(position),
        "note": NOTE,
    }
    if matter.get("money"):
        row["amount_asked"] = rng.randrange(matter["money"][0] * 2, matter["money"][1] * 2) / 2
        row["amount_asked"] = f"{row['amount_asked']:.1f}"
    if position in WITHDRAWN[year]:
        return row | {"withdrawn": workday(received + datetime.timedelta(days=9)), "assigned": None, "complex": False}
    if position in RETURNED[year] and joint:
        row["returned"] = workday(assigned + datetime.timedelta(days=rng.randint(4, 7)))
        row["returned_reason"] = "建议所提的事项不属于本单位职责，请交有关主管部门办理"
        row["assigned"] = workday(row["returned"] + datetime.timedelta(days=rng.randint(3, 6)))
    if year == NEWEST and position == at_session + sum(BETWEEN[year].values()):
        row["sent_back"] = workday(assigned + datetime.timedelta(days=4))
        row["returned_reason"] = "建议所提的事项属于市级权限，本单位没有相应职责"
    row |= answer(year, position, rng, row, matter, (town, place), names)
    if year <= SHORT:
        row["reply"] = row["reply"].split("收悉。", 1)[1]
    return row
