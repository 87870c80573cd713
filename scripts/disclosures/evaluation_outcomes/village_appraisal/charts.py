"""Pictures of the village appraisal (村（居）综合考评)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks, theme
from scripts.disclosures.evaluation_outcomes.village_appraisal.score import METHOD
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Totals with the middle, the items, and the grades of all years."""
    day, middle = chinese_date(release.as_of), figures["median"]
    line = None if middle.value is None else (Decimal(middle.text), "中位数")
    columns = [column.key for column in grids["history"].columns if column.key.startswith("g")]
    charts = {
        "items": marks.bars(
            grids["items"],
            label="name",
            value="median",
            measured=f"各考评项目的得分中位数，百分制，没有乘权重，截至{day}",
            description=_weakest(grids["items"], figures),
        ),
        "history": marks.stacks(
            grids["history"],
            label="period",
            parts=columns,
            colours=_colours(len(columns)),
            measured="各年各等次的村（社区）个数；口径版本不同的年份只并列，不比较",
            description=_graded(release, figures),
        ),
    }
    if grids["results"].rows:
        charts["results"] = marks.bars(
            grids["results"],
            label="name",
            value="total",
            note="grade",
            reference=line,
            measured=f"考评总分，满分 100 分，截至{day}，由高到低，被一票否决的列在后面",
            description=_range(release, figures),
        )
    return charts


def _colours(count: int) -> tuple[str, ...]:
    return tuple((*theme.ORDERED, *theme.SERIES)[:count])


def _range(release: Release, figures: Figures) -> str:
    said = f"{figures['villages'].words}村（社区）"
    if figures["median"].value is None:
        return f"{said}，{figures['median'].missing}中位数。"
    said += f"总分最高 {figures['highest'].words}，最低 {figures['lowest'].words}，中位数 {figures['median'].words}"
    return f"{said}；被一票否决的 {figures['vetoed'].words}。"


def _weakest(grid: Grid, figures: Figures) -> str:
    known = [
        (cell.value, name.text, cell.text)
        for name, cell in zip(grid.cells("name"), grid.cells("median"), strict=True)
        if isinstance(cell.value, Decimal)
    ]
    if not known:
        return f"{len(grid.rows)} 个考评项目；{figures['median'].missing}中位数。"
    best, worst = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    return f"{len(known)} 个项目中，得分中位数最高的是{best[1]}（{best[2]} 分），最低的是{worst[1]}（{worst[2]} 分）。"


def _graded(release: Release, figures: Figures) -> str:
    grades = release.method(METHOD)["grades"]
    said = [f"{word} {figures[f'grade.{number}'].words}" for number, word in enumerate(grades, start=1)]
    return f"{release.period.title}：{'，'.join(said)}；其中被一票否决的 {figures['vetoed'].words}。"
