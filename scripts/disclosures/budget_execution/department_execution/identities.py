"""Identities of department budget execution (部门预算执行进度): levels add up, the year's budget stays what it was."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.department_execution.figures import Line, lines
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "万元"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 全区＝各级之和, and for each unit that the budget of the year's beginning is the one published before."""
    found, names = lines(release), release.codelists["departments"]
    yield from _levels(release, found)
    same_year = [one for one in release.earlier if one.period.year == release.period.year]
    before = {line.code: line.amounts["original"] for line in lines(same_year[-1])} if same_year else {}
    for line in found:
        if line.code in before:
            known = before[line.code] is not None and line.amounts["original"] is not None
            yield Identity(
                f"original.{line.code}",
                f"{names.label(line.code)}的年初预算＝{same_year[-1].period.title}公布的年初预算",
                line.amounts["original"],
                before[line.code],
                UNIT,
                release.table.place(line.row, "original_budget"),
                missing="" if known else "有一期没有列年初预算",
            )


def _levels(release: Release, found: list[Line]) -> Iterator[Identity]:
    levels = list(dict.fromkeys(line.level for line in found))
    for key, field, title in (("adjusted", "adjusted_budget", "调整预算"), ("executed", "executed", "累计执行数")):
        parts = [total(line.amounts[key] for line in found if line.level == level) for level in levels]
        left, right = total(line.amounts[key] for line in found), total(parts)
        yield Identity(
            f"levels.{key}",
            f"全区{title}＝{'、'.join(levels)}{title}之和",
            left,
            right,
            UNIT,
            release.table.place(field=field),
            missing="" if left is not None and right is not None else "有单位未报告",
        )
