"""Figures of what follows an appraisal: opinions and their rectification, reviews after the months of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.opinion import (
    RESULTS,
    Opinion,
    months,
    opinions,
    reviews,
)
from scripts.disclosures.evaluation_outcomes.department_appraisal.term import METHOD
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

STAGES = {
    "completed": ("已完成", "经核实完成"),
    "reported": ("已报告、未完成", "已书面报告，尚未经核实完成"),
    "going": ("整改中、未逾期", "尚在整改，没有超过期限"),
    "overdue": ("整改中、已逾期", "尚在整改，已超过期限"),
}
WORST_FIRST = ("late", "going", "wait", "done")


def district(release: Release) -> Iterator[Figure]:
    """Yield the counts of opinions by stage and of reviews due, held and missed, over the term."""
    yield from _opinions(release)
    yield from _reviews(release)


def _cells(rows: tuple[int, ...]) -> tuple[Source, ...]:
    return (Source(("state", "deadline", "reported"), rows, "opinions"),)


def _opinions(release: Release) -> Iterator[Figure]:
    found = opinions(release)
    now = set(release.table.column("department"))

    def count(
        id: str,
        label: str,
        chosen: Iterable[Opinion],
        base: str = "",
        formula: str = "",
        terms: tuple[str, ...] = (),
        status: str = "",
    ) -> Figure:
        rows = tuple(one.row for one in chosen)
        return Figure(
            id, len(rows), "条", label, base, formula=formula, terms=terms, sources=_cells(rows), status=status
        )

    yield count("opinions", "本届以来的评议意见", found)
    yield count("opinions.new", "对本期评议部门的评议意见", (one for one in found if one.code in now))
    for stage, (word, meaning) in STAGES.items():
        chosen = [one for one in found if one.stage == stage]
        yield count(
            f"opinions.{stage}",
            f"{word}的评议意见",
            chosen,
            base="本届以来的评议意见",
            terms=("opinions",),
            formula=meaning,
            status="late" if stage == "overdue" and chosen else "",
        )
    yield count(
        "opinions.open",
        "未完成整改的评议意见",
        (one for one in found if one.open),
        base="本届以来的评议意见，含已报告、未经核实完成的",
        formula="全部评议意见 − 已完成的评议意见",
        terms=("opinions", "opinions.completed"),
    )
    yield Figure(
        "opinions.completed_share",
        percent(sum(not one.open for one in found), len(found)),
        "%",
        "评议意见整改完成率",
        base="占本届以来的评议意见",
        formula="已完成的评议意见 ÷ 本届以来的评议意见",
        terms=("opinions.completed", "opinions"),
        missing="" if found else "本届还没有公布评议意见",
    )


def _reviews(release: Release) -> Iterator[Figure]:
    found, after = reviews(release), months(release)
    sources = (*term.sources(release, "appraised"), Source(("reviewed",), resource="opinions"))
    due = [one for one in found if one.passed]
    missed = sum(one.missed for one in due)
    said = f"评议日期加 {after} 个月，不晚于数据截至日"
    yield Figure(
        "reviews.due",
        len(due),
        "个",
        f"评议已满 {after} 个月的部门",
        base="本届以来已评议的部门",
        formula=said,
        sources=sources,
        terms=("so_far",),
        method=METHOD,
    )
    yield Figure(
        "reviews.held",
        sum(one.held is not None for one in found),
        "个",
        "已听取整改情况汇报（复查）的部门",
        base="本届以来已评议的部门",
        sources=sources,
        terms=("so_far",),
        method=METHOD,
    )
    yield Figure(
        "reviews.missed",
        missed,
        "个",
        f"评议已满 {after} 个月、尚未复查的部门",
        base=f"评议已满 {after} 个月的部门",
        sources=sources,
        terms=("reviews.due",),
        method=METHOD,
        status="late" if any(one.level == "late" for one in due) else "",
    )
    results = [(one.row, one.result) for one in opinions(release)]
    for name, word in RESULTS.items():
        rows = tuple(row for row, result in results if result == word)
        yield Figure(
            f"reviews.{name}",
            len(rows),
            "条",
            f"复查认定{word}的评议意见",
            base="已复查的评议意见",
            sources=(Source(("review_result",), rows, "opinions"),),
        )


def departments(release: Release) -> Iterator[Figure]:
    """Yield each appraised department's opinions by stage, then each opinion's days late."""
    found = opinions(release)
    for code in term.latest(release):
        who, about = release.codelists["departments"].label(code), {"department": code}
        own = [one for one in found if one.code == code]
        rows = tuple(one.row for one in own)
        yield Figure(f"items.{code}", len(own), "条", f"对{who}的评议意见", dimensions=about, sources=_cells(rows))
        for stage, (word, meaning) in STAGES.items():
            chosen = [one for one in own if one.stage == stage]
            yield Figure(
                f"items_{stage}.{code}",
                len(chosen),
                "条",
                f"对{who}的评议意见中{word}的",
                base=f"对{who}的评议意见",
                dimensions=about,
                formula=meaning,
                terms=(f"items.{code}",),
                sources=_cells(tuple(one.row for one in chosen)),
                status="late" if stage == "overdue" and chosen else "",
            )
        chosen = [one for one in own if one.open]
        yield Figure(
            f"items_open.{code}",
            len(chosen),
            "条",
            f"对{who}的评议意见中未完成整改的",
            base=f"对{who}的评议意见，含已报告、未经核实完成的",
            dimensions=about,
            terms=(f"items.{code}", f"items_completed.{code}"),
            sources=_cells(tuple(one.row for one in chosen)),
            status=next((level for level in WORST_FIRST if level in {one.level for one in own}), ""),
        )
    for one in found:
        who = release.codelists["departments"].label(one.code)
        yield Figure(
            f"late.{one.id}",
            one.late,
            "天",
            f"{who}第 {one.id} 号评议意见迟报天数",
            base="截至期末仍未报告的，算到期末",
            dimensions={"department": one.code},
            formula="报告日期（未报告的用数据截至日） − 整改期限，按自然日，不早于期限为 0",
            sources=_cells((one.row,)),
            missing="" if one.late is not None else "没有规定期限",
            status="late" if one.overdue else "",
        )
