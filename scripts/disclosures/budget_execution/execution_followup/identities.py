"""Identities of the follow-up of budget execution (约见约谈、专项评审与预算调减): cuts, sums, next budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.execution_followup.project import projects, settled
from scripts.disclosures.budget_execution.execution_followup.unit import units
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "万元"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 原拟安排－调减＝调减后, 部门＝项目之和, 合计＝合计, and 批准的预算＝上一年调减后安排."""
    table, found = release.tables["projects"], projects(release)
    names = release.codelists["departments"]
    for one in found:
        yield Identity(
            f"after.{one.id}",
            f"{one['name']}的下一年原拟安排－调减＝调减后安排",
            one["before"] - one["cut"],
            one["after"],
            UNIT,
            table.place(one.row, "after"),
        )
    sums = []
    for unit in units(release):
        stated = unit.cells["cut"] or Decimal(0)
        sums.append(stated)
        yield Identity(
            f"department.{unit.code}",
            f"{names.label(unit.code)}的调减合计＝它各项目调减之和",
            stated,
            total(one["cut"] for one in found if one.code == unit.code),
            UNIT,
            release.table.place(unit.row, "cut"),
        )
    yield Identity(
        "total",
        "各部门调减合计＝各项目调减合计",
        total(sums),
        total(one["cut"] for one in found),
        UNIT,
        release.table.place(field="cut"),
    )
    for past in settled(release):
        project = past.project
        yield Identity(
            f"approved.{project.id}",
            f"{project['name']}批准的{release.period.year}年预算＝{project.release.period.title}公布的调减后安排",
            past.approved,
            project["after"],
            UNIT,
            release.tables["budgets"].place(past.row, "approved"),
            missing="" if past.approved is not None else "本期没有列出批准的预算",
        )
    for one in found:
        if one.reduced:
            yield Identity(
                f"next.{one.id}",
                f"{one['name']}批准的{release.period.year + 1}年预算＝调减后安排",
                None,
                one["after"],
                UNIT,
                table.place(one.row, "after"),
                missing="下一年的预算批准以后，在下一年的发布里核对",
            )
