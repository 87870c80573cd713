"""What staged scoring (百分制分段评价) says about each suggestion and each handler, for their pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.staged_scoring.figures import by_handler
from scripts.disclosures.suggestion_handling.staged_scoring.item import Item, items
from scripts.disclosures.suggestion_handling.staged_scoring.machine import STAGES
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

HANDLER_FIGURES = ("handler_share", "handler_graded", "handled", "handler_failed", "handler_open", "handler_overdue")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each suggestion and one for each lead handler."""
    found = items(release)
    for one in found:
        yield _suggestion(release, one)
    for code, mine in by_handler(found).items():
        yield _handler(release, figures, code, mine)


def _suggestion(release: Release, one: Item) -> Mention:
    said = [
        f"{name} {with_unit(one.cells[f'{stage}_score'], '分', 1)}" + _again(one, stage)
        for stage, name in STAGES.items()
        if one.cells[f"{stage}_score"] is not None
    ]
    points = f"，总分 {with_unit(one.total, '分', 1)}" if one.total is not None else ""
    scores = "；".join(said) if said else "还没有打分"
    handler = one.cells["handler"]
    entry = release.codelists["departments"][handler]
    return Mention(
        "suggestion",
        one.cells["code"],
        one.cells["title"],
        f"截至{chinese_date(release.as_of)}，代表分段评价：{scores}{points}；{one.word}。",
        figures=(f"total.{one.cells['code']}",),
        status=one.level,
        word=one.word,
        open=(one.word,) if one.late else (),
        events=tuple(_events(one)),
        relations=((unit_type(entry), handler, "主办"),),
    )


def _again(one: Item, stage: str) -> str:
    score = one.cells[f"{stage}_rescore"]
    return "" if score is None else f"，重新办理后 {with_unit(score, '分', 1)}"


def _events(one: Item) -> Iterator[Event]:
    """Replies are told by the register; here are the scores and refusals."""
    for stage, name in STAGES.items():
        for day, score, again in (("scored", "score", ""), ("rescored", "rescore", "再次")):
            when: datetime.date | None = one.cells[f"{stage}_{day}"]
            if when is not None:
                yield Event(when, f"代表对{name}{again}打分：{with_unit(one.cells[f'{stage}_{score}'], '分', 1)}")
        if one.cells[f"{stage}_told"] is not None:
            yield Event(one.cells[f"{stage}_told"], f"承办单位收到代表对{name}的不满意意见", "bad")


def _handler(release: Release, figures: Figures, code: str, mine: list[Item]) -> Mention:
    entry = release.codelists["departments"][code]
    late = [one for one in mine if one.late]
    graded, rate = figures[f"handler_graded.{code}"], figures[f"handler_share.{code}"]
    sentence = f"截至{chinese_date(release.as_of)}，主办并列入分段评价的建议 {figures[f'handled.{code}'].words}"
    if graded.value:
        sentence += (
            f"，已有最后结果 {graded.words}：满意 {figures[f'handler_satisfied.{code}'].words}（{rate.text}），"
            f"不满意 {figures[f'handler_dissatisfied.{code}'].words}"
        )
    sentence += f"；{figures[f'handler_overdue.{code}'].words}重新办理超过期限。" if late else "。"
    bad = figures[f"handler_dissatisfied.{code}"]
    status, word = ("bad", f"{bad.words}不满意") if bad.value else ("ok", "没有不满意的")
    if late:
        status, word = "late", f"{len(late)} 件重新办理超期"
    elif not graded.value:
        status, word = "going", "还没有结果"
    return Mention(
        unit_type(entry),
        code,
        entry.label,
        sentence,
        figures=tuple(f"{id}.{code}" for id in HANDLER_FIGURES),
        status=status,
        word=word,
        open=tuple(f"“{one.cells['title']}”{one.word}" for one in late),
        relations=tuple(("suggestion", one.cells["code"], one.word) for one in late),
    )
