"""Printed tables of the village appraisal (村（居）综合考评)."""

from __future__ import annotations

from dataclasses import replace

from scripts.disclosures.evaluation_outcomes.village_appraisal.figures import NOUN
from scripts.disclosures.evaluation_outcomes.village_appraisal.score import (
    METHOD,
    Appraised,
    appraised,
    criteria,
    level,
)
from scripts.measures import mending, mending_table
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import half_up
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Results, the items with their weights, every score, grades over the years, and the mending."""
    return {
        "results": _results(release, figures),
        "items": _items(release, figures),
        "scores": _scores(release, figures),
        "history": _history(release),
        "mending": _mending(release, figures),
    }


def who_cell(release: Release, code: str) -> Cell:
    """Return a village's name, linked to its profile."""
    label = release.codelists["villages"].label(code)
    return Cell(label, label, href=f"/profiles/village/{code}/")


def _ordered(release: Release) -> list[Appraised]:
    """Highest total first; the vetoed after all others, those without a total at the end."""
    return sorted(appraised(release), key=lambda one: (one.total is None, one.veto, -(one.total or 0), one.code))


def _results(release: Release, figures: Figures) -> Grid:
    method = release.method(METHOD)
    unranked = "" if method["veto_ranked"] else "被一票否决的不参加排名；"
    columns = (
        Column("name", "村（社区）"),
        Column(
            "rank", "名次", kind="number", note=f"按总分由高到低，并列同名次；{unranked}有村（社区）没有总分的，不排。"
        ),
        Column("total", "总分", "分", "number", note="各项得分按权重合成，满分 100 分。"),
        Column("grade", "等次", kind="status"),
        Column("change", "比上一年", "分", "number", note="口径版本相同的两年之间才比较。"),
        Column("ground", "一票否决的情形"),
    )

    def row(one: Appraised) -> tuple[Cell, ...]:
        grade = one.grade or "没有考评"
        return (
            who_cell(release, one.code),
            Cell.of(figures[f"rank.{one.code}"]),
            replace(Cell.of(figures[f"total.{one.code}"]), status=""),
            Cell(grade, grade, status=level(one, method)),
            replace(Cell.of(figures[f"change.{one.code}"], signed=True), note=""),
            Cell(one.ground or "—", one.ground or None),
        )

    return Grid(f"{release.period.title}各村（社区）考评结果", columns, tuple(map(row, _ordered(release))))


def _items(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "考评项目"),
        Column("weight", "权重", "%", "number"),
        Column("median", "得分中位数", "分", "number", note="百分制，没有乘权重。"),
        Column("lowest", "最低得分", "分", "number"),
    )
    rows = tuple(
        (
            Cell(one.title, one.title),
            Cell.of(figures[f"weight.{one.code}"]),
            Cell.of(figures[f"item.{one.code}"]),
            Cell.of(figures[f"item_lowest.{one.code}"]),
        )
        for one in criteria(release.method(METHOD))
    )
    return Grid("考评项目、权重和得分", columns, rows)


def _scores(release: Release, figures: Figures) -> Grid:
    """Every item's contribution to the total, so that anyone can add it up."""
    rule = criteria(release.method(METHOD))
    columns = (
        Column("name", "村（社区）"),
        *(Column(one.code, one.title, "分", "number", note=f"权重 {half_up(one.weight, 0)}%。") for one in rule),
        Column("total", "总分", "分", "number"),
    )
    rows = tuple(
        (
            who_cell(release, one.code),
            *(Cell.number(one.scores.get(item.code), "分", 1) for item in rule),
            replace(Cell.of(figures[f"total.{one.code}"]), status="", note=""),
        )
        for one in _ordered(release)
    )
    return Grid("各村（社区）各项得分（百分制，没有乘权重）", columns, rows)


def _history(release: Release) -> Grid:
    """Villages by grade in each year; grades of another version of the rule stand in columns of their own."""
    years = [*release.earlier, release]
    words = list(dict.fromkeys(word for one in years for word in one.method(METHOD)["grades"]))
    columns = (
        Column("period", "年份"),
        *(Column(f"g{number}", word, "个", "number") for number, word in enumerate(words, start=1)),
        Column("vetoed", "其中一票否决", "个", "number"),
        Column("method", "口径"),
    )
    rows = []
    for one in years:
        found = appraised(one)
        rows.append(
            (
                Cell(f"{one.period.year}年", str(one.period), href=f"/{one.id.current}/"),
                *(Cell.number(sum(village.grade == word for village in found)) for word in words),
                Cell.number(sum(village.veto for village in found)),
                Cell(f"{one.method(METHOD).version} 版", one.method(METHOD).version),
            )
        )
    return Grid("历年等次", columns, tuple(rows), note="口径版本不同的年份只并列，不比较。")


def _mending(release: Release, figures: Figures) -> Grid:
    found = mending.matters(release, "village")
    grid = mending_table.grid(
        found,
        figures,
        title="考评问题与整改",
        noun=NOUN,
        owner="村（社区）",
        who=lambda one: who_cell(release, one.owner),
    )
    again = {cells["id"]: cells["rescore"] for cells in release.tables["opinions"].records()}
    ids = [cell.text for cell in grid.cells("id")]
    note = "整改后重新评分的才有；不改变当年的总分、等次和名次。"
    columns = (*grid.columns, Column("rescore", "复评得分", "分", "number", note=note))
    rows = tuple((*row, Cell.number(again[id], "分", 1)) for row, id in zip(grid.rows, ids, strict=True))
    return Grid(grid.title, columns, rows, grid.note)
