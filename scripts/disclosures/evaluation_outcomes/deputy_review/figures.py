"""Figures of the deputy review (代表述职评议与联络站星级): coverage in the term, votes, stars."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.deputy_review import poll, star, term
from scripts.disclosures.evaluation_outcomes.deputy_review.poll import OPTIONS, Poll
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

WITHHELD = "人数少，公布会看出单个代表的结果，没有公布"
WORDS = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意", "abstain": "弃权"}


def compute(release: Release) -> list[Figure]:
    """Return coverage, the votes of all stations, each station's, single deputies' where approved, then the stars."""
    return [
        *_coverage(release),
        *_all(release),
        *_stations(release),
        *_deputies(release),
        *_stars(release),
    ]


def _coverage(release: Release) -> Iterator[Figure]:
    found = term.coverage(release)
    dates, plans = Source(("reviewed",), resource="coverage"), Source(("planned", "reviewed"), resource="coverage")
    done, current = [one for one in found if one.state == "reviewed"], term.now(release, found)
    yield Figure("listed", len(found), "名", "本届应述职的代表", sources=(Source(("deputy",), resource="coverage"),))
    rows = tuple(one.row for one in current)
    yield Figure("reviewed", len(rows), "名", "本期述职的代表", sources=(Source(("reviewed",), rows, "coverage"),))
    yield Figure("so_far", len(done), "名", "本届以来已述职的代表", sources=(dates,))
    yield Figure(
        "coverage",
        percent(len(done), len(found)),
        "%",
        "本届代表述职覆盖率",
        base="占本届应述职的代表",
        formula="本届以来已述职的代表 ÷ 本届应述职的代表",
        terms=("so_far", "listed"),
        missing="" if found else "没有公布代表清单",
    )
    for state, label in (
        ("scheduled", "已安排年份、还没有到期的代表"),
        ("overdue", "计划的年份已过、还没有述职的代表"),
        ("unscheduled", "还没有安排述职年份的代表"),
    ):
        count = sum(one.state == state for one in found)
        yield Figure(
            state,
            count,
            "名",
            label,
            base="本届应述职的代表",
            sources=(plans,),
            terms=("listed",),
            status="late" if state == "overdue" and count else "",
        )


def _all(release: Release) -> Iterator[Figure]:
    found = term.held(release)
    hidden = sum(not one.poll.published for one in found)
    why = "本期没有联络站组织述职评议" if not found else f"{hidden} 个联络站没有公布票数，不合计" if hidden else ""
    summed = {name: total(one.poll[name] for one in found) if not why else None for name in ("valid", *OPTIONS)}
    votes = Poll({name: None if value is None else int(value) for name, value in summed.items()})
    yield Figure("held", len(found), "个", "本期组织述职评议的联络站", sources=(Source(("station",)),))
    yield Figure("withheld", hidden, "个", "没有公布票数的联络站", base="本期组织述职评议的联络站", terms=("held",),
                 method=poll.METHOD, sources=(Source(("valid",)),))  # fmt: skip
    for name in ("valid", *OPTIONS):
        label = "述职测评的有效票" if name == "valid" else f"述职测评的{WORDS[name]}票"
        unit = "张" if name == "valid" else "票"
        yield Figure(name, votes[name], unit, label, sources=(Source((name,)),), missing=why)
    yield from _shares("", "代表述职测评", votes, why)


def _shares(suffix: str, who: str, votes: Poll, why: str, about: dict[str, str] | None = None) -> Iterator[Figure]:
    for name, part, label, formula, terms in (
        ("satisfied_share", votes["satisfied"], "满意率（只计满意票）", "满意票 ÷ 有效票", ("satisfied",)),
        (
            "approved_share",
            votes.approved,
            "满意和基本满意合计率",
            "（满意票 + 基本满意票）÷ 有效票",
            ("satisfied", "basically"),
        ),
    ):
        value: Decimal | None = None if why else votes.share(part)
        yield Figure(
            f"{name}{suffix}",
            value,
            "%",
            f"{who}{label}",
            base="占有效票",
            dimensions=about or {},
            formula=formula,
            terms=tuple(f"{term}{suffix}" for term in (*terms, "valid")),
            method=poll.METHOD,
            missing="" if value is not None else why or "没有有效票",
        )


def _stations(release: Release) -> Iterator[Figure]:
    names = release.codelists["stations"]
    for one in term.held(release):
        who, about = names.label(one.station), {"station": one.station}
        why = "" if one.poll.published else WITHHELD
        yield Figure(
            f"reviewed.{one.station}",
            one.reviewed,
            "名",
            f"本期在{who}述职的代表",
            dimensions=about,
            sources=(Source(("reviewed",), (one.row,)),),
        )
        for name in ("valid", *OPTIONS):
            label = f"{who}述职测评的有效票" if name == "valid" else f"{who}述职测评的{WORDS[name]}票"
            unit = "张" if name == "valid" else "票"
            source = (Source((name,), (one.row,)),)
            value = None if why else one.poll[name]
            yield Figure(f"{name}.{one.station}", value, unit, label, dimensions=about, sources=source, missing=why)
        yield from _shares(f".{one.station}", f"{who}述职测评", one.poll, why, about)


def _deputies(release: Release) -> Iterator[Figure]:
    """Yield the votes of single deputies, only of those whose result this release approves."""
    for one in term.coverage(release):
        if not (one.approved and one.poll.published):
            continue
        who, about = release.codelists["deputies"].label(one.code), {"deputy": one.code}
        for name in ("valid", *OPTIONS):
            label = f"{who}述职测评的有效票" if name == "valid" else f"{who}述职测评的{WORDS[name]}票"
            unit = "张" if name == "valid" else "票"
            source = (Source((name,), (one.row,), "coverage"),)
            yield Figure(f"{name}.{one.code}", one.poll[name], unit, label, dimensions=about, sources=source)
        yield from _shares(f".{one.code}", f"{who}述职测评", one.poll, "", about)


def _stars(release: Release) -> Iterator[Figure]:
    found, method = term.stations(release), release.method(star.METHOD)
    needed = ("activities", "raised", "solved", "survey")
    yield Figure(
        "stations", len(found), "个", "参加星级评定的联络站", sources=(Source(("station",), resource="stations"),)
    )
    for number in (*method["stars"], 0):
        rows = tuple(one.row for one in found if one.star == number)
        yield Figure(
            f"stars.{number}",
            len(rows),
            "个",
            f"评为 {number} 星的联络站" if number else "没有评上星级的联络站",
            base="参加星级评定的联络站",
            sources=(Source(("star",), rows, "stations"),),
            terms=("stations",),
            method=star.METHOD,
        )
    for one in found:
        who, about = release.codelists["stations"].label(one.code), {"station": one.code}
        yield Figure(
            f"star.{one.code}",
            one.star,
            "星",
            f"{who}星级",
            base=f"最高 {max(method['stars'])} 星",
            dimensions=about,
            formula="活动、解决率、群众测评都达到的最高一级",
            sources=(Source((*needed, "star"), (one.row,), "stations"),),
            method=star.METHOD,
            missing="" if one.star is not None else "没有群众测评，不评星",
            status=star.level(one.star, method),
        )
        for name, value, unit, label in (
            ("activities", one.activities, "场", "接待活动"),
            ("raised", one.raised, "件", "收到的群众反映"),
            ("solved", one.solved, "件", "已解决的群众反映"),
            ("survey", one.survey, "分", "群众测评得分"),
        ):
            source = (Source((name,), (one.row,), "stations"),)
            missing = "" if value is not None else "没有群众测评"
            places = 1 if unit == "分" else None
            yield Figure(f"{name}.{one.code}", value, unit, f"{who}{label}", places=places, dimensions=about,
                         sources=source, missing=missing)  # fmt: skip
        yield Figure(
            f"solved_rate.{one.code}",
            one.solved_rate,
            "%",
            f"{who}群众反映解决率",
            base="占收到的群众反映",
            dimensions=about,
            formula="已解决的群众反映 ÷ 收到的群众反映",
            terms=(f"solved.{one.code}", f"raised.{one.code}"),
            missing="" if one.solved_rate is not None else "没有收到群众反映",
        )
