"""Figures of the department appraisal (政府部门工作评议): coverage, grades, votes, shares and places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.department_appraisal import mending, term
from scripts.disclosures.evaluation_outcomes.department_appraisal.ballot import (
    BASES,
    COUNTS,
    GRADES,
    OPTIONS,
    grade_level,
    grade_name,
    grade_names,
    lines,
)
from scripts.disclosures.evaluation_outcomes.department_appraisal.term import METHOD, Appraisal
from scripts.measures.ranking import rank
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.number import faithful_places
from scripts.model.release import Release

UNPUBLISHED = "票数没有公布"


def compute(release: Release) -> list[Figure]:
    """Return the district's figures first, then each department's."""
    return [
        *_coverage(release),
        *_grades(release),
        _ungraded(release),
        *mending.district(release),
        *_votes(release),
        *_benchmarks(release),
        *mending.departments(release),
    ]


def _coverage(release: Release) -> Iterator[Figure]:
    listed = term.coverage(release)
    counts = {state: sum(one.state == state for one in listed) for state in ("appraised", "scheduled", "unscheduled")}
    everyone, years = Source(("department",), resource="coverage"), Source(("planned",), resource="coverage")
    done = counts["appraised"]
    yield Figure("appraised", len(release.table), "个", "本期评议的部门", sources=(Source(("department",)),))
    yield Figure(
        "so_far",
        done,
        "个",
        "本届以来已评议的部门",
        base="重新评议的只计一次",
        terms=("appraised",),
        formula="本届各期评议的部门，去掉重复",
        sources=term.sources(release, "department"),
    )
    yield Figure("listed", len(listed), "个", "本届应评议的部门", sources=(everyone,))
    yield Figure(
        "coverage",
        percent(done, len(listed)),
        "%",
        "本届评议覆盖率",
        base="占本届应评议的部门",
        formula="本届以来已评议的部门 ÷ 本届应评议的部门",
        terms=("so_far", "listed"),
        missing="" if listed else "没有公布应评议的部门清单",
    )
    yield Figure(
        "scheduled",
        counts["scheduled"],
        "个",
        "已安排年份、还没有评议的部门",
        sources=(years,),
        terms=("listed", "so_far"),
    )
    yield Figure(
        "unscheduled",
        counts["unscheduled"],
        "个",
        "还没有安排评议年份的部门",
        sources=(years,),
        terms=("listed", "so_far"),
    )


def _grades(release: Release) -> Iterator[Figure]:
    method = release.method(METHOD)
    last = term.latest(release).values()
    for name, word in zip(grade_names(method), method["grades"], strict=True):
        level = grade_level(word, method)
        total = sum(grade_name(one.grade, one.method) == name for one in last)
        rows = tuple(one.row for one in term.appraised_in(release) if one.grade == word)
        yield Figure(
            f"grade.{name}",
            len(rows),
            "个",
            f"本期评议为{word}的部门",
            base="本期评议的部门",
            sources=(Source(("grade",), rows),),
            terms=("appraised",),
            method=METHOD,
            status=level if rows else "",
        )
        yield Figure(
            f"term_grade.{name}",
            total,
            "个",
            f"本届以来评议为{word}的部门",
            base="本届以来已评议的部门，重新评议的以最近一次为准",
            sources=term.sources(release, "department", "grade"),
            terms=("so_far",),
            method=METHOD,
            status=level if total else "",
        )


def _ungraded(release: Release) -> Figure:
    rows = tuple(one.row for one in term.appraised_in(release) if not one.grade)
    return Figure(
        "ungraded",
        len(rows),
        "个",
        "本期没有等次的部门",
        base="本期评议的部门；来源没有等次的写明原因，不计入任何一等",
        sources=(Source(("grade", "ungraded"), rows),),
        terms=("appraised",),
    )


def _votes(release: Release) -> Iterator[Figure]:
    found = term.appraised_in(release)
    scored, places = by_score(release), _places(release, found)
    for one in found:
        yield from _counts(release, one)
        yield from _shares(release, one)
        who = release.codelists["departments"].label(one.code)
        about = {"department": one.code}
        place = places.get(one.code)
        lacking = "得分" if scored else "票数"
        alone = f"本期只评议了 {len(found)} 个部门" if len(found) == 1 else f"本期有部门没有公布{lacking}"
        yield Figure(
            f"rank.{one.code}",
            place,
            "名",
            f"{who}{'得分' if scored else '满意率'}名次",
            base=f"在本期评议的 {len(found)} 个部门中",
            dimensions=about,
            formula=f"按{'得分' if scored else '满意率'}由高到低，并列同名次",
            terms=tuple(f"{'score' if scored else 'satisfied_share'}.{other.code}" for other in found if place),
            method=METHOD,
            missing="" if place else f"{alone}，不排名次",
        )
        score = release.table.value(one.row, "score")
        if score is not None:
            source = Source(("score",), (one.row,))
            yield Figure(
                f"score.{one.code}", score, "分", f"{who}评议得分", base="百分制", dimensions=about, sources=(source,)
            )


def by_score(release: Release) -> bool:
    """Return whether the method ranks by published scores and not by votes."""
    return release.method(METHOD).parameters.get("ranked_by") == "得分"


def _benchmarks(release: Release) -> Iterator[Figure]:
    """Yield the values to compare with; they are no departments and have no place."""
    for row, cells in release.tables["benchmarks"].rows():
        source = Source(("score",), (row,), "benchmarks")
        yield Figure(
            f"benchmark.{cells['id']}",
            cells["score"],
            "分",
            f"参照值：{cells['name']}",
            base="百分制",
            sources=(source,),
        )


def _counts(release: Release, one: Appraisal) -> Iterator[Figure]:
    who = release.codelists["departments"].label(one.code)
    schema = release.table.schema
    labels = {
        "members_all": f"评议{who}时的全体组成人员",
        "present": f"评议{who}时实到的组成人员",
        "issued": f"评议{who}发出的票",
        "returned": f"评议{who}收回的票",
        "valid": f"评议{who}的有效票",
    } | {option: f"{who}得到的{schema[option].title}票" for option in OPTIONS}
    for field in (*COUNTS, *OPTIONS):
        value = one.ballot[field]
        # A blank option was not on the ballot paper where the rest is published: it is no missing number.
        if value is None and field in OPTIONS[3:]:
            continue
        yield Figure(
            f"{field}.{one.code}",
            value,
            schema[field].unit,
            labels[field],
            dimensions={"department": one.code},
            sources=(Source((field,), (one.row,)),),
            missing="" if value is not None else UNPUBLISHED,
        )


def _shares(release: Release, one: Appraisal) -> Iterator[Figure]:
    method, who = release.method(METHOD), release.codelists["departments"].label(one.code)
    base, about = BASES[method["base"]], {"department": one.code}
    limits = [Decimal(100 * above) / below for above, below in lines(method)]

    def share(name: str, votes: int | None, label: str, formula: str, terms: tuple[str, ...]) -> Figure:
        value = one.ballot.share(votes, method)
        places = method["places"] if value is None else faithful_places(value, limits, method["places"])
        return Figure(
            f"{name}.{one.code}",
            value,
            "%",
            label,
            base=f"占{method['base']}",
            places=places,
            dimensions=about,
            formula=f"{formula} ÷ {method['base']}",
            terms=(*(f"{name}.{one.code}" for name in terms), f"{base}.{one.code}"),
            method=METHOD,
            missing="" if value is not None else UNPUBLISHED,
        )

    ballot, schema = one.ballot, release.table.schema
    yield share("satisfied_share", ballot["satisfied"], f"{who}满意率（只计满意票）", "满意票", ("satisfied",))
    yield share(
        "approved_share",
        ballot.approved,
        f"{who}满意和基本满意合计率",
        "（满意票 + 基本满意票）",
        ("satisfied", "basically"),
    )
    for option in OPTIONS[1:]:
        if ballot[option] is not None or option in GRADES:
            title = schema[option].title
            yield share(f"{option}_share", ballot[option], f"{who}{title}票占比", f"{title}票", (option,))
    turnout = percent(ballot["present"], ballot["members_all"])
    yield Figure(
        f"turnout.{one.code}",
        turnout,
        "%",
        f"评议{who}时的出席率",
        base="占全体组成人员",
        dimensions=about,
        formula="实到 ÷ 全体组成人员",
        terms=(f"present.{one.code}", f"members_all.{one.code}"),
        missing="" if turnout is not None else UNPUBLISHED,
    )


def _places(release: Release, found: list[Appraisal]) -> dict[str, int]:
    """Rank within the release, where one version of one method holds, and only when every share is known."""
    method = release.method(METHOD)
    if by_score(release):
        scores = dict(zip(release.table.column("department"), release.table.column("score"), strict=True))
        return rank(scores) if len(scores) > 1 and None not in scores.values() else {}
    shares = {one.code: one.ballot.share(one.ballot["satisfied"], method) for one in found}
    complete = {code: share for code, share in shares.items() if share is not None}
    return rank(complete) if len(complete) == len(shares) > 1 else {}
