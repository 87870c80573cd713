"""Printed tables of the review of department budgets (部门预算审查全覆盖): reviews, meetings, coverage, years."""

from __future__ import annotations

from scripts.disclosures.budget_execution.budget_review import course, term
from scripts.disclosures.budget_execution.budget_review.opinion import STAGES, opinions
from scripts.disclosures.budget_execution.budget_review.term import Covered
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release

STATES = {"reviewed": "已审查", "scheduled": "已安排", "unscheduled": "未安排"}
LEVELS = {"reviewed": "done", "scheduled": "wait", "unscheduled": "none"}


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables in the order of the page."""
    return {
        "groups": _groups(release),
        "reviews": _reviews(release, figures),
        "coverage": _coverage(release, figures),
        "history": _history(release),
        **course.lay_out(release, figures),
        "meetings": _meetings(release),
    }


def _groups(release: Release) -> Grid:
    names = release.codelists["departments"]
    groups: dict[str, list[Covered]] = {}
    for one in term.coverage(release):
        groups.setdefault(names[one.code].attributes.get("group") or "未分类", []).append(one)
    columns = (
        Column("name", "领域"),
        *(Column(state, word, "个", "number") for state, word in STATES.items()),
        Column("all", "应审查", "个", "number"),
    )
    rows = tuple(
        (
            Cell(group, group),
            *(Cell.number(sum(one.state == state for one in members)) for state in STATES),
            Cell.number(len(members)),
        )
        for group, members in groups.items()
    )
    return Grid("本届审查到哪里了", columns, rows)


def _reviews(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "部门"),
        Column("date", "审查日期", kind="date"),
        Column("year", "预算年度"),
        Column("amount", "部门预算", "万元", "number", "提交审查的部门支出预算。"),
        Column("opinions", "提出意见", "条", "number"),
        Column("meeting", "会议"),
    )
    found = sorted(term.reviewed_in(release), key=lambda one: (one.date, one.code))
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], one.code),
            day_cell(one.date),
            Cell(f"{one.year}年", one.year),
            Cell.of(figures[f"amount.{one.code}"]),
            Cell.number(one.opinions),
            text_cell(term.meeting_name(one)),
        )
        for one in found
    )
    return Grid(f"{release.period.title}审查的部门预算", columns, rows)


def _coverage(release: Release, figures: Figures) -> Grid:
    """What is still to come first, by planned year; then the reviewed, the newest at the top."""
    columns = (
        Column("name", "部门"),
        Column("state", "状态", kind="status"),
        Column("planned", "计划年份"),
        Column("date", "审查日期", kind="date"),
        Column("opinions", "审查意见", "条", "number"),
        Column("open", "其中未办结", "条", "number"),
        Column("release", "公布于"),
    )

    def key(one: Covered) -> tuple[int, int, int, str]:
        newest = -one.review.date.toordinal() if one.review else 0
        return ("scheduled", "unscheduled", "reviewed").index(one.state), newest, one.planned or 0, one.code

    def row(one: Covered) -> tuple[Cell, ...]:
        name = unit_cell(release.codelists["departments"], one.code)
        state = Cell(STATES[one.state], one.state, status=LEVELS[one.state])
        planned = Cell("—") if one.planned is None else Cell(f"{one.planned}年", one.planned)
        if one.review is None:
            return name, state, planned, *[Cell("—")] * 4
        return (
            name,
            state,
            planned,
            day_cell(one.review.date),
            Cell.of(figures[f"items.{one.code}"]),
            Cell.of(figures[f"items_open.{one.code}"]),
            release_cell(one.review.release),
        )

    return Grid("本届应审查的部门", columns, tuple(map(row, sorted(term.coverage(release), key=key))))


def _history(release: Release) -> Grid:
    """One row for each release of the term: departments, meetings, and where its opinions stand now."""
    columns = (
        Column("period", "时间"),
        Column("reviewed", "审查部门", "个", "number"),
        Column("so_far", "本届累计", "个", "number", "审查过几次的只计一次。"),
        Column("meetings", "专委会会议", "次", "number"),
        Column("opinions", "提出意见", "条", "number"),
        *(
            Column(stage, word, "条", "number", "这一年提出的意见，截至本期末的情况。" if stage == "closed" else "")
            for stage, (word, _) in STAGES.items()
        ),
    )
    seen: set[str] = set()
    rows, found = [], opinions(release)
    for one in term.span(release):
        seen |= {review.code for review in term.reviewed_in(one)}
        own = [opinion for opinion in found if opinion.knots[0].release is one]
        meetings = sum(kind == term.MEETING for kind in one.tables["meetings"].column("kind"))
        rows.append(
            (
                release_cell(one),
                Cell.number(len(one.table)),
                Cell.number(len(seen)),
                Cell.number(meetings),
                Cell.number(len(own)),
                *(Cell.number(sum(opinion.stage == stage for opinion in own)) for stage in STAGES),
            )
        )
    return Grid("各年提出的审查意见办得怎样", columns, tuple(rows))


def _meetings(release: Release) -> Grid:
    columns = (
        Column("date", "日期", kind="date"),
        Column("kind", "类别"),
        Column("body", "会议或报送单位"),
        Column("title", "名称"),
        Column("departments", "审查部门", "个", "number"),
        Column("release", "公布于"),
    )
    rows = []
    for one in term.span(release):
        for cells in one.tables["meetings"].records():
            count = sum(meeting == cells["id"] for meeting in one.table.column("meeting"))
            rows.append(
                (
                    day_cell(cells["date"]),
                    text_cell(cells["kind"]),
                    text_cell(cells["body"]),
                    text_cell(cells["title"]),
                    Cell.number(count) if cells["kind"] == term.MEETING else Cell("—"),
                    release_cell(one),
                )
            )
    rows.sort(key=lambda row: str(row[0].value))
    return Grid("本届以来的会议与报告", columns, tuple(rows))
