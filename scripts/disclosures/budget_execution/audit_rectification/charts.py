"""Pictures of audit findings (审计查出问题整改)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import heat, marks, theme
from scripts.measures.mending import STAGES
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release
from scripts.model.status import SHAPES

STAGE_COLOURS = (theme.STATUS["done"], theme.ORDINARY, theme.ACCENT, theme.STATUS["late"])
LEGEND = "，".join(
    f"{SHAPES[level]} {word}"
    for level, word in (("late", "逾期"), ("going", "整改中"), ("wait", "待核实"), ("done", "已完成"), ("none", "没有"))
)


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Findings of each audit by stage, money by the way it was mended, units by audit, open findings over time."""
    charts, day = {}, chinese_date(release.as_of)
    said = (
        f"{figures['findings'].text} 条问题中，已完成 {figures['findings.completed'].text} 条，"
        f"已逾期 {figures['findings.overdue'].text} 条。"
    )
    if grids["audits"].rows:
        charts["audits"] = marks.stacks(
            grids["audits"].select(("name", *STAGES)),
            label="name",
            parts=tuple(STAGES),
            colours=STAGE_COLOURS,
            measured=f"每次审计查出的问题数，按整改阶段，截至{day}",
            description=said,
        )
    if "ways" in grids:
        charts["money"] = marks.bars(
            grids["ways"],
            label="name",
            value="amount",
            measured=f"各种方式累计整改的金额和还没有整改的金额，万元，截至{day}",
            description=f"涉及金额 {figures['amount'].words}，已整改 {figures['mended'].words}"
            f"（{figures['mended_share'].text}）。",
        )
    coverage = grids["coverage"]
    if coverage.rows:
        audits = [column.key for column in coverage.columns if column.kind == "status"][: heat.MOST_COLUMNS]
        shown = range(min(heat.MOST_ROWS, len(coverage.rows)))
        most = f"，逾期和未完成最多的 {heat.MOST_ROWS} 个" if len(coverage.rows) > heat.MOST_ROWS else ""
        charts["coverage"] = heat.heat(
            coverage.select(("name", *audits), rows=shown),
            label="name",
            cells=audits,
            measured=f"一行一个单位{most}，一列一次审计，截至{day}；{LEGEND}",
            description=f"{len(audits)} 次审计在 {len(coverage.rows)} 个单位查出过问题；{said}",
        )
    if "history" in grids:
        grid = grids["history"]
        charts["history"] = marks.lines(
            grid.select(("period", "open", "overdue")),
            x="period",
            series=("open", "overdue"),
            measured="各期期末未完成和其中已逾期的问题数，条",
            description=f"{grid.rows[0][0].text}末未完成 {grid.rows[0][2].text} 条，"
            f"{grid.rows[-1][0].text}末 {grid.rows[-1][2].text} 条。",
        )
    return charts
