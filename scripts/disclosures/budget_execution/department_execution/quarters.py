"""Every unit's warning in every period so far (各单位各期预警), the rows of the heat tables."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts.heat import MOST_COLUMNS, heat, pages
from scripts.disclosures.budget_execution.department_execution.figures import METHOD, Line, lines
from scripts.measures.warning import LEVELS
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.profile import unit_type
from scripts.model.release import Release
from scripts.model.status import SHAPES

PREFIX = "quarters"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """One table for each level, in parts where it is long; the newest periods first where there are more than fit."""
    history = [one for one in (*release.earlier, release) if one.period.months == release.period.months]
    found = {one: {line.code: line for line in lines(one)} for one in history}
    grids: list[Grid] = []
    spans = [history[max(end - MOST_COLUMNS, 0) : end] for end in range(len(history), 0, -MOST_COLUMNS)]
    for span in spans:
        codes = list(dict.fromkeys(code for one in reversed(span) for code in found[one]))
        names = release.codelists["departments"]
        for level in dict.fromkeys(names[code].attributes["level"] for code in codes):
            members = [code for code in codes if names[code].attributes["level"] == level]
            grid = _grid(release, figures, span, found, members, level)
            grids += pages(grid, [names[code].attributes.get("group", "") for code in members])
    return {f"{PREFIX}-{number}": grid for number, grid in enumerate(grids, start=1)}


def draw(release: Release, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Return a picture of each part."""
    thresholds = release.method(METHOD)["thresholds"]
    words = {"ok": "正常", "none": "没有执行进度"}
    words |= {level: f"{threshold} 个百分点" for level, threshold in zip(LEVELS, thresholds, strict=True)}
    legend = "，".join(f"{SHAPES[level]} {word}" for level, word in words.items())
    charts = {}
    for name, grid in grids.items():
        if name.startswith(f"{PREFIX}-"):
            keys = [column.key for column in grid.columns[1:]]
            charts[name] = heat(
                grid,
                label="name",
                cells=keys,
                heads=_heads(keys),
                measured=f"每期比计划少支出到哪一档：{legend}；空格是当期没有列入",
                description=_finding(grid),
            )
    return charts


def _grid(
    release: Release,
    figures: Figures,
    span: list[Release],
    found: Mapping[Release, Mapping[str, Line]],
    codes: list[str],
    level: str,
) -> Grid:
    columns = [Column("name", "部门" if level == "区级部门" else "单位")]
    columns += [Column(_key(one), one.period.title, kind="status") for one in span]
    names = release.codelists["departments"]
    rows = []
    for code in codes:
        cells = [Cell(names.label(code), names[code].name, href=f"/profiles/{unit_type(names[code])}/{code}/")]
        cells += [_cell(one, found[one].get(code), figures if one is release else None) for one in span]
        rows.append(tuple(cells))
    years = f"{span[0].period.title}至{span[-1].period.title}" if len(span) > 1 else span[0].period.title
    return Grid(f"{level}各期预警（{years}）", tuple(columns), tuple(rows))


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


def _cell(one: Release, line: Line | None, figures: Figures | None) -> Cell:
    if line is None:
        return Cell("", None)
    if line.warning in LEVELS:
        text = f"{one.method(METHOD)['thresholds'][LEVELS.index(line.warning)]} 个百分点"
    else:
        text = "正常" if line.warning == "ok" else "没有执行进度"
    return Cell(text, text, "" if figures is None else f"gap.{line.code}", status=line.warning)


def _finding(grid: Grid) -> str:
    last = grid.columns[-1]
    cells = grid.cells(last.key)
    warned = {name.text: sum(c.status == LEVELS[-1] for c in row[1:]) for name, row in _rows(grid)}
    most = max(warned.values(), default=0)
    said = f"{last.title}列出 {sum(bool(cell.text) for cell in cells)} 个单位，"
    said += f"{sum(cell.status in LEVELS for cell in cells)} 个有预警"
    if most:
        who = "、".join(name for name, count in warned.items() if count == most)
        said += f"；{len(grid.columns) - 1} 期中达到最高一档次数最多的是{who}，{most} 次"
    return f"{said}。"


def _rows(grid: Grid) -> list[tuple[Cell, tuple[Cell, ...]]]:
    return [(row[0], row) for row in grid.rows]
