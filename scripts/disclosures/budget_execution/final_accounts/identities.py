"""Identities of the final accounts (决算与预决算差异): parts, and the same money by subject and by department."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.final_accounts.account import (
    AMOUNTS,
    departments,
    departments_total,
    functions,
    functions_total,
)
from scripts.measures.parts import UNIT, parts
from scripts.model.identity import Identity
from scripts.model.release import Release


def identities(release: Release) -> Iterator[Identity]:
    """Yield 类＝款 for every phase, and subjects against departments for every phase that both state."""
    yield from parts(release.table, AMOUNTS)
    subjects, table = functions_total(functions(release)), release.tables["departments"]
    sums = departments_total(departments(release))
    for key, title in AMOUNTS.items():
        left, right = getattr(subjects, key), sums[key]
        if left is None and right is None:
            continue
        yield Identity(
            f"departments.{key}",
            f"各功能分类{title}之和＝各部门{title}之和",
            left,
            right,
            UNIT,
            table.place(field=key),
            missing="" if left is not None and right is not None else "有一格空着",
        )
