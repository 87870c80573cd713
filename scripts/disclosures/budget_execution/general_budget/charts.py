"""Pictures of the monthly bulletin (一般公共预算收支快报): where the money comes from and goes, the year so far."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks
from scripts.disclosures.budget_execution.general_budget.line import LAND, Line, block
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

COLUMNS = (Column("name", "科目"), Column("cumulative", "累计数", "万元", "number"), Column("growth", "同比"))


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Bars of expenditure by 类, of revenue by tax and of taxes by industry; lines of the months."""
    measured = f"累计数，万元，截至{chinese_date(release.as_of)}，由多到少；右边是同比"
    charts = {}
    spent = block(release, "expenditure")
    if spent.lines:
        charts["where"] = _bars("钱花到哪里去", measured, figures, spent.top(), "expenditure.cumulative")
    earned = block(release, "revenue")
    if earned.lines:
        leaves = [line for top in earned.top() for line in earned.under(top.code) or [top]]
        charts["sources"] = _bars("钱从哪里来", measured, figures, leaves, "revenue.cumulative")
    if "industry" in grids:
        grid = grids["industry"]
        most = _top(grid.cells("name")[0], grid.cells("cumulative")[0])
        said = f"{len(grid.rows)} 个行业中，{most}，占 {grid.cells('share')[0].text}%。"
        charts["industries"] = marks.bars(
            grid, label="name", value="cumulative", measured=measured.partition("；")[0], description=said
        )
    history = grids["history"]
    for key, title in (("revenue", "一般公共预算收入"), ("expenditure", "一般公共预算支出"), ("land", "土地出让收入")):
        if any(cell.value is not None for cell in history.cells(f"{key}_this")):
            charts[f"{key}-months"] = marks.lines(
                history.select(["period", f"{key}_this", f"{key}_last"], title=f"{title}各月累计"),
                x="period",
                series=(f"{key}_this", f"{key}_last"),
                dashed=(f"{key}_last",),
                measured="自年初累计，万元",
                description=_trend(release, figures, key, title),
            )
    return charts


def _bars(title: str, measured: str, figures: Figures, lines: list[Line], whole: str) -> Chart:
    rows = []
    for line in sorted(lines, key=lambda line: (-line.cumulative, line.code)):
        cumulative, growth = figures[f"cumulative.{line.id}"], figures[f"growth.{line.id}"]
        rows.append((Cell(line.name, line.name), Cell.of(cumulative), Cell(_grew(growth.value, growth.text), "")))
    grid = Grid(title, COLUMNS, tuple(rows))
    said = f"共 {figures[whole].words}，{len(rows)} 个科目中{_top(rows[0][0], rows[0][1])}"
    negative = [row[0].text for row in rows if isinstance(row[1].value, int) or row[1].text.startswith("-")]
    said += f"；{'、'.join(negative)}是负数，退库多于入库。" if negative else "。"
    return marks.bars(grid, label="name", value="cumulative", note="growth", measured=measured, description=said)


def _grew(value: object, text: str) -> str:
    if value is None:
        return "同比不计算"
    return f"同比 {'' if text.startswith('-') else '+'}{text}"


def _top(name: Cell, amount: Cell) -> str:
    return f"{name.text}最多，{amount.text} 万元"


def _trend(release: Release, figures: Figures, key: str, title: str) -> str:
    amount, growth = (
        (f"cumulative.f-{LAND}", f"growth.f-{LAND}") if key == "land" else (f"{key}.cumulative", f"{key}.growth")
    )
    if amount not in figures:
        return f"{release.period.title}没有列{title}。"
    found = figures[growth]
    said = (
        "同比不计算"
        if found.value is None
        else f"同比{'下降' if found.value < 0 else '增长'} {found.text.removeprefix('-')}"
    )
    return f"{release.period.title}{title}累计 {figures[amount].words}，{said}。"
