"""Pictures of the key project performance evaluation (重点项目绩效评价)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks
from scripts.disclosures.evaluation_outcomes.project_performance.evaluation import METHOD, evaluations
from scripts.measures.changeover import changeovers
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.number import plain
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Totals with their grades, and the mean over the years with a break where the rule changed."""
    charts, year, method = {}, release.period.title, release.method(METHOD)
    if grids["results"].rows:
        last = method["cut_offs"][-1]
        worst = method["grades"][-1]
        charts["results"] = marks.bars(
            grids["results"],
            label="name",
            value="total",
            note="grade",
            reference=(last, f"{plain(last)} 分以下为{worst}"),
            measured=f"{year}绩效评价总分，百分制，按项目；有一票否决情形的，不论总分都评为{worst}",
            description=_graded(release, figures),
        )
    breaks = changeovers((*release.earlier, release), METHOD)
    charts["history"] = marks.lines(
        grids["history"],
        x="period",
        series=("mean",),
        breaks=breaks,
        measured="历年评价的平均总分，百分制；各年评价的项目不同",
        description=f"{year}评价 {figures['evaluated'].words}，平均 {figures['mean'].words}。"
        + ("口径有变更，变更前后的分数不可比较。" if breaks else ""),
    )
    return charts


def _graded(release: Release, figures: Figures) -> str:
    words = release.method(METHOD)["grades"]
    counts = [(word, sum(one.grade == word for one in evaluations(release))) for word in words]
    said = "，".join(f"{word} {count} 项次" for word, count in counts if count)
    return f"{release.period.title}评价重点项目 {figures['evaluated'].words}：{said}；平均 {figures['mean'].words}。"
