"""Rules across the cells of station activity (联络站活动与群众反映)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.model.period import chinese_date
from scripts.model.person import named
from scripts.model.problem import Problem
from scripts.model.release import Release
from scripts.model.table import Table

TEXTS = {"data": ("topic", "note"), "matters": ("text", "result", "note")}


def check(release: Release) -> Iterator[Problem]:
    """Activities lie in the period and at stations that exist; no matter is lost; no citizen is named."""
    for row, cells in release.table.rows():
        if not release.period.start <= cells["date"] <= release.period.end:
            yield release.table.problem(
                "check.date-outside-period",
                row=row,
                field="date",
                expected=f"这份数据是{release.period.title}的活动",
                fix="核对日期，或移到它所在的时期",
            )
            continue
        entry = release.codelists["stations"][cells["station"]]
        if (entry.since and cells["date"] < entry.since) or (entry.until and cells["date"] > entry.until):
            yield release.table.problem(
                "check.station-closed",
                row=row,
                field="station",
                expected=f"{entry.label}这一天还没有设立或者已经撤销",
                fix="核对日期和联络站，或改正代码表里的起止日期",
            )
    yield from _matters(release)
    for resource, fields in TEXTS.items():
        yield from _citizens(release.tables[resource], fields)


def _matters(release: Release) -> Iterator[Problem]:
    table = release.tables["matters"]
    for row, cells in table.rows():
        for field in ("raised", "solved"):
            if cells[field] is not None and cells[field] > release.as_of:
                yield table.problem(
                    "check.date-after-period",
                    row=row,
                    field=field,
                    expected=f"数据截至{chinese_date(release.as_of)}，不会有以后的日期",
                    fix="核对年份；期末以后的事记在下一期",
                )
                break
        else:
            if cells["solved"] is not None and cells["solved"] < cells["raised"]:
                yield table.problem(
                    "check.date-order",
                    row=row,
                    field="solved",
                    expected=f"解决日期不能早于反映日期 {cells['raised'].isoformat()}",
                    fix="核对这两个日期，改正错的那一格",
                )
    if release.earlier:
        here = {cells["id"]: (row, cells) for row, cells in table.rows()}
        for _, before in release.earlier[-1].tables["matters"].rows():
            if before["id"] not in here:
                yield table.problem(
                    "check.matter-left-out",
                    expected=f"上一期有的事项 {before['id']}（{before['text']}）这一期没有",
                    fix="补上这一行；各期都列出以前的全部事项",
                )
            elif before["solved"] is not None and here[before["id"]][1]["solved"] is None:
                yield table.problem(
                    "check.matter-reopened",
                    row=here[before["id"]][0],
                    field="solved",
                    expected=f"上一期已经公布在 {before['solved'].isoformat()} 解决",
                    fix="补上解决日期；又发生的同样问题，另列一件；上一期错了的，先更正上一期",
                )


def _citizens(table: Table, fields: tuple[str, ...]) -> Iterator[Problem]:
    for row, cells in table.rows():
        for field in fields:
            if words := named(cells[field]):
                yield table.problem(
                    "check.citizen-named",
                    row=row,
                    field=field,
                    expected=f"“{words}”指向一个群众，这里只写事情，不写是谁",
                    fix="删去姓名和称呼，只写反映的事",
                )
                break
