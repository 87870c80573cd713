"""Stations of the deputies in the demonstration district: three years of activities and of matters people raised.

The three stations of trades in 鱼嘴镇 have, since 2022, 141 visits of deputies, 126 people received, and 38 matters
raised of which 29 are solved.
"""

from __future__ import annotations

import datetime
import random
import tomllib
from pathlib import Path
from typing import Any

from tests.instances.demonstration import suggestion_register
from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.suggestion_places import TOWNS

Row = dict[str, Any]
HERE = Path(__file__).parent
TOWNSHIPS = {
    "601": ("江湾街道", "江湾"),
    "602": ("石桥街道", "石桥"),
    "603": ("观音桥街道", "观音桥"),
    "604": ("大石坝街道", "大石坝"),
    "605": ("五里街道", "五里"),
    "606": ("寸滩街道", "寸滩"),
    "607": ("铁山街道", "铁山"),
    "608": ("郭家镇", "郭家"),
    "609": ("复盛镇", "复盛"),
    "610": ("鱼嘴镇", "鱼嘴"),
    "611": ("五宝镇", "五宝"),
    "612": ("清溪乡", "清溪"),
}
TRADES = {"fish": ("渔业", "渔业站"), "farm": ("农业", "农业站"), "salt": ("盐业", "盐业站")}
"""End of the code of each station of a trade in 鱼嘴镇 → trade and kind."""
TRADE_TOWN = "610"
MEETINGS = {
    2022: ("主任会议第十三次会议", "2023-01-10", "2023-01-17"),
    2023: ("主任会议第二十六次会议", "2024-01-11", "2024-01-18"),
    2024: ("主任会议第三十八次会议", "2025-01-09", "2025-01-16"),
}
TRADE_PEOPLE = {
    2022: ((16, 13), (15, 12), (13, 12)),
    2023: ((17, 15), (16, 14), (14, 13)),
    2024: ((18, 17), (17, 16), (15, 14)),
}
"""Year → for fishers, farmers and salt makers: visits of deputies, people received; 141 and 126 in all."""
TRADE_MATTERS = {2022: (5, 4, 3), 2023: (5, 4, 4), 2024: (5, 4, 4)}
"""Year → matters raised at each; 38 in all."""
TRADE_OPEN = {2022: 1, 2023: 2, 2024: 6}
"""Year raised → how many of them were not solved at the end of 2024; 9 in all."""
PLACES = {
    "渔业站": ("鱼嘴老码头", "下河坝", "羊角湾", "沙背沱"),
    "农业站": ("鱼嘴镇井池村", "鱼嘴镇双溪村", "鱼嘴镇永泰村"),
    "盐业站": ("盐井沟", "上盐场", "下盐场"),
}
SESSIONS = {2022: 6, 2023: 7, 2024: 8}
"""Year → how often heads of departments came to a central station (局长走进联络站)."""
SURVEYS = {2022: 20, 2023: 22, 2024: 23}
INSPECTIONS = 2
"""Inspections of law enforcement through the stations, each year."""
HEADS = ("115", "120", "103", "114", "107", "113", "116", "110")
TOPICS = ("区年度民生实事项目", "老旧小区改造", "校园周边交通", "农贸市场", "河道保洁", "养老服务")
BECAME = {2023: 3, 2024: 4}
"""Year of the congress → how many of its suggestions began as a matter at a station the year before it or in it."""


def codelists() -> dict[str, list[Row]]:
    """Return the stations: a central one in each township, and three of trades."""
    rows = [
        _station(f"st{code}", f"{name}人大代表中心联络站", f"{short}中心站", code, "中心站", "2021-03-01")
        for code, (name, short) in TOWNSHIPS.items()
    ]
    name, short = TOWNSHIPS[TRADE_TOWN]
    rows += [
        _station(
            f"st{TRADE_TOWN}-{end}", f"{name}{trade}人大代表联络站", f"{short}{kind}", TRADE_TOWN, kind, "2022-01-01"
        )
        for end, (trade, kind) in TRADES.items()
    ]
    return {"stations": rows}


def _station(code: str, name: str, short: str, township: str, kind: str, since: str) -> Row:
    return {
        "code": code, "name": name, "short": short, "aliases": "", "township": township, "kind": kind, "since": since,
        "until": "", "note": NOTE,
    }  # fmt: skip


def drafts() -> list[Draft]:
    """Return three years; each lists every matter raised so far, as it stood at the year's end."""
    rng = source("stations")
    everything = sorted(_matters(rng), key=lambda one: (one["raised"], one["station"], one["text"]))
    for year in MEETINGS:
        mine = [one for one in everything if one["raised"].year == year]
        for number, one in enumerate(mine, start=1):
            one["id"] = f"m{year}-{number:03}"
    out = []
    for year, (meeting, date, issued) in MEETINGS.items():
        last = datetime.date(year, 12, 31)
        out.append(
            Draft(
                f"suggestion_handling/station_activity/{year}",
                {
                    "data": _activities(year, rng),
                    "matters": [_until(one, last) for one in everything if one["raised"] <= last],
                },
                f"示范区人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return out


def _until(one: Row, last: datetime.date) -> Row:
    """Return a matter as it was known on ``last``."""
    done = one["solved"] is not None and one["solved"] <= last
    suggestion = one.get("suggestion") if one.get("received", datetime.date.min) <= last else None
    result = one["made"] if done else "代表已提出建议" if suggestion else "正在办理"
    kept = {key: one[key] for key in ("id", "station", "raised", "category", "text", "handler")}
    return kept | {
        "solved": one["solved"] if done else None, "result": result, "suggestion": suggestion, "note": NOTE,
    }  # fmt: skip


def _activities(year: int, rng: random.Random) -> list[Row]:
    rows: list[Row] = []

    def add(station: str, month: int, kind: str, times: int, deputies: int, received: int, topic: str = "") -> None:
        day = datetime.date(year, month, rng.randint(5, 26))
        rows.append(
            {"date": day, "station": station, "kind": kind, "times": times, "deputies": deputies,
             "received": received, "topic": topic, "note": NOTE}
        )  # fmt: skip

    centres = [f"st{code}" for code in TOWNSHIPS]
    for station in centres:
        for month in (3, 6, 9, 11):
            add(station, month, "接待群众", rng.randint(1, 3), rng.randint(4, 10), rng.randint(6, 18), "代表接待日")
        add(station, rng.choice((4, 7, 10)), "走访", rng.randint(2, 5), rng.randint(4, 12), 0, "走访选区")
    for index in range(SESSIONS[year]):
        who = HEADS[(index + year) % len(HEADS)]
        topic = f"{DEPARTMENTS[who]}负责人与代表、群众面对面"
        add(
            centres[(index * 5 + year) % 12],
            index + 3,
            "局长走进联络站",
            1,
            rng.randint(6, 12),
            rng.randint(10, 24),
            topic,
        )
    for index in range(SURVEYS[year]):
        station = centres[(index * 7 + year) % 12]
        add(station, index % 10 + 2, "调研视察", 1, rng.randint(4, 9), 0, TOPICS[index % len(TOPICS)])
    for index in range(INSPECTIONS):
        add(
            centres[(index * 4 + year) % 12],
            5 + index * 4,
            "执法检查",
            1,
            rng.randint(5, 9),
            0,
            "固体废物污染环境防治法实施情况",
        )
    for end, (deputies, received) in zip(TRADES, TRADE_PEOPLE[year], strict=True):
        station = f"st{TRADE_TOWN}-{end}"
        first, second = received // 3, received // 3
        add(station, 4, "接待群众", 2, deputies // 3, first, "行业代表接待日")
        add(station, 8, "接待群众", 2, deputies // 3, second, "行业代表接待日")
        rest = deputies - 2 * (deputies // 3)
        add(station, 11, "学习宣传", 1, rest, received - first - second, "到生产一线宣传，听取意见")
    rows.sort(key=lambda row: (row["date"], row["station"], row["kind"]))
    return [{"id": f"v{year}-{number:03}"} | row for number, row in enumerate(rows, start=1)]


DEPARTMENTS = {
    "103": "区教委", "107": "区民政局", "110": "区人力社保局", "113": "区住房城乡建委", "114": "区城市管理局",
    "115": "区交通局", "116": "区水利局", "120": "区卫生健康委",
}  # fmt: skip


def _matters(rng: random.Random) -> list[Row]:
    templates: list[Row] = tomllib.loads((HERE / "station_matters.toml").read_text(encoding="utf-8"))["matter"]
    rows: list[Row] = []
    for year in MEETINGS:
        raised: list[Row] = []
        for (end, (_, kind)), count in zip(TRADES.items(), TRADE_MATTERS[year], strict=True):
            mine = [one for one in templates if one["kind"] == kind]
            for index in range(count):
                # The place moves on by one a year, so that no matter stands twice.
                place = PLACES[kind][(index + year) % len(PLACES[kind])]
                raised.append(_matter(rng, year, f"st{TRADE_TOWN}-{end}", mine[index % len(mine)], place))
        for index, one in enumerate(sorted(raised, key=lambda one: one["raised"], reverse=True)):
            if index < TRADE_OPEN[year]:
                one["solved"] = None
        rows += raised
        general = [one for one in templates if one["kind"] == "中心站"]
        for number, code in enumerate(TOWNSHIPS):
            places = [*TOWNS[code].get("road", ()), *TOWNS[code]["community"], *TOWNS[code].get("village", ())]
            for index in range(3):
                template = general[(number + index * 3 + year) % len(general)]
                one = _matter(rng, year, f"st{code}", template, places[(year + index) % len(places)])
                if rng.random() < (0.06, 0.12, 0.3)[year - 2022]:
                    one["solved"] = None
                rows.append(one)
    return rows + _became(rng)


def _matter(rng: random.Random, year: int, station: str, template: Row, place: str) -> Row:
    raised = datetime.date(year, rng.randint(2, 11), rng.randint(1, 28))
    solved = raised + datetime.timedelta(days=rng.randint(12, 150))
    return {
        "station": station,
        "raised": raised,
        "category": template["category"],
        "text": template["text"].format(p=place),
        "handler": template["handler"],
        "solved": solved if solved <= datetime.date(2024, 12, 31) else datetime.date(2024, 12, 20),
        "made": template["made"],
    }


def _became(rng: random.Random) -> list[Row]:
    """Return matters from which deputies made suggestions, as the register tells them."""
    registers = {draft.id[-7:]: draft for draft in suggestion_register.drafts()}
    rows = []
    for year, count in BECAME.items():
        found = [
            row for row in registers[f"{year}-S2"].tables["data"]
            if row["handler"] and row.get("place") and row["received"].month >= 3 and not row.get("merged_into")
        ]  # fmt: skip
        for row in found[:: max(1, len(found) // count)][:count]:
            code = next((c for c, (name, _) in TOWNSHIPS.items() if row["place"].startswith((name, name[:2]))), "601")
            solved = row.get("closed") if row.get("class") == "A" else None
            rows.append(
                {
                    "station": f"st{code}",
                    "raised": max(
                        row["received"] - datetime.timedelta(days=rng.randint(20, 45)), datetime.date(year, 1, 8)
                    ),
                    "category": row["category"],
                    "text": row["title"].removeprefix("关于").removesuffix("的建议"),
                    "handler": row["handler"],
                    "solved": solved,
                    "made": "代表提出建议，已经办结",
                    "suggestion": row["code"],
                    "received": row["received"],
                }
            )
    return rows
