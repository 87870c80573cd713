"""Pictures of the final accounts (决算与预决算差异)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.disclosures.budget_execution.final_accounts.account import functions
from scripts.measures.subject import tops
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import show
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """The five phases; difference by 类; difference by department."""
    charts = {
        "phases": marks.bars(
            _amounts(grids["phases"]),
            label="phase",
            value="amount",
            measured=f"{release.period.year}年一般公共预算支出，亿元",
            description=_phases(figures),
        )
    }
    first = tops([one.code for one in functions(release)])
    rows = []
    for one in functions(release):
        if one.code in first:
            rate, gap = figures[f"difference_rate.{one.code}"], figures[f"difference.{one.code}"]
            rows.append((Cell(one.name, one.name), Cell.of(rate, signed=True), Cell(_gap(gap.value), "")))
    charts["functions"] = _bars("各类支出的预决算差异率", rows)
    if "departments" in grids:
        grid = grids["departments"]
        rows = [
            (
                name,
                Cell(rate.text, rate.value, rate.figure, status=rate.status, note=rate.note),
                Cell(_gap(gap.value), ""),
            )
            for name, rate, gap in zip(
                grid.cells("name"), grid.cells("difference_rate"), grid.cells("difference"), strict=True
            )
        ]
        charts["departments"] = _bars("各部门的预决算差异率", rows)
    return charts


def _amounts(grid: Grid) -> Grid:
    """Return the phases in 亿元, which leave room beside the bars."""
    rows = []
    for phase, amount in zip(grid.cells("phase"), grid.cells("amount"), strict=True):
        value = Decimal(amount.value) / 10000 if isinstance(amount.value, Decimal | int) else None
        rows.append((phase, Cell.number(value, "亿元", note=amount.note)))
    columns = (grid.column("phase"), Column("amount", "一般公共预算支出", "亿元", "number"))
    return Grid(grid.title, columns, tuple(rows))


def _phases(figures: Figures) -> str:
    said = f"年初批准 {figures['original'].words}，决算 {figures['final'].words}"
    return f"{said}，差异率 {figures['difference_rate'].text}。"


def _gap(value: Decimal | int | str | None) -> str:
    if value is None or isinstance(value, str):
        return ""
    word = "多" if value > 0 else "少"
    return "与年初预算一致" if value == 0 else f"{word} {show(abs(Decimal(value)), '万元')} 万元"


def _bars(title: str, rows: list[tuple[Cell, Cell, Cell]]) -> Chart:
    def size(cell: Cell) -> Decimal:
        return Decimal(cell.value) if cell.value is not None else Decimal("-Infinity")

    ordered = sorted(rows, key=lambda row: (-size(row[1]), row[0].text))
    columns = (Column("name", "名称"), Column("rate", "差异率", "%", "number"), Column("gap", "差异"))
    known = [row for row in ordered if row[1].value is not None]
    said = f"{len(ordered)} 项中，"
    said += (
        f"{known[0][0].text}最高（{known[0][1].text}%），{known[-1][0].text}最低（{known[-1][1].text}%）。"
        if known
        else "没有一项能计算差异率。"
    )
    return marks.bars(
        Grid(title, columns, tuple(ordered)),
        label="name",
        value="rate",
        note="gap",
        measured="（决算数－年初预算数）占年初预算数的百分比，正数是多支出；右边是差额",
        description=said,
    )
