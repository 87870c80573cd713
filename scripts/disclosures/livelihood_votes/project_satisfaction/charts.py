"""Pictures of the satisfaction test of livelihood projects (民生实事满意度测评)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks, theme
from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import METHOD, OPTIONS, Ballot, ballots, meeting
from scripts.disclosures.livelihood_votes.project_satisfaction.tables import used
from scripts.measures.grade import share
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.number import plain
from scripts.model.period import chinese_date
from scripts.model.release import Release

GOOD, MIDDLE, _, BAD, REST = theme.ORDERED
COLOURS = dict(zip(OPTIONS, (GOOD, MIDDLE, BAD, REST), strict=True))


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """The votes on each project with the line of the rule."""
    found = [one for one in ballots(release) if one.published]
    if not found:
        return {}
    line = _line(release, found[0])
    verb = "达到" if release.method(METHOD)["tie_reaches"] else "超过"
    said = f"；虚线是{line[1]}，满意票{verb}它的为满意，加上基本满意票才{verb}它的为基本满意" if line else ""
    held = meeting(release)
    options = used(release)
    return {
        "results": marks.stacks(
            grids["results"],
            label="name",
            parts=options,
            colours=[COLOURS[option] for option in options],
            reference=line,
            measured=f"{held['voters']}的测评票数（票），{chinese_date(held['date'])}{said}",
            description=_voted(release, figures, found),
        )
    }


def _line(release: Release, one: Ballot) -> tuple[Decimal, str] | None:
    """Return where the rule's line lies, when it is the same for both grades and its base is published."""
    method = release.method(METHOD)
    needed = {share(method[name]) for name in ("satisfied_needs", "basically_needs")}
    if one.base is None or len(needed) != 1:
        return None
    above, below = needed.pop()
    part = "一半" if (above, below) == (1, 2) else f"{below} 分之 {above}"
    value = (Decimal(one.base) * above / below).quantize(Decimal("0.1"))
    return value, f"{method['base']} {one.base} 的{part}（{plain(value)}）"


def _voted(release: Release, figures: Figures, found: list[Ballot]) -> str:
    names = release.codelists["projects"]
    words = release.method(METHOD)["grades"]
    counts = [figures[f"grade.{name}"] for name in ("satisfied", "basically", "dissatisfied")]
    parts = [f"{count.words}{word}" for count, word in zip(counts, words, strict=True) if count.value]
    most = max(found, key=lambda one: (one.cells["satisfied"] or 0, one.code))
    least = min(found, key=lambda one: (one.cells["satisfied"] or 0, one.code))
    ends = [f"满意票最多的是{names.label(most.code)}（{figures[f'satisfied.{most.code}'].words}）"]
    if least is not most:
        ends.append(f"最少的是{names.label(least.code)}（{figures[f'satisfied.{least.code}'].words}）")
    return f"测评的 {figures['rated'].words}中，{'，'.join(parts) or '结果没有公布'}；{'，'.join(ends)}。"
