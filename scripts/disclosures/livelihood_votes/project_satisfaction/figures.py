"""Figures of the satisfaction test of livelihood projects (民生实事满意度测评): ballots, votes, two shares, places."""

from __future__ import annotations

from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import (
    BASES,
    GRADES,
    METHOD,
    OPTIONS,
    UNRATED,
    Ballot,
    ballots,
    meeting,
)
from scripts.measures.ranking import rank
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

MEETING = {
    "members": ("名", "全体组成人员（应到）"),
    "present": ("名", "实到"),
    "issued": ("张", "发出的测评票"),
    "returned": ("张", "收回的测评票"),
    "valid": ("张", "有效票"),
    "invalid": ("张", "无效票"),
}
"""Field of the meeting → unit and label."""
SHARES = {"satisfied_share": "满意率", "approved_share": "满意和基本满意合计率"}
"""Two shares that never go under one name."""
UNPUBLISHED = "没有公布"


def compute(release: Release) -> list[Figure]:
    """One row per project: the meeting, the grades, then the votes and shares of each."""
    found = ballots(release)
    return [
        *_meeting(release),
        *_counts(release, found),
        *(figure for one in found for figure in _project(release, one)),
        *_places(release, found),
    ]


def _meeting(release: Release) -> list[Figure]:
    cells = meeting(release)
    figures = [
        Figure(
            name,
            cells[name],
            unit,
            label,
            sources=(Source((name,), (0,), "meeting"),),
            missing="" if cells[name] is not None else UNPUBLISHED,
        )
        for name, (unit, label) in MEETING.items()
    ]
    value = percent(cells["present"], cells["members"])
    figures.append(
        Figure(
            "attendance",
            value,
            "%",
            "出席率",
            base="占全体组成人员",
            formula="实到 ÷ 全体组成人员",
            terms=("present", "members"),
            missing="" if value is not None else "实到或者全体组成人员没有公布",
        )
    )
    return figures


def _counts(release: Release, found: tuple[Ballot, ...]) -> list[Figure]:
    words = dict(zip(GRADES, release.method(METHOD)["grades"], strict=True))
    groups = {
        "projects": ("当年票决入选的项目", found),
        "rated": ("测评的项目", tuple(one for one in found if one.rated)),
        "unrated": (f"{UNRATED}的项目", tuple(one for one in found if not one.rated)),
        **{
            f"grade.{name}": (f"测评为{word}的项目", tuple(one for one in found if one.grade == name))
            for name, word in words.items()
        },
    }
    return [
        Figure(
            id,
            len(chosen),
            "项",
            label,
            sources=(Source(("grade", *GRADES), tuple(one.row for one in chosen) or None),),
            method=METHOD,
        )
        for id, (label, chosen) in groups.items()
    ]


def _project(release: Release, one: Ballot) -> list[Figure]:
    name = release.codelists["projects"].label(one.code)
    silent = UNRATED if not one.rated else "票数没有公布"
    figures = [
        Figure(
            f"{option}.{one.code}",
            one.cells[option],
            "票",
            f"{name}的{word}票",
            dimensions={"project": one.code},
            sources=(Source((option,), (one.row,)),),
            missing="" if one.cells[option] is not None else silent,
        )
        for option, word in OPTIONS.items()
    ]
    base = one.method["base"]
    parts = {"satisfied_share": ("satisfied",), "approved_share": ("satisfied", "basically")}
    for id, label in SHARES.items():
        value = getattr(one, id)
        why = silent if not one.published else f"{base}的数目没有公布，不计算"
        figures.append(
            Figure(
                f"{id}.{one.code}",
                value,
                "%",
                f"{name}的{label}",
                base=f"占{base}",
                formula=f"{'（满意票 ＋ 基本满意票）' if len(parts[id]) > 1 else '满意票'} ÷ {base}",
                terms=(*(f"{part}.{one.code}" for part in parts[id]), BASES[base]),
                method=METHOD,
                missing="" if value is not None else why,
            )
        )
    return figures


def _places(release: Release, found: tuple[Ballot, ...]) -> list[Figure]:
    """Places by 满意率 among all rated projects; over an incomplete set there are none."""
    rated = {one.code: one.satisfied_share for one in found if one.rated}
    whole = bool(rated) and None not in rated.values()
    places = rank(rated) if whole else {}
    names = release.codelists["projects"]
    return [
        Figure(
            f"place.{code}",
            places.get(code),
            "名",
            f"{names.label(code)}按满意率的名次",
            formula="测评的项目按满意率由高到低排列，并列同名次",
            terms=tuple(f"satisfied_share.{other}" for other in rated),
            missing="" if whole else "不是每个项目都有满意率，不排名次",
        )
        for code in rated
    ]
