"""Figures of government procurement (政府采购执行): plan, contracts, payment, savings, shares, by side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.procurement.purchase import (
    AMOUNTS,
    LISTS,
    METHOD,
    PREFIX,
    Purchase,
    Sum,
    add,
    by,
    purchases,
)
from scripts.measures.count import count
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

NOTHING = {
    "plan": "没有采购计划",
    "awarded": "没有成交的项目",
    "contract": "没有签订合同",
    "sme": "没有授予中小企业的合同",
}
"""Base → why a rate over it does not exist."""
RATES = (
    ("awarded_rate", "成交率", "awarded", "plan", "占采购计划", "成交项目的采购预算 ÷ 采购计划"),
    ("paid_rate", "支付率", "paid", "contract", "占合同金额", "已支付 ÷ 合同金额"),
    ("reserved_share", "预留给中小企业的份额", "reserved", "plan", "占采购计划", "预留给中小企业的采购计划 ÷ 采购计划"),
    ("sme_share", "授予中小企业的份额", "sme", "contract", "占合同金额", "授予中小企业的合同金额 ÷ 合同金额"),
    ("micro_share", "授予小微企业的份额", "micro", "sme", "占授予中小企业的合同金额", "授予小微企业 ÷ 授予中小企业"),
)
"""Id, title, part, whole, base and formula of each rate."""


def compute(release: Release) -> list[Figure]:
    """One row per department, category and method; amounts in 万元."""
    found = purchases(release)
    whole = add(found)
    figures = [*_sum(release, whole, "", "全区", {}), *_growth(release, whole)]
    for field in LISTS:
        names = release.codelists[LISTS[field]]
        for code, one in by(release, found, field).items():
            suffix, who = f".{PREFIX[field]}-{code}", names.label(code)
            figures += _sum(release, one, suffix, who, {field: code})
            figures.append(_share(whole, one, suffix, who, {field: code}))
    return [*figures, *_cross(release, found), *_reserved(release), *_sole(release)]


def _cross(release: Release, found: list[Purchase]) -> Iterator[Figure]:
    """Yield the contracts of each category by each method that either has, and their part of the category's."""
    categories, methods = release.codelists[LISTS["category"]], release.codelists[LISTS["method"]]
    for category, whole in by(release, found, "category").items():
        for method in by(release, found, "method"):
            one = add(p for p in found if (p.keys["category"], p.keys["method"]) == (category, method))
            suffix, about = f".c-{category}.m-{method}", {"category": category, "method": method}
            who = f"{categories.label(category)}用{methods.label(method)}采购的合同金额"
            yield Figure(
                f"contract{suffix}",
                one.amounts["contract"],
                "万元",
                who,
                dimensions=about,
                formula="合同金额之和",
                sources=(Source(("contract",), one.rows),),
            )
            share = percent(one.amounts["contract"], whole.amounts["contract"])
            yield Figure(
                f"share{suffix}",
                share,
                "%",
                who,
                f"占{categories.label(category)}的合同金额",
                0,
                about,
                "合同金额 ÷ 这一类采购的合同金额",
                (f"contract{suffix}", f"contract.c-{category}"),
                missing="" if share is not None else NOTHING["contract"],
            )


def _sum(release: Release, one: Sum, suffix: str, who: str, about: dict[str, str]) -> Iterator[Figure]:
    method = release.method(METHOD)
    rows = one.rows
    yield Figure(
        f"projects{suffix}", one.projects, "个", f"{who}成交的采购项目", dimensions=about,
        formula="成交项目数之和", sources=(Source(("projects",), rows),),
    )  # fmt: skip
    for field, title in AMOUNTS.items():
        yield Figure(
            f"{field}{suffix}",
            one.amounts[field],
            "万元",
            f"{who}{title}",
            dimensions=about,
            formula=f"{title}之和",
            sources=(Source((field,), rows),),
        )
    yield Figure(
        f"saved{suffix}",
        one.saved,
        "万元",
        f"{who}节约金额（负数是合同大于预算）",
        dimensions=about,
        formula="成交项目的采购预算 − 合同金额",
        terms=(f"awarded{suffix}", f"contract{suffix}"),
        method=METHOD,
    )
    yield Figure(
        f"savings_rate{suffix}",
        one.savings_rate,
        "%",
        f"{who}节约率",
        "占成交项目的采购预算",
        dimensions=about,
        formula="（成交项目的采购预算 − 合同金额）÷ 成交项目的采购预算",
        terms=(f"saved{suffix}", f"awarded{suffix}"),
        method=METHOD,
        missing="" if one.savings_rate is not None else NOTHING["awarded"],
    )
    for id, title, part, base, words, formula in RATES:
        value = percent(one.amounts[part], one.amounts[base])
        limit = method.number("reserved_percent") if id == "reserved_share" else None
        yield Figure(
            f"{id}{suffix}",
            value,
            "%",
            f"{who}{title}",
            words,
            faithful_places(value, [limit]) if value is not None and limit is not None else None,
            about,
            formula,
            (f"{part}{suffix}", f"{base}{suffix}"),
            method=METHOD,
            missing="" if value is not None else NOTHING[base],
            status="" if limit is None else _level(value, limit),
        )


def _level(value: Decimal | None, limit: Decimal) -> str:
    return "none" if value is None else "ok" if value >= limit else "warn10"


def _share(whole: Sum, one: Sum, suffix: str, who: str, about: dict[str, str]) -> Figure:
    value = percent(one.amounts["contract"], whole.amounts["contract"])
    return Figure(
        f"share{suffix}",
        value,
        "%",
        f"{who}的合同金额",
        "占全区合同金额",
        dimensions=about,
        formula="合同金额 ÷ 全区合同金额",
        terms=(f"contract{suffix}", "contract"),
        missing="" if value is not None else NOTHING["contract"],
    )


def _growth(release: Release, whole: Sum) -> Iterator[Figure]:
    last = next((one for one in reversed(release.earlier) if str(one.period) == str(release.period.previous)), None)
    before = add(purchases(last)).amounts["contract"] if last else None
    value = None if before is None else percent(whole.amounts["contract"] - before, before)
    sources = (Source(("contract",), release=str(last.id)),) if last else ()
    reason = "上一年没有公布" if last is None else "上一年合同金额为 0"
    yield Figure(
        "growth",
        value,
        "%",
        "全区合同金额比上年增长",
        "占上年合同金额",
        formula="（本年合同金额 − 上年合同金额）÷ 上年合同金额",
        terms=("contract",),
        sources=sources,
        missing="" if value is not None else reason,
    )


def _reserved(release: Release) -> Iterator[Figure]:
    limit = release.method(METHOD).number("reserved_percent")
    units = by(release, purchases(release), "department")
    planned = {code: percent(one.amounts["reserved"], one.amounts["plan"]) for code, one in units.items()}
    known = {code: share for code, share in planned.items() if share is not None}
    low = [code for code, share in known.items() if share < limit]
    yield Figure(
        "low_reserved",
        len(low),
        "个",
        f"预留给中小企业的份额低于 {limit}% 的部门和乡镇街道",
        f"{len(known)} 个有采购计划的部门和乡镇街道",
        formula="预留份额低于口径比例的个数",
        terms=tuple(f"reserved_share.d-{code}" for code in low),
        method=METHOD,
        status="warn10" if low else "ok",
    )
    yield Figure(
        "departments", len(units), "个", "有政府采购的部门和乡镇街道", formula="采购执行表中的部门个数",
        sources=(Source(("department",)),),
    )  # fmt: skip


def _sole(release: Release) -> Iterator[Figure]:
    table = release.tables["sole_source"]
    rows = list(table.rows())
    yield count(
        "sole", [row for row, _ in rows], "单一来源采购项目", ("id",), unit="个", resource="sole_source", method=METHOD
    )
    amount = sum((cells["contract"] for _, cells in rows), Decimal(0))
    whole = add(purchases(release)).amounts["contract"]
    yield Figure(
        "sole_contract",
        amount,
        "万元",
        "单一来源采购的合同金额",
        formula="逐项公布的合同金额之和",
        sources=(Source(("contract",), resource="sole_source"),),
        method=METHOD,
    )
    value = percent(amount, whole)
    yield Figure(
        "sole_share",
        value,
        "%",
        "单一来源采购的合同金额",
        "占全区合同金额",
        formula="单一来源采购的合同金额 ÷ 全区合同金额",
        terms=("sole_contract", "contract"),
        method=METHOD,
        missing="" if value is not None else NOTHING["contract"],
    )
    for row, cells in rows:
        about = {"department": cells["department"]}
        yield Figure(
            f"sole_contract.{cells['id']}",
            cells["contract"],
            "万元",
            f"{cells['name']}的合同金额",
            dimensions=about,
            sources=(Source(("contract",), (row,), "sole_source"),),
        )
        added = percent(cells["contract"], cells["original_contract"])
        if added is not None:
            yield Figure(
                f"addition.{cells['id']}",
                added,
                "%",
                f"{cells['name']}添购的合同金额",
                "占原合同采购金额",
                faithful_places(added, [release.method(METHOD).number("addition_percent")]),
                about,
                "添购的合同金额 ÷ 原合同采购金额",
                sources=(Source(("contract", "original_contract"), (row,), "sole_source"),),
                method=METHOD,
            )
