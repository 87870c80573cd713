"""What the satisfaction test (民生实事满意度测评) says about projects and their lead departments."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import (
    METHOD,
    OPTIONS,
    Ballot,
    ballots,
    meeting,
)
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

OWN = ("satisfied_share", "approved_share", *OPTIONS)


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each project and each department that leads projects."""
    found = ballots(release)
    for one in found:
        yield _project(release, figures, one)
    for code, entry in release.codelists["departments"].items():
        mine = [one for one in found if one.cells["lead"] == code]
        if mine:
            yield _lead(release, unit_type(entry), code, mine)


def _project(release: Release, figures: Figures, one: Ballot) -> Mention:
    held, names, units = meeting(release), release.codelists["projects"], release.codelists["departments"]
    day = chinese_date(held["date"])
    if one.rated:
        share = figures[f"satisfied_share.{one.code}"]
        approved = figures[f"approved_share.{one.code}"]
        sentence = f"{day}，{held['voters']}测评为{one.word}" if one.grade else f"{day}测评，结果没有公布"
        if share.value is not None:
            sentence += f"，满意率 {share.text}，满意和基本满意合计率 {approved.text}，都{share.base}"
    else:
        sentence = f"{release.period.title}{one.word}：{(one.cells['reason'] or '原因没有公布').removesuffix('。')}"
    lead = one.cells["lead"]
    return Mention(
        "project",
        one.code,
        names.label(one.code),
        f"{sentence}。",
        figures=tuple(id for name in OWN if figures[id := f"{name}.{one.code}"].value is not None),
        status=one.level,
        word=f"测评{one.word}" if one.grade else one.word,
        events=(Event(held["date"], f"{held['meeting']}测评：{one.word}", one.level),) if one.rated else (),
        relations=((unit_type(units[lead]), lead, "牵头部门"),) if lead else (),
        detail={
            "period_title": release.period.title,
            "href": f"/{release.id.current}/",
            "date": day,
            "voters": held["voters"],
            "word": one.word,
            "status": one.level,
            "reason": one.cells["reason"] or "",
            "rule": {"title": release.method(METHOD).title, "href": f"/methods/{METHOD}/"},
            "base": f"{one.method['base']}{f' {one.base}' if one.base is not None else '没有公布'}",
            "votes": [
                {"label": word, "words": figures[f"{option}.{one.code}"].words}
                for option, word in OPTIONS.items()
                if one.cells[option] is not None
            ],
            "shares": [
                {
                    "label": "满意率" if name == "satisfied_share" else "满意和基本满意合计率",
                    "words": figure.words,
                    "href": f"/{release.id.current}/#{figure.id}",
                }
                for name in ("satisfied_share", "approved_share")
                if (figure := figures[f"{name}.{one.code}"]).value is not None
            ],
        },
    )


def _lead(release: Release, type: str, code: str, mine: list[Ballot]) -> Mention:
    counts = {word: sum(one.word == word for one in mine) for word in dict.fromkeys(one.word for one in mine)}
    said = "，".join(f"{word} {count} 项" for word, count in counts.items())
    return Mention(
        type,
        code,
        release.codelists["departments"].label(code),
        f"{release.period.title}牵头的 {len(mine)} 项民生实事项目满意度测评：{said}。",
        relations=tuple(("project", one.code, one.word) for one in mine),
    )
