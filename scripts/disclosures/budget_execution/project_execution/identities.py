"""Identities of project execution (项目支出与重大政策执行): subtotals of policies, the budget published, the limit."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.project_execution.line import AMOUNTS, Line, lines
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "万元"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 政策小计＝各项目之和, 项目之和≤部门调整预算, and that the first budget is the one published before."""
    found = lines(release)
    yield from _policies(release, found)
    yield from _departments(release, found)
    yield from _original(release, found)


def _policies(release: Release, found: list[Line]) -> Iterator[Identity]:
    table, names = release.tables["policies"], release.codelists["major_policies"]
    for row, cells in table.rows():
        code, name = cells["policy"], names.label(cells["policy"])
        members = [line for line in found if line.policy == code]
        yield Identity(
            f"policy.projects.{code}",
            f"{name}的项目数＝表中所属项目的个数",
            cells["projects"],
            len(members),
            "个",
            table.place(row, "projects"),
        )
        for key, (field, title) in AMOUNTS.items():
            left, right = cells[field], total(line.amounts[key] for line in members)
            if left is None and right is None:
                continue
            yield Identity(
                f"policy.{key}.{code}",
                f"{name}的{title}小计＝所属 {len(members)} 个项目之和",
                left,
                right,
                UNIT,
                table.place(row, field),
                missing="" if left is not None and right is not None else "有项目本期未报告，或小计空着",
            )


def _departments(release: Release, found: list[Line]) -> Iterator[Identity]:
    table, names = release.tables["departments"], release.codelists["departments"]
    for row, cells in table.rows():
        members = [line for line in found if line.department == cells["department"]]
        yield Identity(
            f"department.{cells['department']}",
            f"{names.label(cells['department'])}列入公开的项目调整预算之和≤部门调整预算",
            total(line.amounts["adjusted"] for line in members),
            cells["budget"],
            UNIT,
            table.place(row, "budget"),
            "≤",
        )


def _original(release: Release, found: list[Line]) -> Iterator[Identity]:
    same_year = [one for one in release.earlier if one.period.year == release.period.year]
    if not same_year:
        return
    before = {line.code: line.amounts["original"] for line in lines(same_year[-1])}
    names = release.codelists["budget_projects"]
    for line in found:
        if line.code in before:
            yield Identity(
                f"original.{line.code}",
                f"{names.label(line.code)}的年初预算＝{same_year[-1].period.title}公布的年初预算",
                line.amounts["original"],
                before[line.code],
                UNIT,
                release.table.place(line.row, "original_budget"),
            )
