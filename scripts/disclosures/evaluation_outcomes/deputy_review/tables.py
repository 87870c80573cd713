"""Printed tables of the deputy review (代表述职评议与联络站星级)."""

from __future__ import annotations

from dataclasses import replace

from scripts.disclosures.evaluation_outcomes.deputy_review import star, term
from scripts.disclosures.evaluation_outcomes.deputy_review.figures import WORDS
from scripts.disclosures.evaluation_outcomes.deputy_review.poll import OPTIONS
from scripts.disclosures.evaluation_outcomes.deputy_review.term import LEVELS, STATES, Covered, Held
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, release_cell
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Votes by station, single deputies' where approved, the term's list, stars of this year and of all years."""
    return {
        "groups": _groups(release),
        "votes": _votes(release, figures),
        "approved": _approved(release, figures),
        "coverage": _coverage(release),
        "criteria": _criteria(release),
        "stars": _stars(release, figures),
        "star_years": _star_years(release),
        "history": _history(release),
    }


def station_cell(release: Release, code: str) -> Cell:
    """Return a station's name, linked to its profile."""
    label = release.codelists["stations"].label(code)
    return Cell(label, label, href=f"/profiles/station/{code}/")


def _deputy_cell(release: Release, code: str) -> Cell:
    label = release.codelists["deputies"].label(code)
    return Cell(label, code, href=f"/profiles/deputy/{code}/")


def _groups(release: Release) -> Grid:
    """Return how far the stations are in the term."""
    found = term.coverage(release)
    columns = (
        Column("name", "联络站"),
        *(Column(state, word, "名", "number") for state, word in STATES.items()),
        Column("all", "应述职", "名", "number"),
    )
    rows = []
    for code in sorted({one.station for one in found}):
        own = [one for one in found if one.station == code]
        counts = [sum(one.state == state for one in own) for state in STATES]
        rows.append((station_cell(release, code), *map(Cell.number, counts), Cell.number(len(own))))
    return Grid("各联络站代表述职到哪里了", columns, tuple(rows))


def _vote_columns() -> tuple[Column, ...]:
    return (
        *(Column(option, WORDS[option], "票", "number") for option in OPTIONS),
        Column("valid", "有效", "张", "number"),
        Column("satisfied_share", "满意率", "%", "number", note="满意票÷有效票，只计满意票。"),
        Column("approved_share", "满意和基本满意合计率", "%", "number", note="（满意票＋基本满意票）÷有效票。"),
    )


def _vote_cells(figures: Figures, code: str) -> tuple[Cell, ...]:
    """The reason of a row without votes is said once, in its first cell."""
    cells = [Cell.of(figures[f"{column.key}.{code}"]) for column in _vote_columns()]
    return (cells[0], *(replace(cell, note="") for cell in cells[1:]))


def _votes(release: Release, figures: Figures) -> Grid:
    columns = (Column("name", "联络站"), Column("reviewed", "述职代表", "名", "number"), *_vote_columns())

    def row(one: Held) -> tuple[Cell, ...]:
        reviewed = Cell.of(figures[f"reviewed.{one.station}"])
        return station_cell(release, one.station), reviewed, *_vote_cells(figures, one.station)

    rows = tuple(row(one) for one in sorted(term.held(release), key=lambda one: one.station))
    return Grid(
        f"{release.period.title}各联络站述职测评票数", columns, rows, note="各联络站代表的票数合在一起，不排名次。"
    )


def _approved(release: Release, figures: Figures) -> Grid:
    columns = (Column("name", "代表"), Column("station", "联络站"), *_vote_columns())
    found = [one for one in term.coverage(release) if one.approved and one.poll.published]
    rows = tuple(
        (_deputy_cell(release, one.code), station_cell(release, one.station), *_vote_cells(figures, one.code))
        for one in found
    )
    return Grid("批准公布本人结果的代表", columns, rows)


def _coverage(release: Release) -> Grid:
    """Overdue first, then the reviewed with the newest at the top, the scheduled, and those without a plan."""
    order = ("overdue", "reviewed", "scheduled", "unscheduled")
    columns = (
        Column("name", "代表"),
        Column("state", "状态", kind="status"),
        Column("station", "联络站"),
        Column("planned", "计划年份"),
        Column("reviewed", "述职日期", kind="date"),
        Column("form", "方式"),
    )

    def key(one: Covered) -> tuple[int, int, int, str]:
        newest = -one.reviewed.toordinal() if one.reviewed else 0
        return order.index(one.state), newest, one.planned or 0, one.code

    rows = tuple(
        (
            _deputy_cell(release, one.code),
            Cell(STATES[one.state], one.state, status=LEVELS[one.state]),
            station_cell(release, one.station),
            Cell("—") if one.planned is None else Cell(f"{one.planned}年", one.planned),
            day_cell(one.reviewed),
            Cell(one.form or "—", one.form or None),
        )
        for one in sorted(term.coverage(release), key=key)
    )
    return Grid("本届代表述职", columns, rows)


def _criteria(release: Release) -> Grid:
    method = release.method(star.METHOD)
    columns = (
        Column("name", "星级"),
        Column("activities", "接待活动不少于", "场", "number"),
        Column("solved", "群众反映解决率不低于", "%", "number", note="没有收到群众反映的，不考核解决率。"),
        Column("survey", "群众测评不低于", "分", "number"),
    )
    needs = zip(method["stars"], method["activities"], method["solved"], method["survey"], strict=True)
    rows = tuple(
        (Cell(f"{stars} 星", stars), Cell.number(activities), Cell.number(solved), Cell.number(survey))
        for stars, activities, solved, survey in needs
    )
    return Grid("星级标准", columns, rows, note="三项都达到的最高一级为星级；达不到最低一级的没有星级。")


def _stars(release: Release, figures: Figures) -> Grid:
    method = release.method(star.METHOD)
    columns = (
        Column("name", "联络站"),
        Column("star", "星级", "星", "number"),
        Column("activities", "接待活动", "场", "number"),
        Column("raised", "群众反映", "件", "number"),
        Column("solved", "已解决", "件", "number"),
        Column("solved_rate", "解决率", "%", "number"),
        Column("survey", "群众测评", "分", "number"),
        Column("word", "评定", kind="status"),
    )
    found = sorted(term.stations(release), key=lambda one: (one.star is None, -(one.star or 0), one.code))
    rows = tuple(
        (
            station_cell(release, one.code),
            replace(Cell.of(figures[f"star.{one.code}"]), status=""),
            *(
                Cell.of(figures[f"{key}.{one.code}"])
                for key in ("activities", "raised", "solved", "solved_rate", "survey")
            ),
            Cell(star.word(one.star), one.star, status=star.level(one.star, method)),
        )
        for one in found
    )
    return Grid(f"{release.period.title}联络站星级", columns, rows)


def _star_years(release: Release) -> Grid:
    """Stars of each station in every year, with the version of the rule in the header."""
    years = [*release.earlier, release]
    versions = {one.method(star.METHOD).version for one in years}
    columns = (
        Column("name", "联络站"),
        *(
            Column(
                f"y{one.period.year}",
                f"{one.period.year}年" + (f"（{one.method(star.METHOD).version} 版）" if len(versions) > 1 else ""),
                "星",
                "number",
            )
            for one in years
        ),
    )
    table = [{found.code: found for found in term.stations(one)} for one in years]
    codes = sorted({code for year in table for code in year})

    def cell(year: dict[str, star.Station], code: str) -> Cell:
        if code not in year:
            return Cell("—", None, note="没有参加")
        return Cell.number(year[code].star, note="" if year[code].star is not None else "没有评定")

    rows = tuple((station_cell(release, code), *(cell(year, code) for year in table)) for code in codes)
    return Grid("历年联络站星级", columns, rows)


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "年份"),
        Column("reviewed", "本期述职", "名", "number"),
        Column("so_far", "本届累计", "名", "number"),
        Column("listed", "应述职", "名", "number"),
    )
    current = release.tables["coverage"].column("term")[:1]
    years = [one for one in release.earlier if one.tables["coverage"].column("term")[:1] == current]
    rows = []
    for one in (*years, release):
        found = term.coverage(one)
        done = sum(deputy.state == "reviewed" for deputy in found)
        counts = (len(term.now(one, found)), done, len(found))
        rows.append((release_cell(one), *map(Cell.number, counts)))
    return Grid("本届各年述职的代表", columns, tuple(rows))
