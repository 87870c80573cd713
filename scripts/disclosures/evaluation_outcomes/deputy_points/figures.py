"""Figures of the deputies' points (代表履职积分公示): averages, distribution, groups, criteria, and each deputy."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.deputy_points.rule import (
    METHOD,
    Scored,
    band,
    comparable,
    criteria,
    level,
    scored,
)
from scripts.measures.average import median
from scripts.measures.ratio import percent
from scripts.measures.trimmed import trimmed_mean
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

TOTALS = (Source(("total",)),)
PLACES = 1


def compute(release: Release) -> list[Figure]:
    """Return the year's figures first, then bands, groups, criteria and each deputy."""
    found = scored(release)
    return [
        *_year(release, found),
        *_bands(release, found),
        *_groups(release, found),
        *_criteria(release, found),
        *_deputies(release, found),
    ]


def mean(release: Release) -> Decimal | None:
    """Return the average of all deputies; ``None`` when one has no points."""
    return trimmed_mean((one.total for one in scored(release)), 0)


def _lacking(found: list[Scored]) -> str:
    without = sum(one.total is None for one in found)
    return "没有代表参加计分，不计算" if not found else f"{without} 名代表没有积分，不计算" if without else ""


def _places(value: Decimal | None, release: Release) -> int:
    """An average printed on a cut-off that it does not reach would contradict the bands."""
    return PLACES if value is None else faithful_places(value, release.method(METHOD)["cut_offs"], PLACES)


def _year(release: Release, found: list[Scored]) -> Iterator[Figure]:
    average, why = mean(release), _lacking(found)
    whole = [] if why else [one.total for one in found if one.total is not None]
    yield Figure("deputies", len(found), "名", "参加履职积分的代表", sources=(Source(("deputy",)),))
    yield Figure(
        "average",
        average,
        "分",
        "代表履职平均积分",
        base="全体参加积分的代表",
        places=_places(average, release),
        formula="各代表积分之和 ÷ 代表数",
        terms=("deputies",),
        sources=TOTALS,
        method=METHOD,
        missing=why,
    )
    yield Figure(
        "median",
        median(whole) if whole else None,
        "分",
        "代表履职积分中位数",
        places=PLACES,
        formula="积分排序后居中的数",
        sources=TOTALS,
        missing=why,
    )
    yield Figure("highest", max(whole, default=None), "分", "最高积分", places=PLACES, sources=TOTALS, missing=why)
    yield Figure("lowest", min(whole, default=None), "分", "最低积分", places=PLACES, sources=TOTALS, missing=why)
    yield _change(release, average, why)


def _change(release: Release, average: Decimal | None, why: str) -> Figure:
    before, value = None, None
    if not release.earlier:
        why = why or "本站没有上一年的积分"
    elif not comparable(release):
        why = why or f"自 {release.method(METHOD).version} 版起规则不同，不与上一年比较"
    else:
        before = release.earlier[-1]
        past = mean(before)
        value = None if average is None or past is None else average - past
        why = why or ("" if past is not None else "上一年有代表没有积分，不比较")
    sources = TOTALS if before is None else (*TOTALS, Source(("total",), release=str(before.id)))
    return Figure(
        "change",
        value,
        "分",
        "平均积分比上一年增减",
        base="规则相同的两年之间",
        places=PLACES,
        formula="本年平均积分 − 上一年平均积分",
        terms=("average",),
        sources=sources,
        method=METHOD,
        missing=why,
    )


def _bands(release: Release, found: list[Scored]) -> Iterator[Figure]:
    method = release.method(METHOD)
    known = [(one, band(one.total, method)) for one in found if one.total is not None]
    for position, title in enumerate(method["bands"]):
        rows = tuple(one.row for one, reached in known if reached == position)
        yield Figure(
            f"band.{position + 1}",
            len(rows),
            "名",
            f"积分为{title}的代表",
            base="有积分的代表",
            sources=(Source(("total",), rows),),
            method=METHOD,
            status=level(position, method) if rows else "",
        )
        value = percent(len(rows), len(known))
        yield Figure(
            f"band_share.{position + 1}",
            value,
            "%",
            f"积分为{title}的代表占比",
            base="占有积分的代表",
            formula=f"积分为{title}的代表 ÷ 有积分的代表",
            terms=(f"band.{position + 1}",),
            sources=TOTALS,
            method=METHOD,
            missing="" if value is not None else "没有代表有积分",
        )


def _groups(release: Release, found: list[Scored]) -> Iterator[Figure]:
    smallest = release.method(METHOD)["smallest_group"]
    for code in dict.fromkeys(sorted(one.group for one in found)):
        name = release.codelists["deputy_groups"].label(code)
        own = [one for one in found if one.group == code]
        rows = tuple(one.row for one in own)
        about = {"group": code}
        yield Figure(
            f"members.{code}", len(own), "名", f"{name}的代表", dimensions=about, sources=(Source(("group",), rows),)
        )
        small = f"不足 {smallest} 名代表，不算平均" if len(own) < smallest else ""
        why = small or _lacking(own)
        value = None if why else trimmed_mean((one.total for one in own), 0)
        yield Figure(
            f"group.{code}",
            value,
            "分",
            f"{name}代表平均积分",
            base=f"{name}的全体代表",
            places=PLACES,
            dimensions=about,
            formula="小组各代表积分之和 ÷ 小组代表数",
            terms=(f"members.{code}",),
            sources=(Source(("total",), rows),),
            method=METHOD,
            missing=why,
        )


def _criteria(release: Release, found: list[Scored]) -> Iterator[Figure]:
    why = _lacking(found)
    for one in criteria(release.method(METHOD)):
        value = None if why else trimmed_mean((deputy.points.get(one.code) for deputy in found), 0)
        rows = tuple(row for row, cells in release.tables["items"].rows() if cells["item"] == one.code)
        sources = (Source(("points",), rows, "items"),)
        yield Figure(
            f"item.{one.code}",
            value,
            "分",
            f"“{one.title}”平均得分",
            base="全体参加积分的代表",
            places=PLACES,
            formula="各代表这个项目的得分之和 ÷ 代表数",
            terms=("deputies",),
            sources=sources,
            method=METHOD,
            missing=why,
        )
        yield Figure(
            f"item_rate.{one.code}",
            percent(value, one.cap),
            "%",
            f"“{one.title}”得分率",
            base="占这个项目的最高分",
            formula="平均得分 ÷ 最高分",
            terms=(f"item.{one.code}",),
            sources=sources,
            method=METHOD,
            missing=why,
        )


def _deputies(release: Release, found: list[Scored]) -> Iterator[Figure]:
    method, names = release.method(METHOD), release.codelists["deputies"]
    for one in found:
        yield Figure(
            f"points.{one.code}",
            one.total,
            "分",
            f"{names.label(one.code)}履职积分",
            base=f"满分 {method['full']} 分",
            places=_places(one.total, release),
            dimensions={"deputy": one.code},
            sources=(Source(("total",), (one.row,)),),
            method=METHOD,
            missing="" if one.total is not None else "当年没有计分",
            status="none" if one.total is None else level(band(one.total, method), method),
        )
