"""Printed tables of what follows a project: its milestones, the three inspections, what they found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from scripts.disclosures.livelihood_votes.project_progress.works import CHECKS, Work, history
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH, show
from scripts.model.period import chinese_date
from scripts.model.release import Release

PROJECT = Column("project", "项目")


def follow_up(release: Release, figures: Figures, found: Sequence[Work]) -> dict[str, Grid]:
    """Return the tables that have rows."""
    grids = {
        "milestones": _milestones(release, found),
        "checks": _checks(figures),
        "findings": _findings(release, found),
    }
    return {name: grid for name, grid in grids.items() if grid.rows}


def of_project(release: Release, work: Work) -> dict[str, Grid]:
    """Return the tables of one project's own page that have rows: its steps, its inspections, every period so far."""
    grids = {
        "milestones": _milestones(release, [work]),
        "inspections": _findings(release, [work]),
    }
    own = {
        name: grid.select([column.key for column in grid.columns if column.key != "project"])
        for name, grid in grids.items()
        if grid.rows
    }
    return own | {"periods": _periods(release, work.code)}


def _periods(release: Release, code: str) -> Grid:
    """Every snapshot of a project, the newest first; a period without report has its row too."""
    rows = []
    for one, was in reversed(history(release, code)):
        silent = was.word if not was.reported else "没有公布"
        numbers = (was.cells["progress"], was.paid_rate)
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                Cell(was.word, was.word, status=was.level),
                *(
                    Cell(show(number, "%").removesuffix("%"), number, note="" if number is not None else silent)
                    for number in numbers
                ),
            )
        )
    columns = (
        Column("period", "时间"),
        Column("state", "状态", kind="status"),
        Column("progress", "形象进度", "%", "number"),
        Column("paid", "支付比例", "%", "number", note="支付资金÷计划资金，期末累计。"),
    )
    return Grid("各期报告", columns, tuple(rows))


def _name(release: Release, work: Work) -> Cell:
    name = release.codelists["projects"].label(work.code)
    return Cell(name, name, href=f"/profiles/project/{work.code}/")


def _day(day: datetime.date | None) -> Cell:
    return Cell(DASH) if day is None else Cell(chinese_date(day), day.isoformat())


def _milestones(release: Release, found: Sequence[Work]) -> Grid:
    rows = []
    for work in found:
        for one in work.milestones:
            level, word = one.stands(release.at)
            if not work.reported and one.actual is None:
                level, word = "none", "本期未报告"
            rows.append(
                (
                    _name(release, work),
                    Cell(one.name, one.name),
                    _day(one.planned),
                    _day(one.actual),
                    Cell(word, word, status=level),
                )
            )
    columns = (
        PROJECT,
        Column("name", "节点"),
        Column("planned", "计划日期", kind="date"),
        Column("actual", "实际日期", kind="date"),
        Column("state", "按期与否", kind="status"),
    )
    return Grid("节点的计划和实际日期", columns, tuple(rows), "计划日期是最初公布的，以后不改。")


def _checks(figures: Figures) -> Grid:
    if not figures["inspections"].value:
        return Grid("三查的次数", (Column("type", "检查"), Column("count", "检查", "次", "number")), ())
    rows = [(Cell(word), Cell.of(figures[f"inspections.{key}"])) for word, key in CHECKS.items()]
    rows.append((Cell("合计"), Cell.of(figures["inspections"])))
    return Grid("三查的次数", (Column("type", "检查"), Column("count", "次数", "次", "number")), tuple(rows))


def _findings(release: Release, found: Sequence[Work]) -> Grid:
    seen = [(work, one) for work in found for one in work.inspections]
    rows = []
    for work, one in sorted(seen, key=lambda pair: (not pair[1].found, pair[1].cells["date"], pair[1].row)):
        level, word = one.stands(release.at)
        cells = one.cells
        rows.append(
            (
                _name(release, work),
                Cell(cells["type"], cells["type"]),
                _day(cells["date"]),
                Cell(cells["by"], cells["by"]),
                Cell(cells["finding"], cells["finding"]),
                Cell(word, word, status=level),
                _day(cells["deadline"]),
                _day(cells["mended"]),
            )
        )
    columns = (
        PROJECT,
        Column("type", "检查"),
        Column("date", "检查日期", kind="date"),
        Column("by", "检查单位"),
        Column("finding", "发现"),
        Column("state", "整改", kind="status"),
        Column("deadline", "整改期限", kind="date"),
        Column("mended", "整改完成", kind="date"),
    )
    return Grid("三查的发现和整改", columns, tuple(rows), "有问题的在前；整改是否逾期由期限和数据截至日算出。")
