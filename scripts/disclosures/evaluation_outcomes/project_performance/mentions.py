"""What the key project performance evaluation (重点项目绩效评价) says about each project and its department."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.project_performance.evaluation import Evaluation, evaluations
from scripts.measures.mending import Matter, matters
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each project evaluated or still to be mended, and one for each department responsible."""
    found, points = evaluations(release), matters(release, "project")
    by_project: dict[str, list[Evaluation]] = {one.owner: [] for one in points}
    by_department: dict[str, list[Evaluation]] = {}
    for one in found:
        by_project.setdefault(one.project, []).append(one)
        by_department.setdefault(one.department, []).append(one)
    for code, own in by_project.items():
        yield _project(release, figures, code, own, [one for one in points if one.owner == code])
    for code, own in by_department.items():
        yield _department(release, figures, code, own)


def _project(release: Release, figures: Figures, code: str, own: list[Evaluation], points: list[Matter]) -> Mention:
    dates = release.table.column("evaluated")
    said = "；".join(f"{one.phase}评价 {figures[f'total.{one.key}'].words}，评为{one.grade}" for one in own)
    opened = [one for one in points if one.open]
    late = sum(one.stage == "overdue" for one in opened)
    mended = f"；整改事项 {len(points)} 条，未完成 {len(opened)} 条" if points else ""
    return Mention(
        "project",
        code,
        release.codelists["key_projects"].label(code),
        f"{release.period.title}{said or '没有再评价'}{mended}。",
        figures=tuple(f"{name}.{one.key}" for one in own for name in ("total", "rank", "deduction", "budget_cut")),
        status=own[-1].level if own else "late" if late else "",
        word=own[-1].grade if own else "整改逾期" if late else "",
        open=(f"整改事项 {len(opened)} 条未完成" + (f"，其中 {late} 条逾期" if late else ""),) if opened else (),
        events=tuple(Event(dates[one.row], f"{one.phase}绩效评价，等次为{one.grade}", one.level) for one in own),
        relations=tuple(
            (unit_type(release.codelists["departments"][one.department]), one.department, "主管部门") for one in own[:1]
        ),
    )


def _department(release: Release, figures: Figures, code: str, own: list[Evaluation]) -> Mention:
    names, projects = release.codelists["departments"], release.codelists["key_projects"]
    said = "；".join(
        f"主管的{projects.label(one.project)}{one.phase}评价为{one.grade}"
        + (f"，考核扣 {figures[f'deduction.{one.key}'].words}" if one.deduction else "")
        for one in own
    )
    worst = max(own, key=lambda one: one.position)
    return Mention(
        unit_type(names[code]),
        code,
        names.label(code),
        f"{release.period.title}{said}。",
        figures=tuple(f"{name}.{one.key}" for one in own for name in ("total", "deduction")),
        status=worst.level,
        word=f"主管项目最低评为{worst.grade}" if len(own) > 1 else f"主管项目评为{worst.grade}",
        relations=tuple(("project", one.project, f"{one.phase}评价{one.grade}") for one in own),
    )
