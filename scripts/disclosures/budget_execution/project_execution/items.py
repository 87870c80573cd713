"""What is still open of project execution (项目支出与重大政策执行): projects slow in consecutive periods."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.project_execution.line import METHOD, compared, lines, streaks, word
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

KIND = "项目支付慢跟踪监督"


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield each project whose streak reaches the method's; the rule sets no deadline, so none is late."""
    method, found = release.method(METHOD), lines(release)
    counts = streaks(release, found)
    for line in found:
        if counts[line.code] >= method["consecutive"]:
            entry = release.codelists["departments"][line.department]
            name = release.codelists["budget_projects"].label(line.code)
            yield Item(
                line.code,
                KIND,
                (unit_type(entry), entry.code),
                entry.label,
                f"{name}：{compared(line, method)}；{line.reason or '没有写明原因'}",
                None,
                word(line, counts[line.code], method),
                line.warning,
                href=f"/profiles/project/{line.code}/",
            )
