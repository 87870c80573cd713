"""Pictures of field inspection (暗访视察问题移交整改)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.suggestion_handling.field_inspection.problem import GROUPS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

MOST = 40
"""Bodies drawn; the table beside the picture has all."""
COLOURS = (
    theme.STATUS["done"],
    theme.SERIES[2],
    theme.STATUS["going"],
    theme.STATUS["late"],
    theme.ORDINARY,
)


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Kinds of problems and bodies that mend them, each by how far the mending has come."""
    charts = {}
    day = chinese_date(release.as_of)
    for name, label, noun in (("kinds", "kind", "各种问题"), ("body_groups", "name", "各整改单位")):
        if name not in grids:
            continue
        grid, most = grids[name], ""
        if len(grid.rows) > MOST:
            grid = grid.select(tuple(column.key for column in grid.columns), rows=range(MOST))
            most = f"，个数最多的 {MOST} 行"
        charts[name] = marks.stacks(
            grid,
            label=label,
            parts=tuple(GROUPS),
            colours=COLOURS,
            measured=f"{noun}的个数，按整改进展，截至{day}{most}",
            description=f"列出的 {figures['problems'].text} 个问题中，整改到位 {figures['closed'].text} 个，"
            f"超过期限还没有整改 {figures['overdue'].text} 个；{noun}中，{grid.rows[0][0].text}最多。",
        )
    return charts
