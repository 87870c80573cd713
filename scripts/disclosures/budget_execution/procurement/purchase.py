"""Purchase: one row of the procurement table, and sums of rows by method, category and department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.ratio import percent
from scripts.model.release import Release

METHOD = "procurement"
SOLE = "sole"
"""Code of 单一来源采购 in the code list of methods."""
AMOUNTS = {
    "plan": "采购计划",
    "reserved": "预留给中小企业的采购计划",
    "awarded": "成交项目的采购预算",
    "contract": "合同金额",
    "sme": "授予中小企业的合同金额",
    "micro": "授予小微企业的合同金额",
    "paid": "已支付",
}
"""Field → what it is called, in 万元."""
SIDES = {"采购方式": "method", "采购类别": "category", "部门": "department"}
"""Side of a total → the field whose members it adds up."""
PREFIX = {"method": "m", "category": "c", "department": "d"}
"""Field → the letter before a member's code in figure ids."""
LISTS = {"method": "procurement_methods", "category": "procurement_categories", "department": "departments"}
"""Field → its code list."""


@dataclass(frozen=True)
class Purchase:
    """One department's purchases of one category by one method; amounts in 万元.

    Args:
        keys: field of ``LISTS`` → code.
    """

    row: int
    keys: Mapping[str, str]
    projects: int
    amounts: Mapping[str, Decimal]


@dataclass(frozen=True)
class Sum:
    """Purchases added up; rates in per cent, unrounded, ``None`` when the base is zero."""

    rows: tuple[int, ...]
    projects: int
    amounts: Mapping[str, Decimal]

    @property
    def saved(self) -> Decimal:
        """Budget of what was contracted, minus the contracts; negative when contracts cost more."""
        return self.amounts["awarded"] - self.amounts["contract"]

    @property
    def savings_rate(self) -> Decimal | None:
        """Saved ÷ budget of what was contracted (节约率)."""
        return percent(self.saved, self.amounts["awarded"])


def purchases(release: Release) -> list[Purchase]:
    """Return one purchase for each row, in file order."""
    return [
        Purchase(
            row,
            {field: cells[field] for field in LISTS},
            cells["projects"],
            {field: cells[field] for field in AMOUNTS},
        )
        for row, cells in release.table.rows()
    ]


def add(found: Iterable[Purchase]) -> Sum:
    """Return the sum of purchases."""
    chosen = list(found)
    return Sum(
        tuple(one.row for one in chosen),
        sum(one.projects for one in chosen),
        {field: sum((one.amounts[field] for one in chosen), Decimal(0)) for field in AMOUNTS},
    )


def by(release: Release, found: list[Purchase], field: str) -> dict[str, Sum]:
    """Return the sum of each member of a code list that has purchases, in the list's order."""
    codes = {one.keys[field] for one in found}
    return {
        code: add(one for one in found if one.keys[field] == code)
        for code in release.codelists[LISTS[field]]
        if code in codes
    }
