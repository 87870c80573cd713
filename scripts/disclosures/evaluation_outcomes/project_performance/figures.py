"""Figures of the key project performance evaluation (重点项目绩效评价): totals, grades, criteria, consequences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.project_performance.evaluation import (
    METHOD,
    PHASES,
    WITHIN_WEIGHT,
    Evaluation,
    evaluations,
    grade_level,
)
from scripts.measures import mending
from scripts.measures.ranking import rank
from scripts.measures.total import total
from scripts.measures.trimmed import trimmed_mean
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

NOUN = "整改事项"


def compute(release: Release) -> list[Figure]:
    """Return the district's figures, those of what is to be mended, then each evaluation's and criterion's."""
    found = evaluations(release)
    return [
        *_district(release, found),
        *mending.figures(mending.matters(release, "project"), NOUN),
        *_results(release, found),
        *_criteria(release, found),
    ]


def _district(release: Release, found: list[Evaluation]) -> Iterator[Figure]:
    method = release.method(METHOD)
    yield Figure(
        "evaluated",
        len(found),
        "项次",
        "本年评价的重点项目",
        base="一个项目评几个阶段算几项次",
        sources=(Source(("project", "phase")),),
    )
    for name, word in PHASES.items():
        rows = tuple(one.row for one in found if one.phase == word)
        yield Figure(
            f"phase.{name}",
            len(rows),
            "项次",
            f"本年{word}评价的项目",
            sources=(Source(("phase",), rows),),
            terms=("evaluated",),
        )
    for position, word in enumerate(method["grades"], start=1):
        rows = tuple(one.row for one in found if one.grade == word)
        yield Figure(
            f"grade.{position}",
            len(rows),
            "项次",
            f"本年评为“{word}”的项目",
            base="本年评价的重点项目",
            sources=(Source(("grade",), rows),),
            terms=("evaluated",),
            method=METHOD,
            status=grade_level(word, method) if rows else "",
        )
    yield Figure(
        "mean",
        trimmed_mean((one.announced for one in found), 0),
        "分",
        "本年评价的平均总分",
        base="本年评价的各项次",
        formula="各项次总分之和 ÷ 项次",
        sources=(Source(("total",)),),
        terms=("evaluated",),
        method=METHOD,
        missing="" if found else "本年没有评价",
    )
    investment, missing = _investment(release, found)
    yield Figure(
        "investment",
        investment,
        "万元",
        "本年评价项目的总投资",
        sources=(Source(("project", "investment")),),
        formula="各项目总投资相加",
        missing=missing,
    )
    yield Figure(
        "deduction",
        total(one.deduction for one in found),
        "分",
        "因绩效评价在部门考核中扣的分",
        formula="各项次考核扣分相加",
        sources=(Source(("deduction",)),),
        method=METHOD,
    )
    cut = total(one.budget_cut for one in found)
    yield Figure(
        "budget_cut",
        cut,
        "万元",
        "因绩效评价调减的下一年预算",
        formula="各项次调减预算相加",
        sources=(Source(("budget_cut",)),),
        missing="" if cut is not None else "有项目的预算调减还没有定",
    )


def _investment(release: Release, found: list[Evaluation]) -> tuple[Decimal | None, str]:
    """Return the sum, or why there is none: a project at two phases would be counted twice."""
    if len({one.project for one in found}) < len(found):
        return None, "有项目在一年里评了几个阶段，不相加"
    investment = total(release.table.column("investment"))
    return investment, "" if investment is not None else "有项目没有公布总投资"


def _results(release: Release, found: list[Evaluation]) -> Iterator[Figure]:
    names = release.codelists["key_projects"]
    for phase in PHASES.values():
        same = [one for one in found if one.phase == phase]
        places = rank({one.key: one.announced for one in same}) if len(same) > 1 else {}
        for one in same:
            about = {"project": one.project, "department": one.department}
            what = f"{names.label(one.project)}（{phase}）"
            source = (Source(("total",), (one.row,)),)
            yield Figure(
                f"total.{one.key}",
                one.announced,
                "分",
                f"{what}绩效评价总分",
                base="百分制",
                dimensions=about,
                formula=_formula(one),
                sources=source,
                terms=tuple(f"criterion.{one.key}.{criterion.id}" for criterion in one.criteria),
                method=METHOD,
            )
            yield Figure(
                f"rank.{one.key}",
                places.get(one.key),
                "名",
                f"{what}名次",
                base=f"在本年{phase}评价的 {len(same)} 个项目中",
                dimensions=about,
                formula="按总分由高到低，并列同名次，只在同一阶段之间排",
                terms=tuple(f"total.{other.key}" for other in same),
                missing="" if places else f"本年{phase}只评价了 1 个项目，不排名次",
            )
            yield Figure(
                f"deduction.{one.key}",
                one.deduction,
                "分",
                f"{what}使主管部门在考核中扣的分",
                dimensions=about,
                sources=(Source(("deduction",), (one.row,)),),
                method=METHOD,
            )
            yield Figure(
                f"budget_cut.{one.key}",
                one.budget_cut,
                "万元",
                f"{what}调减的下一年预算",
                dimensions=about,
                sources=(Source(("budget_cut",), (one.row,)),),
                missing="" if one.budget_cut is not None else "预算调减还没有定",
            )


def _formula(one: Evaluation) -> str:
    if one.method["scored"] == WITHIN_WEIGHT:
        return "各项指标得分相加"
    return "各项指标得分 × 权重 ÷ 100，相加"


def _criteria(release: Release, found: list[Evaluation]) -> Iterator[Figure]:
    for one in found:
        what = f"{release.codelists['key_projects'].label(one.project)}（{one.phase}）"
        for criterion in one.criteria:
            fields = ("marks", "score") if criterion.marks else ("score",)
            yield Figure(
                f"criterion.{one.key}.{criterion.id}",
                criterion.score,
                "分",
                f"{what}“{criterion.title}”得分",
                dimensions={"project": one.project},
                sources=(Source(fields, (criterion.row,), "criteria"),),
                formula="各评委打分去掉两端以后的平均分" if criterion.marks else "",
                method=METHOD if criterion.marks else "",
            )
