"""Printed tables of the duty reports (任命人员述职测评)."""

from __future__ import annotations

from dataclasses import replace

from scripts.disclosures.evaluation_outcomes.duty_report import report
from scripts.disclosures.evaluation_outcomes.duty_report.report import COUNTS, FORMS, METHOD, OPTIONS, Covered, Report
from scripts.measures import mending, mending_table
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release

STATES = {"reported": ("已述职", "done"), "scheduled": ("已安排", "wait"), "unscheduled": ("未安排", "none")}


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Tests of the year, all its reports, coverage of the term, opinions, and the years."""
    return {
        "results": _results(release, figures),
        "reports": _reports(release),
        "coverage": _coverage(release),
        "opinions": mending_table.grid(
            mending.matters(release, "post"),
            figures,
            title="审议意见与整改",
            noun="审议意见",
            owner="职务",
            who=lambda one: post_cell(release, one.owner),
        ),
        "history": _history(release),
    }


def post_cell(release: Release, code: str) -> Cell:
    """Return the name of a post, linked to its profile."""
    label = release.codelists["posts"].label(code)
    return Cell(label, label, href=f"/profiles/post/{code}/")


def options(found: list[Report]) -> list[str]:
    """Return the options on the ballot paper: the three grades, and the others where any ballot has them."""
    return [
        option for option in OPTIONS if option in OPTIONS[:3] or any(one.votes[option] is not None for one in found)
    ]


def _results(release: Release, figures: Figures) -> Grid:
    """In the order of the code list, not by votes: offices differ, and a place would compare persons."""
    schema, found = release.table.schema, [one for one in report.reports(release) if one.tested]
    order, used, base = list(release.codelists["posts"]), options(found), release.method(METHOD)["base"]
    columns = (
        Column("name", "职务"),
        Column("grade", "测评结果", kind="status"),
        *(Column(option, schema[option].title, "票", "number") for option in used),
        Column("satisfied_share", "满意率", "%", "number", note=f"满意率＝满意票÷{base}，只计满意票。"),
        *(Column(count, schema[count].title, schema[count].unit, "number") for count in reversed(COUNTS)),
    )

    def number(key: str, one: Report) -> Cell:
        figure = figures.get(f"{key}.{one.post}")
        if figure is None:
            return Cell("—")
        # The reason of a whole row without votes is said once.
        return Cell.of(figure) if key == "satisfied" else replace(Cell.of(figure), note="")

    rows = tuple(
        (
            post_cell(release, one.post),
            Cell(one.grade or "—", one.grade or None, status=one.level),
            *(number(column.key, one) for column in columns[2:]),
        )
        for one in sorted(found, key=lambda one: order.index(one.post))
    )
    note = "按职务代码的次序排列，不排名次：职务不同，工作难易不同。"
    return Grid(f"{release.period.title}测评结果", columns, rows, note=note)


def _reports(release: Release) -> Grid:
    cells = release.table.records()
    named = any(row["person"] for row in cells)
    columns = (
        Column("name", "职务"),
        *((Column("person", "姓名"),) if named else ()),
        Column("form", "报告方式"),
        Column("result", "测评结果", kind="status"),
        Column("department", "单位"),
        Column("date", "报告日期", kind="date"),
        Column("meeting", "会议"),
        Column("fed_back", "反馈日期", kind="date"),
        Column("copied_to", "报送、抄送"),
    )
    posts, departments = release.codelists["posts"], release.codelists["departments"]

    def unit(code: str) -> Cell:
        owner = posts[code].attributes.get("department", "")
        return unit_cell(departments, owner) if owner in departments else text_cell("")

    order, forms = list(posts), list(FORMS.values())
    rows = tuple(
        (
            post_cell(release, one.post),
            *((text_cell(cells[one.row]["person"]),) if named else ()),
            text_cell(one.form),
            Cell(one.word, one.word, status=one.level),
            unit(one.post),
            day_cell(one.date),
            text_cell(one.meeting),
            day_cell(one.fed_back),
            text_cell(cells[one.row]["copied_to"]),
        )
        for one in sorted(report.reports(release), key=lambda one: (forms.index(one.form), order.index(one.post)))
    )
    return Grid(f"{release.period.title}述职", columns, rows)


def _coverage(release: Release) -> Grid:
    columns = (
        Column("name", "职务"),
        Column("state", "状态", kind="status"),
        Column("planned", "计划年份"),
        Column("date", "报告日期", kind="date"),
        Column("form", "报告方式"),
        Column("result", "测评结果", kind="status"),
        Column("release", "公布于"),
    )
    states = list(STATES)

    def row(one: Covered) -> tuple[Cell, ...]:
        word, level = STATES[one.state]
        planned = Cell("—") if one.planned is None else Cell(f"{one.planned}年", one.planned)
        start = (post_cell(release, one.post), Cell(word, one.state, status=level), planned)
        if one.report is None:
            return (*start, *[Cell("—")] * 4)
        heard = one.report
        result = Cell(heard.word, heard.word, status=heard.level)
        return (*start, day_cell(heard.date), text_cell(heard.form), result, release_cell(heard.release))

    listed = sorted(report.coverage(release), key=lambda one: (states.index(one.state), one.planned or 9999, one.post))
    return Grid("本届应述职的职务", columns, tuple(map(row, listed)))


def _history(release: Release) -> Grid:
    words = release.method(METHOD)["grades"]
    columns = (
        Column("period", "年份"),
        *(Column(f"grade{index}", word, "个", "number") for index, word in enumerate(words)),
        Column("written", "书面，不测评", "个", "number"),
        Column("reports", "本年述职", "个", "number"),
        Column("so_far", "本届累计", "个", "number", note="多次述职的只计一次。"),
        Column("method", "口径版本"),
    )
    seen: set[str] = set()
    rows = []
    for one in (*report.before(release), release):
        found = report.reports(one)
        seen |= {each.post for each in found}
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                *(Cell.number(sum(each.grade == word for each in found)) for word in words),
                Cell.number(sum(not each.tested for each in found)),
                Cell.number(len(found)),
                Cell.number(len(seen)),
                text_cell(one.method(METHOD).version),
            )
        )
    return Grid("本届各年述职", columns, tuple(rows))
