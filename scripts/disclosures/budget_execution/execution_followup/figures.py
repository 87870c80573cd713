"""Figures of the follow-up of budget execution (约见约谈、专项评审与预算调减): list, hearings, findings, cuts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.disclosures.budget_execution.execution_followup import amounts
from scripts.disclosures.budget_execution.execution_followup.project import projects
from scripts.disclosures.budget_execution.execution_followup.unit import (
    METHOD,
    PACE,
    Unit,
    gaps,
    periods,
    triggered,
    units,
    warning_of,
)
from scripts.measures.warning import LEVELS
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.period import Period
from scripts.model.release import Release

WARNINGS = Source(("department", "period", "gap"), resource="warnings")


def compute(release: Release) -> list[Figure]:
    """Return the warnings and the list first, then hearings and findings, then money, then single units."""
    return [
        *_warned(release),
        *_followed(release),
        *amounts.district(release),
        *amounts.settlement(release),
        *_units(release),
        *amounts.projects_of(release),
    ]


def _warned(release: Release) -> Iterator[Figure]:
    """Yield how many units reached each threshold in any period, and how many the rule calls to a hearing."""
    known, rule = gaps(release), release.method(PACE)
    yield Figure("warned.units", len(known), "个", "有预警数据的单位", sources=(WARNINGS,))
    for name, threshold in zip(LEVELS, rule["thresholds"], strict=True):
        count = sum(any(gap >= threshold for gap in own.values()) for own in known.values())
        yield Figure(
            f"warned.{threshold}",
            count,
            "个",
            f"本年至少一期比计划少支出 {threshold} 个百分点及以上的单位",
            base="有预警数据的单位",
            terms=("warned.units",),
            sources=(WARNINGS,),
            method=PACE,
            status=name if count else "ok",
        )
    called = triggered(release)
    yield Figure(
        "triggered",
        len(called),
        "个",
        f"连续 {rule['consecutive']} 期比计划少支出 {rule['thresholds'][-1]} 个百分点及以上、达到约谈条件的单位",
        base="有预警数据的单位",
        formula="按没有四舍五入的差距，恰好等于的算达到；中间缺一期的，从头计算",
        terms=(f"warned.{rule['thresholds'][-1]}",),
        sources=(WARNINGS,),
        method=PACE,
        status="warn30" if called else "ok",
    )


def _followed(release: Release) -> Iterator[Figure]:
    found = units(release)

    def count(
        id: str, label: str, chosen: Iterable[Unit], field: str, base: str = "", terms: tuple[str, ...] = ()
    ) -> Figure:
        rows = tuple(unit.row for unit in chosen)
        late = "late" if id == "overdue" and rows else ""
        rule = METHOD if id == "overdue" else ""
        where = (Source(tuple(dict.fromkeys(("department", "invited", field))), rows),)
        return Figure(id, len(rows), "个", label, base, terms=terms, sources=where, method=rule, status=late)

    invited = [unit for unit in found if unit.invited]
    whole = "列入约谈的单位"
    yield count("invited", whole, invited, "invited")
    left = [unit for unit in found if unit.run and not unit.invited]
    yield count("left_out", "达到约谈条件、没有约谈的单位", left, "reason", "达到约谈条件的单位", ("triggered",))
    extra = [unit for unit in invited if not unit.run]
    yield count("extra", "没有达到约谈条件、另行约谈的单位", extra, "reason", whole, ("invited",))
    yield count("written", "书面说明情况的单位", [u for u in found if u.cells["written"]], "written")
    heard = [unit for unit in invited if unit.cells["hearing"] is not None]
    yield count("heard", "已经约谈的单位", heard, "hearing", whole, ("invited",))
    for id, label, chosen in (
        ("accepted", "认定说明成立的单位", [unit for unit in found if unit.finding == "accepted"]),
        ("declined", "认定说明不成立、不充分的单位", [unit for unit in found if unit.declined]),
        ("unfound", "列入约谈、还没有认定的单位", [unit for unit in invited if unit.open]),
        ("overdue", "超过期限没有约谈或者没有认定的单位", [unit for unit in invited if unit.late]),
    ):
        yield count(id, label, chosen, "finding", whole, ("invited",))
    known = [unit for unit in heard if unit.eased is not None]
    yield Figure(
        "eased",
        sum(bool(unit.eased) for unit in known) if known else None,
        "个",
        "约谈后一期与计划的差距缩小的单位",
        base=f"已经约谈、前后两期都有差距的 {len(known)} 个单位",
        formula="约谈以后第一个期末的差距小于约谈以前最后一个期末的差距",
        terms=("heard",),
        sources=(WARNINGS, Source(("hearing",), tuple(unit.row for unit in known))),
        missing="" if known else "没有约谈前后都有数据的单位",
    )


def _units(release: Release) -> Iterator[Figure]:
    """Yield each concerned unit's gaps, run and cut."""
    names = release.codelists["departments"]
    rows = {
        (cells["department"], Period.parse(cells["period"])): row for row, cells in release.tables["warnings"].rows()
    }
    reviewed = projects(release)
    for unit in units(release):
        who, about = names.label(unit.code), {"department": unit.code}
        for period in periods(release):
            gap = unit.gaps.get(period)
            source = Source(("gap",), (rows[unit.code, period],) if gap is not None else (), "warnings")
            thresholds = release.method(PACE)["thresholds"]
            yield Figure(
                f"gap.{unit.code}.{str(period).lower()}",
                gap,
                "个百分点",
                f"{who}{period.title}与计划进度的差距",
                base="计划进度减执行进度，正数是少支出",
                places=None if gap is None else faithful_places(gap, thresholds),
                dimensions=about,
                sources=(source,),
                method=PACE,
                missing="" if gap is not None else "这一期没有报告",
                status="none" if gap is None else warning_of(release, gap),
            )
        yield Figure(
            f"run.{unit.code}",
            len(unit.run),
            "期",
            f"{who}使它达到约谈条件的连续期数",
            base="没有达到约谈条件的是 0",
            dimensions=about,
            terms=tuple(f"gap.{unit.code}.{str(period).lower()}" for period in unit.run),
            sources=(WARNINGS,),
            method=PACE,
            status="warn30" if unit.run else "",
        )
        own = [one for one in reviewed if one.code == unit.code]
        yield Figure(
            f"unit_cut.{unit.code}",
            sum((one["cut"] for one in own), start=amounts.ZERO),
            "万元",
            f"{who}下一年预算调减",
            dimensions=about,
            formula="它各项目调减之和",
            terms=tuple(f"cut.{one.id}" for one in own),
            sources=(Source(("cut",), tuple(one.row for one in own), "projects"),),
        )
