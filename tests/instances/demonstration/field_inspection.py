"""Unannounced inspections of the demonstration district in 2024: what was found, transferred and mended."""

from __future__ import annotations

import datetime
import random
from typing import Any

from scripts.measures.workday import add_workdays, is_workday
from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.suggestion_places import TOWNS

Row = dict[str, Any]
DAY = datetime.timedelta(days=1)
KINDS = {
    "bins": "站桶不到位",
    "mixed": "混投乱投",
    "dirty": "卫生脏乱",
    "road": "占道和违停",
    "damage": "设施损坏",
    "fire": "消防通道堵塞",
}
MEETINGS = {
    "2024-S1": ("主任会议第三十三次会议", "2024-07-11", "2024-07-18"),
    "2024-S2": ("主任会议第三十八次会议", "2025-01-09", "2025-01-16"),
}
INSPECTIONS = (
    ("2024-03-14", "高校和校园周边垃圾分类", "601|603|605", 124, 38),
    ("2024-04-23", "城中村垃圾分类", "602|604|606", 116, 42),
    ("2024-05-30", "农贸市场周边环境", "607|608|610", 108, 31),
    ("2024-09-12", "老旧小区消防通道", "601|602|604", 64, 36),
    ("2024-09-27", "城中村垃圾分类回头看", "602|604|606", 58, 40),
    ("2024-11-07", "集镇市容和占道经营", "608|609|611|612", 52, 33),
    ("2024-12-18", "节前农贸市场和车站周边", "603|605|609", 41, 22),
)
"""Day, subject, townships, deputies, places; the first three had 348 deputies of all levels (279 of the district)."""
MATTERS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "bins": (
        ("投放点只有一个大桶，没有分类桶", "配齐四类桶，张贴分类标识", "114"),
        ("厨余垃圾桶满溢，没有及时清运", "清运由每日一次改为每日两次", "114"),
    ),
    "mixed": (
        ("可回收物和厨余垃圾混投，没有人引导", "早晚高峰安排值守引导", "town"),
        ("商户把装修垃圾投进生活垃圾桶", "设装修垃圾暂存点，约谈商户", "town"),
    ),
    "dirty": (
        ("垃圾落地，地面污水横流", "清洗地面，疏通排水沟", "town"),
        ("河岸边堆放杂物和塑料袋", "清理河岸，纳入每周巡查", "116"),
    ),
    "road": (
        ("摊位占用人行道，行人走上车行道", "划定疏导区，定时巡查", "114"),
        ("货车长时间占用公交站停靠", "加装隔离桩，增加巡查", "106"),
    ),
    "damage": (
        ("分类亭顶棚破损，雨天漏水", "更换顶棚", "114"),
        ("路面窨井盖松动，车过有响声", "更换井盖和井圈", "113"),
    ),
    "fire": (
        ("消防通道停放电动自行车", "另设充电停放点，清出通道", "122"),
        ("楼道堆放杂物，堵住消火栓", "清理楼道，张贴公告", "town"),
    ),
}
SUBJECTS = {
    "垃圾分类": ("bins", "mixed", "dirty", "damage"),
    "消防": ("fire", "damage"),
    "农贸": ("dirty", "road", "mixed"),
    "市容": ("road", "dirty", "damage"),
}
"""Word in the subject of an inspection → kinds of problems found at it."""
RETURNED = (7, 29)
"""Positions of problems whose first body was not competent; the second came back after its seven working days."""
UNWRITTEN = (3, 11, 20, 33, 41)
"""Positions whose transfer states no deadline: the working days of the method count."""
LATE = {5: 9, 16: 21, 24: 70, 38: 60}
"""Position → days after its deadline on which it was mended."""
FAILED = {9: 24, 27: None}
"""Position → days from the failed review to the second, passed one; ``None`` is not yet."""
SLOW = (14, 30)
"""Positions transferred later than the working days allow."""
ESTATES = ("小区门口", "东侧道路", "集中投放点", "北侧空地")


def codelists() -> dict[str, list[Row]]:
    """Return the kinds of problems."""
    rows = [{"code": code, "name": name, "short": "", "aliases": "", "note": NOTE} for code, name in KINDS.items()]
    return {"inspection_kinds": rows}


def drafts() -> list[Draft]:
    """Return both halves of 2024; what was open at the end of June stands in the second too."""
    everything = _problems()
    out = []
    for period, (meeting, date, issued) in MEETINGS.items():
        first = period.endswith("S1")
        last = datetime.date(2024, 6, 30) if first else datetime.date(2024, 12, 31)
        rows = []
        for one in everything:
            if one["found"] > last:
                continue
            carried = _until(one, datetime.date(2024, 6, 30)) if one["found"] <= datetime.date(2024, 6, 30) else None
            if first or carried is None or not _closed(carried):
                rows.append(_until(one, last))
        out.append(
            Draft(
                f"suggestion_handling/field_inspection/{period}",
                {"data": rows, "inspections": _inspections(last, first)},
                f"示范区人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return out


def _inspections(last: datetime.date, first: bool) -> list[Row]:
    rows = []
    for number, (day, topic, townships, deputies, places) in enumerate(INSPECTIONS, start=1):
        if (day <= "2024-06-30") == first and day <= last.isoformat():
            rows.append(
                {"id": f"v2024-{number:02}", "date": day, "topic": topic, "townships": townships,
                 "deputies": deputies, "places": places, "note": NOTE}
            )  # fmt: skip
    return rows


def _problems() -> list[Row]:
    """Return every problem with all that will ever be known of it."""
    rng = source("field_inspection")
    rows: list[Row] = []
    for day, topic, townships, _, _ in INSPECTIONS:
        kinds = next(kinds for word, kinds in SUBJECTS.items() if word in topic)
        for town in townships.split("|"):
            for index in range(3 if day < "2024-12" else 2):
                kind = kinds[(len(rows) + index) % len(kinds)]
                rows.append(_found(rng, len(rows) + 1, datetime.date.fromisoformat(day), town, kind))
    return rows


def _found(rng: random.Random, position: int, day: datetime.date, town: str, kind: str) -> Row:
    places = [*TOWNS[town].get("estate", ()), *TOWNS[town].get("road", ()), *TOWNS[town]["community"]]
    before, after, owner = MATTERS[kind][position % len(MATTERS[kind])]
    body = town if owner == "town" else owner
    given = add_workdays(day, 5 if position in SLOW else rng.randint(1, 3))
    row: Row = {
        "id": f"q2024-{position:03}",
        "found": day,
        "township": town,
        "place": f"{places[position % len(places)]}{ESTATES[position % len(ESTATES)]}",
        "kind": kind,
        "before": before,
        "transferred": given,
        "body": body,
        "note": NOTE,
    }
    if position in RETURNED:
        back = add_workdays(given, 5 if position == RETURNED[0] else 9)
        row |= {"returned": back, "returned_reason": "不属于本单位职责，请移交属地街道或主管部门"}
        given = add_workdays(back, 2)
        row["retransferred"] = given
    due = add_workdays(given, 20)
    if position not in UNWRITTEN:
        due = _working(given + rng.choice((15, 20, 30)) * DAY)
        row["deadline"] = due
    mended = _working(due - rng.randint(1, 9) * DAY, -1)
    if position in LATE:
        mended = _working(due + LATE[position] * DAY)
    row |= {"mended": max(mended, given), "after": after}
    row["verified"] = _working(row["mended"] + rng.randint(5, 16) * DAY)
    row["result"] = "不合格" if position in FAILED else "合格"
    wait = FAILED.get(position)
    if wait is not None:
        row["remended"] = _working(row["verified"] + wait * DAY)
    return row


def _working(day: datetime.date, step: int = 1) -> datetime.date:
    while not is_workday(day):
        day += step * DAY
    return day


def _until(one: Row, last: datetime.date) -> Row:
    """Return the row as it was known on ``last``."""
    with_day = {"body": "transferred", "deadline": "retransferred" if one.get("retransferred") else "transferred",
                "returned_reason": "returned", "after": "mended", "result": "verified"}  # fmt: skip
    dated = ("transferred", "returned", "retransferred", "mended", "verified", "remended")
    out = dict(one)
    for field in dated:
        if out.get(field) and out[field] > last:
            out[field] = None
    for field, day in with_day.items():
        if not out.get(day):
            out[field] = None
    return out


def _closed(row: Row) -> bool:
    return row.get("result") == "合格" or row.get("remended") is not None
