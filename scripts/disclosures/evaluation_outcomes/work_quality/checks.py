"""Rules across the cells of the key work quality evaluation (重点工作质效评价)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.work_quality import penalty
from scripts.measures.date_rules import within_period
from scripts.measures.deduction import within
from scripts.model.number import plain
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Each case is within the rule and the year, happens once, and the totals follow from the cases."""
    yield from _cases(release)
    for unit in penalty.units(release):
        if unit.announced != unit.counted:
            capped = f"，封顶 {plain(unit.counted)} 分" if unit.capped else ""
            yield release.tables["units"].problem(
                "check.deduction-mismatch",
                row=unit.row,
                field="deducted",
                expected=f"按口径（各次扣分相加 {plain(unit.raw)} 分{capped}）应是 {plain(unit.counted)} 分",
                fix="核对逐次扣分和公布的合计；封顶的规则变了的，先在口径文件里加一段新版本",
            )


def _cases(release: Release) -> Iterator[Problem]:
    table, method = release.table, release.method(penalty.METHOD)
    least, most = method.number("least"), method.number("most")
    listed = set(release.tables["units"].column("department"))
    seen: dict[tuple[object, ...], int] = {}
    for row, cells in table.rows():
        if not within(cells["points"], least, most):
            yield table.problem(
                "check.points-outside-range",
                row=row,
                field="points",
                expected=f"口径规定每次扣 {plain(least)} 至 {plain(most)} 分",
                fix="核对这一次扣的分；规则变了的，先在口径文件里加一段新版本",
            )
        yield from within_period(release, row, "decided", cells["decided"], "认定的扣分")
        if cells["department"] not in listed:
            yield table.problem(
                "check.unit-not-listed",
                row=row,
                field="department",
                expected="被扣分的单位应在本年评价的单位（units）里",
                fix="在 units 表补上这个单位一行，或改正单位代码",
            )
        same = (cells["department"], cells["content"], cells["ground"])
        if same in seen:
            yield table.problem(
                "check.deducted-twice",
                row=row,
                field="ground",
                expected=f"同一单位同一事由不重复扣分，第 {table.origin.rows[seen[same]]} 行已经扣过",
                fix="删去重复的一行；确是两件事的，把各自的事由写清楚",
            )
        seen.setdefault(same, row)
