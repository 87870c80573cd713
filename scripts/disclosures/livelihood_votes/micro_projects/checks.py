"""Rules across the cells of a special fund (民生“微实事”专项资金)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.micro_projects.fund import Fund, Matter, fund
from scripts.model.problem import Problem
from scripts.model.release import Release

AFTER_FUNDING = ("amount", "due", "completed", "spent")
"""Fields that only what got money can have."""


def check(release: Release) -> Iterator[Problem]:
    """Each step needs the one before it, who got nothing is told why, and nothing under way is forgotten."""
    table = release.tables["fund"]
    if len(table) != 1:
        yield table.problem(
            "check.fund-rows",
            found=f"{len(table)} 行",
            expected="专项资金表只有一行",
            fix="一年的专项资金写一行；分几次确定安排的，写最后一次会议",
        )
        return
    found = fund(release)
    for one in found.matters:
        yield from _steps(release, one)
        yield from _dates(release, found, one)
        yield from _identity(release, one)
    yield from _left_out(release, found)


def _steps(release: Release, one: Matter) -> Iterator[Problem]:
    table, cells = release.table, one.cells
    if not one.funded:
        if cells["reason"] is None:
            yield table.problem(
                "check.reason-missing",
                row=one.row,
                field="reason",
                found="（空白）",
                expected="没有列入初步清单或没有安排资金的要写明原因",
                fix="写明原因",
            )
        for field in AFTER_FUNDING:
            if cells[field] is not None:
                yield table.problem(
                    "check.not-funded",
                    row=one.row,
                    field=field,
                    expected="没有安排资金的项目没有这一项",
                    fix="删去这一格，或把“安排资金”改成“是”",
                )
        return
    if not cells["shortlisted"]:
        yield table.problem(
            "check.funded-not-shortlisted",
            row=one.row,
            field="shortlisted",
            expected="安排资金的项目应当先列入初步清单",
            fix="核对初步清单，改正“列入初步清单”或“安排资金”",
        )
    if cells["spent"] is not None and not one.completed:
        yield table.problem(
            "check.spent-not-completed",
            row=one.row,
            field="spent",
            expected="没有完成的项目没有结算的实际支出",
            fix="填上完成日期，或删去这一格",
        )
    elif cells["spent"] is not None and cells["amount"] is not None and cells["spent"] > cells["amount"]:
        yield table.problem(
            "check.spent-above-amount",
            row=one.row,
            field="spent",
            expected=f"实际支出不能多于安排的 {cells['amount']} 万元",
            fix="核对两个数；超出的部分由别的资金承担的，只写专项资金的支出",
        )


def _dates(release: Release, found: Fund, one: Matter) -> Iterator[Problem]:
    day = one.cells["completed"]
    if day is None:
        return
    if day > release.period.end:
        yield release.table.problem(
            "check.date-after-period",
            row=one.row,
            field="completed",
            expected=f"完成日期在本期最后一天 {release.period.end} 之后",
            fix="核对日期；以后才完成的，到那一期再填",
        )
    elif not one.before and day < found.cells["date"]:
        yield release.table.problem(
            "check.completed-before-funding",
            row=one.row,
            field="completed",
            expected=f"完成日期不能早于确定资金安排的日期 {found.cells['date']}",
            fix="核对两个日期；安排之前已经完成的，不由专项资金安排",
        )


def _identity(release: Release, one: Matter) -> Iterator[Problem]:
    """A code is one matter for good: its name is the code list's."""
    entry = release.codelists["micro_projects"][one.code]
    if one.title not in {entry.name, entry.short, *entry.aliases}:
        yield release.table.problem(
            "check.project-renamed",
            row=one.row,
            field="title",
            expected=f"项目代码 {entry.code} 在代码表里是“{entry.name}”",
            fix="核对代码；同一项目改了名称的，在代码表 micro_projects 的 aliases 加上这个名称",
        )


def _left_out(release: Release, found: Fund) -> Iterator[Problem]:
    """What the last release showed under way stands in this one, until it ends."""
    if not release.earlier:
        return
    last = release.earlier[-1]
    here = {one.code for one in found.matters}
    for cells in last.table.records():
        if cells["funded"] and cells["completed"] is None and cells["project"] not in here:
            yield release.table.problem(
                "check.project-left-out",
                found=f"没有 {cells['project']}",
                expected=f"“{cells['title']}”{last.period.title}安排了资金，年末没有完成，本期应当再列一行",
                fix="加上这一行，用原来的代码；写明完成日期和实际支出，没有完成的留空",
            )
