"""Printed tables of the monthly bulletin (一般公共预算收支快报): 类 first, 款 and 项 one level down each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts.disclosures.budget_execution.general_budget.line import LAND, LISTS, SIDES, Block, Line, block
from scripts.measures.subject import DEPTHS, UNVERIFIED, unverified
from scripts.model.codelist import CodeList
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.release import Release

KEYS = ("original", "adjusted", "month", "cumulative", "rate", "last", "growth")


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Revenue, expenditure and funds by subject; taxes by industry; other districts; the year month by month."""
    grids = {}
    for name in SIDES:
        one = block(release, name)
        if one.lines:
            grids[name] = _subjects(release, figures, one)
    if len(release.tables["industry"]):
        grids["industry"] = _industries(release, figures)
    if len(release.tables["peers"]):
        grids["peers"] = _peers(release, figures)
    grids["history"] = _history(release, figures)
    return grids


def _columns(one: Block) -> tuple[Column, ...]:
    note = f"完成预算＝累计数÷{one.base.removeprefix('占')}。"
    return (
        Column("name", "科目"),
        Column("code", "代码"),
        Column("original", "年初预算", "万元", "number"),
        *(
            [Column("adjusted", "调整预算", "万元", "number", "没有调整的科目空着，仍按年初预算。")]
            if one.adjusted
            else []
        ),
        Column("month", "本月数", "万元", "number"),
        Column("cumulative", "累计数", "万元", "number"),
        Column("rate", f"完成预算（{one.base}）", "%", "number", note),
        Column("last", "上年同期累计数", "万元", "number"),
        Column(
            "growth", "同比", "%", "number", "同比＝（累计数－上年同期累计数）÷上年同期累计数；两年口径不同的不计算。"
        ),
    )


def _subjects(release: Release, figures: Figures, one: Block) -> Grid:
    top = one.top()
    whole = (
        Cell(f"{one.title}合计", one.title),
        Cell("", ""),
        *(
            Cell.of(figures[f"{one.name}.{key}"], signed=key == "growth")
            for key in KEYS
            if key != "adjusted" or one.adjusted
        ),
    )
    rows = tuple(_row(release, figures, one, line) for line in top)
    codes = _codes(release, one)
    note = UNVERIFIED if unverified(codes, [line.code for line in one.lines]) else ""
    return Grid(one.title, _columns(one), (whole, *rows), note, _details(release, figures, one, top))


def _codes(release: Release, one: Block) -> CodeList:
    name = LISTS[SIDES[one.name][1]]
    return release.codelists.get(name, CodeList(name, {}))


def _details(release: Release, figures: Figures, one: Block, above: list[Line]) -> tuple[tuple[str, Grid], ...]:
    found = []
    for line in above:
        if under := one.under(line.code):
            rows = tuple(_row(release, figures, one, child) for child in under)
            summary = (
                f"{line.name}：{len(under)} {DEPTHS[len(under[0].code)]}，累计 {figures[f'cumulative.{line.id}'].words}"
            )
            columns = tuple(replace(column, note="") for column in _columns(one))
            grid = Grid(line.name, columns, rows, details=_details(release, figures, one, under))
            found.append((summary, grid))
    return tuple(found)


def _row(release: Release, figures: Figures, one: Block, line: Line) -> tuple[Cell, ...]:
    codes = _codes(release, one)
    now = codes[line.code].name if line.code in codes else line.name
    renamed = "" if line.name in {now, codes[line.code].label if line.code in codes else now} else f"现称“{now}”"
    cells = []
    for key in KEYS:
        if key == "adjusted" and not one.adjusted:
            continue
        figure = figures[f"{key}.{line.id}"]
        cell = Cell.of(figure, signed=key == "growth")
        # A budget not stated at this level is an ordinary blank; only a growth that is refused says why.
        cells.append(cell if key in {"growth", "rate"} else Cell(cell.text, cell.value, cell.figure))
    return (Cell(line.name, line.name, note=renamed), Cell(line.code, line.code), *cells)


def _industries(release: Release, figures: Figures) -> Grid:
    names = release.codelists["industries"]
    columns = (
        Column("name", "行业"),
        Column("cumulative", "税收累计数", "万元", "number"),
        Column("share", "占各行业税收", "%", "number"),
        Column("last", "上年同期累计数", "万元", "number"),
        Column("growth", "同比", "%", "number"),
    )
    codes = sorted(
        release.tables["industry"].column("industry"), key=lambda c: (-(figures[f"industry.{c}"].value or 0), c)
    )
    rows = tuple(
        (
            Cell(names.label(code), names[code].name),
            Cell.of(figures[f"industry.{code}"]),
            Cell.of(figures[f"industry_share.{code}"]),
            Cell.of(figures[f"industry_last.{code}"]),
            Cell.of(figures[f"industry_growth.{code}"], signed=True),
        )
        for code in codes
    )
    note = "计入一般公共预算的税收收入，按纳税人所属行业分；行业按国民经济行业分类的门类。"
    return Grid("税收收入分行业", columns, rows, note)


def _peers(release: Release, figures: Figures) -> Grid:
    names = release.codelists["peer_districts"]
    columns = (
        Column("name", "城区"),
        Column("cumulative", "一般公共预算收入累计数", "万元", "number"),
        Column("growth", "同比", "%", "number"),
        Column("source", "出处"),
    )
    own = (
        Cell("本区", "本区"),
        Cell.of(figures["revenue.cumulative"]),
        Cell.of(figures["revenue.growth"], signed=True),
        Cell("本快报", "本快报"),
    )
    rows = [own]
    for _, cells in release.tables["peers"].rows():
        code = cells["district"]
        rows.append(
            (
                Cell(names.label(code), names[code].name),
                Cell.of(figures[f"peer.{code}"]),
                Cell.of(figures[f"peer_growth.{code}"], signed=True),
                Cell(cells["source"], cells["source"]),
            )
        )
    rows.sort(
        key=lambda row: (row[2].value is None, -(row[2].value if not isinstance(row[2].value, str | None) else 0))
    )
    return Grid("同类城区一般公共预算收入", columns, tuple(rows), "其他城区的数是各区自己公开的，口径由各区负责。")


def _history(release: Release, figures: Figures) -> Grid:
    """Each month of the year: the cumulative amount beside that of the year before, as that month's bulletin has it."""
    year = release.period.year
    months = {one.period.end.month: one for one in (*release.earlier, release) if one.period.year == year}
    columns = [Column("period", "月份")]
    for key, title in (("revenue", "收入"), ("expenditure", "支出"), ("land", "土地出让收入")):
        columns += [
            Column(f"{key}_this", f"{year}年{title}", "万元", "number"),
            Column(f"{key}_last", f"{year - 1}年{title}", "万元", "number"),
        ]
    rows = []
    for month in range(1, 13):
        found = _month(months[month]) if month in months else {}
        cells = [Cell(f"{month}月", f"{month}月")]
        for key, id in (("revenue", "revenue.{}"), ("expenditure", "expenditure.{}"), ("land", f"{{}}.f-{LAND}")):
            for amount in ("cumulative", "last"):
                now = id.format(amount)
                if months.get(month) is release and now in figures:
                    cells.append(Cell.of(figures[now]))
                else:
                    cells.append(Cell.number(found.get((key, amount)), "万元"))
        rows.append(tuple(cells))
    return Grid(f"{year}年各月累计数", tuple(columns), tuple(rows), "每年从零开始累计，所以与上年同期比较。")


def _month(one: Release) -> dict[tuple[str, str], Decimal | None]:
    """Return the cumulative amounts of one month and those it was compared with."""
    found: dict[tuple[str, str], Decimal | None] = {}
    for key in ("revenue", "expenditure"):
        side = block(one, key)
        if side.lines:
            found[key, "cumulative"] = side.total([line.cumulative for line in side.lines])
            found[key, "last"] = side.total([line.last for line in side.lines])
    for line in block(one, "funds_in").lines:
        if line.code == LAND:
            found |= {("land", "cumulative"): line.cumulative, ("land", "last"): line.last}
    return found
