"""Pictures of the duty reports (任命人员述职测评)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.evaluation_outcomes.duty_report.report import METHOD, OPTIONS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.release import Release

GOOD, MIDDLE, _, BAD, REST = theme.ORDERED
OPTION_COLOURS = dict(zip(OPTIONS, (GOOD, MIDDLE, BAD, theme.SERIES[4], REST), strict=True))


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Ballots of the year, and results over the years of the term."""
    charts, year, words = {}, release.period.title, release.method(METHOD)["grades"]
    counted = "，".join(f"{word} {figures[f'grade.{i}'].words}" for i, word in enumerate(words, start=1))
    if grids["results"].rows:
        parts = [column.key for column in grids["results"].columns if column.key in OPTIONS]
        charts["results"] = marks.stacks(
            grids["results"],
            label="name",
            parts=parts,
            colours=[OPTION_COLOURS[part] for part in parts],
            measured=f"{year}述职测评无记名投票的票数，按职务；只作书面报告的没有测评",
            description=f"{year}接受测评的职务 {figures['tested'].words}：{counted}。",
        )
    charts["history"] = marks.stacks(
        grids["history"],
        label="period",
        parts=(*(f"grade{index}" for index in range(len(words))), "written"),
        colours=(GOOD, MIDDLE, BAD, REST),
        measured="本届各年述职的职务个数，按测评结果；口径版本不同的年份只并列个数，不比较比率",
        description=f"{year}述职 {figures['reports'].words}，本届已述职 {figures['so_far'].words}。",
    )
    return charts
