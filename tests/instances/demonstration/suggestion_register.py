"""Suggestions of the deputies of the demonstration district: two years, each followed from receipt to its end.

Every suggestion is invented whole, with all that will ever happen to it; a register is what had happened by its end.
"""

from __future__ import annotations

import csv
import datetime
import random
import tomllib
from pathlib import Path
from typing import Any

from scripts.measures.calendar import add_months
from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.projects import PROJECTS
from tests.instances.demonstration.suggestion_places import places
from tests.instances.demonstration.suggestion_replies import answered, answered_again, asked, fill

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
Row = dict[str, Any]
Matter = dict[str, Any]

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
MEETINGS = {
    "2023-S2": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024-S1": ("第二十二次会议", "2024-07-18", "2024-07-25"),
    "2024-S2": ("第二十八次会议", "2025-01-23", "2025-01-29"),
}
SESSIONS = {
    2023: ("第三次会议", datetime.date(2023, 1, 12), datetime.date(2023, 2, 3), 130),
    2024: ("第四次会议", datetime.date(2024, 1, 18), datetime.date(2024, 2, 5), 140),
}
"""Year → session, day received, day assigned, how many were put forward at it."""
BETWEEN = {
    2023: {3: 8, 4: 8, 5: 8, 6: 8, 7: 6},
    2024: {3: 3, 4: 4, 5: 5, 6: 5, 7: 4, 8: 5, 9: 4, 10: 5, 11: 4, 12: 2},
}
"""Year → month → how many were put forward between sessions (闭会期间)."""
LAST_DAYS = {10: 7, 12: 8}
"""Month → last day of receipt: in October so that some deadlines fall just after the year, in December for a return."""
LED_TO = {
    2023: {
        "lift": "p2023-01",
        "playground": "p2023-03",
        "drinking_water": "p2023-04",
        "crossing": "p2023-07",
        "toilet": "p2023-08",
        "street_lamp": "p2023-11",
        "gig_market": "p2023-13",
    },
    2024: {
        "meals": "p2024-02",
        "nursery": "p2024-03",
        "guard_rail": "p2024-07",
        "aed": "p2024-11",
        "veterans": "p2024-16",
        "food_market": "p2024-18",
    },
}
"""Year → matter → the chosen project that does it, in the townships of that project."""
COMPLEX = {"lift", "old_estate", "flood", "sewage", "kindergarten", "state_estate", "small_firms", "food_market"}
RESULTS = {"A": (82, 10, 2, 6), "B": (60, 25, 6, 9), "C": (45, 35, 10, 10), "D": (30, 35, 20, 15)}
"""Class → how often of a hundred a deputy is 满意, 基本满意, 不满意 with the result, or says nothing."""
VERDICTS = ("满意", "基本满意", "不满意", "未反馈")
HOLIDAYS = (
    ("2023-01-21", "2023-01-27"),
    ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"),
    ("2023-09-29", "2023-10-06"),
    ("2024-01-01", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
    ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"),
    ("2024-06-08", "2024-06-10"),
    ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
)
LATE = {2023: {11: 6, 57: 12, 88: 3, 140: 9}, 2024: {9: 4, 33: 17, 61: 62, 94: 70, 118: 8, 160: 100, 163: 70, 166: 60}}
"""Year → position → days after the deadline on which the reply comes; the last three of 2024 are still awaited."""
RETURNED = {2023: (24, 73, 120), 2024: (18, 77, 109)}
WITHDRAWN = {2023: (45, 101), 2024: (52, 127)}
KEY = {2023: (2, 8, 19, 31, 48, 66, 79, 93, 105, 122), 2024: (1, 7, 15, 29, 43, 58, 70, 85, 99, 113, 131, 138)}
DISPUTED = {2023: (36,), 2024: (26, 64)}
"""Positions of what the handler calls solved and the deputy is not satisfied with."""
REDO_OPEN = {26: ("2024-10-08", None), 64: ("2024-11-20", None)}
"""Positions of 2024 that were still being handled again at the end of the year: day, second reply."""


def drafts() -> list[Draft]:
    """Return the final register of 2023 and the two half-yearly registers of 2024."""
    everything = _everything()
    out = []
    for period, (meeting, date, issued) in MEETINGS.items():
        year = int(period[:4])
        last = datetime.date(year, 6, 30) if period.endswith("S1") else datetime.date(year, 12, 31)
        rows = [_until(one, last) for one in everything[year] if one["received"] <= last]
        out.append(
            Draft(
                f"suggestion_handling/suggestion_register/{period}",
                {"data": rows},
                f"示范区第十八届人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return out


def codelists() -> dict[str, list[Row]]:
    """Return the categories of suggestions."""
    rows = [{"code": code, "name": name, "short": "", "aliases": "", "note": NOTE} for code, name in CATEGORIES.items()]
    return {"suggestion_categories": rows}


def workday(day: datetime.date, step: int = 1) -> datetime.date:
    """Return ``day``, or the nearest day after it (``step`` 1) or before it (-1) on which offices work."""
    while day.weekday() >= 5 or any(first <= day.isoformat() <= last for first, last in HOLIDAYS):
        day += datetime.timedelta(days=step)
    return day


def _everything() -> dict[int, list[Row]]:
    matters: list[Matter] = tomllib.loads((HERE / "suggestion_matters.toml").read_text(encoding="utf-8"))["matter"]
    text = (ROOT / "data" / "codelists" / "departments.csv").read_text(encoding="utf-8-sig")
    names = {row["code"]: row["short"] for row in csv.DictReader(text.splitlines())}
    rng = source("suggestion_register")
    used: set[tuple[str, str]] = set()
    return {year: _year(year, rng, matters, names, used) for year in SESSIONS}


def _year(
    year: int, rng: random.Random, matters: list[Matter], names: dict[str, str], used: set[tuple[str, str]]
) -> list[Row]:
    session, received, assigned, count = SESSIONS[year]
    chosen = _choose(year, rng, matters, names, used, count + sum(BETWEEN[year].values()))
    days = [(f"第十八届人民代表大会{session}", received, assigned)] * count
    for month, number in BETWEEN[year].items():
        for _ in range(number):
            came = workday(datetime.date(year, month, rng.randint(1, LAST_DAYS.get(month, 26))))
            given = workday(came + datetime.timedelta(days=rng.randint(4, 10)))
            days.append((f"闭会期间（{year}年）", came, given))
    days[count:] = sorted(days[count:], key=lambda entry: entry[1])
    return [
        _suggestion(year, position, rng, matter, (town, place), names, entry, count)
        for position, ((matter, town, place), entry) in enumerate(zip(chosen, days, strict=True), start=1)
    ]


def _choose(
    year: int,
    rng: random.Random,
    matters: list[Matter],
    names: dict[str, str],
    used: set[tuple[str, str]],
    number: int,
) -> list[tuple[Matter, str, str]]:
    """Take every matter about as often, each time in another place; those that a project did are taken first."""
    chosen: list[tuple[Matter, str, str]] = []
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
                used.add((matter["key"], free[0][1]))
                chosen.append((matter, *free[0]))
    first, rest = chosen[: len(matters)], chosen[len(matters) :]
    mixed = first + rest
    rng.shuffle(mixed)
    return mixed


def _suggestion(
    year: int,
    position: int,
    rng: random.Random,
    matter: Matter,
    where: tuple[str, str],
    names: dict[str, str],
    entry: tuple[str, datetime.date, datetime.date],
    at_session: int,
) -> Row:
    town, place = where
    session, received, assigned = entry
    title = matter["title"].format(p=place, t=names[town])
    deputy = f"代表 {rng.randint(1, 221):03d} 号"
    joint = [code for code in matter["joint"].split("|") if code]
    row: Row = {
        "code": f"s{year}-{position:03d}",
        "number": f"第 {position} 号" if position <= at_session else f"闭 {position - at_session} 号",
        "session": session,
        "title": title,
        "text": fill(asked(rng, matter), matter, place, names[town]),
        "category": matter["category"],
        "proposer": f"{deputy}等 {rng.randint(3, 12)} 人联名" if rng.random() < 0.3 else deputy,
        "handler": town if matter["handler"] == "town" else matter["handler"],
        "joint_handlers": "|".join(joint) or None,
        "received": received,
        "assigned": assigned,
        "complex": matter["key"] in COMPLEX and rng.random() < 0.6 and position not in LATE[year],
        "key": position in KEY[year],
        "place": place if place.startswith(names[town][:2]) else f"{names[town]}{place}",
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
    if year == 2024 and position == at_session + sum(BETWEEN[2024].values()):
        row["sent_back"] = workday(assigned + datetime.timedelta(days=4))
        row["returned_reason"] = "建议所提的事项属于市级权限，本单位没有相应职责"
    return row | _answer(year, position, rng, row, matter, (town, place), names)


def _answer(
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
    if row["session"].startswith("闭会") and row["assigned"] >= datetime.date(2024, 10, 1):
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
        "class": kind,
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
    if "不满意" in {result, out["deputy_reply"]} and (rng.random() < 0.9 or position in DISPUTED[year]):
        out |= _again(year, position, rng, heard, matter, place, names[town])
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
    if year == 2024 and position in REDO_OPEN:
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


def _until(one: Row, last: datetime.date) -> Row:
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
