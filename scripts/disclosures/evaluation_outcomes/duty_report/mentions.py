"""What the duty reports (任命人员述职测评) say about each post of the term, for its profile: the office, no person."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.duty_report import report
from scripts.disclosures.evaluation_outcomes.duty_report.report import Covered
from scripts.measures.mending import matters
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each post of the term's list."""
    for one in report.coverage(release):
        yield _reported(release, figures, one) if one.report is not None else _waiting(release, one)


def _relations(release: Release, post: str) -> tuple[tuple[str, str, str], ...]:
    code = release.codelists["posts"][post].attributes.get("department", "")
    departments = release.codelists["departments"]
    return ((unit_type(departments[code]), code, "所在单位"),) if code in departments else ()


def _waiting(release: Release, one: Covered) -> Mention:
    plan = "还没有安排年份" if one.planned is None else f"安排在 {one.planned} 年"
    return Mention(
        "post",
        one.post,
        release.codelists["posts"].label(one.post),
        f"截至{chinese_date(release.as_of)}，本届还没有述职，{plan}。",
        status="none" if one.planned is None else "wait",
        word="本届未述职" if one.planned is None else f"安排 {one.planned} 年述职",
        relations=_relations(release, one.post),
    )


def _reported(release: Release, figures: Figures, one: Covered) -> Mention:
    heard = one.report
    if heard is None:
        raise ValueError(f"{one.post} has no report")
    schema = release.table.schema
    votes = "，".join(f"{schema[name].title} {heard.votes[name]} 票" for name in heard.published)
    said = f"{chinese_date(heard.date)}在{heard.meeting}{heard.form}报告履职情况"
    if not heard.tested:
        said += "，没有测评"
    else:
        said += f"，测评为{heard.grade}" + (f"（{votes}）" if votes else "（票数没有公布）")
    points = [point for point in matters(release, "post") if point.owner == one.post]
    opened = [point for point in points if point.open]
    late = sum(point.stage == "overdue" for point in opened)
    if points:
        said += f"；审议意见 {len(points)} 条，未完成 {len(opened)} 条"
    names = ("satisfied_share", *report.OPTIONS)
    clause = f"审议意见 {len(opened)} 条未完成" + (f"，其中 {late} 条逾期" if late else "")
    return Mention(
        "post",
        one.post,
        release.codelists["posts"].label(one.post),
        f"{said}。",
        figures=tuple(f"{name}.{one.post}" for name in names if f"{name}.{one.post}" in figures),
        status=heard.level,
        word=heard.word,
        open=(clause,) if opened else (),
        events=(
            Event(heard.date, f"{heard.form}述职" + (f"，测评为{heard.grade}" if heard.tested else ""), heard.level),
        ),
        relations=_relations(release, one.post),
    )
