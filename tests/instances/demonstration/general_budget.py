"""Monthly bulletins of the demonstration district: 24 months of revenue, expenditure, land, other districts."""

from __future__ import annotations

import calendar
import csv
import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from tests.instances.demonstration.base import CODELISTS, NOTE, Draft, source

CENT = Decimal("0.01")
YEARS = (2022, 2023, 2024)
"""The first is only what the second is compared with; it was not published."""
REVENUE = {
    "10101": 168_000, "10104": 92_000, "10106": 41_000, "10107": 260, "10109": 38_000, "10110": 46_000,
    "10111": 21_500, "10112": 9_800, "10113": 36_000, "10114": 6_200, "10118": 3_100, "10119": 58_000,
    "10121": 420, "10302": 34_000, "10304": 12_400, "10305": 15_800, "10307": 61_000, "10399": 4_900,
}  # fmt: skip
"""Leaf → 万元 of 2022; what is above follows by adding up."""
EXPENDITURE = {
    "2010101": 1_380, "2010104": 260, "2010106": 190, "2010107": 240, "2010108": 320, "20102": 1_650,
    "20103": 46_500, "20104": 5_400, "20105": 2_300, "20106": 6_900, "20108": 1_900, "20111": 5_200, "20113": 3_100,
    "20129": 2_600, "20131": 6_700, "20132": 7_400, "20133": 3_800, "20134": 1_400, "20138": 9_600, "20199": 8_200,
    "203": 1_200, "20402": 58_000, "20406": 4_800, "20499": 3_600, "20501": 6_200, "20502": 214_000,
    "20503": 18_500, "20507": 2_400, "20508": 3_900, "20509": 12_800, "20599": 9_400, "20601": 1_700, "20604": 21_000,
    "20607": 900, "20699": 6_200, "20701": 9_800, "20703": 3_400, "20799": 2_900, "20801": 11_600, "20802": 6_300,
    "20805": 88_000, "20807": 7_200, "20810": 9_900, "20811": 5_800, "20819": 13_600, "20828": 5_100, "20899": 12_000,
    "21001": 4_400, "21002": 26_000, "21003": 31_500, "21004": 38_000, "21011": 24_000, "21012": 29_500,
    "21099": 6_100, "21101": 2_200, "21103": 15_600, "21199": 1_800, "21201": 22_500, "21203": 96_000,
    "21205": 41_000, "21299": 18_700, "21301": 24_800, "21302": 3_300, "21303": 19_400, "21399": 2_700,
    "21401": 27_600, "21499": 3_400, "21505": 8_900, "21508": 14_200, "21599": 2_100, "21602": 3_800,
    "21699": 5_600, "22001": 6_600, "22005": 480, "22101": 17_300, "22102": 43_000, "22401": 5_700,
    "22402": 8_300, "22499": 1_900, "229": 3_200, "232": 26_800,
}  # fmt: skip
LAND = {2022: 312_000, 2023: 226_000, 2024: 148_000}
NEW = "20139"
"""社会工作事务, a subject that begins in 2024."""
GROWTH = {"revenue": {2023: "1.042", 2024: "0.983"}, "expenditure": {2023: "1.031", 2024: "1.018"}}
WHEN = {
    "revenue": (13, 6, 7, 11, 8, 7, 10, 6, 7, 10, 6, 9),
    "expenditure": (7, 6, 9, 7, 7, 11, 7, 7, 10, 7, 8, 14),
    "land": (4, 2, 9, 3, 12, 14, 5, 3, 16, 6, 8, 18),
}
INDUSTRIES = {"c": 17, "d": 2, "e": 9, "f": 15, "g": 3, "h": 2, "i": 8, "j": 11, "k": 19, "l": 7, "m": 4, "s": 3}
PEERS = {"dongcheng": (612_000, "1.028"), "nancheng": (498_000, "1.006"), "xinqu": (884_000, "1.061")}
PEERS |= {"binjiang": (391_000, "0.972")}
MOVED = Decimal("860.00")
"""Of 20501 to 20502 in August 2024: spending booked to the wrong subject, so that two identities are explained."""

Amounts = dict[str, Decimal]


def drafts() -> list[Draft]:
    """Return the bulletins of January 2023 to December 2024."""
    return [_draft(year, month) for year in YEARS[1:] for month in range(1, 13)]


def _draft(year: int, month: int) -> Draft:
    end = datetime.date(year, month, calendar.monthrange(year, month)[1])
    reported = end + datetime.timedelta(days=source(f"reported/{end}").randrange(4, 10))
    agreed = end + datetime.timedelta(days=12)
    number = month if year == 2023 else month + 12
    explained = {}
    if (year, month) == (2024, 8):
        reason = "区教委一笔 860.00 万元学校修缮支出原列教育管理事务，本月调整到普通教育，以前月份不改（演示数据）"
        explained = {"months.20501": reason, "months.20502": reason}
    return Draft(
        f"budget_execution/general_budget/{year}-{month:02d}",
        {
            "data": [*_lines("revenue", year, month), *_lines("expenditure", year, month)],
            "funds": _funds(year, month),
            "industry": _industries(year, month),
            "peers": _peers(year, month),
            "bulletin": [{"department": "109", "reported": reported.isoformat(), "note": NOTE}],
        },
        f"示人常财预快报〔{year}〕{number}号",
        agreed.isoformat(),
        f"{agreed + datetime.timedelta(days=source(f'issued/{end}').randrange(2, 7))}T09:00:00+08:00",
        explained=explained,
    )


@cache
def _names(name: str) -> dict[str, str]:
    with (CODELISTS / f"{name}.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _leaves(block: str, year: int) -> dict[str, int]:
    if block == "land":
        return {"1030148": LAND[year], "1030156": 18_000, "1030178": 6_400}
    if block == "spent":
        return {"21208": LAND[year] * 7 // 10, "21213": 16_500}
    leaves = dict(REVENUE if block == "revenue" else EXPENDITURE)
    return leaves | ({NEW: 2_300} if block == "expenditure" and year >= 2024 else {})


@cache
def _budget(block: str, year: int) -> Amounts:
    """Return the budget of the year's beginning for every leaf."""
    factor = Decimal(1)
    for one in YEARS[1:]:
        factor *= Decimal(GROWTH.get(block, {}).get(one, "1")) if one <= year else 1
    variety = source(f"bulletin/{block}/{year}/budget")
    found = {}
    for code, size in _leaves(block, year).items():
        planned = Decimal(size) * factor * Decimal(variety.randrange(960, 1060)) / 1000
        # What is planned of land sales is more than what is sold.
        found[code] = (planned * (Decimal("1.25") if block in {"land", "spent"} else 1)).quantize(CENT)
    return found


@cache
def _months(block: str, year: int) -> tuple[Amounts, ...]:
    """Return the amounts of each month for every leaf."""
    variety = source(f"bulletin/{block}/{year}")
    shares = WHEN["land" if block in {"land", "spent"} else block]
    habit = {code: Decimal(variety.randrange(930, 1010)) / 1000 for code in _leaves(block, year)}
    out = []
    for index, share in enumerate(shares):
        month = {}
        for code, size in _budget(block, year).items():
            whole = size / Decimal("1.25") if block in {"land", "spent"} else size * habit[code]
            noise = Decimal(variety.randrange(88, 113)) / 100
            month[code] = (whole * share / sum(shares) * noise).quantize(CENT)
        if block == "revenue" and index == 5:
            # The yearly settlement of the tax pays back more than the month brings.
            month["10104"] = Decimal("-1850.40") if year == 2024 else Decimal("412.75")
        out.append(month)
    return tuple(out)


def _cumulative(block: str, year: int, month: int) -> Amounts:
    found = {
        code: sum((one[code] for one in _months(block, year)[:month]), Decimal(0)) for code in _leaves(block, year)
    }
    if block == "expenditure" and year == 2024 and month >= 8:
        found["20501"] -= MOVED
        found["20502"] += MOVED
    return found


def _raised(leaves: Amounts) -> Amounts:
    """Return the leaves with everything above them."""
    out: Amounts = {}
    for code, amount in leaves.items():
        for length in range(3, len(code) + 1, 2):
            out[code[:length]] = out.get(code[:length], Decimal(0)) + amount
    return dict(sorted(out.items()))


def _lines(block: str, year: int, month: int) -> list[dict[str, Any]]:
    names = _names("revenues" if block == "revenue" else "functions")
    now, last = _raised(_cumulative(block, year, month)), _raised(_cumulative(block, year - 1, month))
    this, budget = _raised(_months(block, year)[month - 1]), _raised(_budget(block, year))
    adjusted = _raised(_adjusted(block, year)) if month >= 10 and (block, year) != ("revenue", 2023) else {}
    rows = []
    for code in now:
        name, note = names[code], NOTE
        if year == 2023 and code in {"215", "21599"}:
            name = name.replace("资源勘探工业信息等", "资源勘探信息等")
        if code == NEW:
            note = f"{NOTE}；2024年新设的科目，上年列在其他科目"
        if this[code] < 0:
            note = f"{NOTE}；汇算清缴退税大于本月入库"
        rows.append(
            {
                "side": "收入" if block == "revenue" else "支出",
                "code": code,
                "name": name,
                "original_budget": budget[code],
                "adjusted_budget": adjusted.get(code),
                "month": this[code],
                "cumulative": now[code],
                "last_cumulative": last.get(code, Decimal(0)),
                "comparable": code != NEW,
                "note": note,
            }
        )
    return rows


def _adjusted(block: str, year: int) -> Amounts:
    variety = source(f"bulletin/{block}/{year}/adjusted")
    low, high = (930, 1000) if block == "revenue" else (985, 1035)
    return {
        code: (size * Decimal(variety.randrange(low, high)) / 1000).quantize(CENT)
        for code, size in _budget(block, year).items()
    }


def _funds(year: int, month: int) -> list[dict[str, Any]]:
    rows = []
    for block, side, names in (("land", "收入", _names("revenues")), ("spent", "支出", _names("functions"))):
        now, last = _cumulative(block, year, month), _cumulative(block, year - 1, month)
        for code, size in _budget(block, year).items():
            rows.append(
                {
                    "side": side,
                    "code": code,
                    "name": names[code],
                    "original_budget": size,
                    "adjusted_budget": None,
                    "month": _months(block, year)[month - 1][code],
                    "cumulative": now[code],
                    "last_cumulative": last[code],
                    "comparable": True,
                    "note": NOTE,
                }
            )
    return rows


def _industries(year: int, month: int) -> list[dict[str, Any]]:
    now, last = _split(year, month), _split(year - 1, month)
    return [
        {"industry": code, "cumulative": now[code], "last_cumulative": last[code], "comparable": True, "note": NOTE}
        for code in INDUSTRIES
    ]


def _split(year: int, month: int) -> Amounts:
    """Return the tax revenue by industry; real estate shrinks from year to year, the last one takes the remainder."""
    tax = _raised(_cumulative("revenue", year, month))["101"]
    weights = INDUSTRIES | {"k": INDUSTRIES["k"] - 3 * (year - 2022), "i": INDUSTRIES["i"] + 2 * (year - 2022)}
    whole = sum(weights.values())
    found = {code: (tax * weight / whole).quantize(CENT) for code, weight in list(weights.items())[:-1]}
    return found | {list(weights)[-1]: tax - sum(found.values(), Decimal(0))}


def _peers(year: int, month: int) -> list[dict[str, Any]]:
    shares = WHEN["revenue"]
    rows = []
    for code, (size, pace) in PEERS.items():
        variety = source(f"peer/{code}/{year}")
        before = (Decimal(size) * sum(shares[:month]) / sum(shares)).quantize(CENT)
        noise = Decimal(variety.randrange(985, 1015)) / 1000
        changed = code == "xinqu" and year == 2024
        rows.append(
            {
                "district": code,
                "cumulative": (before * Decimal(pace) * noise).quantize(CENT),
                "last_cumulative": before,
                "comparable": not changed,
                "source": "该区财政局网站月报（演示）",
                "note": f"{NOTE}；2024年两个街道划入，口径不同" if changed else NOTE,
            }
        )
    return rows
