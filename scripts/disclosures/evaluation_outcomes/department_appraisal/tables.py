"""Printed tables of the department appraisal (政府部门工作评议)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.ballot import (
    COUNTS,
    GRADES,
    OPTIONS,
    grade_name,
    grade_names,
)
from scripts.disclosures.evaluation_outcomes.department_appraisal.followup import (
    date_cell,
    follow_up,
    text_cell,
    who_cell,
)
from scripts.disclosures.evaluation_outcomes.department_appraisal.term import METHOD, Appraisal, Covered
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.release import Release

STATES = {"appraised": "已评议", "scheduled": "已安排", "unscheduled": "未安排"}
BLANK = Cell("—", None, note="没有公布")


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Results of this release, the term's ballots, coverage, opinions, reviews, and the counts that pictures show."""
    return {
        "results": _results(release, figures),
        "term": _term(release, figures),
        "groups": _groups(release),
        "coverage": _coverage(release, figures),
        **follow_up(release, figures),
        "scores": _scores(release, figures),
        "benchmarks": _benchmarks(release, figures),
        "history": _history(release),
    }


def _used(release: Release) -> list[str]:
    """Return the options on the ballot paper: the three grades, and the others where any row has them."""
    return [
        option
        for option in OPTIONS
        if option in GRADES or any(value is not None for value in release.table.column(option))
    ]


def _results(release: Release, figures: Figures) -> Grid:
    method, schema, used = release.method(METHOD), release.table.schema, _used(release)
    scored = any(value is not None for value in release.table.column("score"))
    base = method["base"]
    columns = (
        Column("name", "部门"),
        Column("grade", "评议结果", kind="status"),
        Column(
            "rank",
            "名次",
            kind="number",
            note="本期评议的部门按满意率由高到低排列，并列同名次；有部门没有公布票数的，不排。",
        ),
        *(Column(option, schema[option].title, "票", "number") for option in used),
        Column("satisfied_share", "满意率", "%", "number", note=f"满意率＝满意票÷{base}，只计满意票。"),
        Column(
            "approved_share",
            "满意和基本满意合计率",
            "%",
            "number",
            note=f"满意和基本满意合计率＝（满意票＋基本满意票）÷{base}。",
        ),
        *((Column("score", "得分", "分", "number"),) if scored else ()),
        *(Column(count, schema[count].title, schema[count].unit, "number") for count in reversed(COUNTS)),
        Column("turnout", "出席率", "%", "number", note="出席率＝实到÷全体组成人员。"),
        Column("date", "评议日期", kind="date"),
        Column("meeting", "会议"),
    )
    numbers = [column.key for column in columns if column.kind == "number"]

    def row(one: Appraisal) -> tuple[Cell, ...]:
        cells = {
            "name": who_cell(release, one.code),
            "grade": Cell(one.word, one.word, status=one.level),
            "date": date_cell(one.date),
            "meeting": text_cell(one.meeting),
        }
        for key in numbers:
            figure = figures.get(f"{key}.{one.code}")
            cells[key] = BLANK if figure is None else Cell.of(figure)
            # The reason of a whole row without votes is said once and beside the place.
            if key not in ("satisfied", "rank"):
                cells[key] = replace(cells[key], note="")
        return tuple(cells[column.key] for column in columns)

    return Grid(f"{release.period.title}各部门评议结果", columns, tuple(map(row, _ordered(term.appraised_in(release)))))


def _scores(release: Release, figures: Figures) -> Grid:
    """Scores, the highest first, where every department has one; benchmarks are not among them."""
    columns = (
        Column("name", "部门"),
        Column("score", "得分", "分", "number"),
        Column("rank", "名次", kind="number", note="只在被评议的部门之间排，参照值不参加；并列同名次。"),
    )
    scores = release.table.column("score")
    found = [] if None in scores else term.appraised_in(release)
    rows = tuple(
        (who_cell(release, one.code), Cell.of(figures[f"score.{one.code}"]), Cell.of(figures[f"rank.{one.code}"]))
        for one in sorted(found, key=lambda one: (-scores[one.row], one.code))
    )
    return Grid(f"{release.period.title}各部门得分", columns, rows)


def _benchmarks(release: Release, figures: Figures) -> Grid:
    columns = (Column("name", "参照值"), Column("score", "得分", "分", "number"))
    rows = tuple(
        (text_cell(cells["name"]), Cell.of(figures[f"benchmark.{cells['id']}"]))
        for cells in release.tables["benchmarks"].records()
    )
    return Grid("参照值", columns, rows, note="来源印在各部门中间的中位数、平均数等，单独列出，不参加排名。")


def _ordered(found: list[Appraisal]) -> list[Appraisal]:
    """Highest satisfied share first; where no votes are published, by grade and at the end."""

    def key(one: Appraisal) -> tuple[bool, Decimal, str]:
        share = one.ballot.share(one.ballot["satisfied"], one.method)
        return share is None, -(share or Decimal(0)), one.code

    return sorted(found, key=key)


def _release_link(one: Appraisal) -> Cell:
    return Cell(one.release.period.title, str(one.release.period), href=f"/{one.release.id.current}/")


def _term(release: Release, figures: Figures) -> Grid:
    """Ballots of every department appraised in the term, newest first; places are not given across releases."""
    schema = release.table.schema
    found = sorted(term.latest(release).values(), key=lambda one: (one.date, one.code), reverse=True)
    used = [option for option in OPTIONS if option in GRADES or any(one.ballot[option] is not None for one in found)]
    columns = (
        Column("name", "部门"),
        Column("grade", "评议结果", kind="status"),
        *(Column(option, schema[option].title, "票", "number") for option in used),
        Column("valid", "有效", "张", "number"),
        Column("members_all", "全体组成人员", "名", "number"),
        Column("date", "评议日期", kind="date"),
        Column("release", "公布于"),
    )

    def number(one: Appraisal, name: str) -> Cell:
        figure = figures.get(f"{name}.{one.code}") if one.release is release else None
        value = one.ballot[name]
        if figure is not None:
            return Cell.of(figure)
        return BLANK if value is None else Cell.number(value)

    rows = tuple(
        (
            who_cell(release, one.code),
            Cell(one.word, one.word, status=one.level),
            *(number(one, name) for name in (*used, "valid", "members_all")),
            date_cell(one.date),
            _release_link(one),
        )
        for one in found
    )
    return Grid(
        "本届已评议部门的票数",
        columns,
        rows,
        note="各期由不同的会议投票，到会人数也不同，不跨期排名次；重新评议的列最近一次。",
    )


def _groups(release: Release) -> Grid:
    names = release.codelists["departments"]
    groups: dict[str, list[Covered]] = {}
    for one in term.coverage(release):
        groups.setdefault(names[one.code].attributes.get("group") or "未分类", []).append(one)
    columns = (
        Column("name", "领域"),
        *(Column(state, word, "个", "number") for state, word in STATES.items()),
        Column("all", "应评议", "个", "number"),
    )
    rows = tuple(
        (
            Cell(group, group),
            *(Cell.number(sum(one.state == state for one in members)) for state in STATES),
            Cell.number(len(members)),
        )
        for group, members in groups.items()
    )
    return Grid("本届评议到哪里了", columns, rows)


def _coverage(release: Release, figures: Figures) -> Grid:
    """Appraised first, the newest at the top, then by planned year, then those without one."""
    columns = (
        Column("name", "部门"),
        Column("state", "状态", kind="status"),
        Column("planned", "计划年份", kind="text"),
        Column("date", "评议日期", kind="date"),
        Column("grade", "评议结果", kind="status"),
        Column("opinions", "评议意见", "条", "number"),
        Column("open", "其中未完成", "条", "number"),
        Column("release", "公布于"),
    )
    levels = {"appraised": "done", "scheduled": "wait", "unscheduled": "none"}
    order = list(STATES)

    def key(one: Covered) -> tuple[int, int, int, str]:
        newest = -one.appraisal.date.toordinal() if one.appraisal else 0
        return order.index(one.state), newest, one.planned or 0, one.code

    def row(one: Covered) -> tuple[Cell, ...]:
        planned = Cell("—") if one.planned is None else Cell(f"{one.planned}年", one.planned)
        state = Cell(STATES[one.state], one.state, status=levels[one.state])
        if one.appraisal is None:
            return who_cell(release, one.code), state, planned, *[Cell("—")] * 5
        return (
            who_cell(release, one.code),
            state,
            planned,
            date_cell(one.appraisal.date),
            Cell(one.appraisal.word, one.appraisal.word, status=one.appraisal.level),
            Cell.of(figures[f"items.{one.code}"]),
            Cell.of(figures[f"items_open.{one.code}"]),
            _release_link(one.appraisal),
        )

    return Grid("本届应评议的部门", columns, tuple(map(row, sorted(term.coverage(release), key=key))))


def _history(release: Release) -> Grid:
    """Departments by grade in each release of the term, and how many had been appraised by its end."""
    method = release.method(METHOD)
    names = grade_names(method)
    columns = (
        Column("period", "时间"),
        *(Column(name, word, "个", "number") for name, word in zip(names, method["grades"], strict=True)),
        Column("appraised", "本期评议", "个", "number"),
        Column("so_far", "本届累计", "个", "number", note="重新评议的只计一次。"),
    )
    seen: set[str] = set()
    rows = []
    for one in (*term.before(release), release):
        found = term.appraised_in(one)
        seen |= {appraisal.code for appraisal in found}
        reached = [grade_name(appraisal.grade, appraisal.method) for appraisal in found]
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                *(Cell.number(reached.count(name)) for name in names),
                Cell.number(len(found)),
                Cell.number(len(seen)),
            )
        )
    return Grid("本届各期评议的部门", columns, tuple(rows))
