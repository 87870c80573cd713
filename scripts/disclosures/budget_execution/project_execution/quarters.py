"""Every project's warning in every period so far (各项目各期预警), the rows of the heat tables."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts.heat import MOST_COLUMNS, heat, pages
from scripts.disclosures.budget_execution.project_execution.groups import REST, policy_title
from scripts.disclosures.budget_execution.project_execution.line import METHOD, Line, lines, word
from scripts.measures.warning import LEVELS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.release import Release
from scripts.model.status import SHAPES

PREFIX = "quarters"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """One table of the projects of this period and all periods so far, in parts where it is long; newest first."""
    history = [one for one in (*release.earlier, release) if one.period.months == release.period.months]
    found = {one: {line.code: line for line in lines(one)} for one in history}
    grids: list[Grid] = []
    for end in range(len(history), 0, -MOST_COLUMNS):
        span = history[max(end - MOST_COLUMNS, 0) : end]
        seen = list(dict.fromkeys(code for one in reversed(span) for code in found[one]))
        groups = {code: _group(release, next(found[one][code] for one in reversed(span) if code in found[one]))
                  for code in seen}  # fmt: skip
        order = list(dict.fromkeys(groups.values()))
        codes = sorted(seen, key=lambda code: order.index(groups[code]))
        grids += pages(_grid(release, span, found, codes), [groups[code] for code in codes])
    return {f"{PREFIX}-{number}": grid for number, grid in enumerate(grids, start=1)}


def draw(release: Release, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Return a picture of each part."""
    thresholds = release.method(METHOD)["thresholds"]
    words = {"ok": "正常", "none": "无法比较"}
    words |= {level: f"{threshold} 个百分点" for level, threshold in zip(LEVELS, thresholds, strict=True)}
    legend = "，".join(f"{SHAPES[level]} {text}" for level, text in words.items())
    charts = {}
    for name, grid in grids.items():
        if name.startswith(f"{PREFIX}-"):
            keys = [column.key for column in grid.columns[1:]]
            charts[name] = heat(
                grid,
                label="name",
                cells=keys,
                heads=_heads(keys),
                measured=f"每期支付比序时进度或形象进度低到哪一档：{legend}；空格是当期没有列入",
                description=_finding(grid),
            )
    return charts


def _group(release: Release, line: Line) -> str:
    return policy_title(release, line.policy or REST)


def _grid(release: Release, span: list[Release], found: Mapping[Release, Mapping[str, Line]], codes: list[str]) -> Grid:
    columns = [Column("name", "项目")]
    columns += [Column(_key(one), one.period.title, kind="status") for one in span]
    names = release.codelists["budget_projects"]
    rows = []
    for code in codes:
        cells = [Cell(names.label(code), names[code].name, href=f"/profiles/project/{code}/")]
        cells += [_cell(one, found[one].get(code), one is release) for one in span]
        rows.append(tuple(cells))
    years = f"{span[0].period.title}至{span[-1].period.title}" if len(span) > 1 else span[0].period.title
    return Grid(f"各项目各期预警（{years}）", tuple(columns), tuple(rows))


def _key(one: Release) -> str:
    return f"p{str(one.period).lower().replace('-', '_')}"


def _heads(keys: list[str]) -> dict[str, str]:
    """Return the number of the quarter or month, with the year above the first of each year."""
    heads, shown = {}, ""
    for key in keys:
        year, _, part = key.removeprefix("p").partition("_")
        heads[key] = f"{'' if year == shown else year}\n{part.lstrip('qs0')}"
        shown = year
    return heads


def _cell(one: Release, line: Line | None, now: bool) -> Cell:
    if line is None:
        return Cell("", None)
    text = word(line, 0, one.method(METHOD))
    return Cell(text, text, f"streak.{line.code}" if now else "", status=line.warning)


def _finding(grid: Grid) -> str:
    last = grid.columns[-1]
    cells = grid.cells(last.key)
    said = f"{last.title}列出 {sum(bool(cell.text) for cell in cells)} 个项目，"
    said += f"{sum(cell.status in LEVELS for cell in cells)} 个有预警"
    top = {row[0].text: sum(cell.status == LEVELS[-1] for cell in row[1:]) for row in grid.rows}
    most = max(top.values(), default=0)
    if most:
        who = "、".join(name for name, times in top.items() if times == most)
        said += f"；{len(grid.columns) - 1} 期中达到最高一档次数最多的是{who}，{most} 次"
    return f"{said}。"
