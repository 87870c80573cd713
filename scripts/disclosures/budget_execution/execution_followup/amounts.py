"""Figures of money: what is cut from next year's budgets, and whether last year's cuts were kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.execution_followup.project import last_year, projects, settled
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

ZERO = Decimal(0)
TITLES = {"before": "下一年原拟安排", "cut": "下一年预算调减", "after": "调减后安排"}


def district(release: Release) -> Iterator[Figure]:
    """Yield the projects reviewed and cut, and the sums over those that are cut."""
    found = projects(release)
    reduced = [one for one in found if one.reduced]
    rows = tuple(one.row for one in reduced)
    yield Figure("projects", len(found), "个", "专项评审的项目", sources=(Source(("id",), resource="projects"),))
    for id, label, chosen in (
        ("projects_declined", "认定说明不成立、不充分的项目", [one for one in found if one.declined]),
        ("projects_cut", "下一年预算调减的项目", reduced),
    ):
        source = Source(("finding", "cut"), tuple(one.row for one in chosen), "projects")
        yield Figure(id, len(chosen), "个", label, "专项评审的项目", terms=("projects",), sources=(source,))
    departments = sorted({one.code for one in reduced})
    yield Figure(
        "departments_cut",
        len(departments),
        "个",
        "下一年预算调减的部门",
        base="列入约谈的单位",
        terms=("projects_cut",),
        sources=(Source(("department", "cut"), rows, "projects"),),
    )
    for field, title in TITLES.items():
        yield Figure(
            field,
            total(one[field] for one in reduced),
            "万元",
            f"{release.period.year + 1}年预算调减项目的{title.removeprefix('下一年')}合计"
            if field != "cut"
            else f"{release.period.year + 1}年预算调减合计",
            base="调减的项目",
            formula="调减的各项目之和",
            terms=tuple(f"{field}.{one.id}" for one in reduced),
            sources=(Source((field,), rows, "projects"),),
        )
    share = percent(total(one["cut"] for one in reduced), total(one["before"] for one in reduced))
    yield Figure(
        "cut_share",
        share,
        "%",
        "调减占原拟安排的比例",
        base="占调减项目的下一年原拟安排",
        formula="调减合计 ÷ 原拟安排合计",
        terms=("cut", "before"),
        missing="" if share is not None else "没有调减的项目",
    )


def settlement(release: Release) -> Iterator[Figure]:
    """Yield whether the cuts of last year's release stand in this year's approved budgets."""
    past, found = last_year(release), settled(release)
    where = str(past.id) if past else ""
    rows = tuple(one.project.row for one in found)
    cells = (Source(("cut", "after"), rows, "projects", where),) if past else (Source(("id",), (), "budgets"),)
    reason = "" if past else "上一年没有公布调减"
    year = release.period.year
    yield Figure(
        "prior.projects",
        len(found) if past else None,
        "个",
        f"上一年公布调减{year}年预算的项目",
        sources=cells,
        missing=reason,
    )
    yield Figure(
        "prior.cut",
        total(one.project["cut"] for one in found) if past else None,
        "万元",
        f"上一年公布的{year}年预算调减合计",
        sources=cells,
        missing=reason,
    )
    here = (Source(("id", "approved"), tuple(one.row for one in found if one.row is not None), "budgets"),)
    yield Figure(
        "prior.kept",
        sum(one.kept for one in found) if past else None,
        "个",
        f"批准的{year}年预算与调减后安排相等的项目",
        base=f"上一年公布调减{year}年预算的项目",
        formula="批准的预算＝调减后安排",
        terms=("prior.projects",),
        sources=(*here, *cells),
        missing=reason,
    )
    for one in found:
        name = one.project["name"]
        for key, title in (("after", "上一年公布的调减后安排"), ("cut", "上一年公布的调减")):
            yield Figure(
                f"prior_{key}.{one.project.id}",
                one.project[key],
                "万元",
                f"{name}：{title}",
                sources=(Source((key,), (one.project.row,), "projects", where),),
            )
        yield Figure(
            f"approved.{one.project.id}",
            one.approved,
            "万元",
            f"{name}：批准的{year}年预算",
            sources=(Source(("approved",), () if one.row is None else (one.row,), "budgets"),),
            missing="" if one.approved is not None else "本期没有列出批准的预算",
        )


def projects_of(release: Release) -> Iterator[Figure]:
    """Yield each reviewed project's budget, execution and next budget."""
    for one in projects(release):
        about, name = {"department": one.code, "project": one.id}, one["name"]
        for key, title in {"budget": "本年预算", "executed": "评审时累计执行数", **TITLES}.items():
            yield Figure(
                f"{key}.{one.id}",
                one[key],
                "万元",
                f"{name}：{title}",
                dimensions=about,
                sources=(Source((key,), (one.row,), "projects"),),
            )
        yield Figure(
            f"rate.{one.id}",
            one.rate,
            "%",
            f"{name}：评审时执行进度",
            base="占本年预算",
            dimensions=about,
            formula="累计执行数 ÷ 本年预算",
            terms=(f"executed.{one.id}", f"budget.{one.id}"),
            missing="" if one.rate is not None else "本年预算为 0，无法计算",
        )
