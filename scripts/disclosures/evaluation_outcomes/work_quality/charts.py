"""Pictures of the key work quality evaluation (重点工作质效评价)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks
from scripts.disclosures.evaluation_outcomes.work_quality import penalty
from scripts.measures.changeover import changeovers
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Points by unit and by item of the list, and over the years with a break where the rule changed."""
    charts, year = {}, release.period.title
    if grids["deducted"].rows:
        limit = penalty.cap(release)
        charts["deducted"] = marks.bars(
            grids["deducted"],
            label="name",
            value="counted",
            note="state",
            reference=None if limit is None else (limit, f"封顶 {limit.normalize():f} 分"),
            measured=f"{year}在年度实绩考核中实际扣的分，按单位；各次相加，超过封顶数的按封顶数",
            description=(
                f"{year}评价 {figures['units'].words}单位，{figures['units.deducted'].words}被扣分，"
                f"共 {figures['cases'].words}，实际扣 {figures['points.counted'].words}。"
            ),
        )
    charts["items"] = marks.bars(
        grids["items"],
        label="name",
        value="points",
        measured=f"{year}各次扣分之和，按负面清单的项目，封顶以前",
        description=(
            f"负面清单 {figures['items'].words} {figures['contents'].words}，"
            f"本年有单位违反的 {figures['contents.used'].words}，扣分合计 {figures['points'].words}。"
        ),
    )
    history = (*release.earlier, release)
    breaks = changeovers(history, penalty.METHOD)
    charts["history"] = marks.lines(
        grids["history"],
        x="period",
        series=("points",),
        breaks=breaks,
        measured="历年在年度实绩考核中实际扣的分合计，分",
        description=f"{year}实际扣 {figures['points.counted'].words}。"
        + ("口径有变更，变更前后的年份不可比较。" if breaks else ""),
    )
    return charts
