"""Pictures of the progress of livelihood projects (民生实事项目进度)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.livelihood_votes.project_progress.tables import ORDER
from scripts.disclosures.livelihood_votes.project_progress.works import WORDS, works
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

COLOURS = {
    "unreported": theme.SERIES[5],
    "unfinished": theme.STATUS["late"],
    "adjusted": theme.STATUS["warn10"],
    "waiting": theme.ORDERED[4],
    "going": theme.ORDERED[1],
    "basically": theme.STATUS["going"],
    "completed": theme.STATUS["done"],
}


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Works with the paid share beside each bar, and how the statuses moved through the year."""
    day = chinese_date(release.as_of)
    charts = {
        "works": marks.bars(
            grids["works"],
            label="name",
            value="progress",
            note="paid",
            measured=f"形象进度（横条，占实物工作量的百分比），右边是支付资金占计划资金的百分比，截至{day}",
            description=_works(release, figures),
        )
    }
    if "history" in grids and len(grids["history"].rows) > 1:
        used = [state for state in ORDER if any(cell.value for cell in grids["history"].cells(state))]
        charts["history"] = marks.stacks(
            grids["history"],
            label="period",
            parts=used,
            colours=[COLOURS[state] for state in used],
            measured="各期末的项目数（项），按状态",
            description=_moved(grids["history"]),
        )
    return charts


def _works(release: Release, figures: Figures) -> str:
    told = [work for work in works(release) if work.cells["progress"] is not None]
    names = release.codelists["projects"]
    parts = [f"{figures['projects'].words}中，{figures['completed'].words}完成"]
    if told:
        least = min(told, key=lambda work: (work.cells["progress"], work.code))
        parts.append(f"形象进度最低的是{names.label(least.code)}（{figures[f'progress.{least.code}'].text}）")
    if figures["unreported"].value:
        parts.append(f"{figures['unreported'].words}本期未报告，没有横条")
    return "，".join(parts) + "。"


def _moved(grid: Grid) -> str:
    first, last = grid.cells("completed")[0], grid.cells("completed")[-1]
    when = grid.cells("period")
    said = f"{WORDS['completed']}的项目从{when[0].text}的 {first.text} 项到{when[-1].text}的 {last.text} 项"
    silent = [(name.text, cell.text) for name, cell in zip(when, grid.cells("unreported"), strict=True) if cell.value]
    return said + "".join(f"；{name}有 {count} 项未报告" for name, count in silent) + "。"
