"""Rules across the cells of government procurement (政府采购执行)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.procurement.identities import WHOLE
from scripts.disclosures.budget_execution.procurement.purchase import AMOUNTS, LISTS, SIDES
from scripts.model.problem import Problem
from scripts.model.release import Release

PARTS = (("reserved", "plan"), ("awarded", "plan"), ("sme", "contract"), ("micro", "sme"))
"""Part and the whole that it cannot exceed."""
ADDITION = "须向原供应商添购"


def check(release: Release) -> Iterator[Problem]:
    """Parts do not exceed wholes, methods are in use, every member has its printed total, additions name the first."""
    yield from _rows(release)
    yield from _totals(release)
    yield from _additions(release)


def _rows(release: Release) -> Iterator[Problem]:
    table, methods = release.table, release.codelists["procurement_methods"]
    for row, cells in table.rows():
        for part, whole in PARTS:
            if cells[part] > cells[whole]:
                yield table.problem(
                    "check.part-above-whole",
                    row=row,
                    field=part,
                    expected=f"{AMOUNTS[part]}不会大于{AMOUNTS[whole]} {cells[whole]} 万元",
                    fix="核对两个数和单位；上年结转的项目也要列入采购计划",
                )
        for code, field, limit in (
            ("check.contract-above-budget", "contract", "awarded"),
            ("check.paid-above-contract", "paid", "contract"),
        ):
            if cells[field] > cells[limit]:
                yield table.problem(
                    code,
                    row=row,
                    field=field,
                    expected=f"{AMOUNTS[field]}不大于{AMOUNTS[limit]} {cells[limit]} 万元",
                    fix="核对两个数；确实如此的，请批准人写明理由",
                )
        entry = methods[cells["method"]]
        if (entry.since and entry.since > release.period.end) or (entry.until and entry.until < release.period.start):
            yield table.problem(
                "check.method-not-in-use",
                row=row,
                field="method",
                expected=f"{entry.label}在{release.period.title}没有施行",
                fix="改正采购方式；起止日期写错的，改代码表",
            )


def _totals(release: Release) -> Iterator[Problem]:
    table = release.tables["totals"]
    printed = {(cells["side"], cells["code"]): row for row, cells in table.rows()}
    due = {(WHOLE, "all"), *((side, code) for side, field in SIDES.items() for code in release.table.column(field))}
    for (side, code), row in printed.items():
        known = code == "all" if side == WHOLE else code in release.codelists[LISTS[SIDES[side]]]
        if not known:
            yield table.problem(
                "check.total-unknown",
                row=row,
                field="code",
                expected=f"“{side}”没有这个代码",
                fix="改正代码；全区写 all",
            )
    for side, code in sorted(due - set(printed)):
        yield table.problem(
            "check.total-left-out",
            found=f"{side} {code}",
            expected="采购执行表里有它，采购合计表没有它的一行",
            fix="照汇总表补上这一行",
        )


def _additions(release: Release) -> Iterator[Problem]:
    table = release.tables["sole_source"]
    for row, cells in table.rows():
        if (cells["ground"] == ADDITION) != (cells["original_contract"] is not None):
            yield table.problem(
                "check.addition-original",
                row=row,
                field="original_contract",
                expected="向原供应商添购的写原合同采购金额，其他情形留空",
                fix="补上或删去原合同采购金额，或改“法定情形”",
            )
