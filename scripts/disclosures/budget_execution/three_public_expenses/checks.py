"""Rules across the cells of the “three public” expenses (“三公”经费)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    BEFORE,
    ITEMS,
    METHOD,
    Outlay,
    district,
    stage,
    stated,
)
from scripts.disclosures.budget_execution.three_public_expenses.unit import (
    COUNTS,
    EMPTY,
    MISSING,
    SPENDING,
    Unit,
    units,
)
from scripts.model.problem import Problem
from scripts.model.release import Release

ORDER = ("批准", "调整", "决算")
SPENT = ("budget", "adjusted", "final")


def check(release: Release) -> Iterator[Problem]:
    """Every unit declares its table, tables are whole, large changes and overspending have their reasons."""
    found = units(release)
    listed = {one.code for one in found}
    column = release.table.column("department")
    for row, code in enumerate(column):
        if code not in listed and code not in column[:row]:
            yield release.table.problem(
                "check.department-not-listed",
                row=row,
                field="department",
                expected="“应公开的部门”里没有它的一行",
                fix="在那张表补上一行，写明有支出、空表或缺表",
            )
    for one in found:
        yield from _declared(release, one)
        yield from _whole(release, "data", one.name, one.items)
        yield from _reasons(release, "data", one.name, one.items)
        yield from _counts(release, one)
    yield from _whole(release, "district", "全区", district(release))
    yield from _reasons(release, "district", "全区", district(release))
    yield from _left_out(release, listed)
    yield from _phases(release)


def _declared(release: Release, one: Unit) -> Iterator[Problem]:
    table = release.tables["departments"]
    spent = any(line.amounts[name] for line in one.items.values() for name in SPENT)
    wrong = {
        SPENDING: "" if spent else "写“有支出”，表里当年预算和决算却都是 0 或没有行",
        EMPTY: "写“空表”，表里当年的预算或决算却不是 0" if spent else "",
        MISSING: "写“缺表”，表里却有它的行" if one.rows else "",
    }[one.state]
    if wrong:
        yield table.problem(
            "check.declared-otherwise",
            row=one.row,
            field="state",
            expected=f"{one.name}{wrong}",
            fix="核对这一格和表里的数，改正错的一边",
        )
    if one.state != SPENDING and not one.explanation:
        yield table.problem(
            "check.explanation-missing",
            row=one.row,
            field="explanation",
            expected=f"{one.name}是{one.state}，要写明原因",
            fix="写明为什么没有这项支出，或为什么没有交表、何时补",
        )


def _whole(release: Release, resource: str, name: str, items: Mapping[str, Outlay]) -> Iterator[Problem]:
    table = release.tables[resource]
    lacking = [title for key, title in ITEMS.items() if key not in items]
    if lacking and (items or resource == "district"):
        yield table.problem(
            "check.line-missing",
            found=lacking[0],
            expected=f"{name}的六行不齐，缺少“{'”“'.join(lacking)}”",
            fix="补上缺的行，没有发生的写 0",
        )
    for line in items.values() if stage(release) == "final" else ():
        if line.row is not None and line.amounts["final"] is None:
            yield table.problem(
                "check.final-missing",
                row=line.row,
                field="final",
                expected=f"本期是决算表，{name}的“{ITEMS[line.item]}”没有决算数",
                fix="补上决算数，没有支出的写 0；决算还没有批准的，删去“决算”阶段的一行",
            )


def _reasons(release: Release, resource: str, name: str, items: Mapping[str, Outlay]) -> Iterator[Problem]:
    method, table = release.method(METHOD), release.tables[resource]
    for line in items.values():
        # The subtotal of vehicles is explained by its two items.
        if line.row is None or line.item == "vehicles":
            continue
        if line.reached(method) and not line.reason:
            against = AMOUNTS[BEFORE[line.stage]]
            yield table.problem(
                "check.change-reason",
                row=line.row,
                field="reason",
                expected=f"{name}的“{ITEMS[line.item]}”比{against.removesuffix('数')}的增减"
                f"达到 {method['reason_percent']}% 和 {method['reason_amount']} 万元，要写明原因",
                fix="写明为什么增加或减少；数字错的改数字",
            )
        if line.over and not line.over_reason:
            yield table.problem(
                "check.over-reason",
                row=line.row,
                field="over_reason",
                expected=f"{name}的“{ITEMS[line.item]}”决算数超过预算数，要写明原因",
                fix="写明为什么超过预算；数字错的改数字",
            )


def _counts(release: Release, one: Unit) -> Iterator[Problem]:
    if stage(release) != "final":
        return
    for name, (title, _, item) in COUNTS.items():
        line = one.items.get(item)
        if line is not None and line.amounts["final"] and one.counts[name] is None:
            yield release.tables["departments"].problem(
                "check.count-missing",
                row=one.row,
                field=name,
                expected=f"{one.name}有{ITEMS[item]}决算，要填{title}",
                fix="补上实物量，没有的填 0",
            )


def _left_out(release: Release, listed: set[str]) -> Iterator[Problem]:
    if not release.earlier:
        return
    before, names = release.earlier[-1], release.codelists["departments"]
    for code in before.tables["departments"].column("department"):
        until = names[code].until
        if code not in listed and (until is None or until >= release.period.start):
            yield release.tables["departments"].problem(
                "check.unit-left-out",
                found=code,
                expected=f"{before.period.title}应公开的部门有{names.label(code)}，本期没有它的一行",
                fix="补上一行，写明有支出、空表或缺表；已撤并的，在代码表写 until",
            )


def _phases(release: Release) -> Iterator[Problem]:
    table = release.tables["phases"]
    rows = {cells["phase"]: (row, cells["date"]) for row, cells in table.rows()}
    needed = {"批准": True, "调整": "adjusted" in stated(release), "决算": "final" in stated(release)}
    for phase, wanted in needed.items():
        if wanted and phase not in rows:
            yield table.problem(
                "check.phase-missing",
                found=phase,
                expected=f"表里有这一阶段的数，缺少“{phase}”一行",
                fix="补上这一阶段的日期、机关和会议或文号",
            )
    known = [(rows[phase], phase) for phase in ORDER if phase in rows]
    for ((_, before), earlier), ((row, date), phase) in pairwise(known):
        if date < before:
            yield table.problem(
                "check.phase-order",
                row=row,
                field="date",
                expected=f"“{phase}”不会早于“{earlier}”（{before}）",
                fix="核对两个日期",
            )
