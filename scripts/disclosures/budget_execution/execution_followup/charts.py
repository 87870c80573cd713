"""Pictures of the follow-up of budget execution (约见约谈、专项评审与预算调减)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks
from scripts.charts.heat import MOST_COLUMNS, MOST_ROWS, heat
from scripts.disclosures.budget_execution.execution_followup.unit import PACE
from scripts.measures.warning import LEVELS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release
from scripts.model.status import SHAPES


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Warnings of the units concerned, cuts by department and by project, cuts over the years."""
    charts, next_year = {}, release.period.year + 1
    warnings = grids["warnings"]
    keys = [column.key for column in warnings.columns if column.key.startswith("p")]
    if 0 < len(warnings.rows) <= MOST_ROWS and len(keys) <= MOST_COLUMNS:
        charts["warnings"] = _warnings(release, figures, warnings, keys)
    if grids["departments"].rows:
        charts["departments"] = marks.bars(
            grids["departments"],
            label="name",
            value="cut",
            measured=f"要求从{next_year}年预算草案调减的数额，万元，截至{chinese_date(release.as_of)}",
            description=f"{figures['departments_cut'].words}部门的 {figures['projects_cut'].words}项目"
            f"共调减 {figures['cut'].words}；{_most(grids['departments'])}。",
        )
    charts["history"] = marks.bars(
        grids["history"],
        label="period",
        value="cut",
        measured="各年要求从下一年预算草案调减的数额，万元",
        description=f"{release.period.title}达到约谈条件的 {figures['triggered'].words}单位，"
        f"调减 {figures['cut'].words}，涉及 {figures['projects_cut'].words}项目。",
    )
    return charts


def _warnings(release: Release, figures: Figures, grid: Grid, keys: list[str]) -> Chart:
    words = {"ok": "正常", "none": "没有报告"}
    thresholds = release.method(PACE)["thresholds"]
    words |= {level: f"{threshold} 个百分点" for level, threshold in zip(LEVELS, thresholds, strict=True)}
    legend = "，".join(f"{SHAPES[level]} {word}" for level, word in words.items())
    heads = {key: grid.column(key).title.replace("年", "年\n") for key in keys}
    return heat(
        grid,
        label="name",
        cells=keys,
        heads=heads,
        measured=f"约谈表里的单位每期比计划少支出到哪一档：{legend}",
        description=f"{figures['warned.units'].words}单位中，{figures['triggered'].words}达到约谈条件；"
        f"列入约谈 {figures['invited'].words}，达到条件没有约谈 {figures['left_out'].words}，"
        f"没有达到条件另行约谈 {figures['extra'].words}。",
    )


def _most(grid: Grid) -> str:
    """Name those with the largest cut; the rows come with the largest first."""
    cells = grid.cells("cut")
    first = [name.text for name, cell in zip(grid.cells("name"), cells, strict=True) if cell.value == cells[0].value]
    return f"最多的是{'、'.join(first)}，{cells[0].text} 万元"
