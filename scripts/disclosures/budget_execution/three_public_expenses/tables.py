"""Printed tables of the “three public” expenses (“三公”经费)."""

from __future__ import annotations

from dataclasses import replace

from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    BEFORE,
    ITEMS,
    LEAVES,
    Outlay,
    district,
    stage,
    stated,
)
from scripts.disclosures.budget_execution.three_public_expenses.unit import AVERAGES, COUNTS, SPENDING, Unit, units
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import show
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release

PARTS = {"purchase": "其中：", "running": "其中："}
"""Before the two items that the subtotal of vehicles contains, as the official form prints them."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The district by item; units, the greatest first, with their items one level down; counts; declarations."""
    found = units(release)
    grids = {"items": _items(release, figures), "departments": _departments(release, figures, found)}
    if stage(release) == "final":
        grids["counts"] = _counts(release, figures, found)
    declared = [one for one in found if one.state != SPENDING]
    if declared:
        grids["declared"] = _declared(release, declared)
    grids["phases"] = _phases(release)
    history = [one for one in (*release.earlier, release) if "total" in district(one)]
    if len(history) > 1:
        grids["history"] = _history(history)
    return grids


def _columns(release: Release, head: str) -> tuple[Column, ...]:
    now, before = stage(release), BEFORE[stage(release)]
    against = AMOUNTS[before].removesuffix("数")
    used = (Column("used", "占预算", "%", "number", "有调整预算的占调整预算，没有的占年初预算。"),)
    return (
        Column("name", head),
        *(Column(name, AMOUNTS[name], "万元", "number") for name in _shown(release)),
        Column("change", f"比{against}增减", "万元", "number", f"增减＝{AMOUNTS[now]}－{AMOUNTS[before]}。"),
        Column("change_rate", "增减率", "%", "number", f"占{AMOUNTS[before]}的百分比。"),
        *(used if now == "final" else ()),
        Column("reason", "增减原因"),
    )


def _shown(release: Release) -> list[str]:
    """Return the amounts printed: of the year before only the one that the stage is compared with."""
    other = BEFORE["budget"] if stage(release) == "final" else BEFORE["final"]
    return [name for name in stated(release) if name != other]


def _reason(line: Outlay) -> str:
    over = f"超预算原因：{line.over_reason}" if line.over_reason else ""
    return "；".join(text.rstrip("。") for text in (line.reason, over) if text)


def _row(release: Release, figures: Figures, line: Outlay, suffix: str, name: Cell) -> tuple[Cell, ...]:
    cells = [Cell.of(figures[f"{amount}.{suffix}"]) for amount in _shown(release)]
    used = (Cell.of(figures[f"used.{suffix}"]),) if stage(release) == "final" else ()
    at = stage(release)
    change, rate = figures[f"{at}_change.{suffix}"], figures[f"{at}_change_rate.{suffix}"]
    return (
        name,
        *cells,
        Cell.of(change, signed=True),
        Cell.of(rate, signed=True),
        *used,
        text_cell(_reason(line)),
    )


def _items(release: Release, figures: Figures) -> Grid:
    rows = tuple(
        _row(release, figures, line, item, Cell(f"{PARTS.get(item, '')}{ITEMS[item]}", ITEMS[item]))
        for item, line in district(release).items()
    )
    return Grid("全区“三公”经费", _columns(release, "项目"), rows)


def _departments(release: Release, figures: Figures, found: list[Unit]) -> Grid:
    names, at = release.codelists["departments"], stage(release)
    columns = _columns(release, "部门")
    rows = []
    for one in ordered(found):
        name, why = unit_cell(names, one.code), f"{one.state}：{one.explanation}"
        if one.total is None:
            rows.append((name, *(Cell("—", note="缺表") for _ in columns[1:-1]), Cell(why, why)))
            continue
        line = _row(release, figures, one.total, f"total.d-{one.code}", name)
        rows.append((*line[:-1], Cell(why, why)) if one.explanation else line)
    whole = [one for one in ordered(found) if one.rows]
    said = f"各部门分项的{AMOUNTS[at]}和增减原因（{len(whole)} 个）"
    return Grid(
        "各部门“三公”经费",
        columns,
        tuple(rows),
        f"按{AMOUNTS[at]}由多到少排列；缺表的列在最后。",
        ((said, _parts(release, figures, whole)),) if whole else (),
    )


def _parts(release: Release, figures: Figures, found: list[Unit]) -> Grid:
    """Return the items of every unit side by side; under it each unit with its changes and reasons."""
    names, at = release.codelists["departments"], stage(release)
    columns = (Column("name", "部门"), *(Column(item, ITEMS[item], "万元", "number") for item in LEAVES))
    rows = tuple(
        (
            unit_cell(names, one.code),
            *(Cell.of(figures[f"{at}.{item}.d-{one.code}"]) for item in LEAVES if item in one.items),
        )
        for one in found
        if len(one.items) == len(ITEMS)
    )
    details = tuple(
        (f"{one.name}：合计 {figures[f'{at}.total.d-{one.code}'].words}", _detail(release, figures, one))
        for one in found
        if "total" in one.items
    )
    return Grid(f"各部门分项的{AMOUNTS[at]}", columns, rows, details=details)


def ordered(found: list[Unit]) -> list[Unit]:
    """Return the units, the greatest amount first; those without a table come last."""
    return sorted(
        found,
        key=lambda one: (
            one.total is None,
            0 if one.total is None or one.total.now is None else -one.total.now,
            one.code,
        ),
    )


def _detail(release: Release, figures: Figures, one: Unit) -> Grid:
    now, before = stage(release), BEFORE[stage(release)]
    shown = [name for name in stated(release) if name in {now, before, "budget"}]
    columns = (
        Column("name", "项目"),
        *(Column(name, AMOUNTS[name], "万元", "number") for name in shown),
        Column("change", f"比{AMOUNTS[before].removesuffix('数')}增减", "万元", "number"),
        Column("reason", "增减原因"),
    )
    rows = tuple(
        (
            Cell(f"{PARTS.get(item, '')}{ITEMS[item]}", ITEMS[item]),
            *(Cell.of(figures[f"{name}.{item}.d-{one.code}"]) for name in shown),
            _signed(line),
            text_cell(_reason(line)),
        )
        for item, line in one.items.items()
    )
    return Grid(one.name, columns, rows)


def _signed(line: Outlay) -> Cell:
    """Return the change of one item of one unit: the difference of two figures beside it."""
    plus = "+" if line.change is not None and line.change > 0 else ""
    return Cell(f"{plus}{show(line.change, '万元')}", line.change, note="" if line.change is not None else "没有列")


SHORT = {
    "delegations": "出国团组",
    "travellers": "出国人次",
    "cars_bought": "购置车辆",
    "cars_kept": "车辆保有量",
    "receptions": "接待批次",
    "guests": "接待人次",
    "travel": "每人次出国费",
    "running": "每辆运行费",
    "reception": "每人次接待费",
}
"""Count or average → head of its column; the figure under it has the full name."""


def _counts(release: Release, figures: Figures, found: list[Unit]) -> Grid:
    names = release.codelists["departments"]
    columns = (
        Column("name", "部门"),
        *(Column(name, SHORT[name], unit, "number") for name, (_, unit, _) in COUNTS.items()),
        *(
            Column(f"average_{item}", SHORT[item], "元", "number", f"{ITEMS[item]}决算数除以{COUNTS[name][0]}。")
            for item, (_, name) in AVERAGES.items()
        ),
    )

    def cells(suffix: str) -> tuple[Cell, ...]:
        counts = (Cell.of(figures[f"{name}{suffix}"]) for name in COUNTS)
        # Why a unit has no average is said once under the table.
        averages = (replace(Cell.of(figures[f"average.{item}{suffix}"]), note="") for item in AVERAGES)
        return (*counts, *averages)

    rows = [(Cell("全区", "全区"), *cells(""))]
    rows += [(unit_cell(names, one.code), *cells(f".d-{one.code}")) for one in ordered(found) if one.total is not None]
    note = "人次或保有量为 0、没有填的，没有平均数，写“—”。公务用车购置费不算平均数。"
    return Grid("团组、车辆、接待的实物量和平均数", columns, tuple(rows), note)


def _declared(release: Release, declared: list[Unit]) -> Grid:
    names = release.codelists["departments"]
    columns = (Column("name", "部门"), Column("state", "表的情况", kind="status"), Column("why", "原因"))
    rows = tuple(
        (
            unit_cell(names, one.code),
            Cell(one.state, one.state, status={"空表": "none"}.get(one.state, "wait")),
            text_cell(one.explanation),
        )
        for one in sorted(declared, key=lambda one: (one.state != "缺表", one.row))
    )
    note = "空表：当年“三公”经费预算、决算都是 0，照样列表并说明。缺表：没有交表，数不知道，不当作 0。"
    return Grid("空表和缺表", columns, rows, note)


def _phases(release: Release) -> Grid:
    columns = (
        Column("phase", "阶段"),
        Column("date", "批准日期", kind="date"),
        Column("organ", "机关"),
        Column("document", "会议或文号"),
    )
    titles = {"批准": "年初预算", "调整": "调整预算", "决算": "决算"}
    rows = tuple(
        (
            text_cell(titles[cells["phase"]]),
            day_cell(cells["date"]),
            text_cell(cells["organ"]),
            text_cell(cells["document"]),
        )
        for cells in sorted(release.tables["phases"].records(), key=lambda cells: list(titles).index(cells["phase"]))
    )
    return Grid("谁在什么时候批准", columns, rows)


def _history(history: list[Release]) -> Grid:
    columns = (
        Column("period", "年度"),
        Column("budget", AMOUNTS["budget"], "万元", "number"),
        Column("final", AMOUNTS["final"], "万元", "number", "决算还没有批准的年度空着。"),
    )
    rows = []
    for one in history:
        amounts = district(one)["total"].amounts
        note = "" if amounts["final"] is not None else "决算尚未批准"
        rows.append(
            (
                release_cell(one),
                Cell.number(amounts["budget"], "万元"),
                Cell.number(amounts["final"], "万元", note=note),
            )
        )
    return Grid("各年“三公”经费", columns, tuple(rows))
