"""Pictures of the appraisal of handling (建议办理质效测评)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import ASPECTS, OPTIONS, OVERALL
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

COLOURS = (theme.STATUS["done"], theme.ACCENT, theme.STATUS["bad"])


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """The three aspects; the overall votes of each handler."""
    day = chinese_date(release.as_of)
    goods = "，".join(f"{title} {figures[f'{aspect}_share.good'].text}" for aspect, title in ASPECTS.items())
    handlers = grids["handlers"].rows
    votes = figures["valid.overall"]
    charts = {
        "aspects": marks.stacks(
            grids["aspects"],
            label="aspect",
            parts=tuple(OPTIONS),
            colours=COLOURS,
            measured="背靠背测评的票数，每行是一项内容的有效票",
            description=f"{len(handlers)} 个承办单位的测评，选“好”的百分比：{goods}。",
        )
    }
    if 0 < len(handlers) <= marks.MOST_BARS:
        charts["handlers"] = marks.stacks(
            grids["handlers"],
            label="name",
            parts=tuple(OVERALL),
            colours=COLOURS,
            measured=f"各承办单位综合测评的票数，截至{day}；票数多少取决于测评了几件建议",
            description=f"{len(handlers)} 个承办单位共有综合测评有效票 {votes.text} 张，"
            f"满意 {figures['overall.satisfied'].text} 张，不满意 {figures['overall.dissatisfied'].text} 张。",
        )
    return charts
