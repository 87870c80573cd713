"""Printed tables of the opinions on department budgets: by topic, by department, what is open, and their course."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.opinion import OUTCOMES, STAGES, Opinion, opinions
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, text_cell, unit_cell
from scripts.model.release import Release

HEADS = {"pending": "还没有答复"}
MARKS = {"adopted": "done", "partly": "going", "rejected": "bad", "pending": "wait"}
"""Outcome → status level of its cell."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the counts that pictures show, then single opinions."""
    found = opinions(release)
    return {
        "topics": _topics(release, figures),
        "stages": _stages(release, figures),
        "overdue": _overdue(release, figures, [one for one in found if one.stage == "overdue"]),
        "declined": _declined(release, [one for one in found if one.outcome in {"partly", "rejected"}]),
        "course": _course(release, found),
    }


def _topics(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "意见类别"),
        *(Column(key, HEADS.get(key, word), "条", "number") for key, word in OUTCOMES.items()),
        Column("all", "合计", "条", "number"),
    )
    names = release.codelists["review_topics"]
    codes = sorted(
        (code for code in names if f"topic.{code}" in figures),
        key=lambda code: -int(figures[f"topic.{code}"].value or 0),
    )
    rows = tuple(
        (
            Cell(names.label(code), names.label(code)),
            *(Cell.of(figures[f"topic_{key}.{code}"]) for key in OUTCOMES),
            Cell.of(figures[f"topic.{code}"]),
        )
        for code in codes
    )
    return Grid("审查意见采纳了没有", columns, rows)


def _stages(release: Release, figures: Figures) -> Grid:
    """Departments with most overdue first, then with most open."""
    columns = (
        Column("name", "部门"),
        *(Column(stage, word, "条", "number") for stage, (word, _) in STAGES.items()),
        Column("all", "合计", "条", "number"),
    )
    codes = [code for code in term.reviews(release) if figures[f"items.{code}"].value]

    def key(code: str) -> tuple[int, int, int, str]:
        overdue, opened, own = (int(figures[f"{name}.{code}"].value or 0) for name in _SORT)
        return -overdue, -opened, -own, code

    rows = tuple(
        (
            unit_cell(release.codelists["departments"], code),
            *(Cell.of(figures[f"items_{stage}.{code}"]) for stage in STAGES),
            Cell.of(figures[f"items.{code}"]),
        )
        for code in sorted(codes, key=key)
    )
    return Grid("各部门审查意见办理情况", columns, rows)


_SORT = ("items_overdue", "items_open", "items")


def _overdue(release: Release, figures: Figures, found: Sequence[Opinion]) -> Grid:
    """The longest overdue at the top."""
    columns = (
        Column("name", "部门"),
        Column("text", "审查意见"),
        Column("state", "情况", kind="status"),
        Column("due", "期限", kind="date", note="没有答复的是答复期限，已经答复的是办结期限。"),
        Column("late", "逾期", "天", "number", "按自然日，从期限次日算到数据截至日。"),
        Column("outcome", "采纳情况", kind="status"),
        Column("reply", "部门怎么说"),
        Column("closing", "专委会怎么核实"),
        Column("raised", "提出日期", kind="date"),
        Column("id", "编号"),
    )
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], one.code),
            text_cell(one["text"]),
            Cell(one.word, one.stage, status=one.level),
            day_cell(one.due),
            Cell.of(figures[f"late.{one.id}"]),
            _outcome(one),
            text_cell(one["reply"]),
            text_cell(one["closing"]),
            day_cell(one["raised"]),
            text_cell(one.id),
        )
        for one in sorted(found, key=lambda one: (-one.late, one.due, one.id))
    )
    return Grid("逾期没有办结的审查意见", columns, rows)


def _outcome(one: Opinion) -> Cell:
    return Cell(HEADS.get(one.outcome, one["outcome"]), one["outcome"], status=MARKS[one.outcome])


def _declined(release: Release, found: Sequence[Opinion]) -> Grid:
    columns = (
        Column("name", "部门"),
        Column("text", "审查意见"),
        Column("reason", "没有采纳的理由"),
        Column("replied", "答复日期", kind="date"),
        Column("closing", "专委会怎么核实"),
        Column("id", "编号"),
    )

    def grid(title: str, chosen: Sequence[Opinion], details: tuple[tuple[str, Grid], ...] = ()) -> Grid:
        rows = tuple(
            (
                unit_cell(release.codelists["departments"], one.code),
                text_cell(one["text"]),
                text_cell(one["reason"]),
                day_cell(one["replied"]),
                text_cell(one["closing"]),
                text_cell(one.id),
            )
            for one in sorted(chosen, key=lambda one: (one["replied"], one.id))
        )
        return Grid(title, columns, rows, details=details)

    rejected = [one for one in found if one.outcome == "rejected"]
    partly = [one for one in found if one.outcome == "partly"]
    if not rejected:
        return grid("部分采纳的，没有采纳的部分理由是什么", partly)
    said = f"部分采纳的 {len(partly)} 条，没有采纳的部分理由是什么"
    below = ((said, grid("部分采纳的意见", partly)),) if partly else ()
    return grid("没有采纳的，理由是什么", rejected, below)


def _course(release: Release, found: Sequence[Opinion]) -> Grid:
    """Each department with its opinions one level down: their dates, and where they stood at the end of each year."""
    columns = (
        Column("name", "部门"),
        Column("opinions", "意见", "条", "number"),
        Column("closed", "已办结", "条", "number"),
        Column("open", "未办结", "条", "number"),
    )
    rows, details = [], []
    for code in term.reviews(release):
        own = [one for one in found if one.code == code]
        if not own:
            continue
        closed = sum(one.closed for one in own)
        numbers = (len(own), closed, len(own) - closed)
        rows.append((unit_cell(release.codelists["departments"], code), *map(Cell.number, numbers)))
        label = release.codelists["departments"].label(code)
        said = f"{label}：{len(own)} 条意见，" + (f"{numbers[2]} 条没有办结" if numbers[2] else "都已办结")
        details.append((said, _steps(release, label, own)))
    return Grid("每条意见走到哪一步", columns, tuple(rows), details=tuple(details))


def _steps(release: Release, label: str, own: Sequence[Opinion]) -> Grid:
    span = term.span(release)
    columns = (
        Column("text", "审查意见"),
        Column("raised", "提出", kind="date"),
        Column("replied", "答复", kind="date"),
        Column("outcome", "采纳情况", kind="status"),
        Column("closed", "办结", kind="date"),
        *(
            Column(f"p{str(one.period).replace('-', '_').lower()}", f"{one.period.title}末", kind="status")
            for one in span
        ),
        Column("reply", "部门怎么说"),
        Column("closing", "专委会怎么核实"),
        Column("id", "编号"),
    )
    rows = tuple(
        (
            text_cell(one["text"]),
            day_cell(one["raised"]),
            day_cell(one["replied"]),
            _outcome(one),
            day_cell(one["closed"]),
            *(_at_end(one, release) for release in span),
            text_cell(one["reply"]),
            text_cell(one["closing"]),
            text_cell(one.id),
        )
        for one in own
    )
    return Grid(f"{label}的审查意见", columns, rows)


def _at_end(one: Opinion, release: Release) -> Cell:
    """Return where the opinion stood at the end of that release, as that release published it."""
    until = [knot for knot in one.knots if knot.release.period.end <= release.period.end]
    if not until:
        return Cell("")
    then = Opinion(until, release.as_of)
    # A closed opinion is not said again in later years.
    if then.closed and until[-1].release is not release:
        return Cell("")
    return Cell(then.word, then.stage, href=f"/{release.id.current}/", status=then.level)
