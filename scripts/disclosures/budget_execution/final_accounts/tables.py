"""Printed tables of the final accounts (决算与预决算差异)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts.disclosures.budget_execution.final_accounts.account import (
    AMOUNTS,
    PHASES,
    Account,
    departments,
    functions,
)
from scripts.measures.subject import DEPTHS, UNVERIFIED, children, tops, unverified
from scripts.model.codelist import CodeList
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

BASIS = {
    "draft": ("草案", "预算法第四十四条、第四十七条"),
    "original": ("批准", "预算法第四十三条"),
    "adjusted": ("调整", "预算法第六十七条至第六十九条"),
    "executed": ("执行", "预算法第五十三条"),
    "final": ("决算", "预算法第七十四条、第七十七条"),
}
"""Phase → its value in the table ``phases`` and the articles that order it."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The phases with date and organ; subjects with 款 one level down; departments, greatest difference first."""
    accounts = functions(release)
    first = tops([one.code for one in accounts])
    codes = release.codelists.get("functions", CodeList("functions", {}))
    whole = _row(figures, "", Cell("一般公共预算支出合计", "合计"), "")
    top = [one for one in accounts if one.code in first]
    rows = (whole, *(_subject(figures, codes, one) for one in top))
    note = UNVERIFIED if unverified(codes, [one.code for one in accounts]) else ""
    details = _details(figures, codes, accounts, top)
    grids = {
        "phases": _phases(release, figures),
        "functions": Grid("按功能分类", _columns("科目"), rows, note, details),
    }
    units = sorted(departments(release), key=lambda one: (-abs(Decimal(one.rate or 0)), one.code))
    if units:
        names = release.codelists["departments"]
        rows = tuple(
            _row(
                figures,
                f".d-{one.code}",
                Cell(one.name, one.name, href=f"/profiles/{unit_type(names[one.code])}/{one.code}/"),
                one.reason,
            )
            for one in units
        )
        grids["departments"] = Grid("按部门", _columns("部门"), rows, "按差异率的大小排列，不分正负。")
    return grids


def _columns(head: str) -> tuple[Column, ...]:
    return (
        Column("name", head),
        *(Column(key, title, "万元", "number") for key, title in AMOUNTS.items()),
        Column("difference", "差异", "万元", "number", "差异＝决算数－年初预算数。"),
        Column("difference_rate", "差异率（占年初预算）", "%", "number", "差异率＝差异÷年初预算数。"),
        Column("reason", "差异原因"),
    )


def _row(figures: Figures, suffix: str, name: Cell, reason: str) -> tuple[Cell, ...]:
    amounts = [figures[f"{key}{suffix}"] for key in AMOUNTS]
    return (
        name,
        *(Cell(Cell.of(one).text, one.value, one.id) for one in amounts),
        Cell.of(figures[f"difference{suffix}"], signed=True),
        Cell.of(figures[f"difference_rate{suffix}"], signed=True),
        Cell(reason, reason),
    )


def _subject(figures: Figures, codes: CodeList, one: Account) -> tuple[Cell, ...]:
    entry = codes.get(one.code)
    renamed = f"现称“{entry.name}”" if entry is not None and one.name not in {entry.name, entry.label} else ""
    return _row(figures, f".{one.code}", Cell(f"{one.code} {one.name}", one.name, note=renamed), one.reason)


def _details(
    figures: Figures, codes: CodeList, accounts: list[Account], above: list[Account]
) -> tuple[tuple[str, Grid], ...]:
    found = []
    for one in above:
        under = children(one.code, [other.code for other in accounts])
        if under:
            lines = [other for other in accounts if other.code in under]
            rows = tuple(_subject(figures, codes, line) for line in lines)
            inner = _details(figures, codes, accounts, lines)
            said = f"{one.name}：{len(lines)} {DEPTHS[len(under[0])]}，决算 {figures[f'final.{one.code}'].words}"
            columns = tuple(replace(column, note="") for column in _columns("科目"))
            found.append((said, Grid(one.name, columns, rows, details=inner)))
    return tuple(found)


def _phases(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("phase", "阶段"),
        Column("amount", "一般公共预算支出", "万元", "number"),
        Column("date", "日期", kind="date"),
        Column("organ", "机关"),
        Column("document", "会议或文号"),
        Column("basis", "依据"),
    )
    said = {cells["phase"]: cells for _, cells in release.tables["phases"].rows()}
    rows = []
    for key, title in PHASES.items():
        word, basis = BASIS[key]
        cells = said.get(word, {"date": None, "organ": "", "document": ""})
        day = cells["date"]
        rows.append(
            (
                Cell(title, title),
                Cell.of(figures[key]),
                Cell("—" if day is None else chinese_date(day), None if day is None else day.isoformat()),
                Cell(cells["organ"], cells["organ"]),
                Cell(cells["document"], cells["document"]),
                Cell(basis, basis),
            )
        )
    return Grid(
        "从草案到决算", columns, tuple(rows), "五个阶段的数分列，不互相代替；差异用决算数和批准（年初）数计算。"
    )
