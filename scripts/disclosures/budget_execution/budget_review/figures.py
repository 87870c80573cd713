"""Figures of the review of department budgets (部门预算审查全覆盖): coverage, meetings, amounts, opinions."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.budget_review import handling, term
from scripts.disclosures.budget_execution.budget_review.term import MEETING, REPORT
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release


def compute(release: Release) -> list[Figure]:
    """Return the figures of coverage first, then of opinions, then each department's."""
    return [
        *_coverage(release),
        *_meetings(release),
        *handling.district(release),
        *handling.topics(release),
        *_amounts(release),
        *handling.departments(release),
    ]


def _coverage(release: Release) -> Iterator[Figure]:
    listed = term.coverage(release)
    counts = {state: sum(one.state == state for one in listed) for state in ("reviewed", "scheduled", "unscheduled")}
    everyone, years = Source(("department",), resource="coverage"), Source(("planned",), resource="coverage")
    yield Figure("reviewed", len(release.table), "个", "本期审查预算的单位", sources=(Source(("department",)),))
    yield Figure(
        "so_far",
        counts["reviewed"],
        "个",
        "本届以来审查过预算的单位",
        base="审查过几次的只计一次",
        formula="本届各期审查的部门，去掉重复",
        terms=("reviewed",),
        sources=term.sources(release, "department"),
    )
    yield Figure("listed", len(listed), "个", "本届应审查预算的单位", sources=(everyone,))
    yield Figure(
        "coverage",
        percent(counts["reviewed"], len(listed)),
        "%",
        "本届部门预算审查覆盖率",
        base="占本届应审查的单位",
        formula="本届以来审查过的单位 ÷ 本届应审查的单位",
        terms=("so_far", "listed"),
        missing="" if listed else "没有公布应审查的部门清单",
    )
    for state, label in (
        ("scheduled", "已安排年份、还没有审查预算的单位"),
        ("unscheduled", "还没有安排审查年份的单位"),
    ):
        yield Figure(state, counts[state], "个", label, sources=(years,), terms=("listed", "so_far"))


def _meetings(release: Release) -> Iterator[Figure]:
    for id, kind, unit, label in (
        ("meetings", MEETING, "次", "审查部门预算的专委会会议"),
        ("reports", REPORT, "次", "报送审查工作情况报告"),
    ):
        held = term.held(release, kind)
        rows = tuple(row for one, row in held if one is release)
        yield Figure(
            f"{id}.new", len(rows), unit, f"本期{label}", sources=(Source(("kind", "date"), rows, "meetings"),)
        )
        yield Figure(
            id,
            len(held),
            unit,
            f"本届以来{label}",
            formula="本届各期相加",
            terms=(f"{id}.new",),
            sources=term.sources(release, "kind", resource="meetings"),
        )


def _amounts(release: Release) -> Iterator[Figure]:
    names, found = release.codelists["departments"], term.reviewed_in(release)
    missing = "没有公布提交审查的部门预算"
    whole = total(one.amount for one in found)
    yield Figure(
        "amount",
        whole,
        "万元",
        "本期审查的部门预算",
        formula="本期审查的各部门预算之和",
        terms=tuple(f"amount.{one.code}" for one in found),
        sources=(Source(("amount",)),),
        missing="" if whole is not None else "有部门没有公布提交审查的预算，合计不计算",
    )
    for one in found:
        yield Figure(
            f"amount.{one.code}",
            one.amount,
            "万元",
            f"{names.label(one.code)}提交审查的{one.year}年部门预算",
            dimensions={"department": one.code},
            sources=(Source(("amount",), (one.row,)),),
            missing="" if one.amount is not None else missing,
        )
