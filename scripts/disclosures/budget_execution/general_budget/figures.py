"""Figures of the monthly bulletin (一般公共预算收支快报): totals, subjects, industries, land, other districts."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.general_budget.line import LAND, TAX, Block, Line, block, blocks
from scripts.measures.change import Growth, growth
from scripts.measures.ranking import rank
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

GROWTH_BASE = "比上年同期累计数"
FORMULA = "（累计数 − 上年同期累计数）÷ 上年同期累计数"
NO_BUDGET = "没有列预算"
ZERO_BUDGET = "预算为 0，无法计算"
AMOUNTS = {
    "original": ("original_budget", "年初预算", NO_BUDGET),
    "adjusted": ("adjusted_budget", "调整预算", "没有调整"),
    "month": ("month", "本月数", ""),
    "cumulative": ("cumulative", "累计数", ""),
    "last": ("last_cumulative", "上年同期累计数", "没有上年同期数"),
}


def compute(release: Release) -> list[Figure]:
    """One row per subject; amounts in 万元, cumulative since the start of the year."""
    found = blocks(release)
    figures: list[Figure] = []
    for one in found:
        figures += _totals(one) if one.lines else []
    figures += [_tax_share(release), *_bulletin(release)]
    for one in found:
        for line in one.lines:
            figures += _line(one, line)
    return [*figures, *_industries(release), *_peers(release)]


def _growth(id: str, label: str, found: Growth, terms: tuple[str, ...], sources: tuple[Source, ...] = ()) -> Figure:
    return Figure(
        id, found.value, "%", label, GROWTH_BASE, formula=FORMULA, terms=terms, sources=sources, missing=found.missing
    )


def _totals(one: Block) -> list[Figure]:
    figures = []
    resource = "funds" if one.name.startswith("funds") else "data"
    rows = tuple(line.row for line in one.top())
    for key, (field, title, reason) in AMOUNTS.items():
        values = [_adjusted(one, line) if key == "adjusted" else getattr(line, key) for line in one.lines]
        value = one.total(values)
        missing = reason if key == "adjusted" and not one.adjusted else f"有科目{reason}，合计不计算"
        figures.append(
            Figure(
                f"{one.name}.{key}",
                value if key != "adjusted" or one.adjusted else None,
                "万元",
                f"{one.title}{title}",
                formula=f"各类{title}之和" + ("，没有调整的科目取年初预算" if key == "adjusted" else ""),
                sources=(Source((field,), rows, resource),),
                missing="" if value is not None and (key != "adjusted" or one.adjusted) else missing,
            )
        )
    base = "adjusted" if one.adjusted else "original"
    rate = percent(figures[3].value, figures[1 if one.adjusted else 0].value)
    return [
        *figures,
        Figure(
            f"{one.name}.rate",
            rate,
            "%",
            f"{one.title}完成预算",
            one.base,
            formula=f"累计数 ÷ {AMOUNTS[base][1]}",
            terms=(f"{one.name}.cumulative", f"{one.name}.{base}"),
            missing="" if rate is not None else ZERO_BUDGET if figures[0].value == 0 else "预算不全，不计算",
        ),
        _growth(f"{one.name}.growth", f"{one.title}同比", one.growth, (f"{one.name}.cumulative", f"{one.name}.last")),
    ]


def _adjusted(one: Block, line: Line) -> Decimal | None:
    return one.budget(line) if one.adjusted else None


def _line(one: Block, line: Line) -> list[Figure]:
    about = {"code": line.code}
    resource = "funds" if one.name.startswith("funds") else "data"
    who = f"{line.name}" if one.name != "funds_in" or line.code != LAND else "土地出让收入"
    figures = [
        Figure(
            f"{key}.{line.id}",
            getattr(line, key),
            "万元",
            f"{who}{title}",
            dimensions=about,
            sources=(Source((field,), (line.row,), resource),),
            missing="" if getattr(line, key) is not None else reason,
        )
        for key, (field, title, reason) in AMOUNTS.items()
    ]
    rate, base = one.rate(line), "original" if line.adjusted is None else "adjusted"
    return [
        *figures,
        Figure(
            f"rate.{line.id}",
            rate,
            "%",
            f"{who}完成预算",
            one.base,
            dimensions=about,
            formula=f"累计数 ÷ {AMOUNTS[base][1]}",
            terms=(f"cumulative.{line.id}", f"{base}.{line.id}"),
            missing="" if rate is not None else NO_BUDGET if one.budget(line) is None else ZERO_BUDGET,
        ),
        _growth(f"growth.{line.id}", f"{who}同比", line.growth, (f"cumulative.{line.id}", f"last.{line.id}")),
    ]


def _tax_share(release: Release) -> Figure:
    revenue = block(release, "revenue")
    tax = next((line for line in revenue.lines if line.code == TAX), None)
    whole = revenue.total([line.cumulative for line in revenue.lines])
    share = percent(tax.cumulative, whole) if tax and whole is not None and whole > 0 else None
    return Figure(
        "tax_share",
        share,
        "%",
        "税收收入占一般公共预算收入",
        "占一般公共预算收入累计数",
        formula="税收收入累计数 ÷ 一般公共预算收入累计数",
        terms=(f"cumulative.{TAX}", "revenue.cumulative") if tax else (),
        missing="" if share is not None else "没有列税收收入，或收入合计不大于 0",
    )


def _bulletin(release: Release) -> list[Figure]:
    table = release.tables["bulletin"]
    reported = max((cells["reported"] for _, cells in table.rows()), default=None)
    days = None if reported is None else (reported - release.period.end).days
    return [
        Figure(
            "reported_days",
            days,
            "日",
            "月末后第几日报送快报",
            formula="报送日期 − 月末",
            sources=(Source(("reported",), None, "bulletin"),),
            missing="" if days is not None else "没有写报送日期",
        )
    ]


def _industries(release: Release) -> list[Figure]:
    table, names = release.tables["industry"], release.codelists["industries"]
    figures: list[Figure] = []
    whole = sum((cells["cumulative"] for _, cells in table.rows()), Decimal(0))
    for row, cells in table.rows():
        code, about = cells["industry"], {"industry": cells["industry"]}
        who, sources = f"{names.label(code)}税收", (Source(("cumulative",), (row,), "industry"),)
        share = percent(cells["cumulative"], whole) if whole > 0 else None
        found = growth(cells["cumulative"], cells["last_cumulative"], comparable=cells["comparable"])
        figures += [
            Figure(f"industry.{code}", cells["cumulative"], "万元", f"{who}累计数", dimensions=about, sources=sources),
            Figure(
                f"industry_last.{code}",
                cells["last_cumulative"],
                "万元",
                f"{who}上年同期累计数",
                dimensions=about,
                sources=(Source(("last_cumulative",), (row,), "industry"),),
                missing="" if cells["last_cumulative"] is not None else "没有上年同期数",
            ),
            Figure(
                f"industry_share.{code}",
                share,
                "%",
                f"{who}占各行业税收",
                "占各行业税收累计数之和",
                dimensions=about,
                formula="本行业累计数 ÷ 各行业累计数之和",
                sources=(Source(("cumulative",), None, "industry"),),
                missing="" if share is not None else "各行业税收之和不大于 0",
            ),
            _growth(f"industry_growth.{code}", f"{who}同比", found, (f"industry.{code}", f"industry_last.{code}")),
        ]
    return figures


def _peers(release: Release) -> list[Figure]:
    table, names = release.tables["peers"], release.codelists["peer_districts"]
    figures: list[Figure] = []
    rates: dict[str, Decimal | None] = {"": block(release, "revenue").growth.value}
    for row, cells in table.rows():
        code, who = cells["district"], names.label(cells["district"])
        found = growth(cells["cumulative"], cells["last_cumulative"], comparable=cells["comparable"])
        rates[code] = found.value
        source = Source(("cumulative",), (row,), "peers")
        figures += [
            Figure(
                f"peer.{code}",
                cells["cumulative"],
                "万元",
                f"{who}一般公共预算收入累计数",
                dimensions={"district": code},
                sources=(source,),
                missing="" if cells["cumulative"] is not None else "该区没有公开",
            ),
            _growth(
                f"peer_growth.{code}",
                f"{who}一般公共预算收入同比",
                found,
                (f"peer.{code}",),
                (Source(("last_cumulative",), (row,), "peers"),),
            ),
        ]
    if len(table) and all(rate is not None for rate in rates.values()):
        place, missing = rank(rates)[""], ""
    else:
        place, missing = None, "没有比较的城区" if not len(table) else "有城区的同比不能计算，不排名次"
    return [
        *figures,
        Figure(
            "peer_rank",
            place,
            "名",
            "本区一般公共预算收入同比在比较的各区中的名次",
            f"本区和比较的 {len(table)} 个区",
            formula="按同比由高到低，并列同名次",
            terms=("revenue.growth", *(f"peer_growth.{code}" for code in rates if code)),
            missing=missing,
        ),
    ]
