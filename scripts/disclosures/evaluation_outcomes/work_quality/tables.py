"""Printed tables of the key work quality evaluation (重点工作质效评价)."""

from __future__ import annotations

from scripts.disclosures.evaluation_outcomes.work_quality import penalty
from scripts.measures.deduction import deducted
from scripts.measures.ratio import percent
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, text_cell, unit_cell
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Units with deductions, all units, cases, the negative list with what was broken, and the years."""
    return {
        "deducted": _units(release, figures, all_units=False),
        "units": _units(release, figures, all_units=True),
        "cases": _cases(release, figures),
        "items": _items(release, figures),
        "contents": _contents(release),
        "history": _history(release),
    }


def _units(release: Release, figures: Figures, *, all_units: bool) -> Grid:
    columns = (
        Column("name", "单位"),
        Column("state", "结果", kind="status"),
        Column("counted", "实际扣分", "分", "number", note="各次扣分相加，超过封顶数的按封顶数。"),
        Column("raw", "各次扣分之和", "分", "number"),
        Column("cases", "次数", "次", "number"),
        Column("group", "同类单位", note="单位按年度实绩考核分类；职责不同的单位不排在一起。"),
        Column("assessment", "在年度考核中的结果"),
    )
    found = [unit for unit in penalty.units(release) if all_units or unit.rows]
    words = {"ok": "没有扣分", "warn10": "扣分", "warn30": "扣分，已封顶"}
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], unit.code),
            Cell(words[unit.level], unit.level, status=unit.level),
            Cell.of(figures[f"counted.{unit.code}"]),
            Cell.of(figures[f"points.{unit.code}"]),
            Cell.of(figures[f"cases.{unit.code}"]),
            text_cell(unit.group),
            text_cell(unit.assessment),
        )
        for unit in sorted(found, key=lambda unit: (-unit.counted, -unit.raw, unit.code))
    )
    title = "评价的单位" if all_units else "被扣分的单位"
    return Grid(f"{release.period.title}{title}", columns, rows)


def _cases(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "单位"),
        Column("points", "扣分", "分", "number"),
        Column("ground", "事由"),
        Column("content", "负面清单内容"),
        Column("item", "所属项目"),
        Column("date", "认定日期", kind="date"),
        Column("body", "认定机关"),
        Column("document", "依据文号"),
        Column("reply", "被评价单位怎么说"),
        Column("id", "编号"),
    )
    contents, items = release.codelists[penalty.CONTENTS], release.codelists[penalty.ITEMS]

    def item(content: str) -> Cell:
        code = penalty.item_of(release, content)
        return text_cell(items.label(code) if code in items else "")

    rows = tuple(
        (
            unit_cell(release.codelists["departments"], cells["department"]),
            Cell.of(figures[f"case.{cells['id']}"]),
            text_cell(cells["ground"]),
            text_cell(contents[cells["content"]].name),
            item(cells["content"]),
            day_cell(cells["decided"]),
            text_cell(cells["body"]),
            text_cell(cells["document"]),
            text_cell(cells["reply"]),
            text_cell(cells["id"]),
        )
        for cells in sorted(release.table.records(), key=lambda one: (one["decided"], one["id"]))
    )
    return Grid(f"{release.period.title}逐次扣分", columns, rows)


def _items(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "负面清单项目"),
        Column("cases", "扣分次数", "次", "number"),
        Column("points", "扣分", "分", "number", note="各次扣分之和，封顶以前。"),
        Column("contents", "具体内容", "条", "number"),
    )
    codes = [penalty.item_of(release, code) for code in release.codelists[penalty.CONTENTS]]
    rows = tuple(
        (
            text_cell(release.codelists[penalty.ITEMS].label(code)),
            Cell.of(figures[f"item_cases.{code}"]),
            Cell.of(figures[f"item_points.{code}"]),
            Cell.number(codes.count(code)),
        )
        for code in release.codelists[penalty.ITEMS]
    )
    return Grid("负面清单各项的扣分", columns, rows)


def _contents(release: Release) -> Grid:
    columns = (
        Column("name", "具体内容"),
        Column("item", "所属项目"),
        Column("cases", "本年扣分次数", "次", "number"),
    )
    used, items = release.table.column("content"), release.codelists[penalty.ITEMS]
    rows = tuple(
        (
            text_cell(entry.name),
            text_cell(items.label(entry.attributes["item"]) if entry.attributes.get("item") in items else ""),
            Cell.number(used.count(code)),
        )
        for code, entry in release.codelists[penalty.CONTENTS].items()
    )
    return Grid("负面清单", columns, rows)


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "年份"),
        Column("units", "被扣分的单位", "个", "number"),
        Column("share", "占评价的单位", "%", "number"),
        Column("cases", "扣分次数", "次", "number"),
        Column("points", "实际扣的分", "分", "number"),
        Column("method", "口径版本"),
    )
    rows = []
    for one in (*release.earlier, release):
        units = penalty.units(one)
        hit = sum(bool(unit.rows) for unit in units)
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                Cell.number(hit),
                Cell.number(percent(hit, len(units)), "%"),
                Cell.number(len(one.table)),
                Cell.number(deducted(unit.counted for unit in units), "分"),
                text_cell(one.method(penalty.METHOD).version),
            )
        )
    return Grid("历年扣分", columns, tuple(rows), note="口径版本不同的年份，分值和封顶数不同，不可比较。")
