"""Pictures of the deputy review (代表述职评议与联络站星级)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.evaluation_outcomes.deputy_review import star
from scripts.disclosures.evaluation_outcomes.deputy_review.poll import OPTIONS
from scripts.disclosures.evaluation_outcomes.deputy_review.term import STATES
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

GOOD, MIDDLE, _, BAD, REST = theme.ORDERED
STATE_COLOURS = (theme.STATUS["done"], theme.ACCENT, theme.STATUS["late"], theme.ORDINARY)


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Coverage by station, votes by station, stars, and how the term has gone."""
    day = chinese_date(release.as_of)
    charts = {
        "groups": marks.stacks(
            grids["groups"],
            label="name",
            parts=tuple(STATES),
            colours=STATE_COLOURS,
            measured=f"本届应述职的代表人数，按联络站，截至{day}",
            description=_covered(figures),
        ),
        "stars": marks.bars(
            grids["stars"],
            label="name",
            value="star",
            measured=f"联络站星级，最高 {max(release.method(star.METHOD)['stars'])} 星，截至{day}",
            description=_starred(release, figures),
        ),
    }
    if any(cell.value is not None for cell in grids["votes"].cells("valid")):
        charts["votes"] = marks.stacks(
            grids["votes"],
            label="name",
            parts=OPTIONS,
            colours=(GOOD, MIDDLE, BAD, REST),
            measured=f"{release.period.title}述职测评的票数，各联络站代表合计；没有公布票数的不画",
            description=_voted(figures),
        )
    return charts


def _covered(figures: Figures) -> str:
    words = {name: figures[name].words for name in ("listed", "so_far", "scheduled", "overdue", "unscheduled")}
    return (
        f"本届应述职的代表 {words['listed']}，已述职 {words['so_far']}，已安排 {words['scheduled']}，"
        f"到期未述职 {words['overdue']}，未安排 {words['unscheduled']}。"
    )


def _voted(figures: Figures) -> str:
    said = f"{figures['held'].words}联络站组织述职评议"
    if figures["valid"].value is None:
        return f"{said}，{figures['valid'].missing}。"
    return (
        f"{said}，有效票 {figures['valid'].words}：满意 {figures['satisfied'].words}，"
        f"基本满意 {figures['basically'].words}，不满意 {figures['dissatisfied'].words}，"
        f"弃权 {figures['abstain'].words}。"
    )


def _starred(release: Release, figures: Figures) -> str:
    counts = [(number, figures[f"stars.{number}"]) for number in release.method(star.METHOD)["stars"]]
    said = "，".join(f"{number} 星 {figure.words}" for number, figure in counts)
    return f"{figures['stations'].words}联络站中，{said}，没有评上的 {figures['stars.0'].words}。"
