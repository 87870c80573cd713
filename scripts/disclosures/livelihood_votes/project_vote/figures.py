"""Figures of a vote on livelihood projects (民生实事项目票决): ballots, turnout, votes, places, money."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.disclosures.livelihood_votes.project_vote.meeting import SHARE_BASE, meeting
from scripts.disclosures.livelihood_votes.project_vote.vote import METHOD, Project, Vote, vote
from scripts.measures.ranking import rank
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

UNPUBLISHED = "没有公布"
MONEY = {"cost": ("cost_total", "总投资"), "cost_year": ("cost_year", "当年投资")}
COUNTS = {"votes": ("votes_for", "赞成票"), "against": ("votes_against", "反对票"), "abstain": ("abstain", "弃权票")}


def compute(release: Release) -> list[Figure]:
    """One row per project put forward: the meeting, the sums, then each project, source, category and department."""
    found = vote(release)
    return [
        *meeting(found),
        *_numbers(found),
        *_recount(found),
        *_sums(found),
        *_projects(found),
        *_sources(release, found),
        *_categories(release, found),
        *_bodies(release, found),
    ]


def _absent(value: object) -> str:
    return "" if value is not None else UNPUBLISHED


def _numbers(found: Vote) -> list[Figure]:
    off = [project for project in found.projects if not project.on_ballot]
    merged = [project for project in off if project.cells["merged_into"]]
    chosen = [project for project in found.ballot if project.chosen]
    return [
        _count("candidates", found.projects, "征集后提出的项目", ("project",)),
        _count("withdrawn", off, "票决前合并或未予列入的项目", ("on_ballot",)),
        _count("merged", merged, "票决前合并到其他项目的项目", ("merged_into",)),
        _count("on_ballot", found.ballot, "列入票决的候选项目", ("on_ballot",)),
        _count("chosen", chosen, "票决入选的民生实事项目", ("chosen",)),
        _count("not_chosen", [one for one in found.ballot if not one.chosen], "列入票决但未入选的项目", ("chosen",)),
    ]


def _recount(found: Vote) -> list[Figure]:
    """What anyone gets who counts again: how many are certainly chosen, and how many the rule leaves open."""
    result, first = found.result, found.first
    reason, terms = result.reason, tuple(f"votes.{project.code}" for project in found.ballot)
    values = (
        ("recount", len(result.chosen), "按公布的得票和规则重算入选的项目"),
        ("equal_at_limit", len(first.tied), "在名额或预算末位得票相同的项目"),
        ("undecided", len(result.tied) + len(result.unsettled), "规则没有定出先后、由会议决定的项目"),
    )
    return [
        Figure(id, None if reason else value, "项", label, terms=terms, method=METHOD, missing=reason)
        for id, value, label in values
    ]


def _count(id: str, projects: Sequence[Project], label: str, fields: tuple[str, ...]) -> Figure:
    rows = tuple(one.row for one in projects)
    return Figure(id, len(projects), "项", label, sources=(Source(fields, rows or None),))


def _sums(found: Vote) -> list[Figure]:
    groups = {"candidates": ("列入票决的候选项目", found.ballot), "chosen": ("入选项目", _chosen(found))}
    figures = []
    for key, (who, projects) in groups.items():
        for name, (field, title) in MONEY.items():
            figures.append(_sum(f"total_{name}.{key}", projects, field, f"{who}{title}合计", "万元", name))
        figures.append(
            _sum(f"total_beneficiaries.{key}", projects, "beneficiaries", f"{who}受益人数合计", "人次", "beneficiaries")
        )
    return figures


def _chosen(found: Vote) -> tuple[Project, ...]:
    return tuple(project for project in found.ballot if project.chosen)


def _sum(id: str, projects: Sequence[Project], field: str, label: str, unit: str, part: str) -> Figure:
    value = total(project.cells[field] for project in projects)
    lacking = sum(project.cells[field] is None for project in projects)
    return Figure(
        id,
        value,
        unit,
        label,
        formula="各项目之和" + ("；一个人可能受益于几个项目，合计不是人口数" if unit == "人次" else ""),
        terms=tuple(f"{part}.{project.code}" for project in projects),
        missing="" if value is not None else f"{lacking} 个项目{UNPUBLISHED}，合计不完整，不计算",
    )


def _projects(found: Vote) -> list[Figure]:
    figures: list[Figure] = []
    places = rank({one.code: one.votes or 0 for one in found.ballot}) if found.complete else {}
    for project in found.projects:
        if project.on_ballot:
            figures += _votes(found, project, places)
        about = {"project": project.code}
        for name, unit, (field, title) in (
            *((name, "万元", pair) for name, pair in MONEY.items()),
            ("beneficiaries", "人", ("beneficiaries", "受益人数")),
        ):
            value = project.cells[field]
            figures.append(
                Figure(
                    f"{name}.{project.code}",
                    value,
                    unit,
                    f"{project.title}{title}",
                    dimensions=about,
                    sources=(Source((field,), (project.row,)),),
                    missing=_absent(value),
                )
            )
    return figures


def _votes(found: Vote, project: Project, places: dict[str, int]) -> list[Figure]:
    code, cells, about = project.code, project.cells, {"project": project.code}
    figures = [
        Figure(
            f"{name}.{code}",
            cells[field],
            "票",
            f"{project.title}{title}",
            dimensions=about,
            sources=(Source((field,), (project.row,)),),
            missing="" if cells[field] is not None else "得票没有公布",
        )
        for name, (field, title) in COUNTS.items()
        if name == "votes" or cells[field] is not None
    ]
    if cells["votes_runoff"] is not None:
        source = (Source(("votes_runoff",), (project.row,)),)
        label = f"{project.title}再次票决赞成票"
        figures.append(Figure(f"runoff.{code}", cells["votes_runoff"], "票", label, dimensions=about, sources=source))
    share = percent(project.votes, found.meeting["members"])
    figures += [
        Figure(
            f"share.{code}",
            share,
            "%",
            f"{project.title}赞成票比例",
            base=SHARE_BASE,
            dimensions=about,
            formula="赞成票 ÷ 应到（全体代表）",
            terms=(f"votes.{code}", "members"),
            missing="" if share is not None else "得票没有公布" if project.votes is None else "全体代表人数没有公布",
        ),
        Figure(
            f"place.{code}",
            places.get(code),
            "名",
            f"{project.title}得票名次",
            base=f"在 {len(found.ballot)} 项候选项目中",
            dimensions=about,
            formula="按赞成票由多到少，并列同名次",
            terms=(f"votes.{code}",),
            missing="" if code in places else "得票没有全部公布，不排名次",
        ),
    ]
    return figures


def _sources(release: Release, found: Vote) -> list[Figure]:
    figures = []
    for code, entry in release.codelists["project_sources"].items():
        named = [project for project in found.projects if project.cells["source"] == code]
        if named:
            taken = [project for project in named if project.chosen]
            figures.append(_count(f"source.{code}", named, f"由{entry.label}提出的项目", ("source",)))
            label = f"由{entry.label}提出并入选的项目"
            figures.append(_count(f"source_chosen.{code}", taken, label, ("source", "chosen")))
    return figures


def _categories(release: Release, found: Vote) -> list[Figure]:
    figures = []
    for code, entry in release.codelists["project_categories"].items():
        here = [project for project in found.ballot if project.codes("category")[:1] == (code,)]
        if here:
            taken = [project for project in here if project.chosen]
            about = f"{entry.label}类"
            figures.append(_count(f"category.{code}", here, f"{about}列入票决的项目", ("category",)))
            figures.append(_count(f"category_chosen.{code}", taken, f"{about}入选的项目", ("category", "chosen")))
            figures.append(_sum(f"category_cost.{code}", taken, "cost_total", f"{about}入选项目总投资", "万元", "cost"))
    return figures


def _bodies(release: Release, found: Vote) -> list[Figure]:
    """Chosen projects and their money by lead department; chosen projects by township."""
    figures = []
    names = release.codelists["departments"]
    leads = {project.cells["lead"] for project in found.ballot} - {None}
    towns = {code for project in found.ballot for code in project.codes("township")}
    for code, entry in names.items():
        if code in leads:
            mine = [project for project in _chosen(found) if project.cells["lead"] == code]
            label = f"{entry.label}牵头的入选项目"
            figures.append(_count(f"lead_chosen.{code}", mine, label, ("lead", "chosen")))
            figures.append(_sum(f"lead_cost.{code}", mine, "cost_total", f"{label}总投资", "万元", "cost"))
        if code in towns:
            here = [project for project in _chosen(found) if code in project.codes("township")]
            label = f"在{entry.label}实施的入选项目"
            figures.append(_count(f"township_chosen.{code}", here, label, ("township", "chosen")))
    return figures
