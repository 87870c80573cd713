"""What the deputy review (代表述职评议与联络站星级) says about each deputy and each station, for their profiles."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.deputy_review import star, term
from scripts.disclosures.evaluation_outcomes.deputy_review.star import Station
from scripts.disclosures.evaluation_outcomes.deputy_review.term import LEVELS, STATES, Covered
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each deputy of the term and for each station assessed or holding reviews."""
    listed = term.coverage(release)
    for one in listed:
        yield _deputy(release, figures, one)
    for station in term.stations(release):
        late = sum(one.station == station.code and one.state == "overdue" for one in listed)
        yield _station(release, figures, station, late)


def _deputy(release: Release, figures: Figures, one: Covered) -> Mention:
    where = release.codelists["stations"].label(one.station)
    own = tuple(id for id in (f"satisfied_share.{one.code}", f"approved_share.{one.code}") if id in figures)
    events = (Event(one.reviewed, f"在{where}{one.form}向选民述职", "done"),) if one.reviewed else ()
    return Mention(
        "deputy",
        one.code,
        release.codelists["deputies"].label(one.code),
        _said(release, figures, one, where),
        figures=own,
        status=LEVELS[one.state],
        word=STATES[one.state],
        open=(f"计划 {one.planned} 年述职，到期还没有述职",) if one.state == "overdue" else (),
        events=events,
        relations=(("station", one.station, "所在联络站"),),
    )


def _said(release: Release, figures: Figures, one: Covered, where: str) -> str:
    if one.reviewed is None:
        plan = "还没有安排年份" if one.planned is None else f"安排在 {one.planned} 年"
        return f"截至{chinese_date(release.as_of)}，本届还没有向选民述职，{plan}。"
    said = f"{chinese_date(one.reviewed)}在{where}{one.form}向选民述职"
    if f"satisfied_share.{one.code}" not in figures:
        return f"{said}；测评结果只按联络站合计公布。"
    votes = [f"{word} {figures[f'{name}.{one.code}'].words}" for name, word in _OPTIONS]
    return f"{said}；测评结果经批准公布：{'，'.join(votes)}，有效 {figures[f'valid.{one.code}'].words}。"


_OPTIONS = (("satisfied", "满意"), ("basically", "基本满意"), ("dissatisfied", "不满意"), ("abstain", "弃权"))


def _station(release: Release, figures: Figures, one: Station, late: int) -> Mention:
    method = release.method(star.METHOD)
    sentence = f"{release.period.title}接待活动 {one.activities} 场，群众反映 {one.raised} 件，已解决 {one.solved} 件"
    sentence += f"；群众测评 {with_unit(one.survey, '分', 1)}" if one.survey is not None else "；没有群众测评"
    sentence += f"，星级：{star.word(one.star)}"
    reviewed = figures.get(f"reviewed.{one.code}")
    share = figures.get(f"satisfied_share.{one.code}")
    if reviewed is not None:
        sentence += f"；本期 {reviewed.words}代表在此述职"
        sentence += f"，满意率 {share.text}（{share.base}）" if share is not None and share.value is not None else ""
    names = ("star", "solved_rate", "survey", "satisfied_share")
    return Mention(
        "station",
        one.code,
        release.codelists["stations"].label(one.code),
        f"{sentence}。",
        figures=tuple(f"{name}.{one.code}" for name in names if f"{name}.{one.code}" in figures),
        status=star.level(one.star, method),
        word=star.word(one.star),
        open=(f"{late} 名代表计划的年份已过，还没有述职",) if late else (),
        relations=tuple(_township(release, one.code)),
    )


def _township(release: Release, code: str) -> Iterator[tuple[str, str, str]]:
    """Yield the township, where the instance lists it."""
    unit = release.codelists["stations"][code].attributes.get("township", "")
    entry = release.codelists["departments"].get(unit) if "departments" in release.codelists else None
    if entry is not None:
        yield unit_type(entry), unit, "所在乡镇街道"
