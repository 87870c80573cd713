"""Figures of the appraisal of handling (建议办理质效测评): coverage, votes, verdicts, handlers, what followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import (
    METHOD,
    OPTIONS,
    OVERALL,
    QUESTIONS,
    TITLES,
    Sheet,
    sheets,
)
from scripts.disclosures.suggestion_handling.handling_appraisal.study import STAGES, Study, studies
from scripts.measures.count import count, share
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

VALID = "占{}的有效票"
NO_VOTES = "没有一张有效票"
UNTOLD = "没有载明当年办理的建议总数"


def compute(release: Release) -> list[Figure]:
    """Each row is one appraised suggestion or a group of one handler's; all votes are added up exactly."""
    found = sheets(release)
    return [
        *_coverage(release, found),
        *_votes(found, "", "质效测评"),
        *_verdicts(found),
        *_items(found),
        *_handlers(release, found),
        *_studies(release),
    ]


def by_handler(found: Iterable[Sheet]) -> dict[str, list[Sheet]]:
    """Return the sheets of each handler, most suggestions first."""
    groups: dict[str, list[Sheet]] = {}
    for one in found:
        groups.setdefault(one.cells["handler"], []).append(one)
    total = {code: sum(one.cells["suggestions"] for one in mine) for code, mine in groups.items()}
    return dict(sorted(groups.items(), key=lambda pair: (-total[pair[0]], pair[0])))


def _sum(id: str, found: Sequence[Sheet], field: str, unit: str, label: str) -> Figure:
    rows = tuple(one.row for one in found)
    value = sum(one.cells[field] for one in found)
    return Figure(id, value, unit, label, formula="各行相加", sources=(Source((field,), rows),), method=METHOD)


def _coverage(release: Release, found: list[Sheet]) -> list[Figure]:
    meeting = release.tables["meeting"].records()
    handled = meeting[0]["handled"] if meeting else None
    whole = Figure(
        "handled",
        handled,
        "件",
        "当年办理的全部建议",
        sources=(Source(("handled",), resource="meeting"),),
        missing="" if handled is not None else UNTOLD,
    )
    covered = _sum("suggestions", found, "suggestions", "件", "参加质效测评的建议")
    merged = [one for one in found if one.cells["suggestion"] is None]
    return [
        covered,
        whole,
        share(
            covered,
            whole,
            "covered_share",
            "测评的建议所占百分比",
            "占当年办理的全部建议",
            UNTOLD,
        ),
        count("items", (one.row for one in found), "测评项（单独测评的建议，加上合并测评的各组）", ("id",), unit="项"),
        _sum("merged", merged, "suggestions", "件", "人数太少、按承办单位合并测评的建议"),
        Figure(
            "raters",
            sum(one["raters"] for one in meeting),
            "人",
            "参加测评的代表和区、街镇人大人员",
            sources=(Source(("raters",), resource="meeting"),),
        ),
        _sum("returned", found, "returned", "张", "收回的测评表"),
    ]


def _votes(found: Sequence[Sheet], suffix: str, who: str, questions: Iterable[str] = QUESTIONS) -> list[Figure]:
    """Return votes, valid ballots and shares of each question, for all or for one handler."""
    out: list[Figure] = []
    for question in questions:
        title, fields = TITLES[question], QUESTIONS[question]
        names = OVERALL if question == "overall" else OPTIONS
        rows = tuple(one.row for one in found)
        base = Figure(
            f"valid.{question}{suffix}",
            sum(one.valid(question) for one in found),
            "票",
            f"{who}：{title}的有效票",
            formula="各选项票数相加",
            sources=(Source(fields, rows),),
            method=METHOD,
        )
        votes = [
            _sum(f"{question}.{name}{suffix}", found, field, "票", f"{who}：{title}“{word}”的票数")
            for (name, word), field in zip(names.items(), fields, strict=True)
        ]
        of = VALID.format(title)
        shares = [
            share(part, base, f"{question}_share.{name}{suffix}", _share_label(who, title, word), of, NO_VOTES)
            for part, (name, word) in zip(votes, names.items(), strict=True)
        ]
        out += [base, *votes, *shares]
    return out


def _share_label(who: str, title: str, word: str) -> str:
    return f"{who}的满意率" if word == OVERALL["satisfied"] else f"{who}：{title}“{word}”所占百分比"


def _verdicts(found: list[Sheet]) -> list[Figure]:
    valid = sum(one.valid("overall") for one in found)
    good = sum(one.cells["satisfied"] + one.cells["basically"] for one in found)
    approved = Figure(
        "approved_share",
        percent(good, valid),
        "%",
        "满意和基本满意合计率",
        base=VALID.format("综合测评"),
        formula=f"{good} ÷ {valid}",
        terms=("overall.satisfied", "overall.basically", "valid.overall"),
        method=METHOD,
        missing="" if valid else NO_VOTES,
    )
    counts = [
        count(
            f"verdict.{key}",
            (one.row for one in found if one.cells["verdict"] == word),
            f"综合测评结果为{word}的测评项",
            ("verdict",),
            unit="项",
            method=METHOD,
        )
        for key, word in OVERALL.items()
    ]
    low = (one.row for one in found if one.low)
    noun = "满意度不高的测评项"
    return [approved, *counts, count("low", low, noun, tuple(OVERALL), unit="项", method=METHOD)]


def _items(found: list[Sheet]) -> list[Figure]:
    return [
        Figure(
            f"item.{one.cells['id']}",
            one.satisfied_share,
            "%",
            f"“{one.cells['title']}”的满意率",
            base=VALID.format("综合测评"),
            dimensions={"handler": one.cells["handler"]},
            formula=f"{one.cells['satisfied']} ÷ {one.valid('overall')}",
            sources=(Source(tuple(OVERALL), (one.row,)),),
            method=METHOD,
            missing="" if one.satisfied_share is not None else NO_VOTES,
        )
        for one in found
    ]


def _handlers(release: Release, found: list[Sheet]) -> list[Figure]:
    out: list[Figure] = []
    for code, mine in by_handler(found).items():
        who = release.codelists["departments"].label(code)
        out += [
            _sum(f"handler.{code}", mine, "suggestions", "件", f"{who}参加测评的建议"),
            *_votes(mine, f".{code}", who),
            count(
                f"low.{code}",
                (one.row for one in mine if one.low),
                f"{who}满意度不高的测评项",
                tuple(OVERALL),
                unit="项",
                method=METHOD,
                about={"department": code},
            ),
        ]
    return out


def _studies(release: Release) -> list[Figure]:
    found = studies(release)

    def counted(id: str, chosen: Iterable[Study], label: str) -> Figure:
        rows = (one.row for one in chosen)
        fields = ("studied", "deadline", "mended")
        return count(id, rows, label, fields, unit="项", resource="studies", method=METHOD)

    return [
        counted("studies", found, "列入专题调研的测评项（含往年没有整改完的）"),
        *(
            counted(f"study.{stage}", [one for one in found if one.stage == stage], f"“{word}”的测评项")
            for stage, (word, _) in STAGES.items()
        ),
        counted("study.overdue", [one for one in found if one.late], "专题调研或整改超过期限的测评项"),
    ]
