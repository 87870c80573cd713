"""Pictures of the deputies' points (代表履职积分公示)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.disclosures.evaluation_outcomes.deputy_points.rule import METHOD
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.number import half_up
from scripts.model.period import chinese_date
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """The distribution, the groups beside the average, the criteria, and the averages of all years."""
    method, day = release.method(METHOD), chinese_date(release.as_of)
    average = figures["average"].value
    line = None if average is None else (half_up(Decimal(average), 1), "全体平均")
    charts = {
        "bands": marks.bars(
            grids["bands"],
            label="name",
            value="deputies",
            note="range",
            measured=f"各档次的代表人数，截至{day}；档次按{method.version}版规则",
            description=_spread(release, figures),
        ),
        "rule": marks.bars(
            grids["rule"],
            label="name",
            value="rate",
            measured=f"各计分项目的得分率：平均得分占最高分的百分比，截至{day}",
            description=_items(release, figures, grids["rule"]),
        ),
    }
    if grids["groups"].rows:
        charts["groups"] = marks.bars(
            grids["groups"],
            label="name",
            value="average",
            reference=line,
            measured=f"各代表小组的平均积分，满分 {method['full']} 分，截至{day}",
            description=_groups(figures, grids["groups"]),
        )
    if len(grids["history"].rows) > 1:
        charts["history"] = marks.lines(
            grids["history"],
            x="period",
            series=[column.key for column in grids["history"].columns if column.key.startswith("v")],
            measured="全体参加积分的代表的平均积分，按年；规则不同的年份不连线",
            description=_years(grids["history"]),
        )
    return charts


def _spread(release: Release, figures: Figures) -> str:
    method = release.method(METHOD)
    said = [f"{title} {figures[f'band.{number}'].words}" for number, title in enumerate(method["bands"], start=1)]
    return f"{figures['deputies'].words}代表中，{'，'.join(said)}。"


def _items(release: Release, figures: Figures, grid: Grid) -> str:
    known = [
        (cell.value, name.text, cell.text)
        for name, cell in zip(grid.cells("name"), grid.cells("rate"), strict=True)
        if isinstance(cell.value, Decimal)
    ]
    if not known:
        return f"规则有 {len(grid.rows)} 个计分项目；{figures['average'].missing}得分率。"
    best, worst = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    return f"{len(grid.rows)} 个计分项目中，得分率最高的是{best[1]}（{best[2]}%），最低的是{worst[1]}（{worst[2]}%）。"


def _groups(figures: Figures, grid: Grid) -> str:
    known = [
        (cell.value, name.text, cell.text)
        for name, cell in zip(grid.cells("name"), grid.cells("average"), strict=True)
        if isinstance(cell.value, Decimal)
    ]
    if not known:
        return f"{len(grid.rows)} 个代表小组都没有算平均积分。"
    best, worst = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    said = f"全体平均 {figures['average'].words}" if figures["average"].value is not None else "全体平均没有计算"
    return f"{said}；平均积分最高的是{best[1]}（{best[2]} 分），最低的是{worst[1]}（{worst[2]} 分）。"


def _years(grid: Grid) -> str:
    parts = []
    for column in grid.columns:
        if not column.key.startswith("v"):
            continue
        cells = zip(grid.cells("period"), grid.cells(column.key), strict=True)
        said = [f"{year.text} {cell.text} 分" for year, cell in cells if cell.value is not None]
        if said:
            parts.append(f"{column.title}：{'，'.join(said)}")
    return f"{'；'.join(parts) or f'{len(grid.rows)} 年都没有平均积分'}。"
