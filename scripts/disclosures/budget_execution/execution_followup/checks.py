"""Rules across the cells of the follow-up of budget execution (约见约谈、专项评审与预算调减)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.execution_followup.project import last_year, projects, settled
from scripts.disclosures.budget_execution.execution_followup.unit import PACE, Unit, triggered, units
from scripts.model.period import Period, chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """The list follows from the warnings; hearings, findings and cuts follow from each other; no cut is forgotten."""
    yield from _warnings(release)
    yield from _listed(release)
    for unit in units(release):
        yield from _invitation(release, unit)
        yield from _dates(release, unit)
        yield from _finding(release, unit)
    yield from _projects(release)
    yield from _budgets(release)


def _warnings(release: Release) -> Iterator[Problem]:
    table, across = release.tables["warnings"], not release.method(PACE)["within_year"]
    length = Period.parse(table.column("period")[0]).months if len(table) else 0
    for row, text in enumerate(table.column("period")):
        one = Period.parse(text)
        years = (release.period.year - 1, release.period.year) if across else (release.period.year,)
        if one.year not in years or one.months != length:
            yield table.problem(
                "check.warning-period",
                row=row,
                field="period",
                expected=f"只放{release.period.title}的预警，各行都用季度或者都用月份",
                fix="改正时期，或删去这一行",
            )


def _listed(release: Release) -> Iterator[Problem]:
    here = set(release.table.column("department"))
    for code, run in triggered(release).items():
        if code not in here:
            yield release.table.problem(
                "check.triggered-left-out",
                found=release.codelists["departments"].label(code),
                expected=f"{'、'.join(one.title for one in run)}连续达到最高一档预警，应列入约谈表",
                fix="补上这个单位一行；没有约谈的，“是否约谈”填“否”，写明理由",
            )


def _invitation(release: Release, unit: Unit) -> Iterator[Problem]:
    expected = bool(unit.run) != unit.invited
    if not unit.run and not unit.invited:
        yield release.table.problem(
            "check.not-concerned",
            row=unit.row,
            field="invited",
            expected="这个单位没有达到约谈条件，也没有约谈，不在公布的范围",
            fix="删去这一行；确实约谈了的，填“是”并写明理由",
        )
    elif expected != (unit.cells["reason"] is not None):
        said = "达到条件没有约谈" if unit.run else "没有达到条件而约谈"
        yield release.table.problem(
            "check.invitation-reason",
            row=unit.row,
            field="reason",
            expected=f"{said}的要写明理由" if expected else "照名单约谈的不写理由",
            fix="补上理由，或删去；核对“是否约谈”",
        )


def _dates(release: Release, unit: Unit) -> Iterator[Problem]:
    table = release.table
    for field in ("written", "hearing"):
        day = unit.cells[field]
        if day is not None and day > release.as_of:
            yield table.problem(
                "check.date-after-period",
                row=unit.row,
                field=field,
                expected=f"本期数据截至{chinese_date(release.as_of)}，之后的事放到下一期",
                fix="核对日期；日期无误的，这一格留空，按期末填写",
            )
        elif day is not None and day < release.period.start:
            yield table.problem(
                "check.date-outside-period",
                row=unit.row,
                field=field,
                expected=f"{release.period.title}的发布只放{chinese_date(release.period.start)}以后的约谈",
                fix="核对日期；日期无误的，更正它所在年份的发布",
            )


def _finding(release: Release, unit: Unit) -> Iterator[Problem]:
    table, cells = release.table, unit.cells
    if (cells["hearing"] is not None and not unit.invited) or (unit.finding and cells["hearing"] is None):
        yield table.problem(
            "check.hearing-disagrees",
            row=unit.row,
            field="hearing",
            expected="约谈了才有约谈日期，有约谈日期才有认定",
            fix="补上或删去约谈日期，或核对“是否约谈”和认定",
        )
    if (cells["finding"] is None) != (cells["ground"] is None):
        yield table.problem(
            "check.finding-ground",
            row=unit.row,
            field="ground",
            expected="有认定的要写理由，没有认定的不写",
            fix="照评审意见补上理由，或补上认定",
        )


def _projects(release: Release) -> Iterator[Problem]:
    table = release.tables["projects"]
    found = {unit.code: unit for unit in units(release)}
    for one in projects(release):
        unit = found.get(one.code)
        if unit is None or not unit.finding:
            yield table.problem(
                "check.project-without-finding",
                row=one.row,
                field="department",
                expected="评审的项目，它的单位应在约谈表里，并且已经认定",
                fix="补上单位的约谈和认定，或改正部门代码",
            )
        elif one.declined and not unit.declined:
            yield table.problem(
                "check.project-finding",
                row=one.row,
                field="finding",
                expected="这个单位认定为说明成立，它的项目不会是说明不充分或者不成立",
                fix="核对评审意见，改正单位或项目的认定",
            )
        if one.reduced and not one.declined:
            yield table.problem(
                "check.cut-of-accepted",
                row=one.row,
                field="cut",
                expected="说明成立的项目不调减",
                fix="调减改成 0，或改正认定",
            )


def _budgets(release: Release) -> Iterator[Problem]:
    table, past = release.tables["budgets"], last_year(release)
    told = {one.project.id for one in settled(release)}
    for row, id in enumerate(table.column("id")):
        if id not in told:
            yield table.problem(
                "check.budget-without-cut",
                row=row,
                field="id",
                expected="上一年没有公布这个项目调减",
                fix="改正项目代码，或删去这一行",
            )
    for one in settled(release):
        if one.row is None and past is not None:
            yield table.problem(
                "check.cut-not-followed",
                found=one.project["name"],
                expected=f"{past.period.title}公布这个项目（{one.project.id}）下一年预算调减，本期没有它批准的预算",
                fix="补上这一行；没有安排预算的填 0",
            )
