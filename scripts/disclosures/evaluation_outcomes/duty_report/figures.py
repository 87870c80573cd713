"""Figures of the duty reports (任命人员述职测评): coverage, forms, grades, votes and shares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.duty_report import report
from scripts.disclosures.evaluation_outcomes.duty_report.report import (
    BASES,
    COUNTS,
    FORMS,
    GRADE_LEVELS,
    METHOD,
    OPTIONS,
    Report,
)
from scripts.measures import grade as grading
from scripts.measures import mending
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

NOUN = "审议意见"
UNPUBLISHED = "票数没有公布"


def compute(release: Release) -> list[Figure]:
    """Return the figures of the term and the year, what is to be mended, then each report's."""
    return [
        *_coverage(release),
        *_year(release),
        *mending.figures(mending.matters(release, "post"), NOUN),
        *(figure for one in report.reports(release) if one.tested for figure in _votes(release, one)),
    ]


def _coverage(release: Release) -> Iterator[Figure]:
    listed = report.coverage(release)
    counts = {state: sum(one.state == state for one in listed) for state in ("reported", "scheduled", "unscheduled")}
    everyone, years = Source(("post",), resource="coverage"), Source(("planned",), resource="coverage")
    yield Figure("listed", len(listed), "个", "本届应述职的职务", sources=(everyone,))
    yield Figure(
        "so_far",
        counts["reported"],
        "个",
        "本届以来已述职的职务",
        base="口头和书面都算，多次述职的只计一次",
        formula="本届各期述职的职务，去掉重复",
        sources=report.sources(release, "post"),
    )
    yield Figure(
        "coverage",
        percent(counts["reported"], len(listed)),
        "%",
        "本届述职覆盖率",
        base="占本届应述职的职务",
        formula="本届以来已述职的职务 ÷ 本届应述职的职务",
        terms=("so_far", "listed"),
        missing="" if listed else "没有公布应述职的职务清单",
    )
    for state, label in (("scheduled", "已安排年份、还没有述职的职务"), ("unscheduled", "还没有安排述职年份的职务")):
        yield Figure(state, counts[state], "个", label, sources=(years,), terms=("listed", "so_far"))


def _year(release: Release) -> Iterator[Figure]:
    found, method = report.reports(release), release.method(METHOD)
    yield Figure("reports", len(found), "个", "本年述职的职务", sources=(Source(("post",)),))
    for name, word in FORMS.items():
        rows = tuple(one.row for one in found if one.form == word)
        yield Figure(
            f"form.{name}",
            len(rows),
            "个",
            f"本年{word}报告的职务",
            base="本年述职的职务",
            sources=(Source(("form",), rows),),
            terms=("reports",),
        )
    rows = tuple(one.row for one in found if one.tested)
    yield Figure(
        "tested",
        len(rows),
        "个",
        "本年接受测评的职务",
        base="本年述职的职务；只作书面报告的不测评",
        sources=(Source(("grade",), rows),),
        terms=("reports",),
        method=METHOD,
    )
    for position, (word, level) in enumerate(zip(method["grades"], GRADE_LEVELS, strict=True), start=1):
        rows = tuple(one.row for one in found if one.grade == word)
        yield Figure(
            f"grade.{position}",
            len(rows),
            "个",
            f"本年测评为{word}的职务",
            base="本年接受测评的职务",
            sources=(Source(("grade",), rows),),
            terms=("tested",),
            method=METHOD,
            status=level if rows else "",
        )
    rows = tuple(one.row for one in found if one.fed_back is not None)
    yield Figure(
        "fed_back",
        len(rows),
        "个",
        "测评结果和审议意见已反馈的职务",
        base="本年述职的职务",
        sources=(Source(("fed_back",), rows),),
        terms=("reports",),
    )


def _votes(release: Release, one: Report) -> Iterator[Figure]:
    who, schema = release.codelists["posts"].label(one.post), release.table.schema
    about = {"post": one.post}
    for field in (*COUNTS, *OPTIONS):
        value, title = one.votes[field], schema[field].title
        if value is None and field in OPTIONS[3:]:
            continue
        yield Figure(
            f"{field}.{one.post}",
            value,
            schema[field].unit,
            f"测评{who}的{title}{'票' if field in OPTIONS else '数'}",
            dimensions=about,
            sources=(Source((field,), (one.row,)),),
            missing="" if value is not None else UNPUBLISHED,
        )
    base = BASES[one.method["base"]]
    limits = [Decimal(100 * above) / below for above, below in map(grading.share, one.method["needs"])]
    for option in OPTIONS[:3]:
        portion, title = one.share(option), schema[option].title
        yield Figure(
            f"{option}_share.{one.post}",
            portion,
            "%",
            f"{who}{title}率（只计{title}票）",
            base=f"占{one.method['base']}",
            places=one.method["places"] if portion is None else faithful_places(portion, limits, one.method["places"]),
            dimensions=about,
            formula=f"{title}票 ÷ {one.method['base']}",
            terms=(f"{option}.{one.post}", f"{base}.{one.post}"),
            method=METHOD,
            missing="" if portion is not None else UNPUBLISHED,
        )
