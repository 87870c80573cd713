"""What the key work quality evaluation (重点工作质效评价) says about each unit, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.work_quality import penalty
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit evaluated, also for those without a deduction."""
    names, cases = release.codelists["departments"], release.table.records()
    for unit in penalty.units(release):
        own = [cases[row] for row in unit.rows]
        counted = figures[f"counted.{unit.code}"]
        sentence = f"{release.period.title}重点工作质效评价没有扣分。"
        if own:
            grounds = "；".join(case["ground"].rstrip("。；") for case in own)
            capped = "（已封顶）" if unit.capped else ""
            result = f"考核中的结果：{unit.assessment.rstrip('。')}。" if unit.assessment else ""
            sentence = f"{release.period.title}重点工作质效评价扣 {counted.words}{capped}：{grounds}。{result}"
        yield Mention(
            unit_type(names[unit.code]),
            unit.code,
            names.label(unit.code),
            sentence,
            figures=tuple(f"{name}.{unit.code}" for name in ("counted", "points", "cases")),
            status=unit.level,
            word=f"扣 {counted.words}" if own else "没有扣分",
            events=tuple(
                Event(
                    case["decided"], f"重点工作质效评价扣 {with_unit(case['points'], '分')}：{case['ground']}", "warn10"
                )
                for case in own
            ),
        )
