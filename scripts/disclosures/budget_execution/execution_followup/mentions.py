"""What the follow-up of budget execution (约见约谈、专项评审与预算调减) says about units and projects."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.execution_followup.project import Project, Settled, projects, settled
from scripts.disclosures.budget_execution.execution_followup.unit import FINDINGS, PACE, Unit, units
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

SETTLED, REVIEWED = ("approved", "prior_cut"), ("cut", "after", "before", "rate")
"""Figures of a project whose cut is settled, and of one that is reviewed, the most important first."""


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit of the main table, and one for each project reviewed or cut the year before."""
    for unit in units(release):
        yield _unit(release, figures, unit)
    reviewed = {one.id: one for one in projects(release)}
    past = {one.project.id: one for one in settled(release)}
    for id in dict.fromkeys((*reviewed, *past)):
        yield _project(release, figures, reviewed.get(id), past.get(id))


def _unit(release: Release, figures: Figures, unit: Unit) -> Mention:
    entry, cut = release.codelists["departments"][unit.code], figures[f"unit_cut.{unit.code}"]
    top = release.method(PACE)["thresholds"][-1]
    if unit.run:
        span = f"{unit.run[0].title}至{unit.run[-1].title}连续 {len(unit.run)} 期"
        sentence = f"{span}比计划少支出 {top} 个百分点及以上，达到约谈条件"
    else:
        sentence = f"{release.period.title}没有达到约谈条件"
    if not unit.invited:
        sentence += f"，没有约谈，理由：{str(unit.cells['reason']).rstrip('。')}"
    elif unit.cells["hearing"] is None:
        sentence += f"，截至{chinese_date(release.as_of)}还没有约谈"
    else:
        other = "" if unit.run else "另行"
        sentence += f"，{chinese_date(unit.cells['hearing'])}{other}约谈"
        sentence += f"，认定{FINDINGS[unit.finding]}" if unit.finding else "，还没有认定"
    if cut.value:
        sentence += f"，{release.period.year + 1}年预算调减 {cut.words}"
    late = f"，逾期 {with_unit(unit.late, '天')}" if unit.late else ""
    return Mention(
        unit_type(entry),
        unit.code,
        entry.label,
        f"{sentence}。",
        figures=(f"unit_cut.{unit.code}", f"run.{unit.code}"),
        status=unit.level,
        word=unit.state + ("，已逾期" if unit.late else ""),
        open=(f"预算执行约谈：{unit.state}{late}",) if unit.open else (),
        events=tuple(_events(release, figures, unit)),
        relations=tuple(("project", one.id, "专项评审的项目") for one in projects(release) if one.code == unit.code),
    )


def _events(release: Release, figures: Figures, unit: Unit) -> Iterator[Event]:
    if unit.cells["written"] is not None:
        yield Event(unit.cells["written"], "就预算执行进度滞后书面说明情况", "going")
    if unit.cells["hearing"] is not None:
        said = f"，认定{FINDINGS[unit.finding]}" if unit.finding else ""
        yield Event(unit.cells["hearing"], f"就预算执行进度滞后接受约谈{said}", unit.level)


def _project(release: Release, figures: Figures, one: Project | None, past: Settled | None) -> Mention:
    told: list[tuple[Project, str, list[str]]] = []
    if past is not None:
        told.append((past.project, _settled(release, figures, past), [f"{key}.{past.project.id}" for key in SETTLED]))
    if one is not None:
        told.append((one, _reviewed(release, figures, one), [f"{key}.{one.id}" for key in REVIEWED]))
    project = told[-1][0]
    entry = release.codelists["departments"][project.code]
    unkept = past is not None and past.approved is not None and not past.kept
    if one is not None:
        word = f"{release.period.year + 1}年预算调减" if one.reduced else one["finding"]
    else:
        word = "批准的预算与调减后安排不相等" if unkept else "调减已核对"
    return Mention(
        "project",
        project.id,
        project["name"],
        f"{'；'.join(clause for _, clause, _ in told)}。",
        figures=tuple(id for _, _, shown in reversed(told) for id in shown),
        status="bad" if unkept or (one is not None and one.declined) else "done",
        word=word,
        relations=((unit_type(entry), project.code, "主管部门"),),
    )


def _settled(release: Release, figures: Figures, past: Settled) -> str:
    id, year = past.project.id, release.period.year
    before = f"{past.project.release.period.title}专项评审后要求调减 {figures[f'prior_cut.{id}'].words}"
    if past.approved is None:
        return f"{before}，本期没有列出批准的预算"
    equal = "与调减后安排相等" if past.kept else f"与调减后安排 {figures[f'prior_after.{id}'].words}不相等"
    return f"{before}，批准的{year}年预算 {figures[f'approved.{id}'].words}，{equal}"


def _reviewed(release: Release, figures: Figures, one: Project) -> str:
    year, rate = release.period.year, figures[f"rate.{one.id}"]
    pace = f"时执行进度 {rate.text}（占本年预算）" if rate.value is not None else ""
    said = f"{year}年专项评审{pace}，认定{one['finding']}，"
    if not one.reduced:
        return f"{said}{year + 1}年预算不调减"
    before, cut = figures[f"before.{one.id}"].words, figures[f"cut.{one.id}"].words
    return f"{said}{year + 1}年预算原拟安排 {before}，调减 {cut}"
