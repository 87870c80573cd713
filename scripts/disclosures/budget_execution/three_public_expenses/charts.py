"""Pictures of the “three public” expenses (“三公”经费)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    BEFORE,
    ITEMS,
    LEAVES,
    METHOD,
    Outlay,
    district,
    stage,
)
from scripts.disclosures.budget_execution.three_public_expenses.tables import ordered
from scripts.disclosures.budget_execution.three_public_expenses.unit import MISSING, of_state, units
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import show
from scripts.model.release import Release

MOST = 100
"""Units drawn; the table beside the picture has all."""


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Where the money goes, who spends it, and budget and final amounts over the years."""
    charts = {"items": _items(release, figures), "departments": _departments(release, figures)}
    if "history" in grids:
        grid = grids["history"]
        first, last = grid.rows[0], grid.rows[-1]
        charts["history"] = marks.lines(
            grid,
            x="period",
            series=("budget", "final"),
            dashed=("budget",),
            measured="全区“三公”经费年初预算数和决算数，万元",
            description=f"年初预算{first[0].text} {first[1].text} 万元，{last[0].text} {last[1].text} 万元。",
        )
    return charts


def _change(line: Outlay) -> str:
    if line.change is None:
        return ""
    word = "增" if line.change > 0 else "减"
    return "与上年相同" if line.change == 0 else f"{word} {show(abs(line.change), '万元')}"


def _columns(at: str) -> tuple[Column, ...]:
    against = AMOUNTS[BEFORE[at]].removesuffix("数")
    return Column("name", "名称"), Column("amount", AMOUNTS[at], "万元", "number"), Column("change", f"比{against}")


def _items(release: Release, figures: Figures) -> Chart:
    at, whole = stage(release), district(release)
    rows = tuple(
        (Cell(ITEMS[item], ITEMS[item]), Cell.of(figures[f"{at}.{item}"]), Cell(_change(whole[item])))
        for item in LEAVES
    )
    most = max(LEAVES, key=lambda item: whole[item].now or Decimal(0))
    amount = figures[f"{at}.{most}"]
    against = AMOUNTS[BEFORE[at]].removesuffix("数")
    return marks.bars(
        Grid(f"全区“三公”经费{AMOUNTS[at]}用在哪里", _columns(at), rows),
        label="name",
        value="amount",
        note="change",
        measured=f"{release.period.title}{AMOUNTS[at]}，万元；右边是比{against}的增减，万元",
        description=f"四项中{ITEMS[most]}最多，{amount.words}；合计 {figures[f'{at}.total'].words}。",
    )


def _departments(release: Release, figures: Figures) -> Chart:
    at, method = stage(release), release.method(METHOD)
    found = ordered(units(release))
    rows = []
    for one in found[:MOST]:
        name, amount = Cell(one.name, one.name), figures[f"{at}.total.d-{one.code}"]
        if one.total is None:
            note = Cell("缺表", status="wait")
        elif one.explanation:
            note = Cell("空表", status="none")
        else:
            level = "warn30" if one.total.over else "warn20" if one.total.reached(method) else ""
            note = Cell(_change(one.total), status=level)
        rows.append((name, Cell.of(amount), note))
    against = AMOUNTS[BEFORE[at]].removesuffix("数")
    some = f"，由多到少的前 {MOST} 个" if len(found) > MOST else ""
    missing = len(of_state(found, MISSING))
    tail = f"；{missing} 个缺表，没有数" if missing else ""
    first = next((one for one in found if one.total is not None), None)
    lead = f"{first.name}最多，{figures[f'{at}.total.d-{first.code}'].words}" if first else "没有一个有数"
    shapes = f"◆ 增减率达到 {method['reason_percent']}% 且增减额达到 {method['reason_amount']} 万元"
    return marks.bars(
        Grid(f"各部门“三公”经费{AMOUNTS[at]}", _columns(at), tuple(rows)),
        label="name",
        value="amount",
        note="change",
        measured=f"合计，万元{some}；右边是比{against}的增减，{shapes}{'，■ 决算超过预算' if at == 'final' else ''}",
        description=f"{len(found)} 个部门和乡镇街道中，{lead}{tail}。",
    )
