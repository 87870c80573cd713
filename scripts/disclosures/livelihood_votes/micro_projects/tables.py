"""Printed tables of a special fund (民生“微实事”专项资金)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from scripts.disclosures.livelihood_votes.micro_projects.figures import compute
from scripts.disclosures.livelihood_votes.micro_projects.fund import Matter, fund
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

NAME = Column("name", "项目")
FROM = Column("suggestion", "来自的建议", note="点开看建议的内容和答复。")
LEAD = Column("lead", "牵头单位")
AMOUNT = Column("amount", "安排金额", "万元", "number")
STATE = Column("state", "情况", kind="status")
STEPS = ("proposed", "shortlisted", "funded", "completed")
MONEY = (
    "fund",
    "carried_in",
    "available",
    "allocated",
    "unallocated",
    "spent",
    "saved",
    "remainder",
    "returned",
    "carried_out",
)
NOT_PUBLISHED = Cell(DASH, None, note="没有公布")


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The money, the steps, what got money, what did not and why, what was held over, the groups, the years."""
    found = fund(release)
    grids = {"steps": _steps(figures), "money": _money(figures)}
    if found.funded:
        grids["funded"] = _funded(release, figures, found.funded, "安排资金的项目")
    if found.held:
        grids["held"] = _funded(release, figures, found.held, "以前安排、上期没有完成的项目")
    if lost := [one for one in found.new if not one.funded]:
        grids["not_funded"] = _not_funded(release, figures, lost)
    for name, codelist, heading in (
        ("category", "project_categories", "类别"),
        ("township", "departments", "乡镇街道"),
    ):
        codes = [code for code in release.codelists[codelist] if f"{name}.{code}" in figures]
        if codes:
            grids[name] = _group(release, figures, name, codelist, heading, codes)
    if release.earlier:
        grids["history"] = _history(release, figures)
    return grids


def _steps(figures: Figures) -> Grid:
    words = ("提出", "列入初步清单", "安排资金", "完成")
    rows = tuple((Cell(word, word), Cell.of(figures[id])) for word, id in zip(words, STEPS, strict=True))
    return Grid("从提出到完成", (Column("name", "步骤"), Column("count", "项目", "项", "number")), rows)


def _money(figures: Figures) -> Grid:
    rows = tuple((Cell(figures[id].label, figures[id].label), Cell.of(figures[id])) for id in MONEY)
    note = "余额＝没有安排的资金＋完成项目的结余＝收回财政＋结转下年；没有完成的项目，资金继续用于该项目，不计入余额。"
    return Grid(
        "专项资金从哪里来，到哪里去", (Column("name", "项"), Column("amount", "金额", "万元", "number")), rows, note
    )


def name_cell(one: Matter) -> Cell:
    """Return the cell that names a matter and leads to its profile."""
    return Cell(one.title, one.title, href=f"/profiles/project/{one.code}/")


def _suggestion(one: Matter) -> Cell:
    code = one.cells["suggestion"]
    if code is None:
        return Cell("不是代表建议", None)
    title = one.cells["suggestion_title"] or code
    return Cell(title, title, href=f"/profiles/suggestion/{code}/")


def _lead(release: Release, one: Matter) -> Cell:
    code = one.cells["lead"]
    if code is None:
        return NOT_PUBLISHED
    entry = release.codelists["departments"][code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def _day(day: datetime.date | None, otherwise: Cell) -> Cell:
    return Cell(chinese_date(day), day.isoformat()) if day else otherwise


def _funded(release: Release, figures: Figures, matters: Sequence[Matter], title: str) -> Grid:
    rows = []
    for one in matters:
        level, word = one.stands
        cells = one.cells
        rows.append(
            (
                name_cell(one),
                Cell(word, word, status=level),
                _suggestion(one),
                _lead(release, one),
                *(Cell.of(figures[f"{field}.{one.code}"]) for field in ("amount", "spent", "beneficiaries")),
                _day(cells["due"], NOT_PUBLISHED),
                _day(cells["completed"], Cell("", None)),
            )
        )
    columns = (
        NAME,
        STATE,
        FROM,
        LEAD,
        AMOUNT,
        Column("spent", "实际支出", "万元", "number"),
        Column("beneficiaries", "受益人数", "人", "number", note="牵头单位估算。"),
        Column("due", "计划完成", kind="date"),
        Column("completed", "完成日期", kind="date"),
    )
    return Grid(title, columns, tuple(rows))


def _not_funded(release: Release, figures: Figures, matters: Sequence[Matter]) -> Grid:
    rows = []
    for one in matters:
        level, word = one.stands
        reason = one.cells["reason"] or ""
        asked = Cell.of(figures[f"asked.{one.code}"])
        rows.append((name_cell(one), _suggestion(one), asked, Cell(word, word, status=level), Cell(reason, reason)))
    columns = (NAME, FROM, Column("asked", "估算金额", "万元", "number"), STATE, Column("reason", "原因"))
    return Grid("没有安排资金的项目和原因", columns, tuple(rows))


def _group(release: Release, figures: Figures, name: str, codelist: str, heading: str, codes: list[str]) -> Grid:
    rows = []
    for code in codes:
        entry = release.codelists[codelist][code]
        href = f"/profiles/{unit_type(entry)}/{code}/" if name == "township" else ""
        amount = f"{name}_amount.{code}"
        rows.append(
            (
                Cell(entry.label, entry.label, href=href),
                Cell.of(figures[f"{name}.{code}"]),
                Cell.of(figures[f"{name}_funded.{code}"]),
                Cell.of(figures[amount])
                if amount in figures
                else Cell(DASH, None, note="有的项目跨几个乡镇街道，不分摊"),
            )
        )
    columns = (
        Column("name", heading),
        Column("proposed", "提出", "项", "number"),
        Column("funded", "安排资金", "项", "number"),
        AMOUNT,
    )
    return Grid(f"各{heading}的项目和资金", columns, tuple(rows))


def _history(release: Release, figures: Figures) -> Grid:
    """One row for each year; an earlier year's numbers are those of its own release."""
    wanted = ("fund", "allocated", "proposed", "funded", "completed", "carried_out", "returned")
    rows = []
    for one, known in [*((earlier, Figures(compute(earlier))) for earlier in release.earlier), (release, figures)]:
        own = one is release
        cells = (Cell.of(known[id]) for id in wanted)
        # A figure has one address on a page; those of this period stand in the tables above.
        plain = (Cell(cell.text, cell.value, note=cell.note) for cell in cells)
        href = "" if own else f"/{one.id.current}/"
        rows.append((Cell(one.period.title, one.period.title, href=href), *plain))
    columns = (
        Column("name", "年度"),
        Column("fund", "年度专项资金", "万元", "number"),
        Column("allocated", "安排的资金", "万元", "number"),
        Column("proposed", "提出", "项", "number"),
        Column("funded", "安排资金", "项", "number"),
        Column("completed", "当年完成", "项", "number"),
        Column("carried_out", "余额结转下年", "万元", "number"),
        Column("returned", "余额收回财政", "万元", "number"),
    )
    return Grid("历年专项资金", columns, tuple(rows))
