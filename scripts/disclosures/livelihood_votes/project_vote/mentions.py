"""What a vote on livelihood projects (民生实事项目票决) says about projects, lead departments and townships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scripts.disclosures.livelihood_votes.project_vote.vote import Project, Vote, vote
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each project put forward, each lead department and each township on the ballot."""
    found = vote(release)
    for project in found.projects:
        yield _project(release, figures, found, project)
    for code, entry in release.codelists["departments"].items():
        # A unit that leads projects is told of those; a township that leads none, of those on its ground.
        for prefix in ("lead", "township"):
            if f"{prefix}_chosen.{code}" in figures:
                yield _body(release, figures, found, unit_type(entry), code, prefix, prefix)
                break


def _project(release: Release, figures: Figures, found: Vote, project: Project) -> Mention:
    code, cells = project.code, project.cells
    level, word = found.outcome(project)
    units = release.codelists["departments"]
    own = [f"{name}.{code}" for name in ("votes", "place", "share", "cost", "cost_year", "beneficiaries")]
    relations = [
        *((unit_type(units[lead]), lead, "牵头部门") for lead in project.codes("lead")),
        *(("township", town, "所在乡镇街道") for town in project.codes("township")),
        *(("project", target, "合并到这个项目") for target in project.codes("merged_into")),
        *(("project", other.code, "合并进来的项目") for other in found.projects if other.cells["merged_into"] == code),
    ]
    event = Event(found.meeting["date"], _event(found, project, word), level)
    return Mention(
        "project",
        code,
        project.title,
        _sentence(figures, found, project, word),
        figures=tuple(id for id in own if id in figures and figures[id].value is not None),
        status=level,
        word=word,
        events=(event,),
        relations=tuple(relations),
        detail={
            "origin": _origin(release, project),
            "description": cells["description"] or "",
            "vote": _vote(figures, found, project, word),
            "money": _money(figures, project),
            "dates": _dates(found, project),
            "lead": _lead(release, project),
            "steps": _steps(release, figures, found, project),
        },
    )


def _sentence(figures: Figures, found: Vote, project: Project, word: str) -> str:
    """Return the fate of a project in one sentence, with its votes where they are published."""
    if not project.on_ballot:
        target = project.cells["merged_into"]
        into = f"，合并到“{found.find(target).title}”" if target else ""
        reason = (project.cells["reason"] or "原因没有公布").removesuffix("。")
        return f"{found.date}票决前没有列入票决{into}：{reason}。"
    votes, place = figures[f"votes.{project.code}"], figures[f"place.{project.code}"]
    said = f"{found.date}票决，在 {len(found.ballot)} 项候选项目中{word}"
    if votes.value is None:
        return f"{said}，得票没有公布。"
    share = figures[f"share.{project.code}"]
    said += f"，得赞成票 {votes.words}"
    said += f"（占全体代表 {share.text}）" if share.value is not None else ""
    said += f"，{_place(figures, found, project)}" if place.value is not None else ""
    return f"{said}。" if project.chosen else f"{said}：{found.why_not(project)}。"


def _place(figures: Figures, found: Vote, project: Project) -> str:
    """Return the place in words; equals share it."""
    place = figures[f"place.{project.code}"]
    shared = sum(figures[f"place.{other.code}"].value == place.value for other in found.ballot) > 1
    return f"{'并列' if shared else ''}第 {place.text} 名"


def _event(found: Vote, project: Project, word: str) -> str:
    if not project.on_ballot:
        return f"{found.meeting['meeting']}票决前：{word}"
    return f"{found.meeting['meeting']}票决：{word}"


def _origin(release: Release, project: Project) -> str:
    source = project.cells["source"]
    return release.codelists["project_sources"].label(source) if source else "点单来源没有公布"


def _vote(figures: Figures, found: Vote, project: Project, word: str) -> dict[str, str]:
    """Return the vote as printed text; a number that does not exist is an empty string."""
    out = {"place": "", "votes": "", "ballots_valid": "", "all": ""}
    out |= {"chosen": "是" if project.chosen else "否", "word": word}
    for key, id in (
        ("place", f"place.{project.code}"),
        ("votes", f"votes.{project.code}"),
        ("ballots_valid", "valid"),
        ("all", "members"),
    ):
        if id in figures and figures[id].value is not None:
            out[key] = figures[id].words
    if out["place"]:
        out["place"] = f"{_place(figures, found, project)}（共 {len(found.ballot)} 项）"
    if f"runoff.{project.code}" in figures:
        out["runoff"] = figures[f"runoff.{project.code}"].words
    if project.on_ballot and not project.chosen:
        out["why"] = found.why_not(project)
    return out


def _money(figures: Figures, project: Project) -> dict[str, str]:
    known = {name: figures[f"{name}.{project.code}"] for name in ("cost", "cost_year", "beneficiaries")}
    names = {"cost": "total", "cost_year": "year", "beneficiaries": "beneficiaries"}
    return {names[name]: figure.words if figure.value is not None else "" for name, figure in known.items()}


def _dates(found: Vote, project: Project) -> dict[str, str]:
    day = project.cells["completion"]
    return {"voted": found.date if project.on_ballot else "", "completion": chinese_date(day) if day else ""}


def _lead(release: Release, project: Project) -> Mapping[str, str]:
    code = project.cells["lead"]
    if code is None:
        return {}
    entry = release.codelists["departments"][code]
    return {"title": entry.label, "href": f"/profiles/{unit_type(entry)}/{code}/"}


def _steps(release: Release, figures: Figures, found: Vote, project: Project) -> list[dict[str, str]]:
    """Return 点单, 定单, 买单 as far as this release knows; whether it was built on time is not its to say."""
    cells = project.cells
    origin = _origin(release, project)
    steps = [_step("点单", "", "done", f"{origin}提出" if cells["source"] else origin)]
    if not project.on_ballot:
        return [*steps, _step("票决前", "", "done", cells["reason"] or "没有列入票决，原因没有公布")]
    votes = figures[f"votes.{project.code}"]
    counted = f"得 {votes.words}" if votes.value is not None else "得票没有公布"
    if not project.chosen:
        return [*steps, _step("定单", found.date, "done", f"未入选，{counted}：{found.why_not(project)}")]
    lead, due, cost = _lead(release, project), _dates(found, project)["completion"], figures[f"cost.{project.code}"]
    settled = [f"{lead['title']}牵头实施" if lead else "牵头部门没有公布"]
    settled.append(f"总投资 {cost.words}" if cost.value is not None else "总投资没有公布")
    if cells["completion"] is None:
        last = _step("计划完成", "", "todo", "计划完成日期没有公布")
    elif cells["completion"] >= release.at:
        last = _step("计划完成", due, "todo", "")
    else:
        last = _step("公开完成情况", "", "todo", f"计划完成日期{due}已过，票决结果不说明是否完成")
    voted = _step("定单", found.date, "done", f"票决入选，{counted}")
    return [*steps, voted, _step("买单", "", "done", "，".join(settled)), last]


def _step(title: str, day: str, state: str, note: str) -> dict[str, str]:
    return {"title": title, "date_text": day, "state": state, "note": note}


def _body(release: Release, figures: Figures, found: Vote, type: str, code: str, prefix: str, field: str) -> Mention:
    """Return what the vote means for a department that leads projects, or for a township in which they lie."""
    named = [project for project in found.ballot if code in project.codes(field)]
    chosen, count = [project for project in named if project.chosen], figures[f"{prefix}_chosen.{code}"]
    year = release.period.title
    verb, money = ("牵头", f"lead_cost.{code}") if prefix == "lead" else ("在本地实施", "")
    if chosen:
        sentence = f"{year}{verb} {count.words}入选的民生实事项目"
        cost = figures[money] if money else None
        sentence += f"，总投资 {cost.words}。" if cost is not None and cost.value is not None else "。"
    else:
        sentence = f"{year}有 {len(named)} 项{verb}的候选项目列入票决，没有入选。"
    return Mention(
        type,
        code,
        release.codelists["departments"].label(code),
        sentence,
        figures=(count.id, money) if money else (count.id,),
        relations=tuple(("project", project.code, found.outcome(project)[1]) for project in named),
    )
