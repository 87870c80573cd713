"""Identities of government procurement (政府采购执行): every printed total, and the single sources one by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.budget_execution.procurement.purchase import (
    LISTS,
    METHOD,
    PREFIX,
    SIDES,
    SOLE,
    Purchase,
    add,
    purchases,
)
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "万元"
PRINTED = {"projects": "成交项目数", "plan": "采购计划", "contract": "合同金额", "paid": "已支付"}
WHOLE = "全区"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 合计＝明细之和 for each printed total, and 单一来源逐项之和＝明细 for each department."""
    found = purchases(release)
    yield from _totals(release, found)
    yield from _sole(release, found)
    yield from _additions(release)


def _totals(release: Release, found: list[Purchase]) -> Iterator[Identity]:
    table = release.tables["totals"]
    for row, cells in table.rows():
        side, code = cells["side"], cells["code"]
        if side == WHOLE:
            one, who, suffix = add(found), WHOLE, "all"
        else:
            field = SIDES[side]
            names = release.codelists[LISTS[field]]
            if code not in names:
                continue
            one = add(purchase for purchase in found if purchase.keys[field] == code)
            who, suffix = names.label(code), f"{PREFIX[field]}-{code}"
        for key, title in PRINTED.items():
            right = one.projects if key == "projects" else one.amounts[key]
            yield Identity(
                f"total.{key}.{suffix}",
                f"{who}的{title}合计＝明细各行之和",
                cells[key],
                right,
                "个" if key == "projects" else UNIT,
                table.place(row, key),
            )


def _sole(release: Release, found: list[Purchase]) -> Iterator[Identity]:
    table, names = release.tables["sole_source"], release.codelists["departments"]
    told: dict[str, tuple[list[int], Decimal]] = {}
    for row, cells in table.rows():
        rows, amount = told.get(cells["department"], ([], Decimal(0)))
        told[cells["department"]] = ([*rows, row], amount + cells["contract"])
    sums = {one.keys["department"] for one in found if one.keys["method"] == SOLE}
    for code in sorted({*told, *sums}):
        rows, amount = told.get(code, ([], Decimal(0)))
        detail = add(one for one in found if one.keys["department"] == code and one.keys["method"] == SOLE)
        for key, left, right, unit, title in (
            ("contract", amount, detail.amounts["contract"], UNIT, "合同金额"),
            ("projects", len(rows), detail.projects, "个", "项目数"),
        ):
            yield Identity(
                f"sole.{key}.{code}",
                f"{names.label(code)}逐项公布的单一来源{title}＝采购执行表中的单一来源{title}",
                left,
                right,
                unit,
                table.place(rows[0] if rows else None, "contract"),
            )


def _additions(release: Release) -> Iterator[Identity]:
    table, percent = release.tables["sole_source"], release.method(METHOD).number("addition_percent")
    for row, cells in table.rows():
        if cells["original_contract"] is not None:
            yield Identity(
                f"addition.{cells['id']}",
                f"{cells['name']}添购的合同金额不超过原合同采购金额的 {percent}%",
                cells["contract"],
                cells["original_contract"] * percent / 100,
                UNIT,
                table.place(row, "contract"),
                "≤",
            )
