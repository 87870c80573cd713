"""Figures of station activity (联络站活动与群众反映): activities, people, matters raised and solved."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scripts.disclosures.suggestion_handling.station_activity.record import (
    KINDS,
    METHOD,
    Matter,
    activities,
    industry,
    matters,
    serving,
    since,
    so_far,
    townships,
)
from scripts.measures.average import median
from scripts.measures.count import count, share
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

PEOPLE = {"times": ("场", "活动"), "deputies": ("人次", "进站代表"), "received": ("人次", "接待群众")}
"""Field of an activity → unit and what is counted."""
NO_MATTER = "没有收集到群众反映的事"
ALL = "占收集的全部事项"


def compute(release: Release) -> list[Figure]:
    """Sums of the period from its rows; sums since the first period with the terms they come from."""
    found, stations = matters(release), serving(release)
    active = {cells["station"] for _, cells in activities(release)}
    return [
        Figure("stations", len(stations), "个", "联络站", formula="代码表里这一时期设有的联络站"),
        count(
            "active",
            [rows[0] for rows in _first_rows(release).values()],
            f"{release.period.title}开展过活动的联络站",
            ("station",),
            unit="个",
        ),
        Figure(
            "idle",
            len(set(stations) - active),
            "个",
            f"{release.period.title}没有活动记录的联络站",
            formula="联络站 − 开展过活动的",
            terms=("stations", "active"),
        ),
        *_people(release, "", "", lambda _: True, None),
        *_kinds(release),
        *_raised(release, found),
        *_matters(found, "", "", f"自{since(release)}以来"),
        *_waiting(found),
        *_industry(release, found),
        *(figure for code in stations for figure in _station(release, found, code)),
        *(figure for code, mine in townships(release).items() for figure in _township(release, found, code, mine)),
    ]


def _first_rows(release: Release) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, cells in activities(release):
        rows.setdefault(cells["station"], []).append(row)
    return rows


def _people(
    release: Release, suffix: str, who: str, chosen: Callable[[str], bool], stations: Iterable[str] | None
) -> list[Figure]:
    """Return times, deputies and people received: of the period, and since the first."""
    out = []
    rows = [(row, cells) for row, cells in activities(release) if chosen(cells["station"])]
    mine = None if stations is None else list(stations)
    for field, (unit, noun) in PEOPLE.items():
        sources = (Source((field,), tuple(row for row, _ in rows)),)
        value = sum(cells[field] for _, cells in rows)
        now = f"{who}{release.period.title}{noun}"
        out.append(Figure(f"{field}{suffix}", value, unit, now, formula="各行相加", sources=sources))
        label = f"{who}自{since(release)}以来{noun}"
        earlier = tuple(
            Source(
                (field,), tuple(row for row, cells in activities(one) if chosen(cells["station"])), release=str(one.id)
            )
            for one in release.earlier
        )
        out.append(
            Figure(
                f"{field}_all{suffix}",
                so_far(release, field, mine),
                unit,
                label,
                formula="各期相加",
                sources=(*earlier, *sources),
                method=METHOD,
            )
        )
    return out


def _kinds(release: Release) -> list[Figure]:
    out = []
    for id, kind in KINDS.items():
        rows = [(row, cells) for row, cells in activities(release) if cells["kind"] == kind]
        sources = (Source(("times", "kind"), tuple(row for row, _ in rows)),)
        value = sum(cells["times"] for _, cells in rows)
        out.append(
            Figure(f"kind.{id}", value, "场", f"{release.period.title}“{kind}”", formula="场次相加", sources=sources)
        )
    return out


def _raised(release: Release, found: list[Matter]) -> list[Figure]:
    start, end = release.period.start, release.period.end
    new = [one for one in found if start <= one.cells["raised"] <= end]
    done = [one for one in found if one.solved and start <= one.cells["solved"] <= end]
    return [
        _count("raised", new, f"{release.period.title}群众反映的事", ("raised",)),
        _count("solved", done, f"{release.period.title}解决的事（含以前反映的）", ("solved",)),
    ]


def _count(id: str, chosen: Iterable[Matter], label: str, fields: tuple[str, ...]) -> Figure:
    return count(id, (one.row for one in chosen), label, fields, resource="matters", method=METHOD)


def _matters(found: list[Matter], suffix: str, who: str, when: str) -> list[Figure]:
    """Return raised, solved and open since the first period, and the share solved with its base."""
    raised = _count(f"raised_all{suffix}", found, f"{who}{when}群众反映的事", ("raised",))
    solved = _count(f"solved_all{suffix}", [one for one in found if one.solved], f"{who}{when}已解决的事", ("solved",))
    late = [one for one in found if one.late]
    return [
        raised,
        solved,
        _count(f"open{suffix}", [one for one in found if not one.solved], f"{who}还没有解决的事", ("solved",)),
        _count(f"lasting{suffix}", late, f"{who}久未解决的事", ("raised", "solved")),
        share(solved, raised, f"solved_share{suffix}", f"{who}群众反映的事解决率", ALL, NO_MATTER),
    ]


def _waiting(found: list[Matter]) -> list[Figure]:
    days = [one.open_days for one in found if one.solved]
    longest = max((one.open_days for one in found if not one.solved), default=None)
    became = [one for one in found if one.cells["suggestion"] is not None]
    fields = ("raised", "solved")
    return [
        Figure(
            "median_days",
            median(days),
            "日",
            "从反映到解决的日数中位数",
            base=f"{len(days)} 件已解决的事，不含没有解决的",
            formula="解决日期 − 反映日期，按自然日，取中位数",
            sources=(Source(fields, tuple(one.row for one in found if one.solved), "matters"),),
            missing="" if days else "没有一件已解决",
        ),
        Figure(
            "longest_open",
            longest,
            "日",
            "还没有解决的事中，时间最长的一件已有的日数",
            formula="数据截至日 − 反映日期，取最大的一件",
            sources=(Source(fields, tuple(one.row for one in found if not one.solved), "matters"),),
            missing="" if longest is not None else "没有未解决的事",
        ),
        _count("became", became, "代表据此提出建议的事", ("suggestion",)),
    ]


def _industry(release: Release, found: list[Matter]) -> list[Figure]:
    """Return the same of all stations of trades together; nothing where there are none."""
    stations = industry(release)
    if not stations:
        return []
    mine = [one for one in found if one.cells["station"] in stations]
    who = "行业联络站"
    number = Figure("industry", len(stations), "个", who, formula="种类是口径所列行业的联络站", method=METHOD)
    return [
        number,
        *_people(release, ".industry", who, lambda station: station in stations, stations),
        *_matters(mine, ".industry", who, f"自{since(release)}以来"),
    ]


def _station(release: Release, found: list[Matter], code: str) -> list[Figure]:
    label = release.codelists["stations"].label(code)
    mine = [one for one in found if one.cells["station"] == code]
    return [
        *_people(release, f".{code}", label, lambda station: station == code, [code]),
        *_matters(mine, f".{code}", label, f"自{since(release)}以来"),
    ]


def _township(release: Release, found: list[Matter], code: str, stations: list[str]) -> list[Figure]:
    label = f"{release.codelists['departments'].label(code)}各联络站"
    mine = [one for one in found if one.cells["station"] in stations]
    return [
        *_people(release, f".t-{code}", label, lambda station: station in stations, stations),
        *_matters(mine, f".t-{code}", label, f"自{since(release)}以来"),
    ]
