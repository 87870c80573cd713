"""Printed tables of the satisfaction test of livelihood projects (民生实事满意度测评)."""

from __future__ import annotations

from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import (
    GRADES,
    METHOD,
    OPTIONS,
    UNRATED,
    Ballot,
    ballots,
    meeting,
)
from scripts.disclosures.livelihood_votes.project_satisfaction.figures import MEETING, SHARES
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH
from scripts.model.profile import unit_type
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The votes on each project, what was not rated, the meeting, and the years before."""
    found = ballots(release)
    grids = {"results": _results(release, figures, found), "meeting": _meeting(figures)}
    if unrated := [one for one in found if not one.rated]:
        grids["unrated"] = _unrated(release, unrated)
    if release.earlier:
        grids["history"] = _history(release)
    return grids


def used(release: Release) -> list[str]:
    """Return the options on the ballot paper: the three grades, and abstention where any row has it."""
    has = any(one.cells["abstain"] is not None for one in ballots(release))
    return [option for option in OPTIONS if option in GRADES or has]


def _name(release: Release, one: Ballot) -> Cell:
    name = release.codelists["projects"].label(one.code)
    return Cell(name, name, href=f"/profiles/project/{one.code}/")


def _lead(release: Release, one: Ballot) -> Cell:
    code = one.cells["lead"]
    if code is None:
        return Cell(DASH)
    entry = release.codelists["departments"][code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def _results(release: Release, figures: Figures, found: tuple[Ballot, ...]) -> Grid:
    base = release.method(METHOD)["base"]
    options = used(release)
    formulas = {"satisfied_share": "满意票", "approved_share": "（满意票＋基本满意票）"}
    columns = (
        Column("name", "项目"),
        Column("grade", "测评结果", kind="status"),
        *(Column(option, OPTIONS[option], "票", "number") for option in options),
        *(Column(id, label, "%", "number", note=f"{label}＝{formulas[id]}÷{base}。") for id, label in SHARES.items()),
        Column("place", "名次", kind="number", note="按满意率由高到低，并列同名次；有项目没有满意率的，不排。"),
        Column("lead", "牵头部门"),
    )
    keys = [*options, *SHARES, "place"]
    rated = sorted(
        (one for one in found if one.rated), key=lambda one: (-(one.cells["satisfied"] or 0), one.grade, one.row)
    )
    rows = tuple(
        (
            _name(release, one),
            Cell(one.word, one.word, status=one.level),
            *(_figure(figures, f"{key}.{one.code}", key) for key in keys),
            _lead(release, one),
        )
        for one in rated
    )
    return Grid(f"{release.period.title}各项目测评结果", columns, rows)


def _figure(figures: Figures, id: str, key: str) -> Cell:
    """Return the cell; the reason of a row without votes is said once, beside its first count."""
    cell = Cell.of(figures[id])
    note = cell.note if key in {"satisfied", "satisfied_share"} else ""
    return Cell(cell.text, cell.value, cell.figure, note=note)


def _meeting(figures: Figures) -> Grid:
    rows = tuple(
        (Cell(figures[name].label, figures[name].label), Cell.of(figures[name]), Cell(figures[name].unit))
        for name in MEETING
    )
    columns = (Column("name", "项"), Column("count", "数目", kind="number"), Column("unit", "单位"))
    note = "发出不多于实到，实到不多于全体组成人员，收回等于有效加无效。"
    return Grid("到会和计票", columns, rows, note)


def _unrated(release: Release, unrated: list[Ballot]) -> Grid:
    rows = tuple(
        (_name(release, one), _lead(release, one), Cell(one.cells["reason"] or DASH, one.cells["reason"]))
        for one in unrated
    )
    columns = (Column("name", "项目"), Column("lead", "牵头部门"), Column("reason", "原因"))
    return Grid(f"{UNRATED}的项目", columns, rows)


def _history(release: Release) -> Grid:
    """Projects by grade in each year; the rule of a year is named, because counts under two rules are not compared."""
    words = release.method(METHOD)["grades"]
    columns = (
        Column("period", "年度"),
        *(Column(name, word, "项", "number") for name, word in zip(GRADES, words, strict=True)),
        Column("unrated", UNRATED, "项", "number"),
        Column("voters", "测评人"),
        Column("method", "口径"),
    )
    rows = []
    for one in (*release.earlier, release):
        found = ballots(one)
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                *(Cell.number(sum(ballot.grade == name for ballot in found)) for name in GRADES),
                Cell.number(sum(not ballot.rated for ballot in found)),
                Cell(meeting(one)["voters"]),
                Cell(f"{one.method(METHOD).version}版"),
            )
        )
    return Grid("历年测评结果", columns, tuple(rows), "测评人或者口径不同的年份，只并列个数，不比较比率。")
