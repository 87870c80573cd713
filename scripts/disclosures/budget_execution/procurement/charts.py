"""Pictures of government procurement (政府采购执行)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.budget_execution.procurement.purchase import METHOD
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.release import Release

MOST = 30
"""So many departments are one picture that can be read; the table holds all."""


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Stages, methods, what is bought how, departments, small firms, and the years where there are two."""
    year = release.period.title
    charts = {
        "stages": marks.bars(
            grids["stages"].select(["name", "amount"]),
            label="name",
            value="amount",
            measured=f"{year}全区政府采购，万元",
            description=f"采购计划 {figures['plan'].words}，签订合同 {figures['contract'].words}，"
            f"已支付 {figures['paid'].words}。",
        ),
        "methods": _methods(grids["methods"], figures, year),
        "mix": _mix(grids["mix"], figures, grids["categories"], year),
        "departments": _departments(grids["departments"], year),
        "small": _small(release, figures, grids["small"], year),
    }
    if len(grids["history"].rows) > 1:
        charts["history"] = _history(grids["history"])
    return charts


def _methods(grid: Grid, figures: Figures, year: str) -> Chart:
    rows = []
    for name, amount, share, count in list(
        zip(*(grid.cells(key) for key in ("name", "contract", "share", "projects")), strict=True)
    )[:-1]:
        rows.append((name, amount, Cell(f"{share.text}%，{count.text} 个", "")))
    columns = (grid.columns[0], grid.column("contract"), Column("note", "占合同金额"))
    top, amount, note = (cell.text for cell in rows[0])
    said = f"{len(rows)} 种方式中，{top}最多，{amount} 万元，占 {note.partition('，')[0]}；"
    said += f"单一来源 {figures['sole_contract'].words}，占 {figures['sole_share'].text}。"
    return marks.bars(
        Grid("各种采购方式的合同金额", columns, tuple(rows)),
        label="name",
        value="contract",
        note="note",
        measured=f"{year}合同金额，万元，由多到少；右边是占全区合同金额的百分比和成交项目数",
        description=said,
    )


def _mix(grid: Grid, figures: Figures, categories: Grid, year: str) -> Chart:
    first, head = grid.columns[1], categories.cells("contract")
    amounts = {name.text: amount.text for name, amount in zip(categories.cells("name"), head, strict=True)}
    said = "；".join(
        f"{name.text} {amounts[name.text]} 万元，{first.title}占 {figures[share.figure].text}"
        for name, share in zip(grid.cells("name"), grid.cells(first.key), strict=True)
    )
    return marks.stacks(
        grid,
        label="name",
        parts=[column.key for column in grid.columns[1:]],
        colours=(*theme.SERIES, theme.INK),
        measured=f"{year}各种采购方式的合同金额占这一类采购合同金额的百分比，%；窄处的数见表",
        description=f"{said}。",
    )


def _cut(rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], str]:
    """Return the rows drawn, and what is said where they are not all."""
    return rows[:MOST], f"；画出 {MOST} 个，其余见表" if len(rows) > MOST else ""


def _departments(grid: Grid, year: str) -> Chart:
    every: list[tuple[Cell, ...]] = []
    for name, amount, rate in zip(*(grid.cells(key) for key in ("name", "contract", "savings_rate")), strict=True):
        note = "没有成交" if rate.value is None else f"节约率 {rate.text}%"
        every.append((name, amount, Cell(note, note)))
    rows, rest = _cut(every)
    columns = (grid.columns[0], grid.column("contract"), Column("note", "节约率"))
    return marks.bars(
        Grid("各部门的合同金额", columns, tuple(rows)),
        label="name",
        value="contract",
        note="note",
        measured=f"{year}合同金额，万元，由多到少；右边是节约率（占成交项目的采购预算）{rest}",
        description=f"{len(every)} 个部门和乡镇街道中，{rows[0][0].text}最多，{rows[0][1].text} 万元。",
    )


def _small(release: Release, figures: Figures, grid: Grid, year: str) -> Chart:
    limit = release.method(METHOD).number("reserved_percent")
    rows, rest = _cut(
        [(name, share) for name, share in zip(grid.cells("name"), grid.cells("reserved_share"), strict=True)]
    )
    low = figures["low_reserved"]
    return marks.bars(
        Grid("各部门预留给中小企业的份额", (grid.columns[0], grid.column("reserved_share")), tuple(rows)),
        label="name",
        value="reserved_share",
        measured=f"{year}预留给中小企业的采购计划占采购计划的百分比，由低到高{rest}",
        description=f"全区预留份额 {figures['reserved_share'].text}；{low.base}中，{low.text} 个低于 {limit}%。",
        reference=(limit, f"口径比例 {limit}%"),
    )


def _history(grid: Grid) -> Chart:
    keys = ("savings_rate", "sole_share", "reserved_share", "sme_share")
    short = ("节约率", "单一来源", "预留中小企业", "授予中小企业")
    columns = (grid.columns[0], *(Column(key, name, "%", "number") for key, name in zip(keys, short, strict=True)))
    rows = tuple((row[0], *row[2:]) for row in grid.rows)
    shown = Grid("节约率和各种份额的变化", columns, rows)
    first, last = shown.cells("savings_rate")[0], shown.cells("savings_rate")[-1]
    years = shown.cells("period")
    return marks.lines(
        shown,
        x="period",
        series=keys,
        measured="节约率占成交项目的采购预算，单一来源和授予份额占合同金额，预留份额占采购计划，%",
        description=f"节约率从{years[0].text}的 {first.text}% 到{years[-1].text}的 {last.text}%。",
    )
