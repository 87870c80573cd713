"""What the deputies' points (代表履职积分公示) say about each deputy, for the deputy's profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.deputy_points.rule import METHOD, band, comparable, level, scored
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each deputy: points beside the average, and since when they may be compared."""
    method, names = release.method(METHOD), release.codelists["deputies"]
    same = comparable(release)
    first, changed = (*same, release)[0], len(same) < len(release.earlier)
    since = f"自{first.period.title}起按 {method.version} 版规则计分，与更早的年份不能比较。" if changed else ""
    for one in scored(release):
        points, average = figures[f"points.{one.code}"], figures["average"]
        named = f"经批准公布姓名：{one.name}。" if one.name else ""
        if one.total is None:
            sentence = f"{release.period.title}没有计分。"
            status, word = "none", "没有积分"
        else:
            reached = band(one.total, method)
            status, word = level(reached, method), method["bands"][reached]
            sentence = f"{release.period.title}履职积分 {points.words}（{word}）"
            sentence += f"，全体代表平均 {average.words}。" if average.value is not None else "。"
        yield Mention(
            "deputy",
            one.code,
            names.label(one.code),
            f"{sentence}{since}{named}",
            figures=(points.id,),
            status=status,
            word=word,
        )
