"""Account: one subject or department through the five phases, and how the final amount differs from the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.parts import whole
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "final_accounts"
PHASES = {"draft": "草案", "original": "批准（年初）", "adjusted": "调整", "executed": "执行", "final": "决算"}
"""Field → phase, in the order of the year."""
AMOUNTS = {key: f"{title}数" for key, title in PHASES.items()} | {"original": "年初预算数", "adjusted": "调整预算数"}


@dataclass(frozen=True)
class Account:
    """Amounts in 万元, exact; ``None`` is not stated. ``row`` is ``None`` for a total."""

    row: int | None
    code: str
    name: str
    draft: Decimal | None
    original: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    final: Decimal | None
    reason: str = ""

    @property
    def difference(self) -> Decimal | None:
        """Final amount minus the budget of the year's beginning."""
        return None if self.final is None or self.original is None else self.final - self.original

    @property
    def rate(self) -> Decimal | None:
        """The difference in per cent of the budget of the year's beginning."""
        return percent(self.difference, self.original)

    def reached(self, method: Method) -> bool:
        """Return whether the difference is one that the method wants a reason for."""
        if self.difference is None or self.difference == 0:
            return False
        return self.rate is None or abs(self.rate) >= method.number("reason_percent")


def _account(row: int, code: str, name: str, cells: Mapping[str, Any]) -> Account:
    reason = cells["reason"] if isinstance(cells["reason"], str) else ""
    phases = (cells["draft"], cells["original"], cells["adjusted"], cells["executed"], cells["final"])
    return Account(row, code, name, *phases, reason)


def functions(release: Release) -> list[Account]:
    """Return the subjects in file order."""
    return [_account(row, cells["code"], cells["name"], cells) for row, cells in release.table.rows()]


def departments(release: Release) -> list[Account]:
    """Return the departments in file order."""
    names = release.codelists["departments"]
    rows = release.tables["departments"].rows()
    return [_account(row, cells["department"], names.label(cells["department"]), cells) for row, cells in rows]


def functions_total(accounts: list[Account]) -> Account:
    """Return the total of the subjects, each counted once; an adjusted budget not stated is the original one."""
    changed = any(one.adjusted is not None for one in accounts)
    sums = {
        key: whole({one.code: _in_force(one, key, changed) for one in accounts})
        if key != "adjusted" or changed
        else None
        for key in PHASES
    }
    phases = (sums["draft"], sums["original"], sums["adjusted"], sums["executed"], sums["final"])
    return Account(None, "", "一般公共预算支出合计", *phases)


def departments_total(accounts: list[Account]) -> dict[str, Decimal | None]:
    """Return phase → total of the departments."""
    changed = any(one.adjusted is not None for one in accounts)
    return {
        key: total(_in_force(one, key, changed) for one in accounts) if key != "adjusted" or changed else None
        for key in PHASES
    }


def _in_force(one: Account, key: str, changed: bool) -> Decimal | None:
    value: Decimal | None = getattr(one, key)
    return one.original if key == "adjusted" and changed and value is None else value
