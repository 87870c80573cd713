"""Identities of the “three public” expenses: items and totals, units and district, this year and the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scripts.disclosures.budget_execution.three_public_expenses.outlay import (
    AMOUNTS,
    ITEMS,
    Outlay,
    district,
    stage,
    stated,
)
from scripts.disclosures.budget_execution.three_public_expenses.unit import MISSING, amount, of_state, units
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release
from scripts.model.table import Table

UNIT = "万元"
SUMS = {
    "items": ("total", ("travel", "vehicles", "reception"), "“三公”经费合计"),
    "vehicles": ("vehicles", ("purchase", "running"), "公务用车购置及运行维护费"),
}
"""First part of the id → the sum, its parts, its name."""
EMPTY_CELL = "有一格空着"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 合计＝各项之和 of every unit and the district, 全区＝各部门之和, 上年数＝上一年公布的数."""
    found, whole = units(release), district(release)
    for one in found:
        if one.rows:
            yield from _sums(release, release.table, one.items, f"d-{one.code}", one.name)
    yield from _sums(release, release.tables["district"], whole, "district", "全区")
    absent = len(of_state(found, MISSING))
    for name in stated(release):
        for item, line in whole.items():
            left, right = line.amounts[name], amount(found, item, name)
            reason = f"{absent} 个部门缺表" if absent else EMPTY_CELL
            yield Identity(
                f"departments.{name}.{item}",
                f"全区{_said(item)}{AMOUNTS[name]}＝各部门之和",
                left,
                right,
                UNIT,
                release.tables["district"].place(line.row, name),
                missing="" if left is not None and right is not None else reason,
            )
    yield from _carried(release)


def _said(item: str) -> str:
    return "“三公”经费" if item == "total" else ITEMS[item]


def _sums(release: Release, table: Table, items: Mapping[str, Outlay], suffix: str, who: str) -> Iterator[Identity]:
    for group, (item, parts, title) in SUMS.items():
        for name in stated(release):
            whole = items.get(item)
            left = None if whole is None else whole.amounts[name]
            values = [None if items.get(part) is None else items[part].amounts[name] for part in parts]
            if left is None and all(value is None for value in values):
                continue
            right = total(values)
            yield Identity(
                f"{group}.{name}.{suffix}",
                f"{who}{title}{AMOUNTS[name]}＝{'＋'.join(ITEMS[part] for part in parts)}",
                left,
                right,
                UNIT,
                table.place(None if whole is None else whole.row, name),
                missing="" if left is not None and right is not None else EMPTY_CELL,
            )


def _carried(release: Release) -> Iterator[Identity]:
    """What this release calls last year's amount is what last year's release published."""
    before = next((one for one in release.earlier if one.period == release.period.previous), None)
    if before is None:
        return
    known = {one.code: one for one in units(before)}
    pairs = [("previous_budget", "budget")]
    if stage(before) == "final":
        pairs.append(("previous_final", "final"))
    lines = []
    here, there = district(release).get("total"), district(before).get("total")
    if here is not None and there is not None:
        lines.append(("district", "全区", here, there, release.tables["district"]))
    for one in units(release):
        past = known.get(one.code)
        # A unit without rows here or without a table then has nothing to compare.
        if one.total is not None and one.rows and past is not None and past.total is not None:
            lines.append((f"d-{one.code}", one.name, one.total, past.total, release.table))
    for suffix, who, line, past_line, table in lines:
        for name, then in pairs:
            left, right = line.amounts[name], past_line.amounts[then]
            if left is not None:
                yield Identity(
                    f"carried.{name}.{suffix}",
                    f"{who}“三公”经费{AMOUNTS[name]}＝{before.period.title}公布的{AMOUNTS[then]}",
                    left,
                    right,
                    UNIT,
                    table.place(line.row, name),
                    missing="" if right is not None else "上一年没有公布",
                )
