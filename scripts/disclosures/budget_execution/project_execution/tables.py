"""Printed tables of project execution (项目支出与重大政策执行)."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.project_execution import quarters
from scripts.disclosures.budget_execution.project_execution.figures import compute
from scripts.disclosures.budget_execution.project_execution.groups import grouped, policy_title
from scripts.disclosures.budget_execution.project_execution.line import (
    METHOD,
    Line,
    behind,
    lines,
    streaks,
    word,
)
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.profile import unit_type
from scripts.model.release import Release

NAME, UNIT = Column("name", "项目"), Column("department", "主管部门")
MONEY = (
    Column("original", "年初预算", "万元", "number"),
    Column("adjusted", "调整预算", "万元", "number"),
    Column("paid", "累计支付数", "万元", "number"),
    Column("rate", "支付进度", "%", "number", "支付进度＝累计支付数÷调整预算。"),
)
PACE = (
    NAME,
    UNIT,
    Column("rate", "支付进度", "%", "number", "支付进度＝累计支付数÷调整预算。"),
    Column("works", "形象进度", "%", "number", "形象进度是当年计划的实物工作量完成的比例，由主管部门报告。"),
    Column("time_gap", "与序时进度相差", "个百分点", "number"),
    Column("works_gap", "与形象进度相差", "个百分点", "number"),
    Column("warning", "预警", kind="status"),
)


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """All projects by warning; those slow and ahead with their words; policies and departments; over time."""
    found = lines(release)
    counts = streaks(release, found)
    ordered = sorted(found, key=lambda line: (-line.worst, line.code))
    note = "预警重的在前，同一档按差距由大到小；没有形象进度的只与序时进度比较。"
    rows = tuple(_pace(release, figures, line, counts[line.code]) for line in ordered)
    grids = {
        "projects": Grid("各项目的支付进度和形象进度", PACE, rows, note),
        "policies": _policies(release, figures, found),
        "departments": _departments(release, figures),
    }
    if len(release.tables["policies"]):
        grids["goals"] = _goals(release)
    for name, grid in (("slow", _slow(release, ordered, counts)), ("ahead", _ahead(release, figures, ordered))):
        if grid.rows:
            grids[name] = grid
    grids["history"] = _history(release, figures)
    return grids | quarters.lay_out(release, figures)


def _slow(release: Release, ordered: list[Line], counts: dict[str, int]) -> Grid:
    columns = (NAME, UNIT, PACE[-1], Column("reason", "主管部门说明的原因"), Column("done", "完成情况"))
    rows = tuple(
        (
            *_who(release, line),
            _warning(release, line, counts[line.code]),
            Cell(line.reason, line.reason),
            Cell(line.done or "—", line.done),
        )
        for line in ordered
        if line.slow
    )
    return Grid("支付慢的项目和原因", columns, rows)


def _ahead(release: Release, figures: Figures, ordered: list[Line]) -> Grid:
    columns = (*PACE[:4], PACE[5], Column("done", "完成情况"))
    rows = tuple(
        (
            *_pace(release, figures, line, 0)[:4],
            _gap(figures, line, "works_gap", release),
            Cell(line.done or "—", line.done),
        )
        for line in ordered
        if line.ahead
    )
    return Grid("付款快于形象进度的项目", columns, rows)


def _who(release: Release, line: Line) -> tuple[Cell, Cell]:
    name, unit = (
        release.codelists["budget_projects"].label(line.code),
        release.codelists["departments"][line.department],
    )
    return (
        Cell(name, name, href=f"/profiles/project/{line.code}/"),
        Cell(unit.label, unit.label, href=f"/profiles/{unit_type(unit)}/{unit.code}/"),
    )


def _warning(release: Release, line: Line, count: int) -> Cell:
    return Cell(word(line, count, release.method(METHOD)), count, f"streak.{line.code}", status=line.warning)


def _gap(figures: Figures, line: Line, key: str, release: Release) -> Cell:
    figure = figures[f"{key}.{line.code}"]
    gap = line.time_gap if key == "time_gap" else line.works_gap
    return Cell(behind(gap, release.method(METHOD)), figure.value, figure.id, note=figure.missing)


def _pace(release: Release, figures: Figures, line: Line, count: int) -> tuple[Cell, ...]:
    return (
        *_who(release, line),
        Cell.of(figures[f"rate.{line.code}"]),
        Cell.of(figures[f"works.{line.code}"]),
        _gap(figures, line, "time_gap", release),
        _gap(figures, line, "works_gap", release),
        _warning(release, line, count),
    )


def _money(figures: Figures, suffix: str) -> tuple[Cell, ...]:
    return tuple(Cell.of(figures[f"{column.key}.{suffix}"]) for column in MONEY)


def _policies(release: Release, figures: Figures, found: list[Line]) -> Grid:
    columns = (
        Column("name", "重大政策"),
        Column("projects", "项目", "个", "number"),
        *MONEY,
        Column("slow", "支付慢", "个", "number"),
    )
    rows, details = [], []
    for code, members in grouped(found).items():
        suffix, title = f"policy-{code}", policy_title(release, code)
        rows.append(
            (
                Cell(title, title),
                Cell.of(figures[f"projects.{suffix}"]),
                *_money(figures, suffix),
                Cell.of(figures[f"slow.{suffix}"]),
            )
        )
        inner = tuple((*_who(release, line), *_money(figures, line.code)) for line in members)
        said = f"{title}：{len(members)} 个项目，累计支付 {figures[f'paid.{suffix}'].words}"
        details.append((said, Grid(title, (NAME, UNIT, *MONEY), inner)))
    note = "小计等于所属各项目之和；年初没有安排、年中追加的项目，年初预算是 0。"
    return Grid("重大政策和其他项目的资金", columns, tuple(rows), note, tuple(details))


def _goals(release: Release) -> Grid:
    columns = (Column("name", "重大政策"), Column("goal", "年度目标"), Column("progress", "落实情况"))
    rows = []
    for _, cells in release.tables["policies"].rows():
        title, progress = policy_title(release, cells["policy"]), cells["progress"]
        rows.append((Cell(title, title), Cell(cells["goal"], cells["goal"]), Cell(progress or "没有报告", progress)))
    return Grid("重大政策的年度目标和落实情况", columns, tuple(rows), "落实情况由牵头部门报告。")


def _departments(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "部门"),
        Column("projects", "项目", "个", "number"),
        *MONEY[1:],
        Column("slow", "支付慢", "个", "number"),
        Column("share", "占部门调整预算", "%", "number", "列入公开的项目调整预算÷部门调整预算。"),
    )
    names, rows = release.codelists["departments"], []
    for _, cells in release.tables["departments"].rows():
        entry, suffix = names[cells["department"]], f"d-{cells['department']}"
        rows.append(
            (
                Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{entry.code}/"),
                Cell.of(figures[f"projects.{suffix}"]),
                *_money(figures, suffix)[1:],
                Cell.of(figures[f"slow.{suffix}"]),
                Cell.of(figures[f"share.{suffix}"]),
            )
        )
    rows.sort(key=lambda row: (-_size(row[4]), row[0].text))
    return Grid("各部门的项目支付进度", columns, tuple(rows), "按支付进度由高到低；有项目未报告的在后。")


def _size(cell: Cell) -> Decimal:
    return Decimal(cell.value) if isinstance(cell.value, Decimal | int) else Decimal("-Infinity")


def _history(release: Release, figures: Figures) -> Grid:
    """This year's periods beside the same periods of last year: the payment progress and the pace."""
    now, before = release.period.year, release.period.year - 1
    found: dict[int, dict[str, Cell]] = {}
    titles: dict[int, str] = {}
    for one in (*release.earlier, release):
        if one.period.year not in (now, before) or one.period.months != release.period.months:
            continue
        own = figures if one is release else Figures(compute(one))
        month = one.period.end.month
        titles[month] = one.period.title.removeprefix(f"{one.period.year}年") or "全年"
        cells = found.setdefault(month, {})
        for name in ("rate", "pace") if one.period.year == now else ("rate",):
            figure = own[name]
            key = name if one.period.year == now else "last"
            cells[key] = Cell(
                figure.text.removesuffix("%"), figure.value, name if one is release else "", note=figure.missing
            )
    blank = Cell("—", None, note="没有公布")
    columns = (
        Column("period", "时间"),
        Column("last", f"{before}年支付进度", "%", "number"),
        Column("rate", f"{now}年支付进度", "%", "number"),
        Column("pace", "序时进度", "%", "number"),
    )
    rows = tuple(
        (Cell(titles[month], titles[month]), *(found[month].get(key, blank) for key in ("last", "rate", "pace")))
        for month in sorted(found)
    )
    return Grid("列入公开的项目支付进度", columns, rows, "支付进度每年从零开始累计；各年列入公开的项目不尽相同。")
