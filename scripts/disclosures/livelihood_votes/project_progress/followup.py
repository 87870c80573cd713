"""Rules across milestones and inspections (节点、三查): whose they are, that dates stand, that none is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_progress.works import MENDED, MENDING, Inspection, Work
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release
from scripts.model.table import Table

NEEDS = {MENDED: ("deadline", "mended"), MENDING: ("deadline",)}
"""Mending state → the dates it must have; the others are empty."""


def follow(release: Release, present: tuple[Work, ...]) -> Iterator[Problem]:
    """Yield the breaches in the two tables that follow the projects."""
    here = {work.code for work in present}
    for name in ("milestones", "inspections"):
        table = release.tables[name]
        for row, cells in table.rows():
            if cells["project"] not in here:
                yield table.problem(
                    "check.project-not-listed",
                    row=row,
                    field="project",
                    expected="本期的进度表里没有这个项目",
                    fix="改正项目代码，或者在进度表补上这个项目的一行",
                )
    for row, cells in release.tables["milestones"].rows():
        if cells["actual"] is not None and cells["actual"] > release.at:
            yield _after(release, release.tables["milestones"], row, "actual")
    for work in present:
        for one in work.inspections:
            yield from _inspection(release, one)
    yield from _kept(release, here)


def _after(release: Release, table: Table, row: int, field: str) -> Problem:
    return table.problem(
        "check.date-after-period",
        row=row,
        field=field,
        expected=f"本期数据截至{chinese_date(release.at)}，之后的事放到下一期",
        fix="核对日期；日期无误的，这一格留空",
    )


def _inspection(release: Release, one: Inspection) -> Iterator[Problem]:
    table, cells = release.tables["inspections"], one.cells
    for field in ("date", "mended"):
        if cells[field] is not None and cells[field] > release.at:
            yield _after(release, table, one.row, field)
    needs = NEEDS.get(cells["state"], ())
    for field in ("deadline", "mended"):
        if (cells[field] is None) == (field in needs):
            lacking = field in needs
            yield table.problem(
                "check.mending-disagrees",
                row=one.row,
                field=field,
                found="（空白）" if lacking else None,
                expected=f"整改状态是“{cells['state']}”的，{'要有' if lacking else '没有'}{table.schema[field].title}",
                fix="补上或者删去日期，或者改整改状态",
            )
        elif cells[field] is not None and cells[field] < cells["date"]:
            yield table.problem(
                "check.date-order",
                row=one.row,
                field=field,
                expected=f"不会早于检查日期{chinese_date(cells['date'])}",
                fix="核对两个日期，改正错的那一格",
            )


def _kept(release: Release, here: set[str]) -> Iterator[Problem]:
    """What was published of a project that is still listed stays, with the same planned date."""
    if not release.earlier:
        return
    last = release.earlier[-1]
    steps = {(cells["project"], cells["name"]): (row, cells) for row, cells in release.tables["milestones"].rows()}
    for cells in last.tables["milestones"].records():
        key = (cells["project"], cells["name"])
        if key in steps and steps[key][1]["planned"] != cells["planned"]:
            yield release.tables["milestones"].problem(
                "check.planned-date-moved",
                row=steps[key][0],
                field="planned",
                expected=f"{last.period.title}公布的计划日期是{chinese_date(cells['planned'])}，不能改",
                fix="改回原来的日期；经程序延期的，在进度表写调整后完成日期",
            )
        elif key not in steps and cells["project"] in here:
            yield _dropped(release, "milestones", f"{cells['project']} {cells['name']}")
    seen = set(release.tables["inspections"].column("id"))
    for cells in last.tables["inspections"].records():
        if cells["id"] not in seen and cells["project"] in here:
            yield _dropped(release, "inspections", cells["id"])


def _dropped(release: Release, name: str, found: str) -> Problem:
    return release.tables[name].problem(
        "check.record-left-out",
        found=found,
        expected=f"{release.earlier[-1].period.title}公布过这一条，本期没有它的一行",
        fix="照前一期补上；项目还在进度表里，它的节点和检查就要保留",
    )
