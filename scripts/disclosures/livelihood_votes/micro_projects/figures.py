"""Figures of a special fund (民生“微实事”专项资金): the money, the steps, then each matter, category and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.disclosures.livelihood_votes.micro_projects.fund import Fund, Matter, fund, left
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

UNPUBLISHED = "没有公布"
MONEY = {
    "fund": "年度专项资金",
    "carried_in": "上年结转",
    "returned": "余额收回财政",
    "carried_out": "余额结转下年",
}
"""Field of the fund → label."""
NOT_ENDED = "年度没有结束，还没有确定"


def compute(release: Release) -> list[Figure]:
    """Everything that the page prints, in reading order."""
    found = fund(release)
    return [
        *_counts(found),
        *_money(found),
        *_all_years(release, found),
        *(figure for one in found.matters for figure in _matter(one)),
        *_groups(release, found),
    ]


def _count(id: str, label: str, matters: Sequence[Matter], fields: tuple[str, ...]) -> Figure:
    rows = tuple(one.row for one in matters)
    return Figure(id, len(matters), "项", label, sources=(Source(fields, rows),))


def _counts(found: Fund) -> Iterator[Figure]:
    new, funded = found.new, found.funded
    open_ = [one for one in (*funded, *found.held) if not one.completed]
    yield _count("proposed", "提出的微实事项目", new, ("project",))
    yield _count(
        "suggested", "由代表建议提出的微实事项目", [one for one in new if one.cells["suggestion"]], ("suggestion",)
    )
    yield _count(
        "shortlisted", "列入初步清单的微实事项目", [one for one in new if one.cells["shortlisted"]], ("shortlisted",)
    )
    yield _count("funded", "安排资金的微实事项目", funded, ("funded",))
    yield _count("not_funded", "没有安排资金的微实事项目", [one for one in new if not one.funded], ("funded",))
    yield _count(
        "completed", "已经完成的微实事项目（本期安排的）", [one for one in funded if one.completed], ("completed",)
    )
    yield _count("held", "以前安排、上期没有完成的微实事项目", found.held, ("project",))
    yield _count("open", "安排了资金还没有完成的微实事项目", open_, ("completed",))
    yield _count(
        "late", "超过计划完成日期还没有完成的微实事项目", [one for one in open_ if one.late], ("due", "completed")
    )


def _money(found: Fund) -> Iterator[Figure]:
    for field, label in MONEY.items():
        value = found.cells[field]
        missing = "" if value is not None else NOT_ENDED if field in ("returned", "carried_out") else UNPUBLISHED
        yield Figure(field, value, "万元", label, sources=(Source((field,), (0,), "fund"),), missing=missing)
    amounts = tuple(f"amount.{one.code}" for one in found.funded)
    done = [one for one in found.funded if one.completed]
    ended = [one for one in (*found.funded, *found.held) if one.completed]
    unknown = "有的金额没有公布，合计不完整，不计算"
    for id, value, label, formula, terms in (
        ("available", found.available, "可用资金", "年度专项资金＋上年结转", ("fund", "carried_in")),
        ("allocated", found.allocated, "安排的资金合计", "本期安排的各项目金额之和", amounts),
        (
            "spent",
            found.spent,
            "完成项目的实际支出",
            "本期安排、已经完成的各项目实际支出之和",
            tuple(f"spent.{one.code}" for one in done),
        ),
        ("unallocated", found.unallocated, "没有安排的资金", "可用资金－安排的资金合计", ("available", "allocated")),
        (
            "saved",
            found.saved,
            "完成项目的结余",
            "已经完成的各项目安排金额－实际支出之和",
            tuple(f"saved.{one.code}" for one in ended),
        ),
        (
            "remainder",
            found.remainder,
            "余额",
            "没有安排的资金＋完成项目的结余；没有完成的项目，资金继续用于该项目",
            ("unallocated", "saved"),
        ),
    ):
        missing = "" if value is not None else unknown
        yield Figure(id, value, "万元", label, formula=formula, terms=terms, missing=missing)
    share = percent(found.allocated, found.available)
    yield Figure(
        "allocated_share",
        share,
        "%",
        "资金安排率",
        base="占可用资金",
        formula="安排的资金合计÷可用资金",
        terms=("allocated", "available"),
        missing="" if share is not None else "安排的资金或可用资金没有公布，或可用资金为 0",
    )
    people = total(one.cells["beneficiaries"] for one in found.funded)
    yield Figure(
        "total_beneficiaries",
        people,
        "人次",
        "安排资金的项目受益人数合计",
        formula="各项目之和；一个人可能受益于几个项目，合计不是人口数",
        terms=tuple(f"beneficiaries.{one.code}" for one in found.funded),
        missing="" if people is not None else "有的项目没有公布受益人数，合计不完整，不计算",
    )


def _all_years(release: Release, found: Fund) -> Iterator[Figure]:
    """Yield what the fund did since the first release, in this period and all before."""
    before = [fund(earlier) for earlier in release.earlier]
    years = [*before, found]
    first = release.earlier[0].period.title if before else release.period.title
    others = tuple(Source(("funded",), None, release=str(earlier.id)) for earlier in release.earlier)
    rows = tuple(one.row for one in found.funded)
    yield Figure(
        "all_funded",
        sum(len(one.funded) for one in years),
        "项",
        f"{first}以来安排资金的微实事项目",
        formula="各期新安排的项目数之和",
        sources=(*others, Source(("funded",), rows)),
    )
    for id, value, label, resource, field in (
        ("all_fund", total(one.cells["fund"] for one in years), "年度专项资金之和", "fund", "fund"),
        ("all_allocated", total(one.allocated for one in years), "安排的资金之和", "data", "amount"),
    ):
        sources = tuple(Source((field,), None, resource, str(earlier.id)) for earlier in release.earlier)
        missing = "" if value is not None else "有的金额没有公布，合计不完整，不计算"
        term = ("fund",) if id == "all_fund" else ("allocated",)
        yield Figure(
            id, value, "万元", f"{first}以来{label}", formula="各期之和", terms=term, sources=sources, missing=missing
        )


def _matter(one: Matter) -> Iterator[Figure]:
    about = {"project": one.code}
    wanted = [("asked", "万元", "估算金额"), ("beneficiaries", "人", "受益人数")]
    if one.funded:
        wanted += [("amount", "万元", "安排金额"), ("spent", "万元", "实际支出")]
    for field, unit, label in wanted:
        value = one.cells[field]
        reason = "还没有完成" if field == "spent" and not one.completed else UNPUBLISHED
        yield Figure(
            f"{field}.{one.code}",
            value,
            unit,
            f"{one.title}{label}",
            dimensions=about,
            sources=(Source((field,), (one.row,)),),
            missing="" if value is not None else reason,
        )
    if one.funded and one.completed:
        yield _left(one, about)


def _left(one: Matter, about: dict[str, str]) -> Figure:
    value: Decimal | None = left(one)
    terms = (f"amount.{one.code}", f"spent.{one.code}")
    missing = "" if value is not None else "安排金额或实际支出没有公布"
    return Figure(
        f"saved.{one.code}",
        value,
        "万元",
        f"{one.title}结余",
        dimensions=about,
        formula="安排金额－实际支出",
        terms=terms,
        missing=missing,
    )


def _groups(release: Release, found: Fund) -> Iterator[Figure]:
    """Yield matters and money by category, by who leads, and by where they lie."""
    for code, entry in release.codelists["project_categories"].items():
        named = [one for one in found.new if one.cells["category"] == code]
        if named:
            yield from _group("category", code, f"{entry.label}类", named)
    for code, entry in release.codelists["departments"].items():
        led = [one for one in found.new if one.cells["lead"] == code]
        if led:
            yield from _group("lead", code, f"{entry.label}牵头的", led)
        here = [one for one in found.new if code in one.towns]
        if here:
            yield from _group("township", code, f"{entry.label}的", here)


def _group(name: str, code: str, label: str, named: list[Matter]) -> Iterator[Figure]:
    funded = [one for one in named if one.funded]
    yield _count(f"{name}.{code}", f"{label}提出的微实事项目", named, (name,))
    yield _count(f"{name}_funded.{code}", f"{label}安排资金的微实事项目", funded, (name, "funded"))
    if name == "township" and any(len(one.towns) > 1 for one in funded):
        return
    value = total(one.cells["amount"] for one in funded)
    yield Figure(
        f"{name}_amount.{code}",
        value,
        "万元",
        f"{label}微实事项目安排的资金",
        formula="各项目安排金额之和",
        terms=tuple(f"amount.{one.code}" for one in funded),
        missing="" if value is not None else "有的金额没有公布，合计不完整，不计算",
    )
