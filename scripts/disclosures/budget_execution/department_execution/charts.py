"""Pictures of department budget execution (部门预算执行进度)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.disclosures.budget_execution.department_execution import courses, quarters
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """One picture for each level of unit with the district's plan as a line; one of the district over time."""
    plan = figures["planned_rate"]
    line = None if plan.value is None else (Decimal(plan.value), f"全区计划进度 {plan.text}")
    measured = (
        f"累计执行数占调整预算的百分比，截至{chinese_date(release.as_of)}，由高到低；右边是与各自计划进度相差的百分点"
    )
    charts = {}
    for name in ("departments", "townships", "others"):
        if name in grids:
            charts[name] = marks.bars(
                grids[name],
                label="name",
                value="rate",
                note="warning",
                measured=measured,
                description=_finding(grids[name]),
                reference=line,
            )
    history = grids["history"]
    charts["history"] = marks.lines(
        history,
        x="period",
        series=("this", "last", "plan"),
        dashed=("plan",),
        measured="全区累计执行数占调整预算的百分比，每年从零开始累计",
        description=_trend(release, figures, history),
    )
    return charts | courses.draw(release, grids) | quarters.draw(release, grids)


def _finding(grid: Grid) -> str:
    """Say who is highest and lowest, and how many are behind the plan, from the rows drawn."""
    names, rates = grid.cells("name"), grid.cells("rate")
    known = [(rate, name.text) for name, rate in zip(names, rates, strict=True) if rate.value is not None]
    silent = len(names) - len(known)
    said = [f"{len(names)} 个单位"]
    if known:
        (top, first), (bottom, last) = known[0], known[-1]
        said.append(f"{first}最高（{top.text}%）")
        if len(known) > 1:
            said.append(f"{last}最低（{bottom.text}%）")
    behind = sum(cell.value is not None and Decimal(cell.value) > 0 for cell in grid.cells("gap"))
    said.append(f"{behind} 个低于计划进度")
    if silent:
        said.append(f"{silent} 个没有执行进度")
    return f"{said[0]}中，" + "，".join(said[1:]) + "。"


def _trend(release: Release, figures: Figures, history: Grid) -> str:
    """Compare the last point of this year with plan and with the same time last year."""
    rate, plan = figures["rate"], figures["planned_rate"]
    text = f"{release.period.title}全区执行进度 {rate.text}，计划进度 {plan.text}"
    last = history.cells("last")[len([c for c in history.cells("this") if c.text != "—"]) - 1]
    if last.value is not None:
        text += f"；上年同期执行进度 {last.text}%"
    return text + "。"
