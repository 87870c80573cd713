"""Pictures of staged scoring (百分制分段评价)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.suggestion_handling.staged_scoring.tables import OUTCOMES
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

MOST_HANDLERS = 40
STAGE_COLOURS = (theme.STATUS["done"], theme.SERIES[2], theme.ORDINARY, theme.STATUS["bad"])
HANDLER_COLOURS = (theme.STATUS["done"], theme.ACCENT, theme.STATUS["bad"], theme.ORDINARY)


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Both stages with what became of failures; each handler's results."""
    day = chinese_date(release.as_of)
    grid = grids["handlers"]
    shown = grid if len(grid.rows) <= MOST_HANDLERS else grid.select(
        tuple(column.key for column in grid.columns), rows=range(MOST_HANDLERS)
    )  # fmt: skip
    most = f"，主办件数最多的 {MOST_HANDLERS} 个单位" if shown is not grid else ""
    charts = {
        "stages": marks.stacks(
            grids["stages"],
            label="stage",
            parts=tuple(OUTCOMES),
            colours=STAGE_COLOURS,
            measured=f"已打分的建议件数，按打分结果，截至{day}",
            description=_stages(figures),
        )
    }
    if shown.rows:
        charts["handlers"] = marks.stacks(
            shown,
            label="name",
            parts=("handler_satisfied", "handler_basic", "handler_dissatisfied", "handler_open"),
            colours=HANDLER_COLOURS,
            measured=f"各主办单位的建议件数，按最后结果，截至{day}{most}",
            description=_busiest(shown),
        )
    return charts


def _busiest(grid: Grid) -> str:
    name, satisfied, _, bad, unfinished, handled = grid.rows[0][:6]
    return (
        f"{len(grid.rows)} 个单位中，{name.text}主办最多，{handled.text} 件，其中满意 {satisfied.text} 件，"
        f"不满意 {bad.text} 件，还没有结果 {unfinished.text} 件。"
    )


def _stages(figures: Figures) -> str:
    said = []
    for stage, name in (("reply", "答复阶段"), ("result", "落实阶段")):
        scored, failed, refused = (figures[f"{stage}.{key}"].text for key in ("scored", "failed", "refused"))
        said.append(f"{name}已打分 {scored} 件，第一次不通过 {failed} 件，再次不通过 {refused} 件")
    return "；".join(said) + "。"
