"""Pictures of station activity (联络站活动与群众反映)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.suggestion_handling.station_activity.record import KINDS, since
from scripts.disclosures.suggestion_handling.station_activity.tables import STAGES
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

MOST = 40
"""Stations drawn; the table beside the picture has all."""
STAGE_COLOURS = (theme.STATUS["done"], theme.ACCENT, theme.STATUS["late"])


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Activities of each station by kind; what became of the matters raised at each."""
    charts = {}
    if "kinds" in grids:
        grid, most = _first(grids["kinds"])
        top = grid.rows[0]
        charts["kinds"] = marks.stacks(
            grid,
            label="name",
            parts=tuple(KINDS),
            colours=theme.SERIES,
            measured=f"{release.period.title}各联络站的活动场次，按种类{most}",
            description=f"{figures['active'].text} 个联络站共开展活动 {figures['times'].text} 场，"
            f"{top[0].text}最多，{top[-1].text} 场。",
        )
    if "outcomes" in grids:
        grid, most = _first(grids["outcomes"])
        charts["outcomes"] = marks.stacks(
            grid,
            label="name",
            parts=tuple(STAGES),
            colours=STAGE_COLOURS,
            measured=f"自{since(release)}以来群众在各联络站反映的件数，截至{chinese_date(release.as_of)}{most}",
            description=f"共反映 {figures['raised_all'].text} 件，已解决 {figures['solved_all'].text} 件，"
            f"还没有解决 {figures['open'].text} 件，其中久未解决 {figures['lasting'].text} 件。",
        )
    return charts


def _first(grid: Grid) -> tuple[Grid, str]:
    if len(grid.rows) <= MOST:
        return grid, ""
    keys = tuple(column.key for column in grid.columns)
    return grid.select(keys, rows=range(MOST)), f"，表中的前 {MOST} 个站"
