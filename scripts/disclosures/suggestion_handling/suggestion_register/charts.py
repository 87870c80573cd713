"""Pictures of the register of suggestions (建议办理台账)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks, theme
from scripts.disclosures.suggestion_handling.suggestion_register.tables import GROUPS, MOST_HANDLERS
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import DEPUTY, HANDLER
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.period import chinese_date
from scripts.model.release import Release

GROUP_COLOURS = (
    theme.STATUS["done"],
    theme.SERIES[1],
    theme.STATUS["going"],
    theme.STATUS["late"],
    theme.STATUS["none"],
)
HANDLER_COLOURS = (theme.STATUS["done"], theme.ORDINARY, theme.ACCENT, theme.SERIES[4], theme.STATUS["bad"])
DEPUTY_COLOURS = (theme.STATUS["done"], theme.ORDINARY, theme.STATUS["bad"])
"""The same scale from good to bad for both voices, dark enough for the white numbers in the bars."""


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Where all stand; where each handler's stand; the two voices, one above the other."""
    day = chinese_date(release.as_of)
    charts = {}
    if "phases" in grids:
        charts["phases"] = marks.bars(
            grids["phases"],
            label="phase",
            value="count",
            measured=f"建议件数，按办到哪一步分，截至{day}",
            description=_where(figures),
        )
    if "handler_phases" in grids:
        grid = grids["handler_phases"]
        most = f"，主办件数最多的 {MOST_HANDLERS} 个单位" if grid.note else ""
        charts["handlers"] = marks.stacks(
            grid,
            label="name",
            parts=tuple(GROUPS),
            measured=f"各主办单位的建议件数，按办到哪一步分，截至{day}{most}",
            description=_busiest(grid),
            colours=GROUP_COLOURS,
        )
    elif "handlers" in grids:
        grid = grids["handlers"].select(
            ("name", "handled"), rows=range(min(MOST_HANDLERS, len(grids["handlers"].rows)))
        )
        charts["handlers"] = marks.bars(
            grid,
            label="name",
            value="handled",
            measured=f"各主办单位的建议件数，由多到少，最多列 {MOST_HANDLERS} 个单位",
            description=f"{len(grid.rows)} 个单位中，{grid.rows[0][0].text}主办最多，{grid.rows[0][1].text} 件。",
        )
    if "verdicts" in grids:
        charts["verdicts"] = marks.stacks(
            grids["verdicts"],
            label="voice",
            parts=tuple(HANDLER | DEPUTY),
            measured=f"件数，截至{day}；每一条的件数不同，因为不是每件都有判断或反馈",
            description=_voices(figures),
            colours=(*HANDLER_COLOURS, *DEPUTY_COLOURS),
        )
    return charts


def _where(figures: Figures) -> str:
    total, replied, closed = figures["suggestions"], figures["replied"], figures["closed"]
    overdue = figures["overdue"]
    late = f"{overdue.text} 件超过期限还没有答复" if overdue.value else "没有超过期限未答复的"
    if not figures["assigned"].value:
        late = "台账没有载明交办日期，不知道有没有超过期限"
    return f"{total.text} 件建议中，{replied.text} 件已答复，{closed.text} 件已办结；{late}。"


def _busiest(grid: Grid) -> str:
    most = sum(int(cell.value or 0) for cell in grid.rows[0][1:])
    missed = [int(cell.value or 0) for cell in grid.cells("missed")]
    text = f"{len(grid.rows)} 个单位中，{grid.rows[0][0].text}主办最多，{most} 件"
    if any(missed):
        text += f"；{sum(map(bool, missed))} 个单位有超期未答复的，合计 {sum(missed)} 件"
    return text + "。"


def _voices(figures: Figures) -> str:
    said = []
    handler, solved = figures["handler_says"], figures["handler_says.solved"]
    if handler.value:
        said.append(f"承办单位对 {handler.text} 件作了判断，认为已解决的 {solved.text} 件")
    result, bad = figures["on_result"], figures["on_result.dissatisfied"]
    if result.value:
        said.append(f"代表对 {result.text} 件的办理结果作了反馈，不满意 {bad.text} 件")
    reply, unhappy = figures["on_reply"], figures["on_reply.dissatisfied"]
    if reply.value:
        said.append(f"对 {reply.text} 件的答复作了反馈，不满意 {unhappy.text} 件")
    return "；".join(said) + "。"
