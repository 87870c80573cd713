"""Points of 24 deputies in six years; the averages are those that were really reported for 2015 to 2020."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.deputies import BEFORE, GROUPS, deputies, group

AVERAGES = {2015: "48.7", 2016: "53.1", 2017: "60.5", 2018: "80.3", 2019: "81.3", 2020: "80.5"}
RULES = {
    2015: {"attend": 40, "suggest": 20, "contact": 20, "activity": 20},
    2018: {"attend": 30, "activity": 20, "suggest": 15, "contact": 15, "report": 10, "study": 10},
}
"""First year of a version → item and cap, as in the method."""
NAMED = {2019: {"d003": "示例甲", "d008": "示例乙"}, 2020: {"d003": "示例甲", "d008": "示例乙", "d015": "示例丙"}}
"""Names whose publication the release approves; obviously invented."""
MEETINGS = {
    2015: ("第十六届人大常委会第四十一次会议", "2016-01-20", "2016-01-27"),
    2016: ("第十七届人大常委会第二次会议", "2017-01-18", "2017-01-25"),
    2017: ("第十七届人大常委会第十次会议", "2018-01-24", "2018-01-31"),
    2018: ("第十七届人大常委会第十八次会议", "2019-01-23", "2019-01-30"),
    2019: ("第十七届人大常委会第二十六次会议", "2020-01-15", "2020-01-22"),
    2020: ("第十七届人大常委会第三十四次会议", "2021-01-20", "2021-01-27"),
}


def codelists() -> dict[str, list[dict[str, Any]]]:
    """Return the deputies and their groups."""
    groups = [{"code": code, "name": name, "note": NOTE} for code, name in GROUPS.items()]
    return {"deputies": deputies(), "deputy_groups": groups}


def drafts() -> list[Draft]:
    """Return the six years."""
    variety = source("deputy_points")
    zeal = {code: variety.uniform(0.75, 1.2) for code in BEFORE}
    found = []
    for year, (meeting, date, issued) in MEETINGS.items():
        caps = RULES[max(first for first in RULES if first <= year)]
        points = _points(variety, zeal, caps, Decimal(AVERAGES[year]))
        names = NAMED.get(year, {})
        found.append(
            Draft(
                f"evaluation_outcomes/deputy_points/{year}",
                {
                    "data": [
                        {
                            "deputy": code,
                            "group": group(code),
                            "named": code in names,
                            "name": names.get(code),
                            "total": sum(points[code].values(), Decimal(0)),
                            "note": NOTE,
                        }
                        for code in BEFORE
                    ],
                    "items": [
                        {"deputy": code, "item": item, "points": value, "note": NOTE}
                        for code in BEFORE
                        for item, value in points[code].items()
                    ],
                },
                f"示范区{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return found


def _points(
    variety: Random, zeal: dict[str, float], caps: dict[str, int], average: Decimal
) -> dict[str, dict[str, Decimal]]:
    """Return each deputy's points by item, in tenths, so that the average is exact."""
    share = float(average) / 100
    tenths = {
        code: {
            item: min(cap * 10, max(0, round(cap * 10 * share * zeal[code] * variety.uniform(0.85, 1.15))))
            for item, cap in caps.items()
        }
        for code in BEFORE
    }
    places = [(code, item) for code in BEFORE for item in caps]
    missing = int(average * 10 * len(BEFORE)) - sum(sum(items.values()) for items in tenths.values())
    step = 1 if missing > 0 else -1
    while missing:
        code, item = places[variety.randrange(len(places))]
        if 0 <= tenths[code][item] + step <= caps[item] * 10:
            tenths[code][item] += step
            missing -= step
    return {code: {item: Decimal(value) / 10 for item, value in items.items()} for code, items in tenths.items()}
