"""Figures of the village appraisal (村（居）综合考评): the middle, grades, items, each village, and the mending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.village_appraisal.score import (
    METHOD,
    Appraised,
    appraised,
    contest,
    criteria,
    level,
    places,
)
from scripts.measures import mending
from scripts.measures.average import median
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

TOTALS = (Source(("total",)),)
NOUN = "考评问题"


def compute(release: Release) -> list[Figure]:
    """Return the township's figures first, then grades, items, each village, and what has to be mended."""
    found = appraised(release)
    return [
        *_all(release, found),
        *_grades(release, found),
        *_items(release, found),
        *_villages(release, found),
        *mending.figures(mending.matters(release, "village"), NOUN),
    ]


def _lacking(found: list[Appraised]) -> str:
    without = sum(one.total is None for one in found)
    return (
        "没有村（社区）参加考评，不计算" if not found else f"{without} 个村（社区）没有总分，不计算" if without else ""
    )


def _places(value: Decimal | None, release: Release) -> int:
    """A total printed on a cut-off that it does not reach would contradict its grade."""
    method = release.method(METHOD)
    return method["places"] if value is None else faithful_places(value, method["cut_offs"], method["places"])


def _all(release: Release, found: list[Appraised]) -> Iterator[Figure]:
    why = _lacking(found)
    whole = [] if why else [one.total for one in found if one.total is not None]
    middle = median(whole) if whole else None
    vetoed = tuple(one.row for one in found if one.veto)
    yield Figure("villages", len(found), "个", "参加考评的村（社区）", sources=(Source(("village",)),))
    yield Figure("appraised", sum(one.total is not None for one in found), "个", "有总分的村（社区）", sources=TOTALS)
    yield Figure(
        "vetoed",
        len(vetoed),
        "个",
        "被一票否决的村（社区）",
        base="参加考评的村（社区）",
        sources=(Source(("veto",), vetoed),),
        terms=("villages",),
        method=METHOD,
        status="bad" if vetoed else "",
    )
    yield Figure(
        "median",
        middle,
        "分",
        "村（社区）考评总分中位数",
        base="全部参加考评的村（社区），含被一票否决的",
        places=_places(middle, release),
        formula="总分排序后居中的数，双数个取中间两个的平均",
        sources=TOTALS,
        missing=why,
    )
    yield Figure("highest", max(whole, default=None), "分", "最高总分", sources=TOTALS, missing=why)
    yield Figure("lowest", min(whole, default=None), "分", "最低总分", sources=TOTALS, missing=why)


def _grades(release: Release, found: list[Appraised]) -> Iterator[Figure]:
    method, known = release.method(METHOD), [one for one in found if one.total is not None]
    for number, title in enumerate(method["grades"], start=1):
        own = [one for one in known if one.grade == title]
        rows = tuple(one.row for one in own)
        yield Figure(
            f"grade.{number}",
            len(rows),
            "个",
            f"评为{title}的村（社区）",
            base="有总分的村（社区）",
            sources=(Source(("grade",), rows),),
            terms=("appraised",),
            method=METHOD,
            status=level(own[0], method) if own and not own[0].veto else "bad" if own else "",
        )
        value = percent(len(rows), len(known))
        yield Figure(
            f"grade_share.{number}",
            value,
            "%",
            f"评为{title}的村（社区）占比",
            base="占有总分的村（社区）",
            formula=f"评为{title}的村（社区） ÷ 有总分的村（社区）",
            terms=(f"grade.{number}", "appraised"),
            missing="" if value is not None else "没有村（社区）有总分",
        )


def _items(release: Release, found: list[Appraised]) -> Iterator[Figure]:
    why = _lacking(found)
    for one in criteria(release.method(METHOD)):
        scores = [village.scores.get(one.code) for village in found]
        rows = tuple(row for row, cells in release.tables["scores"].rows() if cells["item"] == one.code)
        sources = (Source(("score",), rows, "scores"),)
        known = [score for score in scores if score is not None] if not why else []
        yield Figure(
            f"weight.{one.code}",
            one.weight,
            "%",
            f"“{one.title}”的权重",
            base="占总分",
            formula="口径规定的权重",
            method=METHOD,
        )
        yield Figure(
            f"item.{one.code}",
            median(scores) if not why else None,
            "分",
            f"“{one.title}”得分中位数",
            base="百分制，没有乘权重",
            formula="各村（社区）这个项目的得分排序后居中的数",
            sources=sources,
            missing=why,
        )
        yield Figure(
            f"item_lowest.{one.code}",
            min(known, default=None),
            "分",
            f"“{one.title}”最低得分",
            base="百分制，没有乘权重",
            sources=sources,
            missing=why,
        )


def _villages(release: Release, found: list[Appraised]) -> Iterator[Figure]:
    method, names = release.method(METHOD), release.codelists["villages"]
    ruled, rivals = places(found, method), len(contest(found, method))
    for one in found:
        who, about = names.label(one.code), {"village": one.code}
        rows = tuple(row for row, cells in release.tables["scores"].rows() if cells["village"] == one.code)
        yield Figure(
            f"total.{one.code}",
            one.total,
            "分",
            f"{who}考评总分",
            base="满分 100 分",
            places=_places(one.total, release),
            dimensions=about,
            formula="各项得分 × 权重之和，按口径四舍五入",
            terms=tuple(f"weight.{item.code}" for item in criteria(method)),
            sources=(Source(("total",), (one.row,)), Source(("score",), rows, "scores")),
            method=METHOD,
            missing="" if one.total is not None else "没有考评",
            status=level(one, method),
        )
        reason = "一票否决，不参加排名" if one.veto and not method["veto_ranked"] else "有村（社区）没有总分，不排名次"
        yield Figure(
            f"rank.{one.code}",
            ruled.get(one.code),
            "名",
            f"{who}名次",
            base=f"在参加排名的 {rivals} 个村（社区）中",
            dimensions=about,
            formula="按总分由高到低，并列同名次，其后名次空出",
            sources=TOTALS,
            method=METHOD,
            missing="" if one.code in ruled else reason,
        )
        yield _change(release, one, who)


def _change(release: Release, one: Appraised, who: str) -> Figure:
    before = release.earlier[-1] if release.earlier else None
    past = None if before is None else next((old for old in appraised(before) if old.code == one.code), None)
    why, value, sources = "", None, [Source(("total",), (one.row,))]
    if before is None:
        why = "本站没有上一年的考评"
    elif before.method(METHOD).version != release.method(METHOD).version:
        why = f"口径改为 {release.method(METHOD).version} 版，不与上一年比较"
    elif past is None or past.total is None or one.total is None:
        why = "两年中有一年没有总分"
    else:
        value = one.total - past.total
        sources.append(Source(("total",), (past.row,), release=str(before.id)))
    return Figure(
        f"change.{one.code}",
        value,
        "分",
        f"{who}总分比上一年增减",
        dimensions={"village": one.code},
        formula="本年总分 − 上一年总分",
        terms=(f"total.{one.code}",),
        sources=tuple(sources),
        method=METHOD,
        missing=why,
    )
