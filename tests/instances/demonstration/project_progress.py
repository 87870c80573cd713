"""Progress of the demonstration district's livelihood projects: every chosen project, every quarter of three years.

Each year has one project adjusted by procedure, one that is late, one quarter in which a department did not report, and
the three inspections. The chosen projects are those of ``project_vote.py``.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from scripts.model.period import Period
from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.project_vote import AGAIN, CHOSEN
from tests.instances.demonstration.projects import PROJECTS

LAST = "2025-Q4"
"""The newest quarter that is made."""
DAY = datetime.timedelta(days=1)
UNREPORTED = {("p2023-08", "2023-Q3"), ("p2024-18", "2024-Q2"), ("p2025-12", "2025-Q2")}
DONE = {
    "p2023-04": "2024-03-20",
    "p2023-07": "2023-10-12",
    "p2023-17": "2023-12-08",
    "p2023-16": "2025-02-27",
    "p2024-02": "2024-10-26",
    "p2024-08": "2024-10-14",
    "p2024-10": "2025-04-18",
    "p2025-06": "2025-10-15",
    "p2025-01": "2026-05-20",
}
"""Project → day of completion where it is not in time."""
OVERSPENT = {"p2023-13": Decimal("1.056")}
"""Project → paid money as a share of the year's plan, above the whole."""


class Adjustment(NamedTuple):
    """What a project was adjusted to, from which quarter on, to what day, and by what procedure."""

    quarter: str
    to: str
    completion: str
    procedure: str


ADJUSTED = {
    "p2023-17": Adjustment(
        "2023-Q3",
        "延期",
        "2023-12-15",
        "区第十八届人大常委会第十四次会议（2023年8月31日）同意：7月暴雨后新增 9 户危房，工期顺延。",
    ),
    "p2024-10": Adjustment(
        "2024-Q3",
        "延期",
        "2025-04-30",
        "区第十八届人大常委会第二十四次会议（2024年9月26日）同意：11 幢楼的业主表决和资金分摊没有完成，延期四个月。",
    ),
    "p2025-08": Adjustment(
        "2025-Q3",
        "变更内容",
        "",
        "区第十八届人大常委会第三十一次会议（2025年8月28日）同意：五宝镇 1 座改为接入镇区管网，其余 8 座不变。",
    ),
}
NEXT = {
    ("p2023-04", "2023-Q4"): "余下 7 公里管网受冬季停水限制，春节后施工，预计2024年3月完成",
    ("p2023-16", "2024-Q4"): "消防验收没有通过，整改后复验，预计2025年2月完成",
    ("p2025-01", "2025-Q4"): "4 个小区的管线迁改没有完成，预计2026年5月完成",
    ("p2023-07", "2023-Q3"): "3 所学校门口的信号灯等候接电",
    ("p2024-08", "2024-Q3"): "2 所学校的场馆返工，10月复验",
    ("p2025-06", "2025-Q3"): "1 所学校门前道路等候管线迁改",
    ("p2024-02", "2024-Q3"): "2 处食堂等候食品经营许可",
}
FINDINGS = (
    "施工围挡缺口，夜间没有警示灯",
    "材料进场检验记录不全",
    "施工进度公示牌没有更新",
    "部分点位排水不畅",
    "服务台账登记不完整",
    "完工点位没有公布维护单位和电话",
)
CHECKS = (
    ("self", "自查", "05-20", 1, 3),
    ("deputies", "代表检查", "08-22", 2, 2),
    ("leaders", "领导抽查", "11-06", 3, 2),
)
"""Name in ids, type, day, every how many projects, and of those every how many with a finding."""

BY = {"self": "牵头部门自查小组", "deputies": "代表第{}小组", "leaders": "区人大常委会主任会议"}


class Plan(NamedTuple):
    """The dates of one project."""

    code: str
    year: int
    due: datetime.date
    started: datetime.date
    done: datetime.date


def chosen(year: int) -> list[str]:
    """Return the codes of the projects chosen in ``year``."""
    codes = [f"p{year}-{number:02d}" for number in CHOSEN[year]]
    return codes + ([AGAIN[year]] if year in AGAIN else [])


def plan(year: int, code: str) -> Plan:
    """Return the dates of a project: in time unless ``DONE`` says otherwise."""
    due = datetime.date.fromisoformat(f"{year}{PROJECTS[code].completion[4:]}")
    lot = source(f"progress/{code}")
    started = datetime.date(year, 2, 15) + lot.randrange(0, 40) * DAY
    done = due - lot.randrange(2, 20) * DAY
    return Plan(code, year, due, started, datetime.date.fromisoformat(DONE[code]) if code in DONE else done)


def quarters() -> list[Period]:
    """Return every quarter from the first vote to ``LAST``."""
    all_ = [Period.parse(f"{year}-Q{quarter}") for year in CHOSEN for quarter in range(1, 5)]
    return [period for period in all_ if period <= Period.parse(LAST)]


def listed(period: Period) -> list[Plan]:
    """Return the year's projects, and those of earlier years that had not ended when the quarter began."""
    found = []
    for year in CHOSEN:
        for code in chosen(year):
            one = plan(year, code)
            if year == period.year or (year < period.year and one.done >= period.start):
                found.append(one)
    return found


def drafts() -> list[Draft]:
    """Return one release for each quarter."""
    return [_draft(period, number) for number, period in enumerate(quarters(), start=1)]


def _draft(period: Period, number: int) -> Draft:
    approved, issued = period.end + 16 * DAY, period.end + 22 * DAY
    found = listed(period)
    return Draft(
        f"livelihood_votes/project_progress/{period}",
        {
            "data": [_row(period, one) for one in found],
            "milestones": [row for one in found for row in _milestones(period, one)],
            "inspections": [row for one in found for row in _inspections(period, one)],
        },
        f"区人大社会委〔{approved.year}〕{(number - 1) % 4 + 1}号",
        approved.isoformat(),
        f"{issued.isoformat()}T09:00:00+08:00",
    )


def _share(one: Plan, day: datetime.date) -> int:
    """Return the share of the works done by ``day`` in per cent, 1 to 99 while they last."""
    if day < one.started:
        return 0
    return 100 if day >= one.done else max(1, min(99, (day - one.started).days * 100 // (one.done - one.started).days))


def _status(period: Period, one: Plan, share: int, adjusted: Adjustment | None) -> str:
    if share in (0, 100):
        return "完成" if share else "未开工"
    if adjusted and adjusted.quarter == str(period):
        return "调整"
    if share >= 90:
        return "基本完成"
    due = datetime.date.fromisoformat(adjusted.completion) if adjusted and adjusted.completion else one.due
    return "未完成" if period.end >= due else "进行中"


def _row(period: Period, one: Plan) -> dict[str, Any]:
    idea = PROJECTS[one.code]
    adjusted = ADJUSTED.get(one.code)
    if adjusted and Period.parse(adjusted.quarter) > period:
        adjusted = None
    row = {
        "project": one.code,
        "year": one.year,
        "lead": idea.lead,
        "township": idea.township or None,
        "place": idea.place,
        "planned_completion": one.due,
        "planned_money": idea.cost_year,
        "reported": (one.code, str(period)) not in UNREPORTED,
        "adjusted_to": adjusted.to if adjusted else None,
        "adjusted_completion": (adjusted.completion or None) if adjusted else None,
        "procedure": adjusted.procedure if adjusted else None,
        "note": NOTE,
    }
    if not row["reported"]:
        return row
    share = _share(one, period.end)
    arrived, paid = _money(period, one)
    return row | {
        "status": _status(period, one, share, adjusted),
        "progress": share,
        "arrived": arrived,
        "paid": paid,
        "completed": one.done if share == 100 else None,
        "next": NEXT.get((one.code, str(period))) or _next(period, one),
    }


def _money(period: Period, one: Plan) -> tuple[Decimal, Decimal]:
    """Return arrived and paid money: paid runs behind the works, and the last part is kept as a guarantee (质保金)."""
    budget, lot = Decimal(PROJECTS[one.code].cost_year), source(f"money/{one.code}")
    pace, kept = Decimal(lot.randrange(70, 96)) / 100, Decimal(lot.randrange(93, 98)) / 100
    share = Decimal(_share(one, period.end)) / 100
    settled = (period.end - one.done).days > 60
    paid = budget * (kept if settled else share * pace * kept)
    if share == 1 and one.code in OVERSPENT:
        paid = budget * OVERSPENT[one.code]
    quarter = 4 if period.year > one.year else period.end.month // 3
    arrived = max(budget * Decimal((40, 70, 90, 100)[quarter - 1]) / 100, paid)
    cent = Decimal("0.01")
    return arrived.quantize(cent, ROUND_HALF_UP), paid.quantize(cent, ROUND_HALF_UP)


def _steps(one: Plan) -> list[tuple[str, datetime.date, datetime.date]]:
    """Return name, planned and actual day of each milestone."""
    planned = datetime.date(one.year, 3, 15)
    middle = planned + (one.due - planned) * 6 // 10
    lag = source(f"steps/{one.code}").randrange(-6, 12)
    return [
        ("开工或者开始服务", planned, one.started),
        ("主体完成", middle, one.started + (one.done - one.started) * 6 // 10 + lag * DAY),
        ("验收并投入使用", one.due, one.done),
    ]


def _known(period: Period, one: Plan) -> datetime.date:
    """Return the day up to which steps are known: a department that is silent tells of no step either."""
    silent = (one.code, str(period)) in UNREPORTED
    return period.start - DAY if silent else period.end


def _next(period: Period, one: Plan) -> str | None:
    return next((name for name, _, actual in _steps(one) if actual > period.end), None)


def _milestones(period: Period, one: Plan) -> list[dict[str, Any]]:
    known = _known(period, one)
    return [
        {
            "project": one.code,
            "name": name,
            "planned": planned,
            "actual": actual if actual <= known else None,
            "note": NOTE,
        }
        for name, planned, actual in _steps(one)
    ]


def _inspections(period: Period, one: Plan) -> list[dict[str, Any]]:
    rows = []
    number = int(one.code[-2:])
    for name, type, day, every, bad in CHECKS:
        date = datetime.date.fromisoformat(f"{one.year}-{day}") + number % 9 * DAY
        if number % every or date > period.end:
            continue
        by = BY[name].format("一二三四"[number % 4])
        row = {"id": f"{one.code}-{name}-{one.year}", "project": one.code, "type": type, "date": date, "by": by}
        if number % bad:
            rows.append(row | {"finding": "没有发现问题", "state": "无问题", "note": NOTE})
            continue
        lot = source(f"finding/{one.code}/{name}")
        finding, deadline = FINDINGS[lot.randrange(len(FINDINGS))], date + 30 * DAY
        mended = deadline + lot.randrange(-20, 25) * DAY
        over = mended <= period.end
        rows.append(
            row
            | {
                "finding": finding,
                "state": "已整改" if over else "整改中",
                "deadline": deadline,
                "mended": mended if over else None,
                "note": NOTE,
            }
        )
    return rows
