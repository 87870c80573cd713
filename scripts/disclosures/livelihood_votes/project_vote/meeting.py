"""Meeting: the six numbers of each ballot, never mixed, and what the votes may add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.disclosures.livelihood_votes.project_vote.vote import BODIES, METHOD, Vote
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source

UNPUBLISHED = "没有公布"
BALLOTS = {
    "members": ("名", "全体代表（应到）"),
    "present": ("名", "到会代表（实到）"),
    "issued": ("张", "发出的票"),
    "returned": ("张", "收回的票"),
    "valid": ("张", "有效票"),
    "invalid": ("张", "无效票"),
}
"""Field of the meeting → unit and label: the six numbers that are never mixed."""
SHARE_BASE = "占全体代表"


def meeting(found: Vote) -> list[Figure]:
    """Return the numbers of the meeting, of its second ballot where one was held, its limits and its majority."""
    cells = found.meeting
    figures = list(_six(cells, 0))
    for id, field, label, base, words in (
        ("attendance", "present", "出席率", SHARE_BASE, "实到 ÷ 应到（全体代表）"),
        ("turnout", "returned", "投票率", SHARE_BASE, "收回的票 ÷ 应到（全体代表）"),
    ):
        value = percent(cells[field], cells["members"])
        reason = "" if value is not None else f"{words.split(' ÷ ')[0]}或应到{UNPUBLISHED}"
        terms = (field, "members")
        figures.append(Figure(id, value, "%", label, base=base, formula=words, terms=terms, missing=reason))
    none = {"places": "这次票决没有应选名额，或没有公布", "budget": "这次票决没有预算上限"}
    for field, unit, label in (("places", "项", "应选名额"), ("budget", "万元", "预算上限")):
        value = cells[field]
        missing = "" if value is not None else none[field]
        figures.append(Figure(field, value, unit, label, sources=_at(field, 0), missing=missing))
    body = found.method["body"]
    figures.append(
        Figure(
            "majority",
            found.needed,
            "票",
            f"过半数需要的最少赞成票（以{body}为基数）",
            formula=f"{body}的人数或票数除以 2，取整数部分，再加 1",
            terms=() if found.body is None else (BODIES[body],),
            method=METHOD,
            missing="" if found.needed is not None else "规则不要求过半数，或基数没有公布",
        )
    )
    if found.second is not None:
        figures += _six(found.second, 1)
        places = found.second["places"]
        missing = "" if places is not None else UNPUBLISHED
        figures.append(
            Figure("runoff_places", places, "项", "再次票决的名额", sources=_at("places", 1), missing=missing)
        )
    return [*figures, *_sums(found)]


def _six(cells: Mapping[str, Any], row: int) -> Iterator[Figure]:
    for field, (unit, label) in BALLOTS.items():
        value = cells[field]
        id, said = (f"runoff_{field}", f"再次票决{label}") if row else (field, label)
        missing = "" if value is not None else UNPUBLISHED
        yield Figure(id, value, unit, said, sources=_at(field, row), missing=missing)


def _at(field: str, row: int) -> tuple[Source, ...]:
    return (Source((field,), (row,), "meeting"),)


def _sums(found: Vote) -> Iterator[Figure]:
    """Yield what all projects got together and the most they could have got: valid ballots × names on each."""
    ballot, valid, limit = found.ballot, found.meeting["valid"], found.per_ballot
    votes = total(project.votes for project in ballot)
    yield Figure(
        "votes_sum",
        votes,
        "票",
        "全部候选项目赞成票之和",
        formula="各候选项目赞成票相加",
        terms=tuple(f"votes.{project.code}" for project in ballot),
        missing="" if votes is not None else "得票没有全部公布，不计算",
    )
    known = valid is not None and limit is not None
    yield Figure(
        "votes_most",
        valid * limit if known else None,
        "票",
        "全部候选项目赞成票之和的上限",
        formula="有效票 × 每张票最多可选的项目数",
        terms=("valid", *(("places",) if limit is not None and limit == found.meeting["places"] else ())),
        method=METHOD,
        missing="" if known else "有效票没有公布，或规则没有限定每张票选几项",
    )
