"""Printed tables of a vote on livelihood projects (民生实事项目票决): 点单, 定单, 买单."""

from __future__ import annotations

from dataclasses import replace

from scripts.disclosures.livelihood_votes.project_vote.figures import compute
from scripts.disclosures.livelihood_votes.project_vote.meeting import BALLOTS
from scripts.disclosures.livelihood_votes.project_vote.vote import Project, Vote, vote
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

NAME = Column("name", "项目")
PLACE = Column("place", "名次", kind="number", note="按赞成票由多到少排列，并列同名次；得票没有全部公布的不排名次。")
VOTES = Column("votes", "赞成票", "票", "number")
SHARE = Column("share", "赞成票比例", "%", "number", note="赞成票比例＝赞成票÷全体代表，不是到会代表或有效票。")
RESULT = Column("result", "结果", kind="status")
COST = Column("cost", "总投资", "万元", "number")
YEAR = Column("cost_year", "当年投资", "万元", "number")
LEAD = Column("lead", "牵头部门")
EXTRA = (
    Column("against", "反对票", "票", "number"),
    Column("abstain", "弃权票", "票", "number"),
)
"""Columns that stand only where at least one project has the number."""
NOT_PUBLISHED = Cell(DASH, None, note="没有公布")


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The meeting's numbers, the ballot, the losers with reasons, what ended before it, who delivers, by group.

    Each figure stands in one table only, so that its address is one place.
    """
    found = vote(release)
    extra = [column for column in EXTRA if any(f"{column.key}.{one.code}" in figures for one in found.ballot)]
    chosen = [project for project in found.ordered if project.chosen]
    lost = [project for project in found.ordered if not project.chosen]
    off = [project for project in found.projects if not project.on_ballot]
    grids = {
        "meeting": _meeting(figures, "到会和计票"),
        "ballot": _ballot(found, figures, extra),
    }
    if again := [project for project in found.ordered if f"runoff.{project.code}" in figures]:
        grids["runoff"] = _runoff(found, figures, again)
    if found.second is not None:
        grids["runoff_meeting"] = _meeting(figures, "再次票决的到会和计票", "runoff_")
    if lost:
        grids["not_chosen"] = _not_chosen(release, found, figures, lost)
    if off:
        grids["withdrawn"] = _withdrawn(release, found, off)
    if chosen:
        grids["delivery"] = _delivery(release, figures, chosen)
    if sources := _sources(release, figures):
        grids["sources"] = sources
    if categories := _categories(release, figures):
        grids["categories"] = categories
    if release.earlier:
        grids["history"] = _history(release, figures)
    return grids


def name_cell(project: Project) -> Cell:
    """Return the cell that names a project and leads to its profile."""
    return Cell(project.title, project.title, href=f"/profiles/project/{project.code}/")


def _meeting(figures: Figures, title: str, prefix: str = "") -> Grid:
    found = [figures[f"{prefix}{name}"] for name in BALLOTS]
    rows = tuple(
        (Cell(label, label), Cell.of(figure), Cell(figure.unit))
        for figure, (_, label) in zip(found, BALLOTS.values(), strict=True)
    )
    columns = (Column("name", "项"), Column("count", "数目", kind="number"), Column("unit", "单位"))
    note = "发出不多于实到，实到不多于应到，收回等于有效加无效；赞成票比例和过半数的基数见口径。"
    return Grid(title, columns, rows, note)


def _figure(figures: Figures, id: str) -> Cell:
    return Cell.of(figures[id]) if id in figures else NOT_PUBLISHED


def _ballot(found: Vote, figures: Figures, extra: list[Column]) -> Grid:
    rows = []
    for project in found.ordered:
        level, word = found.outcome(project)
        numbers = ("place", "votes", "share", *(column.key for column in extra))
        rows.append(
            (
                name_cell(project),
                *(_figure(figures, f"{key}.{project.code}") for key in numbers),
                Cell(word, word, status=level),
            )
        )
    return Grid("候选项目得票", (NAME, PLACE, VOTES, SHARE, *extra, RESULT), tuple(rows))


def _runoff(found: Vote, figures: Figures, again: list[Project]) -> Grid:
    """Equals at the limit and what the second ballot among them gave."""
    rows = []
    for project in again:
        level, word = found.outcome(project)
        rows.append((name_cell(project), Cell.of(figures[f"runoff.{project.code}"]), Cell(word, word, status=level)))
    return Grid(
        "末位得票相同的项目再次票决", (NAME, Column("runoff", "再次票决赞成票", "票", "number"), RESULT), tuple(rows)
    )


def _not_chosen(release: Release, found: Vote, figures: Figures, lost: list[Project]) -> Grid:
    """The losers stay visible: what they would have cost, who would have built them, and why they were not chosen."""
    rows = tuple(
        (
            name_cell(project),
            _lead(release, project),
            _figure(figures, f"cost.{project.code}"),
            Cell(found.why_not(project), found.why_not(project)),
        )
        for project in lost
    )
    columns = (
        NAME,
        LEAD,
        COST,
        Column("why", "没有入选的原因", note="由公布的得票和票决规则得出；没有公布的照实说明。"),
    )
    return Grid("列入票决但没有入选的项目", columns, rows)


def _withdrawn(release: Release, found: Vote, off: list[Project]) -> Grid:
    rows = []
    for project in off:
        level, word = found.outcome(project)
        target = project.cells["merged_into"]
        into = name_cell(found.find(target)) if target else Cell("", None)
        reason = project.cells["reason"] or ""
        rows.append(
            (
                name_cell(project),
                _label(release, "project_sources", project.cells["source"]),
                Cell(word, word, status=level),
                into,
                Cell(reason, reason),
            )
        )
    columns = (NAME, Column("source", "点单来源"), RESULT, Column("into", "合并到"), Column("reason", "原因"))
    return Grid("票决前合并或未予列入的项目", columns, tuple(rows))


def _label(release: Release, codelist: str, code: str | None) -> Cell:
    if code is None:
        return NOT_PUBLISHED
    label = release.codelists[codelist].label(code)
    return Cell(label, label)


def _lead(release: Release, project: Project) -> Cell:
    code = project.cells["lead"]
    if code is None:
        return NOT_PUBLISHED
    entry = release.codelists["departments"][code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def _delivery(release: Release, figures: Figures, chosen: list[Project]) -> Grid:
    rows = []
    for project in chosen:
        day = project.cells["completion"]
        where = project.cells["place"] or "、".join(
            release.codelists["departments"].label(code) for code in project.codes("township")
        )
        rows.append(
            (
                name_cell(project),
                _lead(release, project),
                *(_figure(figures, f"{key}.{project.code}") for key in ("cost", "cost_year", "beneficiaries")),
                Cell(where, where) if where else NOT_PUBLISHED,
                Cell(chinese_date(day), day.isoformat()) if day else NOT_PUBLISHED,
            )
        )
    columns = (
        NAME,
        LEAD,
        COST,
        YEAR,
        Column("beneficiaries", "受益人数", "人", "number", note="牵头部门估算。"),
        Column("where", "地点"),
        Column("completion", "计划完成日期", kind="date"),
    )
    return Grid("入选项目由谁办、用多少钱、何时完成", columns, tuple(rows))


def _sources(release: Release, figures: Figures) -> Grid | None:
    names = release.codelists["project_sources"]
    rows = tuple(
        (
            _label(release, "project_sources", code),
            Cell.of(figures[f"source.{code}"]),
            Cell.of(figures[f"source_chosen.{code}"]),
        )
        for code in names
        if f"source.{code}" in figures
    )
    columns = (
        Column("name", "点单来源"),
        Column("proposed", "提出", "项", "number"),
        Column("chosen", "入选", "项", "number"),
    )
    return Grid("项目从哪里来", columns, rows) if rows else None


def _categories(release: Release, figures: Figures) -> Grid | None:
    """Categories with a chosen project first, dearest first; those whose cost is not published after them."""
    names = release.codelists["project_categories"]
    codes = [code for code in names if f"category.{code}" in figures]
    costs = {code: figures[f"category_cost.{code}"].value for code in codes}
    codes.sort(key=lambda code: (costs[code] is None, -(costs[code] or 0)))
    rows = tuple(
        (
            _label(release, "project_categories", code),
            *(Cell.of(figures[f"{key}.{code}"]) for key in ("category", "category_chosen", "category_cost")),
        )
        for code in codes
    )
    columns = (
        Column("name", "类别"),
        Column("proposed", "列入票决", "项", "number"),
        Column("chosen", "入选", "项", "number"),
        Column("cost", "入选项目总投资", "万元", "number"),
    )
    return Grid("各类别入选项目和投资", columns, rows, note="项目有几个类别的，只计入主要类别。") if rows else None


def _history(release: Release, figures: Figures) -> Grid:
    """Every year's vote in one row, the newest last; anchors only for this release's own numbers."""
    columns = (
        Column("period", "年度"),
        Column("on_ballot", "列入票决", "项", "number"),
        Column("chosen", "入选", "项", "number"),
        Column("attendance", "出席率", "%", "number", note="实到÷全体代表。"),
        Column("total_cost.chosen", "入选项目总投资", "万元", "number"),
    )
    rows = []
    for one in (*release.earlier, release):
        own = figures if one is release else Figures(compute(one))
        cells = [Cell.of(own[column.key]) for column in columns[1:]]
        if one is not release:
            cells = [replace(cell, figure="") for cell in cells]
        rows.append((Cell(one.period.title, one.period.title), *cells))
    keyed = tuple(replace(column, key=column.key.replace(".", "_")) for column in columns)
    return Grid("历年票决", keyed, tuple(rows))
