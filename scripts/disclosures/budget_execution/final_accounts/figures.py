"""Figures of the final accounts (决算与预决算差异): five phases apart, differences with their base."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.final_accounts.account import (
    AMOUNTS,
    METHOD,
    PHASES,
    Account,
    departments,
    functions,
    functions_total,
)
from scripts.measures.ratio import percent
from scripts.measures.subject import tops
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

NOT_STATED = {
    "draft": "没有列草案数",
    "original": "没有列",
    "adjusted": "没有调整",
    "executed": "没有列执行数",
    "final": "没有列",
}


def compute(release: Release) -> list[Figure]:
    """One row per subject and one per department; amounts in 万元."""
    subjects, units = functions(release), departments(release)
    whole = functions_total(subjects)
    first = set(tops([one.code for one in subjects]))
    rows = tuple(one.row for one in subjects if one.code in first and one.row is not None)
    figures = _account(release, whole, "", "一般公共预算支出", "data", rows)
    figures += [
        _completion("of_original", whole.final, whole.original, "original", "占年初预算"),
        _completion("of_adjusted", whole.final, whole.adjusted, "adjusted", "占调整预算"),
        *_counts(release, subjects, units),
    ]
    for one in subjects:
        figures += _account(release, one, f".{one.code}", one.name, "data", (one.row or 0,))
    for one in units:
        figures += _account(release, one, f".d-{one.code}", one.name, "departments", (one.row or 0,))
    return figures


def _completion(id: str, final: Decimal | None, budget: Decimal | None, term: str, base: str) -> Figure:
    rate = percent(final, budget)
    return Figure(
        id,
        rate,
        "%",
        f"一般公共预算支出决算数{base}的百分比",
        base,
        formula=f"决算数 ÷ {AMOUNTS[term]}",
        terms=("final", term),
        missing="" if rate is not None else "没有调整" if budget is None else "预算为 0，无法计算",
    )


def _account(
    release: Release, one: Account, suffix: str, who: str, resource: str, rows: tuple[int, ...]
) -> list[Figure]:
    method = release.method(METHOD)
    about = {} if not suffix else {"department" if suffix.startswith(".d-") else "code": one.code}
    total = "" if suffix else "各类之和"
    figures = [
        Figure(
            f"{key}{suffix}",
            getattr(one, key),
            "万元",
            f"{who}{title}",
            dimensions=about,
            formula=total,
            sources=(Source((key,), rows, resource),),
            missing="" if getattr(one, key) is not None else NOT_STATED[key],
        )
        for key, title in AMOUNTS.items()
    ]
    rate = one.rate
    threshold = method.number("reason_percent")
    places = None if rate is None else faithful_places(abs(rate), [threshold])
    level = "warn20" if one.reached(method) else "ok"
    return [
        *figures,
        Figure(
            f"difference{suffix}",
            one.difference,
            "万元",
            f"{who}决算数比年初预算数多（负数是少）",
            dimensions=about,
            formula="决算数 − 年初预算数",
            terms=(f"final{suffix}", f"original{suffix}"),
            missing="" if one.difference is not None else "有一个数没有列",
        ),
        Figure(
            f"difference_rate{suffix}",
            rate,
            "%",
            f"{who}预决算差异率",
            "占年初预算",
            places,
            about,
            "（决算数 − 年初预算数）÷ 年初预算数",
            (f"difference{suffix}", f"original{suffix}"),
            method=METHOD,
            missing="" if rate is not None else "年初预算为 0，无法计算",
            status=level if suffix else "",
        ),
    ]


def _counts(release: Release, subjects: list[Account], units: list[Account]) -> list[Figure]:
    method = release.method(METHOD)
    found = []
    first = tops([one.code for one in subjects])
    for id, what, accounts, prefix in (
        ("large", "类支出", [one for one in subjects if one.code in first], ""),
        ("large_departments", "个部门和乡镇街道", units, "d-"),
    ):
        large = [one for one in accounts if one.reached(method)]
        found.append(
            Figure(
                id,
                len(large),
                "类" if id == "large" else "个",
                f"预决算差异率达到 {method['reason_percent']}% 的{what.removeprefix('个')}",
                f"{len(accounts)} {what}",
                formula="差异率的绝对值达到界限的个数",
                terms=tuple(f"difference_rate.{prefix}{one.code}" for one in large),
                method=METHOD,
                status="warn20" if large else "ok",
            )
        )
    phases = [key for key in PHASES if any(getattr(one, key) is not None for one in subjects)]
    return [
        *found,
        Figure("phases", len(phases), "个", "列出的预算阶段", formula="按功能分类有数的阶段的个数"),
    ]
