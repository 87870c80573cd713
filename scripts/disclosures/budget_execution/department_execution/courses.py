"""Every unit's plan against actual over the year (各单位计划与执行), the rows of the small pictures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts.heat import pages
from scripts.charts.panels import MOST_PANELS, panels
from scripts.disclosures.budget_execution.department_execution.figures import Line, lines
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import Period
from scripts.model.profile import unit_type
from scripts.model.release import Release

PREFIX = "courses"
KEYS = ("actual", "plan", "before")
Told = dict[tuple[str, int], tuple[str, Mapping[str, Line]]]
"""Kind of line and place in the year → title of the period and what it told of each unit."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """One table for each level, in parts where it is long; none while the year has only one period in all."""
    told = _told(release)
    columns = _columns(release, told)
    if len({column.key.partition("_")[2] for column in columns[1:]}) < 2:
        return {}
    names = release.codelists["departments"]
    here = list(told["actual", _place(release.period)][1])
    grids: list[Grid] = []
    for level in dict.fromkeys(names[code].attributes["level"] for code in here):
        codes = [code for code in here if names[code].attributes["level"] == level]
        rows = tuple(_row(release, figures, told, columns, code) for code in codes)
        grid = Grid(f"{level}计划与执行（{release.period.year}年）", columns, rows)
        grids += pages(grid, [names[code].attributes.get("group", "") for code in codes], MOST_PANELS)
    return {f"{PREFIX}-{number}": grid for number, grid in enumerate(grids, start=1)}


def draw(release: Release, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Return a picture of each part."""
    year, count = release.period.year, 12 // release.period.months
    unit = {1: "月", 3: "季度", 6: "半年"}[release.period.months] if count > 1 else "年"
    charts = {}
    for name, grid in grids.items():
        if name.startswith(f"{PREFIX}-"):
            there = {column.key for column in grid.columns}
            keys = {
                kind: [key if (key := f"{kind}_{place}") in there else "" for place in range(1, count + 1)]
                for kind in KEYS
            }
            charts[name] = panels(
                grid,
                label="name",
                actual=keys["actual"],
                plan=keys["plan"],
                before=keys["before"],
                heads=[str(place) for place in range(1, count + 1)],
                names=(f"{year}年执行进度", f"{year}年计划进度", f"{year - 1}年执行进度"),
                measured=f"累计占调整预算的百分比，一个单位一幅：横向是第 1 至 {count} {unit}，两条横线是 0 和 100%",
                description=_finding(release, grid),
            )
    return charts


def _told(release: Release) -> Told:
    """Return what each period of this year and of the last told, by kind of line and place in its year."""
    told: Told = {}
    for one in (*release.earlier, release):
        if one.period.months != release.period.months or release.period.year - one.period.year not in (0, 1):
            continue
        found = {line.code: line for line in lines(one)}
        for kind in ("actual", "plan") if one.period.year == release.period.year else ("before",):
            told[kind, _place(one.period)] = (one.period.title, found)
    return told


def _place(period: Period) -> int:
    return period.end.month // period.months


def _columns(release: Release, told: Told) -> tuple[Column, ...]:
    columns = [Column("name", "单位")]
    count = 12 // release.period.months
    for kind, word in zip(KEYS, ("执行进度", "计划进度", "执行进度"), strict=True):
        for place in range(1, count + 1):
            if (kind, place) in told:
                title, _ = told[kind, place]
                columns.append(Column(f"{kind}_{place}", f"{title}{word}", "%", "number"))
    return tuple(columns)


def _row(release: Release, figures: Figures, told: Told, columns: tuple[Column, ...], code: str) -> tuple[Cell, ...]:
    entry = release.codelists["departments"][code]
    cells = [Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")]
    now = _place(release.period)
    for column in columns[1:]:
        kind, _, place = column.key.partition("_")
        line = told[kind, int(place)][1].get(code)
        if line is None:
            cells.append(Cell("—", None, note="当期没有列入"))
        elif kind != "before" and int(place) == now:
            figure = figures[f"{'rate' if kind == 'actual' else 'planned_rate'}.{code}"]
            own = Cell.of(figure)
            status = line.warning if kind == "actual" else ""
            cells.append(Cell(own.text, own.value, own.figure, status=status, note=own.note))
        else:
            value = line.planned_rate if kind == "plan" else line.rate
            cells.append(Cell.number(value, "%", note="" if value is not None else "当期没有这个进度"))
    return tuple(cells)


def _finding(release: Release, grid: Grid) -> str:
    now = _place(release.period)
    gaps = []
    for name, rate, plan in zip(
        grid.cells("name"), grid.cells(f"actual_{now}"), grid.cells(f"plan_{now}"), strict=True
    ):
        if isinstance(rate.value, Decimal) and isinstance(plan.value, Decimal):
            gaps.append((plan.value - rate.value, name.text, rate.text))
    behind = [one for one in gaps if one[0] > 0]
    said = f"{len(grid.rows)} 个单位中，{release.period.title}执行进度低于计划进度的 {len(behind)} 个"
    if behind:
        _, who, reached = max(behind)
        said += f"，相差最大的是{who}（执行进度 {reached}%）"
    silent = len(grid.rows) - len(gaps)
    return f"{said}{f'；{silent} 个没有进度' if silent else ''}。"
