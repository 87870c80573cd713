"""What the progress of livelihood projects (民生实事项目进度) says about projects, departments and townships."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from scripts.disclosures.livelihood_votes.project_progress.followtables import of_project
from scripts.disclosures.livelihood_votes.project_progress.works import Inspection, Work, last_report, works
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

OWN = ("progress", "paid_rate", "paid", "planned", "late")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each project, each lead department and each township."""
    found = works(release)
    for work in found:
        yield _project(release, figures, work)
    for code, entry in release.codelists["departments"].items():
        for prefix in ("lead", "township"):
            if f"{prefix}_projects.{code}" in figures:
                mine = [work for work in found if code in work.codes(prefix)]
                yield _body(release, figures, unit_type(entry), code, prefix, mine)
                break


def _project(release: Release, figures: Figures, work: Work) -> Mention:
    units = release.codelists["departments"]
    late = work.overdue(release.at)
    lead = units[work.cells["lead"]]
    days = figures[f"late.{work.code}"]
    word = f"{work.word}，逾期 {days.text} 日" if late and work.state != "adjusted" else work.word
    open_ = [f"{word}（{release.period.title}）"] if late or not work.reported else []
    open_ += [f"{one.cells['type']}发现的问题：{one.stands(release.at)[1]}" for one in work.inspections if _going(one)]
    return Mention(
        "project",
        work.code,
        release.codelists["projects"].label(work.code),
        _sentence(release, figures, work),
        figures=tuple(_own(figures, work)),
        status="late" if late else work.level,
        word=word,
        open=tuple(open_),
        events=tuple(_events(work)),
        relations=(
            (unit_type(lead), lead.code, "牵头部门"),
            *(("township", town, "所在乡镇街道") for town in work.codes("township")),
        ),
        detail=_detail(release, figures, work, word, "late" if late else work.level),
    )


def _own(figures: Figures, work: Work) -> Iterator[str]:
    """Yield the figures that the project's page shows: those with a value, and a delay only where there is one."""
    for name in OWN:
        id = f"{name}.{work.code}"
        value = figures[id].value
        if value is not None and (name != "late" or value):
            yield id


def _going(one: Inspection) -> bool:
    return bool(one.found and one.cells["mended"] is None)


def _sentence(release: Release, figures: Figures, work: Work) -> str:
    when = release.period.title
    if not work.reported:
        said = last_report(release, work.code)
        if said is None:
            return f"{when}，牵头部门没有报告进度，以前各期也没有报告。"
        earlier, was = said
        progress = was.cells["progress"]
        told = f"，形象进度 {with_unit(progress, '%')}" if progress is not None else ""
        return f"{when}，牵头部门没有报告进度；上次报告是{earlier.period.title}：{was.word}{told}。"
    parts = [f"截至{chinese_date(release.as_of)}，{work.word}"]
    if figures[f"progress.{work.code}"].value is not None and work.state != "completed":
        parts.append(f"形象进度 {figures[f'progress.{work.code}'].text}")
    if figures[f"paid_rate.{work.code}"].value is not None:
        parts.append(f"支付资金占计划资金 {figures[f'paid_rate.{work.code}'].text}")
    days = figures[f"late.{work.code}"]
    if days.value:
        against = "调整后" if work.cells["adjusted_completion"] else "承诺"
        parts.append(f"比{against}的完成日期{'已' if work.overdue(release.at) else ''}迟 {days.text} 日")
    return "，".join(parts) + "。"


def _events(work: Work) -> Iterator[Event]:
    for one in work.milestones:
        if one.actual is not None:
            late = one.late(one.actual)
            yield Event(one.actual, f"节点：{one.name}" + (f"（迟 {late} 日）" if late else ""), "done")
    for check in work.inspections:
        level = "ok" if not check.found else "going"
        yield Event(
            check.cells["date"], f"{check.cells['type']}（{check.cells['by']}）：{check.cells['finding']}", level
        )
        if check.cells["mended"] is not None:
            yield Event(check.cells["mended"], f"{check.cells['type']}发现的问题已整改", "done")
    if work.cells["completed"] is not None:
        yield Event(work.cells["completed"], "完成", "done")


def _day(day: datetime.date | None) -> str:
    return chinese_date(day) if day else ""


def _detail(release: Release, figures: Figures, work: Work, word: str, level: str) -> dict[str, Any]:
    """Return everything a project's page shows of its works, as printed text."""
    code, cells = work.code, work.cells
    entry = release.codelists["departments"][cells["lead"]]
    return {
        "period_title": release.period.title,
        "word": word,
        "status": level,
        "next": cells["next"] or "",
        "place": cells["place"] or "",
        "numbers": {
            name: {"words": figures[id].words, "href": f"/{release.id.current}/#{id}"}
            for name in ("progress", "planned", "arrived", "paid", "paid_rate", "gap")
            if figures[id := f"{name}.{code}"].value is not None
        },
        "lead": {"title": entry.label, "href": f"/profiles/{unit_type(entry)}/{entry.code}/"},
        "dates": {
            "planned": _day(cells["planned_completion"]),
            "adjusted": _day(cells["adjusted_completion"]),
            "completed": _day(cells["completed"]),
        },
        "adjustment": {"word": cells["adjusted_to"], "procedure": cells["procedure"] or ""}
        if cells["adjusted_to"]
        else {},
        "milestones": [
            {
                "name": one.name,
                "planned": _day(one.planned),
                "actual": _day(one.actual),
                "status": one.stands(release.at)[0],
                "word": one.stands(release.at)[1],
            }
            for one in work.milestones
        ],
        "grids": {name: grid.as_json() for name, grid in of_project(release, work).items()},
    }


def _body(release: Release, figures: Figures, type: str, code: str, prefix: str, mine: list[Work]) -> Mention:
    count, done = figures[f"{prefix}_projects.{code}"], figures[f"{prefix}_completed.{code}"]
    silent = [work for work in mine if not work.reported]
    late = [work for work in mine if work.overdue(release.at)]
    verb = "牵头" if prefix == "lead" else "在本地实施"
    names = release.codelists["projects"]
    sentence = f"{verb}的 {count.words}民生实事项目，截至{chinese_date(release.as_of)}完成 {done.words}"
    sentence += f"，逾期未完成 {len(late)} 项" if late else ""
    sentence += f"，本期未报告 {len(silent)} 项" if silent else ""
    # What a township's ground holds is not its own debt: only the lead department has it open.
    told = (*late, *silent) if prefix == "lead" else ()
    return Mention(
        type,
        code,
        release.codelists["departments"].label(code),
        sentence + "。",
        figures=(count.id, done.id),
        status="late" if told and late else "none" if told else "",
        word=f"{len(late)} 项逾期" if late and told else "有项目本期未报告" if told else "",
        open=tuple(f"{names.label(work.code)}：{'本期未报告' if not work.reported else '逾期未完成'}" for work in told),
        relations=tuple(("project", work.code, work.word) for work in mine),
    )
