"""Printed tables of what follows an appraisal: opinions by stage, every opinion, reviews."""

from __future__ import annotations

import datetime

from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.opinion import (
    RESULTS,
    Review,
    months,
    opinions,
    reviews,
)
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

STAGES = {"completed": "已完成", "reported": "已报告，未完成", "going": "整改中，未逾期", "overdue": "整改中，已逾期"}


def follow_up(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the counts by stage, the opinions and the reviews of the term so far."""
    return {
        "stages": _stages(release, figures),
        "opinions": _opinions(release, figures),
        "reviews": _reviews(release, figures),
    }


def who_cell(release: Release, code: str) -> Cell:
    """Return a department's name, linked to its profile."""
    entry = release.codelists["departments"][code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def date_cell(day: datetime.date | None, blank: str = "—") -> Cell:
    """Return a date as printed, sorted by its ISO form."""
    return Cell(blank) if day is None else Cell(chinese_date(day), day.isoformat())


def text_cell(text: str) -> Cell:
    """Return a text, or a dash where there is none."""
    return Cell(text or "—", text or None)


def _stages(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "部门"),
        *(Column(stage, word, "条", "number") for stage, word in STAGES.items()),
        Column("all", "合计", "条", "number"),
    )
    found = sorted(term.latest(release).values(), key=lambda one: (one.date, one.code), reverse=True)
    rows = tuple(
        (
            who_cell(release, one.code),
            *(Cell.of(figures[f"items_{stage}.{one.code}"]) for stage in STAGES),
            Cell.of(figures[f"items.{one.code}"]),
        )
        for one in found
    )
    return Grid("各部门评议意见整改状态", columns, rows)


def _opinions(release: Release, figures: Figures) -> Grid:
    """Overdue first, the longest at the top; then open by deadline; completed at the end."""
    columns = (
        Column("name", "部门"),
        Column("text", "评议意见"),
        Column("state", "整改状态", kind="status"),
        Column("deadline", "整改期限", kind="date"),
        Column("reported", "报告日期", kind="date"),
        Column(
            "late", "迟报", "天", "number", note="按自然日计，从期限次日起；期末仍未报告的算到期末，没有期限的不算。"
        ),
        Column("reply", "被评议部门怎么说"),
        Column("verification", "人大怎么核实"),
        Column("result", "复查结果", kind="status"),
        Column("id", "编号"),
    )
    order = ("overdue", "going", "reported", "completed")
    results = {"已落实": "done", "部分落实": "going", "未落实": "bad"}
    found = sorted(
        opinions(release),
        key=lambda one: (
            order.index(one.stage),
            -(one.late or 0) if one.overdue else 0,
            one.deadline or datetime.date.max,
            one.id,
        ),
    )
    rows = tuple(
        (
            who_cell(release, one.code),
            text_cell(one.text),
            Cell(one.word, one.stage, status=one.level),
            date_cell(one.deadline),
            date_cell(one.reported),
            Cell.of(figures[f"late.{one.id}"]),
            text_cell(one.reply),
            text_cell(one.verification),
            Cell(one.result or "—", one.result or None, status=results.get(one.result, "")),
            text_cell(one.id),
        )
        for one in found
    )
    return Grid("本届评议意见与整改", columns, rows)


def _reviews(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "部门"),
        Column("grade", "评议结果", kind="status"),
        Column("date", "评议日期", kind="date"),
        Column(
            "due", f"满 {months(release)} 个月", kind="date", note="评议日期加规定的月数；没有那一天的月份算到月末。"
        ),
        Column("held", "复查日期", kind="date"),
        Column("state", "状态", kind="status"),
        Column("opinions", "评议意见", "条", "number"),
        *(Column(name, word, "条", "number") for name, word in RESULTS.items()),
    )

    def results(review: Review) -> list[Cell]:
        if review.held is None:
            return [Cell("—")] * len(RESULTS)
        return [Cell.number(sum(one.result == word for one in review.opinions)) for word in RESULTS.values()]

    rows = tuple(
        (
            who_cell(release, one.appraisal.code),
            Cell(one.appraisal.word, one.appraisal.word, status=one.appraisal.level),
            date_cell(one.appraisal.date),
            date_cell(one.due),
            date_cell(one.held),
            Cell(one.word, one.word, status=one.level),
            Cell.of(figures[f"items.{one.appraisal.code}"]),
            *results(one),
        )
        for one in reviews(release)
    )
    return Grid("整改情况复查", columns, rows)
