"""Groups of projects: the figures of each major policy (重大政策), of the rest, and of each department."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.project_execution.line import AMOUNTS, METHOD, NO_BUDGET, Line
from scripts.measures.count import count
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

REST = "rest"
"""Stands for the projects that belong to no major policy."""
REST_TITLE = "其他重点项目"


def grouped(found: list[Line]) -> dict[str, list[Line]]:
    """Return code of the policy, or ``REST``, → its projects in file order; the rest comes last."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(found, key=lambda line: not line.policy):
        groups.setdefault(line.policy or REST, []).append(line)
    return groups


def policy_title(release: Release, code: str) -> str:
    """Return the name of a policy, or of the rest."""
    return REST_TITLE if code == REST else release.codelists["major_policies"].label(code)


def policies(release: Release, found: list[Line]) -> Iterator[Figure]:
    """Yield the figures of each policy and of the rest."""
    groups = grouped(found)
    named = [code for code in groups if code != REST]
    yield Figure(
        "policies", len(named), "项", "有项目列入公开的重大政策", formula="预算项目所属的重大政策的项数",
        sources=(Source(("policy",)),),
    )  # fmt: skip
    for code, members in groups.items():
        about = {} if code == REST else {"policy": code}
        yield from _group(f"policy-{code}", policy_title(release, code), members, about)


def departments(release: Release, found: list[Line]) -> Iterator[Figure]:
    """Yield the figures of each department, with the part of its budget that is told of here."""
    names, table = release.codelists["departments"], release.tables["departments"]
    for row, cells in table.rows():
        code = cells["department"]
        members, who = [line for line in found if line.department == code], names.label(code)
        about = {"department": code}
        yield from _group(f"d-{code}", who, members, about)
        budget, part = cells["budget"], total(line.amounts["adjusted"] for line in members)
        yield Figure(
            f"budget.d-{code}",
            budget,
            "万元",
            f"{who}部门调整预算",
            dimensions=about,
            sources=(Source(("budget",), (row,), "departments"),),
        )
        share = percent(part, budget)
        yield Figure(
            f"share.d-{code}",
            share,
            "%",
            f"{who}列入公开的项目",
            "占部门调整预算",
            dimensions=about,
            formula="列入公开的项目调整预算 ÷ 部门调整预算",
            terms=(f"adjusted.d-{code}", f"budget.d-{code}"),
            missing="" if share is not None else "部门调整预算为 0，无法计算",
        )


def _group(suffix: str, who: str, members: list[Line], about: dict[str, str]) -> Iterator[Figure]:
    rows = tuple(line.row for line in members)
    silent = sum(not line.reported for line in members)
    reason = f"{silent} 个项目本期未报告，不计算" if silent else NO_BUDGET
    yield count(f"projects.{suffix}", rows, f"{who}的项目", ("project",), unit="个", about=about)
    sums = {key: total(line.amounts[key] for line in members) for key in AMOUNTS}
    for key, (field, title) in AMOUNTS.items():
        yield Figure(
            f"{key}.{suffix}",
            sums[key],
            "万元",
            f"{who}的项目{title}",
            dimensions=about,
            formula=f"所属各项目{title}之和",
            sources=(Source((field,), rows),),
            missing="" if sums[key] is not None else reason,
        )
    rate = percent(sums["paid"], sums["adjusted"])
    yield Figure(
        f"rate.{suffix}",
        rate,
        "%",
        f"{who}的项目支付进度",
        "占调整预算",
        dimensions=about,
        formula="所属项目累计支付数 ÷ 所属项目调整预算",
        terms=(f"paid.{suffix}", f"adjusted.{suffix}"),
        missing="" if rate is not None else reason,
    )
    slow = [line.row for line in members if line.slow]
    fields = ("paid", "adjusted_budget", "works")
    base = f"{len(members)} 个项目"
    yield count(f"slow.{suffix}", slow, f"{who}支付慢的项目", fields, unit="个", base=base, method=METHOD, about=about)
