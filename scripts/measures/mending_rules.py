"""Mending rules: what the rows of points to be put right must keep, whatever they follow from."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.measures.mending import MENDING
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release, resource: str = "opinions") -> Iterator[Problem]:
    """The rows keep their rules (see ``rows``), and nothing open is lost between periods."""
    yield from rows(release, resource)
    yield from _left_out(release, resource)


def rows(release: Release, resource: str = "opinions") -> Iterator[Problem]:
    """Dates are known at the end of the data, states have their dates, a review has day and result or neither."""
    table = release.tables[resource]
    for row, cells in table.rows():
        for field in ("reported", "reviewed"):
            if cells[field] is not None and cells[field] > release.as_of:
                yield table.problem(
                    "check.date-after-period",
                    row=row,
                    field=field,
                    expected=f"本期数据截至{chinese_date(release.as_of)}，之后的事放到下一期",
                    fix="核对日期；日期无误的，这一格留空，状态按期末填写",
                )
        if cells["state"] != MENDING and cells["reported"] is None:
            yield table.problem(
                "check.report-date-missing",
                row=row,
                field="reported",
                expected=f"状态是“{cells['state']}”的要有报告日期",
                fix="补上书面报告的日期；还没有报告的，状态改成“整改中”",
            )
        if (cells["reviewed"] is None) != (cells["review_result"] is None):
            yield table.problem(
                "check.review-incomplete",
                row=row,
                field="reviewed" if cells["reviewed"] is None else "review_result",
                expected="复查日期和复查结果要么都有，要么都没有",
                fix="补上空着的一格；还没有复查的，两格都留空",
            )


def _left_out(release: Release, resource: str) -> Iterator[Problem]:
    """What was open in the period before is followed until it is done."""
    if not release.earlier:
        return
    before, table = release.earlier[-1], release.tables[resource]
    here = set(table.column("id"))
    for cells in before.tables[resource].records():
        if cells["state"] != "已完成" and cells["id"] not in here:
            yield table.problem(
                "check.opinion-left-out",
                found=cells["id"],
                expected=f"{before.period.title}公布过这一条、还没有完成，本期没有它的一行",
                fix="补上这一行，写明现在的状态；完成以后下一期才可以不再列",
            )
