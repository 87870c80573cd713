"""Printed tables of field inspection (暗访视察问题移交整改)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.field_inspection.figures import assigned, by
from scripts.disclosures.suggestion_handling.field_inspection.problem import GROUPS, Found, problems
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH
from scripts.model.printed import day_cell, text_cell, unit_cell
from scripts.model.release import Release

RATE = "在期限内整改的÷（已整改的＋超过期限未整改的）；个数少的，一个的差别就很大。"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables that have rows; the list of problems always."""
    found = problems(release)
    grids = {
        "kinds": _kinds(release, found),
        "bodies": _bodies(release, figures, found),
        "body_groups": _body_groups(release, found),
        "townships": _townships(release, figures, found),
        "waiting": _waiting(release, [one for one in found if one.state not in {"mended", "closed"}]),
        "mended": _mended(release, [one for one in found if one.cells["mended"] is not None]),
        "inspections": _inspections(release),
    }
    return {name: grid for name, grid in grids.items() if grid.rows} | {"problems": _problems(release, found)}


def _unit(release: Release, code: str | None, note: str = "还没有移交") -> Cell:
    return Cell(DASH, None, note=note) if code is None else unit_cell(release.codelists["departments"], code)


def _state(one: Found) -> Cell:
    return Cell(one.word, one.state, status=one.level)


def _kinds(release: Release, found: list[Found]) -> Grid:
    columns = (
        Column("kind", "问题种类"),
        *(Column(group, word, "个", "number") for group, word in GROUPS.items()),
        Column("all", "合计", "个", "number"),
    )
    rows = tuple(
        (
            Cell(release.codelists["inspection_kinds"].label(code), code),
            *(Cell.number(sum(one.group == group for one in mine)) for group in GROUPS),
            Cell.number(len(mine)),
        )
        for code, mine in by(found, "kind").items()
    )
    return Grid("是什么问题，改了没有", columns, rows)


def _bodies(release: Release, figures: Figures, found: list[Found]) -> Grid:
    columns = (
        Column("name", "整改单位"),
        Column("body", "负责整改", "个", "number"),
        Column("body_closed", "整改到位", "个", "number"),
        Column("body_open", "没有到位", "个", "number"),
        Column("body_overdue", "超期未整改", "个", "number"),
        Column("decided", "已见分晓", "个", "number", note="已整改的，加上超过期限还没有整改的；按期整改率的分母。"),
        Column("kept_share", "按期整改率", "%", "number", note=RATE),
    )
    rows = tuple(
        (_unit(release, code), *(Cell.of(figures[f"{column.key}.{code}"]) for column in columns[1:]))
        for code in by(assigned(found), "body")
    )
    note = "按负责整改的个数由多到少排列，不是名次：问题多少、难易不同。"
    return Grid("各整改单位", columns, rows, note=note)


def _body_groups(release: Release, found: list[Found]) -> Grid:
    columns = (Column("name", "整改单位"), *(Column(group, word, "个", "number") for group, word in GROUPS.items()))
    rows = tuple(
        (_unit(release, code), *(Cell.number(sum(one.group == group for one in mine)) for group in GROUPS))
        for code, mine in by(assigned(found), "body").items()
    )
    return Grid("各整改单位改到哪一步", columns, rows)


def _townships(release: Release, figures: Figures, found: list[Found]) -> Grid:
    columns = (
        Column("name", "乡镇街道"),
        Column("township", "问题", "个", "number"),
        Column("township_closed", "整改到位", "个", "number"),
        Column("township_open", "没有到位", "个", "number"),
        Column("township_overdue", "超期未整改", "个", "number"),
    )
    rows = tuple(
        (_unit(release, code), *(Cell.of(figures[f"{column.key}.{code}"]) for column in columns[1:]))
        for code in by(found, "township")
    )
    return Grid("问题在哪里", columns, rows, note="暗访到哪里，哪里才会发现问题：个数多少不说明一地的好坏。")


def _waiting(release: Release, found: list[Found]) -> Grid:
    columns = (
        Column("place", "地点"),
        Column("township", "乡镇街道"),
        Column("before", "发现时的情况"),
        Column("body", "整改单位"),
        Column("due", "整改期限", kind="date"),
        Column("state", "状态", kind="status"),
        Column("why", "期限为什么是这一天"),
    )
    order = sorted(found, key=lambda one: (-one.late, one.cells["found"], one.cells["id"]))
    rows = tuple(
        (
            text_cell(one.cells["place"]),
            _unit(release, one.cells["township"]),
            text_cell(one.cells["before"]),
            _unit(release, None if one.state in {"found", "returned"} else one.cells["body"]),
            day_cell(one.due),
            _state(one),
            text_cell(one.why or one.cells["returned_reason"]),
        )
        for one in order
    )
    return Grid("还没有整改的问题", columns, rows, note="超过期限最久的在前；日数按自然日算到数据截至日。")


def _mended(release: Release, found: list[Found]) -> Grid:
    columns = (
        Column("place", "地点"),
        Column("before", "发现时的情况"),
        Column("after", "整改后的情况"),
        Column("body", "整改单位"),
        Column("found", "发现", kind="date"),
        Column("transferred", "移交", kind="date"),
        Column("mended", "整改完成", kind="date"),
        Column("result", "复核", kind="status"),
    )
    levels = {"合格": "done", "不合格": "bad", None: "wait"}
    order = sorted(found, key=lambda one: (one.cells["mended"], one.cells["id"]), reverse=True)
    rows = tuple(
        (
            text_cell(one.cells["place"]),
            text_cell(one.cells["before"]),
            text_cell(one.cells["after"]),
            _unit(release, one.cells["body"]),
            day_cell(one.cells["found"]),
            day_cell(one.cells["retransferred"] or one.cells["transferred"]),
            day_cell(one.cells["mended"]),
            Cell("再次整改后合格", "合格", status="done")
            if one.cells["remended"]
            else Cell(one.cells["result"] or "还没有复核", one.cells["result"], status=levels[one.cells["result"]]),
        )
        for one in order
    )
    return Grid("已报告整改完成的问题", columns, rows, note="整改后的情况由整改单位报告，复核由代表到现场进行。")


def _inspections(release: Release) -> Grid:
    columns = (
        Column("date", "日期", kind="date"),
        Column("topic", "看什么"),
        Column("townships", "到过的乡镇街道"),
        Column("deputies", "参加代表", "人次", "number"),
        Column("places", "到过的地点", "处", "number"),
    )
    names = release.codelists["departments"]
    rows = tuple(
        (
            day_cell(cells["date"]),
            text_cell(cells["topic"]),
            text_cell("、".join(names.label(code) for code in cells["townships"].split("|"))),
            Cell.number(cells["deputies"]),
            Cell.number(cells["places"]),
        )
        for cells in sorted(release.tables["inspections"].records(), key=lambda cells: (cells["date"], cells["id"]))
    )
    return Grid(f"{release.period.title}的暗访视察", columns, rows)


def _problems(release: Release, found: list[Found]) -> Grid:
    columns = (
        Column("place", "地点"),
        Column("township", "乡镇街道"),
        Column("kind", "问题种类"),
        Column("body", "整改单位"),
        Column("state", "状态", kind="status"),
        Column("found", "发现", kind="date"),
        Column("transferred", "移交", kind="date"),
        Column("due", "整改期限", kind="date"),
        Column("id", "编号"),
    )
    rows = tuple(
        (
            text_cell(one.cells["place"]),
            _unit(release, one.cells["township"]),
            text_cell(release.codelists["inspection_kinds"].label(one.cells["kind"])),
            _unit(release, one.cells["body"]),
            _state(one),
            day_cell(one.cells["found"]),
            day_cell(one.cells["transferred"]),
            day_cell(one.due),
            text_cell(one.cells["id"]),
        )
        for one in found
    )
    return Grid("全部问题", columns, rows)
