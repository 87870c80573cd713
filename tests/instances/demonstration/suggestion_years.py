"""Five years of suggestions in the demonstration district: sessions, counts, and what is special at which position."""

from __future__ import annotations

import datetime

NEWEST = 2024
CONGRESS = {
    2020: ("第十七届人民代表大会第五次会议", datetime.date(2020, 1, 9), datetime.date(2020, 2, 13), 290),
    2021: ("第十七届人民代表大会第六次会议", datetime.date(2021, 1, 14), datetime.date(2021, 2, 4), 300),
    2022: ("第十八届人民代表大会第一次会议", datetime.date(2022, 1, 13), datetime.date(2022, 2, 10), 312),
    2023: ("第十八届人民代表大会第三次会议", datetime.date(2023, 1, 12), datetime.date(2023, 2, 3), 310),
    2024: ("第十八届人民代表大会第四次会议", datetime.date(2024, 1, 18), datetime.date(2024, 2, 5), 300),
}
"""Year → session, day received, day assigned, how many were put forward at it."""
BETWEEN = {
    2020: {3: 14, 4: 16, 5: 16, 6: 16, 7: 16},
    2021: {3: 16, 4: 17, 5: 17, 6: 17, 7: 17},
    2022: {3: 17, 4: 17, 5: 17, 6: 17, 7: 17},
    2023: {3: 18, 4: 18, 5: 18, 6: 18, 7: 17},
    2024: {3: 8, 4: 10, 5: 12, 6: 12, 7: 10, 8: 12, 9: 12, 10: 14, 11: 10, 12: 4},
}
"""Year → month → how many were put forward between sessions (闭会期间); 1952 in the five years with those above."""
LAST_DAYS = {10: 7, 12: 8}
"""Month → last day of receipt: in October so that some deadlines fall just after the year, in December for a return."""
MEETINGS = {
    "2020-S2": ("示范区第十七届人大常委会第三十一次会议", "2021-01-26", "2021-02-01"),
    "2021-S2": ("示范区第十八届人大常委会第一次会议", "2022-01-25", "2022-02-07"),
    "2022-S2": ("示范区第十八届人大常委会第九次会议", "2023-01-17", "2023-01-30"),
    "2023-S2": ("示范区第十八届人大常委会第十八次会议", "2024-01-25", "2024-01-31"),
    "2024-S1": ("示范区第十八届人大常委会第二十二次会议", "2024-07-18", "2024-07-25"),
    "2024-S2": ("示范区第十八届人大常委会第二十八次会议", "2025-01-23", "2025-01-29"),
}
"""Of the years gone by the final register, of the newest both."""
AGAIN_SHARE = {2021: 15, 2022: 22, 2023: 25, 2024: 25}
"""Year → per cent of the suggestions that raise again what was raised in an earlier year."""
LED_TO: dict[int, dict[str, str]] = {
    2020: {},
    2021: {},
    2022: {},
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
HOLIDAYS = (
    ("2020-01-24", "2020-02-02"),
    ("2020-04-04", "2020-04-06"),
    ("2020-05-01", "2020-05-05"),
    ("2020-06-25", "2020-06-27"),
    ("2020-10-01", "2020-10-08"),
    ("2021-01-01", "2021-01-03"),
    ("2021-02-11", "2021-02-17"),
    ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"),
    ("2021-06-12", "2021-06-14"),
    ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
    ("2022-01-01", "2022-01-03"),
    ("2022-01-31", "2022-02-06"),
    ("2022-04-03", "2022-04-05"),
    ("2022-04-30", "2022-05-04"),
    ("2022-06-03", "2022-06-05"),
    ("2022-09-10", "2022-09-12"),
    ("2022-10-01", "2022-10-07"),
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
LATE = {
    2020: {7: 9, 31: 21, 64: 5, 88: 14, 120: 33, 151: 2, 190: 18, 240: 7, 281: 26, 301: 4, 322: 11},
    2021: {12: 8, 45: 4, 99: 27, 140: 6, 201: 12, 260: 3, 310: 9, 344: 5},
    2022: {18: 5, 71: 16, 133: 7, 190: 3, 255: 22, 330: 6, 362: 8},
    2023: {11: 6, 57: 12, 88: 3, 140: 9, 222: 17, 330: 5},
    2024: {9: 4, 33: 17, 61: 62, 94: 70, 118: 8, 210: 35, 366: 100, 368: 70, 370: 60, 372: 55},
}
"""Year → position → days after the deadline on which the reply comes; the last four of 2024 are still awaited."""
RETURNED = {
    2020: (24, 73, 120, 188, 260),
    2021: (21, 90, 170, 240),
    2022: (33, 101, 210),
    2023: (24, 73, 120),
    2024: (18, 77, 109, 226),
}
WITHDRAWN = {2020: (45, 101, 230), 2021: (52, 127), 2022: (40, 160, 280), 2023: (45, 101), 2024: (52, 127)}
KEY = {
    2020: (3, 14, 29, 58, 77, 110, 149, 205),
    2021: (5, 22, 48, 83, 131, 166, 230, 271),
    2022: (4, 17, 36, 69, 114, 150, 199, 261, 300),
    2023: (2, 8, 19, 31, 48, 66, 79, 93, 105, 122),
    2024: (1, 7, 15, 29, 43, 58, 70, 85, 99, 113, 131, 138),
}
DISPUTED = {2020: (39, 144), 2021: (60,), 2022: (88, 203), 2023: (36,), 2024: (26, 64)}
"""Positions of what the handler calls solved and the deputy is not satisfied with."""
REDO_OPEN = {26: ("2024-10-08", None), 64: ("2024-11-20", None)}
"""Positions of 2024 that were still being handled again at the end of the year: day, second reply."""
MERGED = 5
"""Pairs of one year's suggestions on one matter in one township that are handled together (并案)."""
OTHER = {
    2022: {15: "budget:b2022-114-07:城市道路大中修", 70: "micro:m2022-018:背街小巷补装路灯"},
    2023: {
        22: "budget:b2023-103-02:校园设施维修",
        95: "audit:a2023-06:老旧小区改造资金结余整改",
        150: "micro:m2023-027:社区文化活动室桌椅",
    },
    2024: {
        12: "micro:m2024-012:入户道路硬化",
        66: "budget:b2024-115-03:农村公路养护",
        101: "micro:m2024-031:无障碍坡道",
        145: "audit:a2024-03:污水管网项目进度滞后整改",
        180: "budget:b2024-120-05:基层医疗机构设备更新",
    },
}
"""Year → position → budget line, micro-project or rectification that answers it, as the register writes it."""


def workday(day: datetime.date, step: int = 1) -> datetime.date:
    """Return ``day``, or the nearest day after it (``step`` 1) or before it (-1) on which offices work."""
    while day.weekday() >= 5 or any(first <= day.isoformat() <= last for first, last in HOLIDAYS):
        day += datetime.timedelta(days=step)
    return day
