"""Printed tables of the appraisal of handling (建议办理质效测评)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.handling_appraisal.figures import by_handler
from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import (
    ASPECTS,
    LEVELS,
    OPTIONS,
    OVERALL,
    Sheet,
    sheets,
)
from scripts.disclosures.suggestion_handling.handling_appraisal.study import studies
from scripts.measures.ratio import percent
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release

SMALL_BASE = "票数少的，一张的差别就很大；各单位办的建议不同，不排名次。"
VALID_NOTE = "占综合测评的有效票；只计满意票。"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables; studies and earlier years only when there are any."""
    grids = {
        "aspects": _aspects(figures),
        "handlers": _handlers(release, figures),
        "items": _items(release, figures),
    }
    if studies(release):
        grids["studies"] = _studies(release)
    if release.earlier:
        grids["history"] = _history(release)
    return grids


def what(one: Sheet) -> Cell:
    """Return the title of a sheet, linked to the suggestion when it is of one only."""
    title, code = one.cells["title"], one.cells["suggestion"]
    return Cell(title, title, href=f"/profiles/suggestion/{code}/" if code else "")


def _aspects(figures: Figures) -> Grid:
    columns = (
        Column("aspect", "内容"),
        *(Column(option, word, "票", "number") for option, word in OPTIONS.items()),
        Column("valid", "有效票", "票", "number", note="百分比的分母，空白的不计。"),
        Column("share", "“好”所占百分比", "%", "number"),
    )
    rows = tuple(
        (
            Cell(title, title),
            *(Cell.of(figures[f"{aspect}.{option}"]) for option in OPTIONS),
            Cell.of(figures[f"valid.{aspect}"]),
            Cell.of(figures[f"{aspect}_share.good"]),
        )
        for aspect, title in ASPECTS.items()
    )
    return Grid("办理态度、方式、效果", columns, rows)


def _handlers(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "承办单位"),
        *(Column(key, word, "票", "number") for key, word in OVERALL.items()),
        Column("valid", "有效票", "票", "number"),
        Column("share", "满意率", "%", "number", note=VALID_NOTE),
        *(Column(f"{aspect}_share", f"{title}“好”", "%", "number") for aspect, title in ASPECTS.items()),
        Column("suggestions", "建议", "件", "number"),
        Column("low", "满意度不高", "项", "number"),
    )
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], code),
            *(Cell.of(figures[f"overall.{key}.{code}"]) for key in OVERALL),
            Cell.of(figures[f"valid.overall.{code}"]),
            Cell.of(figures[f"overall_share.satisfied.{code}"]),
            *(Cell.of(figures[f"{aspect}_share.good.{code}"]) for aspect in ASPECTS),
            Cell.of(figures[f"handler.{code}"]),
            Cell.of(figures[f"low.{code}"]),
        )
        for code in by_handler(sheets(release))
    )
    return Grid("各承办单位的综合测评", columns, rows, note=f"按测评的建议件数由多到少排列。{SMALL_BASE}")


def _items(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("title", "测评对象"),
        Column("handler", "承办单位"),
        Column("verdict", "综合测评结果", kind="status"),
        Column("share", "满意率", "%", "number", note=VALID_NOTE),
        *(Column(key, word, "票", "number") for key, word in OVERALL.items()),
        *(Column(aspect, f"{title}：好/较好/差", kind="text") for aspect, title in ASPECTS.items()),
        Column("returned", "收回", "张", "number"),
        Column("suggestions", "建议", "件", "number"),
    )
    found = sorted(sheets(release), key=lambda one: (one.satisfied_share or 0, one.cells["id"]))
    rows = tuple(
        (
            what(one),
            unit_cell(release.codelists["departments"], one.cells["handler"]),
            Cell(one.cells["verdict"], one.cells["verdict"], status=LEVELS[one.cells["verdict"]]),
            Cell.of(figures[f"item.{one.cells['id']}"]),
            *(Cell.number(one.cells[key]) for key in OVERALL),
            *(Cell("/".join(str(votes) for votes in one.votes(aspect))) for aspect in ASPECTS),
            Cell.number(one.cells["returned"]),
            Cell.number(one.cells["suggestions"]),
        )
        for one in found
    )
    note = "满意率低的在前。件数多于 1 的，是人数太少、按承办单位合并测评的。"
    return Grid("每项测评", columns, rows, note=note)


def _studies(release: Release) -> Grid:
    columns = (
        Column("title", "测评对象"),
        Column("handler", "承办单位"),
        Column("state", "进展", kind="status"),
        Column("appraised", "测评日期", kind="date"),
        Column("committee", "由谁调研"),
        Column("studied", "调研完成", kind="date"),
        Column("finding", "查出的问题"),
        Column("deadline", "整改期限", kind="date"),
        Column("mended", "整改完成", kind="date"),
        Column("mending", "怎么改的"),
    )
    found = sorted(studies(release), key=lambda one: (-one.late, not one.open, one.cells["appraised"], one.cells["id"]))
    rows = tuple(
        (
            text_cell(one.cells["title"]),
            unit_cell(release.codelists["departments"], one.cells["handler"]),
            Cell(one.word, one.stage, status=one.level),
            day_cell(one.cells["appraised"]),
            text_cell(one.cells["committee"]),
            day_cell(one.cells["studied"]),
            text_cell(one.cells["finding"]),
            day_cell(one.cells["deadline"]),
            day_cell(one.cells["mended"]),
            text_cell(one.cells["mending"]),
        )
        for one in found
    )
    note = "超过期限的在前。“—”是还没有或没有载明；日数按自然日算到数据截至日。"
    return Grid("专题调研与整改", columns, rows, note=note)


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "时间"),
        Column("suggestions", "测评的建议", "件", "number"),
        Column("valid", "有效票", "票", "number"),
        Column("satisfied", "满意率", "%", "number"),
        Column("approved", "满意和基本满意合计率", "%", "number"),
        Column("low", "满意度不高", "项", "number"),
    )
    rows = []
    for one in (*release.earlier, release):
        found = sheets(one)
        valid = sum(sheet.valid("overall") for sheet in found)
        best = sum(sheet.cells["satisfied"] for sheet in found)
        good = best + sum(sheet.cells["basically"] for sheet in found)
        rows.append(
            (
                release_cell(one),
                Cell.number(sum(sheet.cells["suggestions"] for sheet in found)),
                Cell.number(valid),
                Cell.number(percent(best, valid), "%"),
                Cell.number(percent(good, valid), "%"),
                Cell.number(sum(sheet.low for sheet in found)),
            )
        )
    return Grid("历年测评", columns, tuple(rows), note="各年测评的建议和参加的人不同，只并列，不比高低。")
