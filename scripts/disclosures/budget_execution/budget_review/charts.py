"""Pictures of the review of department budgets (部门预算审查全覆盖)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.budget_execution.budget_review.opinion import OUTCOMES, STAGES
from scripts.disclosures.budget_execution.budget_review.tables import STATES
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

DONE, REST = theme.STATUS["done"], theme.ORDINARY
STATE_COLOURS = (DONE, theme.ACCENT, REST)
STAGE_COLOURS = (DONE, theme.ACCENT, theme.STATUS["late"])
OUTCOME_COLOURS = (DONE, theme.ORDERED[1], theme.STATUS["bad"], theme.ORDERED[4])


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Coverage by field of work, opinions by topic and outcome, by department and stage, by year and stage."""
    day = chinese_date(release.as_of)
    words = {name: figure.words for name, figure in figures.items() if "." not in name or name.split(".")[0] in _USED}
    charts = {
        "groups": marks.stacks(
            grids["groups"],
            label="name",
            parts=tuple(STATES),
            colours=STATE_COLOURS,
            measured=f"本届应审查预算的单位个数，按领域，截至{day}；安排按年度监督计划",
            description=f"本届应审查 {words['listed']}单位，已审查 {words['so_far']}；没有审查的单位中，"
            f"已安排年份的 {words['scheduled']}，还没有安排的 {words['unscheduled']}。",
        )
    }
    if grids["topics"].rows:
        charts["topics"] = marks.stacks(
            grids["topics"],
            label="name",
            parts=tuple(OUTCOMES),
            colours=OUTCOME_COLOURS,
            measured=f"本届以来的审查意见条数，按类别和部门答复的采纳情况，截至{day}",
            description=f"本届以来提出审查意见 {words['opinions']}，采纳 {words['outcome.adopted']}，"
            f"部分采纳 {words['outcome.partly']}，未采纳 {words['outcome.rejected']}，"
            f"还没有答复 {words['outcome.pending']}；{_most(grids['topics'])}。",
        )
        charts["stages"] = marks.stacks(
            grids["stages"],
            label="name",
            parts=tuple(STAGES),
            colours=STAGE_COLOURS,
            measured=f"对各部门的审查意见条数，按办理情况，截至{day}；逾期按口径规定的期限和数据截至日计算",
            description=f"审查意见共 {words['opinions']}，已办结 {words['opinions.closed']}，"
            f"未办结未逾期 {words['opinions.going']}，未办结已逾期 {words['opinions.overdue']}。",
        )
    charts["history"] = marks.stacks(
        grids["history"],
        label="period",
        parts=tuple(STAGES),
        colours=STAGE_COLOURS,
        measured=f"各年提出的审查意见条数，按截至{day}的办理情况",
        description=f"上期末没有办结的 {words['opinions.carried']}，本期提出 {words['opinions.new']}，"
        f"本期办结 {words['opinions.closed_now']}，期末没有办结 {words['opinions.open']}。",
    )
    return charts


_USED = {"opinions", "outcome"}


def _most(grid: Grid) -> str:
    """Name the topics with most opinions; the rows come with the largest first."""
    cells = grid.cells("all")
    first = [name.text for name, cell in zip(grid.cells("name"), cells, strict=True) if cell.value == cells[0].value]
    return f"最多的是{'、'.join(first)}，{cells[0].text} 条"
