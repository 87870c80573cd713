"""Pictures of the department appraisal (政府部门工作评议)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scripts.charts import marks, theme
from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.ballot import GRADES, OPTIONS, grade_names, lines
from scripts.disclosures.evaluation_outcomes.department_appraisal.followup import STAGES
from scripts.disclosures.evaluation_outcomes.department_appraisal.tables import STATES
from scripts.disclosures.evaluation_outcomes.department_appraisal.term import METHOD, Appraisal
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.number import plain
from scripts.model.period import chinese_date
from scripts.model.release import Release

GOOD, MIDDLE, _, BAD, REST = theme.ORDERED
OPTION_COLOURS = dict(zip(OPTIONS, (GOOD, MIDDLE, BAD, theme.SERIES[4], REST), strict=True))
STATE_COLOURS = (theme.STATUS["done"], theme.ACCENT, theme.ORDINARY)
STAGE_COLOURS = (theme.STATUS["done"], theme.ORDINARY, theme.ACCENT, theme.STATUS["late"])


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Ballots with the line of the rule, coverage by field of work, opinions by stage, grades over time."""
    day = chinese_date(release.as_of)
    charts = {}
    if grids["results"].rows:
        charts["results"] = _ballots(release, grids["results"], term.appraised_in(release), f"{release.period.title}，")
    if grids["scores"].rows:
        marks_given = release.tables["benchmarks"].records()
        first = marks_given[0] if marks_given else None
        charts["scores"] = marks.bars(
            grids["scores"],
            label="name",
            value="score",
            reference=None if first is None else (first["score"], f"{first['name']} {plain(first['score'])}"),
            measured=f"{release.period.title}评议得分，百分制" + ("；虚线是参照值，不参加排名" if first else ""),
            description=f"{figures['appraised'].words}部门有得分，最高 {grids['scores'].cells('score')[0].text} 分，"
            f"最低 {grids['scores'].cells('score')[-1].text} 分。",
        )
    if len(grids["term"].rows) > len(grids["results"].rows):
        charts["term"] = _ballots(release, grids["term"], list(term.latest(release).values()), f"本届截至{day}，")
    charts["groups"] = marks.stacks(
        grids["groups"],
        label="name",
        parts=tuple(STATES),
        colours=STATE_COLOURS,
        measured=f"本届应评议的部门个数，按领域，截至{day}；安排按年度实施方案",
        description=_covered(figures),
    )
    if grids["stages"].rows:
        charts["stages"] = marks.stacks(
            grids["stages"],
            label="name",
            parts=tuple(STAGES),
            colours=STAGE_COLOURS,
            measured=f"评议意见条数，按整改状态，截至{day}；逾期按整改期限和数据截至日计算",
            description=_mended(figures),
        )
    names = grade_names(release.method(METHOD))
    charts["history"] = marks.stacks(
        grids["history"],
        label="period",
        parts=names,
        colours=[OPTION_COLOURS[name] for name in GRADES] if names == GRADES else theme.ORDERED,
        measured="各期评议的部门个数，按评议结果；口径版本不同的各期只并列个数，不比较比率",
        description=_graded(release, grids["history"]),
    )
    return charts


def _ballots(release: Release, grid: Grid, found: Sequence[Appraisal], when: str) -> Chart:
    parts = [column.key for column in grid.columns if column.key in OPTIONS]
    line = _line(found)
    verb = "达到" if release.method(METHOD).parameters.get("tie_reaches") else "超过"
    crossed = f"；虚线是{line[1]}，满意票{verb}它的评为满意，加上基本满意票才{verb}它的评为基本满意" if line else ""
    return marks.stacks(
        grid,
        label="name",
        parts=parts,
        colours=[OPTION_COLOURS[part] for part in parts],
        reference=line,
        measured=f"{when}无记名投票的票数{crossed}",
        description=_voted(release, grid, found),
    )


def _line(found: Sequence[Appraisal]) -> tuple[Decimal, str] | None:
    """Return where the rule's line lies, when it is the same for all bars and for both grades."""
    places = set()
    for one in found:
        base, needed = one.ballot.base(one.method), lines(one.method)
        if base is None or not needed or needed[0] != needed[1]:
            return None
        places.add((base, needed[0], one.method["base"]))
    if len(places) != 1:
        return None
    base, (above, below), name = places.pop()
    part = "一半" if (above, below) == (1, 2) else f"{below} 分之 {above}"
    value = (Decimal(base) * above / below).quantize(Decimal("0.1"))
    return value, f"{name} {base} 的{part}（{plain(value)}）"


def _voted(release: Release, grid: Grid, found: Sequence[Appraisal]) -> str:
    grades = release.method(METHOD)["grades"]
    counts = [(word, sum(one.grade == word for one in found)) for word in grades]
    said = [f"{len(found)} 个部门中，" + "，".join(f"{count} 个评为{word}" for word, count in counts if count)]
    votes = [
        (int(cell.value), name.text)
        for cell, name in zip(grid.cells("satisfied"), grid.cells("name"), strict=True)
        if isinstance(cell.value, int)
    ]
    if len(votes) > 1:
        most, least = max(votes)[0], min(votes)[0]
        said.append(f"满意票最多的是{_named(votes, most)}（{most} 票），最少的是{_named(votes, least)}（{least} 票）")
    if len(votes) < len(found):
        said.append(f"{len(found) - len(votes)} 个没有公布票数")
    return "；".join(said) + "。"


def _named(votes: Sequence[tuple[int, str]], count: int) -> str:
    return "、".join(name for number, name in votes if number == count)


def _covered(figures: Figures) -> str:
    words = {name: figures[name].words for name in ("listed", "so_far", "scheduled", "unscheduled")}
    return (
        f"本届应评议 {words['listed']}部门，已评议 {words['so_far']}；"
        f"没有评议的部门中，已安排年份的 {words['scheduled']}，还没有安排的 {words['unscheduled']}。"
    )


def _mended(figures: Figures) -> str:
    return (
        f"本届以来的评议意见共 {figures['opinions'].words}，已完成 {figures['opinions.completed'].words}，"
        f"已报告未完成 {figures['opinions.reported'].words}，整改中未逾期 {figures['opinions.going'].words}，"
        f"已逾期 {figures['opinions.overdue'].words}。"
    )


def _graded(release: Release, grid: Grid) -> str:
    last = grid.rows[-1]
    appraised, so_far = (cell.text for cell in last[-2:])
    return f"{release.period.title}评议 {appraised} 个部门，本届各期累计评议 {so_far} 个部门。"
