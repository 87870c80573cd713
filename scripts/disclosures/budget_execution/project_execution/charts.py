"""Pictures of project execution (项目支出与重大政策执行)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.charts.bullet import bullets
from scripts.disclosures.budget_execution.project_execution import quarters
from scripts.measures.warning import LEVELS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

MOST = 30
"""So many projects are one picture that can be read; of more, those furthest behind are drawn."""


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Payment beside works of each project, payment of policies and departments against the pace, over time."""
    day, pace = chinese_date(release.as_of), figures["pace"]
    line = (Decimal(pace.value or 0), f"序时进度 {pace.text}")
    charts = {"projects": _projects(grids["projects"], line, day)}
    for name, title, noun in (
        ("policies", "重大政策和其他项目的支付进度", "组项目"),
        ("departments", "各部门的项目支付进度", "个部门"),
    ):
        charts[name] = _groups(grids[name], title, noun, line, day)
    history = grids["history"]
    charts["history"] = marks.lines(
        history,
        x="period",
        series=("rate", "last", "pace"),
        dashed=("pace",),
        measured="列入公开的项目累计支付数占调整预算的百分比，每年从零开始累计",
        description=_trend(release, figures, history),
    )
    return charts | quarters.draw(release, grids)


def _projects(grid: Grid, line: tuple[Decimal, str], day: str) -> Chart:
    rows = list(range(len(grid.rows)))
    title = grid.title
    if len(rows) > MOST:
        rows, title = rows[:MOST], f"{title}：差距最大的 {MOST} 个"
    columns = (*(grid.column(key) for key in ("name", "rate", "works")), Column("gap", "较大的差距"))
    cells = [grid.cells(key) for key in ("name", "rate", "works", "time_gap", "works_gap", "warning")]
    shown = Grid(
        title, columns, tuple((*(row[i] for row in cells[:3]), _larger(*(row[i] for row in cells[3:]))) for i in rows)
    )
    whole = f"（共 {len(grid.rows)} 个项目，其余见表）" if len(rows) < len(grid.rows) else ""
    return bullets(
        shown,
        label="name",
        value="rate",
        mark="works",
        note="gap",
        measured=f"横条是支付进度（占调整预算），短竖线是形象进度（占当年实物工作量），虚线（窄图是细线）是序时进度；"
        f"右边是两项差距（百分点）中较大的一项；截至{day}，差距大的在前{whole}",
        description=_finding(grid),
        reference=line,
    )


def _larger(time: Cell, works: Cell, warning: Cell) -> Cell:
    """Return the larger of both gaps with the level of the warning."""
    known = [cell for cell in (time, works) if cell.value is not None]
    if not known:
        return Cell(warning.text, warning.text, status=warning.status)
    larger = max(known, key=lambda cell: Decimal(cell.value or 0))
    return Cell(larger.text, larger.text, status=warning.status)


def _finding(grid: Grid) -> str:
    warned = sum(cell.status in LEVELS for cell in grid.cells("warning"))
    said = [f"{len(grid.rows)} 个项目中，{warned} 个有预警"]
    known = [
        (Decimal(rate.value), name.text, rate.text)
        for name, rate in zip(grid.cells("name"), grid.cells("rate"), strict=True)
        if rate.value is not None
    ]
    if known:
        low, high = min(known), max(known)
        said.append(f"支付进度最低的是{low[1]}（{low[2]}%），最高的是{high[1]}（{high[2]}%）")
    if len(known) < len(grid.rows):
        said.append(f"{len(grid.rows) - len(known)} 个没有支付进度")
    return "；".join(said) + "。"


def _groups(grid: Grid, title: str, noun: str, line: tuple[Decimal, str], day: str) -> Chart:
    rows = []
    for name, rate, count, slow in zip(*(grid.cells(key) for key in ("name", "rate", "projects", "slow")), strict=True):
        note = f"{count.text} 个项目" + (f"，{slow.text} 个支付慢" if slow.value else "")
        rows.append((name, Cell(rate.text, rate.value, rate.figure, note=rate.note), Cell(note, note)))
    rows.sort(key=lambda row: (row[1].value is None, -Decimal(row[1].value or 0), row[0].text))
    total = len(rows)
    rows, cut = rows[: marks.MOST_BARS], total > marks.MOST_BARS
    columns = (grid.columns[0], Column("rate", "支付进度", "%", "number"), Column("note", "项目"))
    known = [row for row in rows if row[1].value is not None]
    said = f"{total} {noun}中，"
    said += (
        f"{known[0][0].text}支付进度最高（{known[0][1].text}%），{known[-1][0].text}最低（{known[-1][1].text}%）。"
        if known
        else "没有一项能计算支付进度。"
    )
    return marks.bars(
        Grid(title, columns, tuple(rows)),
        label="name",
        value="rate",
        note="note",
        measured=f"所属项目累计支付数占调整预算的百分比，截至{day}，由高到低" + ("；其余见表" if cut else ""),
        description=said,
        reference=line,
    )


def _trend(release: Release, figures: Figures, history: Grid) -> str:
    text = f"{release.period.title}支付进度 {figures['rate'].text}，序时进度 {figures['pace'].text}"
    last = history.cells("last")[len([cell for cell in history.cells("pace") if cell.value is not None]) - 1]
    if last.value is not None:
        text += f"；上年同期支付进度 {last.text}%"
    return text + "。"
