"""What the appraisal of handling (建议办理质效测评) says about each suggestion appraised alone and each handler."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.handling_appraisal.figures import by_handler
from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import ASPECTS, LEVELS, OVERALL, Sheet, sheets
from scripts.disclosures.suggestion_handling.handling_appraisal.study import Study, studies
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each suggestion appraised alone; one for each handler appraised or still mending."""
    found, followed = sheets(release), {one.cells["id"]: one for one in studies(release)}
    for one in found:
        if one.cells["suggestion"] is not None:
            yield _suggestion(release, figures, one, followed.get(one.cells["id"]))
    groups = by_handler(found)
    for code in dict.fromkeys([*groups, *(study.cells["handler"] for study in followed.values())]):
        mine = [study for study in followed.values() if study.cells["handler"] == code]
        yield _handler(release, figures, code, groups.get(code, []), mine)


def _suggestion(release: Release, figures: Figures, one: Sheet, study: Study | None) -> Mention:
    cells, entry = one.cells, release.codelists["departments"][one.cells["handler"]]
    aspects = "，".join(f"{title}“好”{cells[f'{aspect}_good']} 票" for aspect, title in ASPECTS.items())
    votes = "，".join(f"{word} {cells[key]} 票" for key, word in OVERALL.items())
    follow = f"；满意度不高，{study.word}" if study else ""
    day = release.tables["meeting"].records()[0]["date"]
    return Mention(
        "suggestion",
        cells["suggestion"],
        cells["title"],
        f"背靠背质效测评结果为{cells['verdict']}（{votes}）；{aspects}{follow}。",
        figures=(f"item.{cells['id']}",),
        status=study.level if study and study.late else LEVELS[cells["verdict"]],
        word=f"质效测评{cells['verdict']}",
        open=(f"质效测评满意度不高，{study.word}",) if study and study.open else (),
        events=(Event(day, f"质效测评，结果为{cells['verdict']}", LEVELS[cells["verdict"]]),),
        relations=((unit_type(entry), cells["handler"], "主办"),),
    )


def _handler(release: Release, figures: Figures, code: str, mine: list[Sheet], followed: list[Study]) -> Mention:
    entry = release.codelists["departments"][code]
    opened = [one for one in followed if one.open]
    if mine:
        best = figures[f"overall_share.satisfied.{code}"]
        sentence = (
            f"{release.period.title}质效测评：承办的建议 {figures[f'handler.{code}'].words}参加测评，"
            f"综合测评有效票 {figures[f'valid.overall.{code}'].words}，满意率 {best.text}"
        )
        low = figures[f"low.{code}"]
        sentence += f"；满意度不高 {low.words}" if low.value else ""
        said = ("overall_share.satisfied", "valid.overall", "handler", "low", *(f"{a}_share.good" for a in ASPECTS))
    else:
        sentence, said = f"{release.period.title}没有建议参加质效测评", ()
    sentence += f"；往年和今年满意度不高、还没有整改完的 {len(opened)} 项" if opened else ""
    late = any(one.late for one in opened)
    status, word = ("going", f"{len(opened)} 项整改中") if opened else ("ok", "没有待整改的")
    return Mention(
        unit_type(entry),
        code,
        entry.label,
        f"{sentence}。",
        figures=tuple(f"{id}.{code}" for id in said),
        status="late" if late else status,
        word=f"{sum(one.late > 0 for one in opened)} 项超过期限" if late else word,
        open=tuple(f"“{one.cells['title']}”{one.word}" for one in opened),
        events=tuple(
            Event(one.cells["mended"], f"“{one.cells['title']}”质效测评后整改完成", "done")
            for one in followed
            if one.cells["mended"] is not None
        ),
    )
