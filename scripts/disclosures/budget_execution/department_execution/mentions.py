"""What department budget execution (部门预算执行进度) says about each department, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.department_execution.tables import behind, warning_text
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each row: rate, gap, place and warning."""
    names = release.codelists["departments"]
    day = chinese_date(release.as_of)
    for code in release.table.column("department"):
        rate, gap, rank = figures[f"rate.{code}"], figures[f"gap.{code}"], figures[f"rank.{code}"]
        count = int(figures[f"streak.{code}"].value or 0)
        word = warning_text(release, gap, count)
        if rate.value is None:
            sentence = f"截至{day}没有执行进度：{rate.missing}。"
        else:
            said = behind(gap)
            compared = said if said == "与计划一致" else f"比计划{said} 个百分点"
            sentence = f"截至{day}执行进度 {rate.text}（占调整预算），{compared}"
            sentence += (
                f"，在{rank.base.removeprefix('在').removesuffix('中')}中列第 {rank.text} 名。" if rank.value else "。"
            )
        warned = gap.status.startswith("warn")
        yield Mention(
            unit_type(names[code]),
            code,
            names.label(code),
            sentence,
            figures=tuple(f"{name}.{code}" for name in ("rate", "gap", "rank", "adjusted", "executed")),
            status=gap.status,
            word=word,
            open=(f"预算执行比计划少支出 {word}",) if warned else (),
        )
