"""Subject check: a line's code is in the year's list, its name is one that the code has had, its parent is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.measures.subject import exists, names, parent
from scripts.model.codelist import CodeList
from scripts.model.problem import Problem
from scripts.model.release import Release
from scripts.model.table import Table


def check_subjects(release: Release, table: Table, lists: Mapping[str, str], side: str = "") -> Iterator[Problem]:
    """Yield every breach.

    Args:
        lists: value of the field ``side`` → code list; under "" where there is no such field.
    """
    present = {(cells[side] if side else "", cells["code"]) for _, cells in table.rows()}
    codes = {code for _, code in present}
    for row, cells in table.rows():
        which = cells[side] if side else ""
        name = lists[which]
        known = release.codelists.get(name, CodeList(name, {}))
        yield from _line(release, table, row, cells, known)
        above = parent(cells["code"])
        if above and above[:3] in codes and (which, above) not in present:
            yield table.problem(
                "check.subject-orphan",
                row=row,
                field="code",
                expected=f"没有它的上级科目 {above} 的一行",
                fix="补上上级科目的一行；或核对代码是不是少了一位、前面的 0 丢了",
            )


def _line(release: Release, table: Table, row: int, cells: Mapping[str, Any], known: CodeList) -> Iterator[Problem]:
    entry = known.get(cells["code"])
    if entry is None:
        yield table.problem(
            "check.subject-unknown",
            row=row,
            field="code",
            expected=f"代码表 {known.name}.csv 里没有这个科目",
            fix="核对代码；当年新设的科目先在代码表加一行，写明 since",
        )
    elif not exists(entry, release.as_of):
        yield table.problem(
            "check.subject-not-in-use",
            row=row,
            field="code",
            expected=f"这个科目{release.period.title}没有使用（{entry.since or '…'} 至 {entry.until or '…'}）",
            fix="改用当年的科目；代码表的起止日期写错的，改代码表",
        )
    elif cells["name"] not in names(entry):
        yield table.problem(
            "check.subject-name",
            row=row,
            field="name",
            expected=f"代码 {entry.code} 是“{entry.name}”，没有用过这个名称",
            fix="核对代码和名称；当年确实这样印的，在代码表的 aliases 加上这个名称",
        )
