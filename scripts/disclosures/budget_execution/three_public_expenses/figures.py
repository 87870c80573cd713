"""Figures of the “three public” expenses: amounts by item and unit, change on the year, counts and averages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    BEFORE,
    ITEMS,
    LEAVES,
    METHOD,
    Outlay,
    district,
    stage,
    stated,
)
from scripts.disclosures.budget_execution.three_public_expenses.unit import (
    AVERAGES,
    COUNTS,
    EMPTY,
    MISSING,
    SPENDING,
    Unit,
    average,
    counted,
    of_state,
    units,
)
from scripts.measures.count import count
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

NOT_STATED = {
    "previous_budget": "没有列",
    "previous_final": "上年决算尚未批准或没有列",
    "budget": "没有列",
    "adjusted": "没有调整",
    "final": "决算尚未批准",
}
WHOLE = "全区"


def compute(release: Release) -> list[Figure]:
    """Six rows per unit and six for the district; amounts in 万元, averages in 元."""
    found, whole = units(release), district(release)
    figures = []
    for item, line in whole.items():
        figures += _amounts(line, item, WHOLE, tuple(AMOUNTS), {}, "district")
        figures += [*_changes(release, line, item, WHOLE, {}), _used(line, item, WHOLE, {})]
    figures += [*_states(release, found), *_physical(release, found, whole)]
    for one in found:
        figures += _unit(release, one)
    return figures


def _said(item: str) -> str:
    return "“三公”经费" if item == "total" else ITEMS[item]


def _amounts(
    line: Outlay, suffix: str, who: str, names: tuple[str, ...], about: Mapping[str, str], resource: str
) -> list[Figure]:
    figures = []
    for name in names:
        value = line.amounts[name]
        sources = () if line.row is None else (Source((name,), (line.row,), resource),)
        figures.append(
            Figure(
                f"{name}.{suffix}",
                value,
                "万元",
                f"{who}{_said(line.item)}{AMOUNTS[name]}",
                dimensions=about,
                formula="" if sources else "申报为空表，按 0 计",
                sources=sources,
                missing="" if value is not None else NOT_STATED[name],
            )
        )
    return figures


def _changes(release: Release, line: Outlay, suffix: str, who: str, about: Mapping[str, str]) -> list[Figure]:
    """Return the changes of every stage reached, each under its own id: the budget's stay when the final ones come."""
    stages = ("budget", "final") if stage(release) == "final" else ("budget",)
    return [figure for at in stages for figure in _change(release, replace(line, stage=at), suffix, who, about)]


def _change(release: Release, line: Outlay, suffix: str, who: str, about: Mapping[str, str]) -> list[Figure]:
    method, at, before = release.method(METHOD), line.stage, BEFORE[line.stage]
    said = f"{who}{_said(line.item)}{AMOUNTS[at]}比{AMOUNTS[before].removesuffix('数')}"
    unknown = NOT_STATED[before] if line.before is None else "没有列" if line.now is None else ""
    places = None if line.rate is None else faithful_places(abs(line.rate), [method.number("reason_percent")])
    return [
        Figure(
            f"{at}_change.{suffix}",
            line.change,
            "万元",
            f"{said}多（负数是少）",
            dimensions=about,
            formula=f"{AMOUNTS[at]} − {AMOUNTS[before]}",
            terms=(f"{at}.{suffix}", f"{before}.{suffix}"),
            missing=unknown,
        ),
        Figure(
            f"{at}_change_rate.{suffix}",
            line.rate,
            "%",
            f"{said}的增减率",
            f"占{AMOUNTS[before]}",
            places,
            about,
            f"（{AMOUNTS[at]} − {AMOUNTS[before]}）÷ {AMOUNTS[before]}",
            (f"{at}_change.{suffix}", f"{before}.{suffix}"),
            method=METHOD,
            missing="" if line.rate is not None else unknown or "上年为 0 或负数，无法计算",
            status="warn20" if line.reached(method) else "ok",
        ),
    ]


def _used(line: Outlay, suffix: str, who: str, about: Mapping[str, str]) -> Figure:
    value = percent(line.amounts["final"], line.limit)
    base = "budget" if line.amounts["adjusted"] is None else "adjusted"
    missing = "预算为 0，无法计算" if line.amounts["final"] is not None else NOT_STATED["final"]
    return Figure(
        f"used.{suffix}",
        value,
        "%",
        f"{who}{_said(line.item)}决算数占{AMOUNTS[base]}的百分比",
        f"占{AMOUNTS[base].removesuffix('数')}",
        dimensions=about,
        formula=f"决算数 ÷ {AMOUNTS[base]}",
        terms=(f"final.{suffix}", f"{base}.{suffix}"),
        method=METHOD,
        missing="" if value is not None else missing,
        status="warn30" if line.over else "",
    )


def _states(release: Release, found: list[Unit]) -> list[Figure]:
    def states(id: str, chosen: list[Unit], label: str, base: str = "") -> Figure:
        rows = [one.row for one in chosen]
        return count(id, rows, label, ("state",), unit="个", resource="departments", base=base)

    base = f"应公开的 {len(found)} 个部门和乡镇街道"
    over = [one for one in found if one.total is not None and one.total.over]
    final = stage(release) == "final"
    return [
        states("departments", found, "应公开“三公”经费的部门和乡镇街道"),
        states("spending", of_state(found, SPENDING), "有“三公”经费的部门和乡镇街道", base),
        states("empty", of_state(found, EMPTY), "“三公”经费为 0、列出空表的部门和乡镇街道", base),
        states("missing", of_state(found, MISSING), "“三公”经费缺表的部门和乡镇街道", base),
        *(_large(release, found, at, base) for at in (("budget", "final") if final else ("budget",))),
        Figure(
            "over",
            len(over) if final else None,
            "个",
            "“三公”经费决算超过预算的部门和乡镇街道",
            base,
            formula="合计决算数大于预算数（有调整预算的，大于调整预算数）的个数",
            terms=tuple(f"used.total.d-{one.code}" for one in over),
            method=METHOD,
            missing="" if final else NOT_STATED["final"],
            status="warn30" if over else "",
        ),
    ]


def _large(release: Release, found: list[Unit], at: str, base: str) -> Figure:
    method, said = release.method(METHOD), f"{AMOUNTS[at]}比{AMOUNTS[BEFORE[at]].removesuffix('数')}"
    large = [one for one in found if one.total is not None and replace(one.total, stage=at).reached(method)]
    return Figure(
        f"{at}_large",
        len(large),
        "个",
        f"“三公”经费{said}增减达到须写明原因的界限的部门和乡镇街道",
        base,
        formula=f"合计增减率达到 {method['reason_percent']}% 且增减额达到 {method['reason_amount']} 万元的个数",
        terms=tuple(f"{at}_change_rate.total.d-{one.code}" for one in large),
        method=METHOD,
        status="warn20" if large else "ok",
    )


def _physical(release: Release, found: list[Unit], whole: Mapping[str, Outlay]) -> list[Figure]:
    final, absent = stage(release) == "final", len(of_state(found, MISSING))
    figures = []
    for name, (title, unit, _) in COUNTS.items():
        value = counted(found, name) if final else None
        reason = f"{absent} 个部门缺表" if absent else "有部门没有填"
        figures.append(
            Figure(
                name,
                value,
                unit,
                f"{WHOLE}{title}",
                formula="各部门之和",
                sources=(Source((name,), resource="departments"),),
                missing="" if value is not None else reason if final else NOT_STATED["final"],
            )
        )
    return [*figures, *_averages(figures, {item: line.amounts["final"] for item, line in whole.items()}, "", WHOLE, {})]


def _averages(
    counts: list[Figure], money: Mapping[str, Decimal | None], suffix: str, who: str, about: Mapping[str, str]
) -> list[Figure]:
    known = {figure.id.removesuffix(suffix): figure for figure in counts}
    figures = []
    for item, (title, name) in AVERAGES.items():
        divisor = known[name]
        value = average(money[item], None if divisor.value is None else int(divisor.value))
        said = COUNTS[name][0]
        figures.append(
            Figure(
                f"average.{item}{suffix}",
                value,
                "元",
                f"{who}{title}",
                f"按{said}",
                dimensions=about,
                formula=f"{ITEMS[item]}决算数 × 10000 ÷ {said}",
                terms=(f"final.{item}{suffix}", divisor.id),
                method=METHOD,
                missing="" if value is not None else divisor.missing or f"{said}为 0",
            )
        )
    return figures


def _unit(release: Release, one: Unit) -> list[Figure]:
    about = {"department": one.code}
    if one.total is None:
        now = stage(release)
        return [
            Figure(
                f"{now}.total.d-{one.code}",
                None,
                "万元",
                f"{one.name}“三公”经费{AMOUNTS[now]}",
                dimensions=about,
                sources=(Source(("state", "explanation"), (one.row,), "departments"),),
                missing=f"缺表：{one.explanation}",
            )
        ]
    figures = []
    for item, line in one.items.items():
        suffix = f"{item}.d-{one.code}"
        figures += _amounts(line, suffix, one.name, _shown(release, item), about, "data")
        if item == "total":
            figures += [*_changes(release, line, suffix, one.name, about), _used(line, suffix, one.name, about)]
    if stage(release) == "final":
        rows = (one.row,)
        counts = [
            Figure(
                f"{name}.d-{one.code}",
                one.counts[name],
                unit,
                f"{one.name}{title}",
                dimensions=about,
                sources=(Source((name,), rows, "departments"),),
                missing="" if one.counts[name] is not None else "没有填",
            )
            for name, (title, unit, _) in COUNTS.items()
        ]
        money = {item: line.amounts["final"] for item, line in one.items.items() if item in LEAVES}
        figures += [*counts, *_averages(counts, money, f".d-{one.code}", one.name, about)]
    return figures


def _shown(release: Release, item: str) -> tuple[str, ...]:
    """Return the amounts that are figures of a unit: all of the total, of the items those of the stages reached."""
    if item == "total":
        return tuple(AMOUNTS)
    return tuple(name for name in ("previous_budget", "previous_final", "budget", "final") if name in stated(release))
