"""What project execution (项目支出与重大政策执行) says about each project and each department, for their profiles."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.project_execution.groups import REST, policy_title
from scripts.disclosures.budget_execution.project_execution.line import METHOD, Line, compared, lines, streaks, word
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

OWN = ("rate", "works", "time_gap", "works_gap", "original", "adjusted", "paid")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each project and for each department with projects."""
    found = lines(release)
    counts = streaks(release, found)
    for line in found:
        yield _project(release, figures, line, counts[line.code])
    for code in release.tables["departments"].column("department"):
        members = [line for line in found if line.department == code]
        if members:
            yield _department(release, figures, code, members, counts)


def _project(release: Release, figures: Figures, line: Line, count: int) -> Mention:
    method, unit = release.method(METHOD), release.codelists["departments"][line.department]
    day, code = chinese_date(release.as_of), line.code
    if line.rate is None:
        sentence = f"截至{day}没有支付进度：{line.missing}"
    else:
        net = "（退款大于支付）" if line.rate < 0 else ""
        sentence = f"截至{day}累计支付 {figures[f'paid.{code}'].words}{net}，"
        sentence += f"支付进度 {figures[f'rate.{code}'].text}（占调整预算）"
        if line.works is not None:
            sentence += f"，形象进度 {figures[f'works.{code}'].text}"
        sentence += f"，{compared(line, method)}"
    if line.policy:
        sentence += f"；属于{policy_title(release, line.policy or REST)}"
    return Mention(
        "project",
        code,
        release.codelists["budget_projects"].label(code),
        f"{sentence}。",
        figures=tuple(f"{key}.{code}" for key in OWN if figures[f"{key}.{code}"].value is not None),
        status=line.warning,
        word=word(line, count, method),
        open=(f"支付慢，连续 {count} 期",) if count >= method["consecutive"] else (),
        relations=((unit_type(unit), unit.code, "主管部门"),),
    )


def _department(release: Release, figures: Figures, code: str, members: list[Line], counts: dict[str, int]) -> Mention:
    names, projects, suffix = release.codelists["departments"], release.codelists["budget_projects"], f"d-{code}"
    rate, slow = figures[f"rate.{suffix}"], [line for line in members if line.slow]
    sentence = f"截至{chinese_date(release.as_of)}，列入公开的 {len(members)} 个项目"
    sentence += f"支付进度 {rate.text}（占调整预算）" if rate.value is not None else f"没有支付进度：{rate.missing}"
    if slow:
        sentence += f"，{len(slow)} 个支付慢：{'、'.join(projects.label(line.code) for line in slow)}"
    return Mention(
        unit_type(names[code]),
        code,
        names.label(code),
        f"{sentence}。",
        figures=tuple(f"{key}.{suffix}" for key in ("rate", "adjusted", "paid", "projects", "slow", "share")),
        status=max((line.warning for line in slow), default="ok"),
        word=f"{len(slow)} 个项目支付慢" if slow else "",
        open=tuple(
            f"{projects.label(line.code)}支付慢，连续 {counts[line.code]} 期"
            for line in members
            if counts[line.code] >= release.method(METHOD)["consecutive"]
        ),
        relations=tuple(("project", line.code, "项目") for line in members),
    )
