"""Rules across the cells of the progress of livelihood projects (民生实事项目进度)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_progress.followup import follow
from scripts.disclosures.livelihood_votes.project_progress.works import COMPLETED, STOPPED, WORDS, Work, before, works
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release

SAID = ("status", "progress", "arrived", "paid", "completed", "next")
"""What a lead department says each period; empty when it said nothing."""
CUMULATIVE = ("progress", "arrived", "paid")
WHOLE = {"未开工": 0, COMPLETED: 100}
"""Status that fixes the progress, in per cent."""
KEPT = ("adjusted_to", "adjusted_completion", "procedure")
EMPTY = "（空白）"


def check(release: Release) -> Iterator[Problem]:
    """No project falls out, no promise moves, silence is empty, an adjustment names its procedure."""
    past, present = before(release), works(release)
    yield from _chain(release, past, present)
    for work in present:
        yield from _silence(release, work)
        yield from _status(release, work)
        yield from _money(release, work)
        yield from _adjustment(release, work)
        if work.code in past:
            yield from _against(release, work, past[work.code])
    yield from follow(release, present)


def _chain(release: Release, past: dict[str, Work], present: tuple[Work, ...]) -> Iterator[Problem]:
    """Every project has a row until it ends, and at least to the end of the year it was chosen for."""
    here = {work.code for work in present}
    names = release.codelists["projects"]
    for code, work in past.items():
        if code not in here and (not work.ended or work.cells["year"] >= release.period.year):
            yield release.table.problem(
                "check.project-left-out",
                found=f"{code} {names.label(code)}",
                expected=f"前一期有这个项目（{work.word}），本期没有它的一行",
                fix="补上这一行；牵头部门没有报告的，“本期已报告”填“否”，状态和数字留空",
            )


def _silence(release: Release, work: Work) -> Iterator[Problem]:
    table = release.table
    if not work.reported:
        for field in SAID:
            if work.cells[field] is not None:
                yield table.problem(
                    "check.unreported-has-values",
                    row=work.row,
                    field=field,
                    expected="本期没有报告的，状态和数字应当留空，不用上一期的代替",
                    fix="删去这一格；确实报告了的，把“本期已报告”改成“是”",
                )
    elif work.cells["status"] is None:
        yield table.problem(
            "check.status-missing",
            row=work.row,
            field="status",
            found=EMPTY,
            expected="已经报告的项目要有状态",
            fix="按口径的定义填写状态；没有报告的，把“本期已报告”改成“否”",
        )


def _status(release: Release, work: Work) -> Iterator[Problem]:
    table, cells = release.table, work.cells
    whole = WHOLE.get(cells["status"])
    if whole is not None and cells["progress"] is not None and cells["progress"] != whole:
        yield table.problem(
            "check.progress-status",
            row=work.row,
            field="progress",
            expected=f"状态是“{cells['status']}”的，形象进度应是 {whole}%",
            fix="核对状态的定义和形象进度，改正错的那一格",
        )
    if (cells["status"] == COMPLETED) != (cells["completed"] is not None) and work.reported:
        done = cells["status"] == COMPLETED
        yield table.problem(
            "check.completed-date",
            row=work.row,
            field="completed",
            found=EMPTY if done else None,
            expected="完成的项目要有实际完成日期" if done else "只有状态是“完成”的项目有实际完成日期",
            fix="核对是否已经完成，补上或者删去日期，或者改状态",
        )
    if cells["completed"] is not None and cells["completed"] > release.at:
        yield table.problem(
            "check.date-after-period",
            row=work.row,
            field="completed",
            expected=f"本期数据截至{chinese_date(release.at)}，之后的事放到下一期",
            fix="核对日期；日期无误的，留空，状态按期末填写",
        )


def _money(release: Release, work: Work) -> Iterator[Problem]:
    arrived, paid = work.cells["arrived"], work.cells["paid"]
    if arrived is not None and paid is not None and paid > arrived:
        yield release.table.problem(
            "check.paid-above-arrived",
            row=work.row,
            field="paid",
            expected=f"支付的不会多于到位的资金 {arrived} 万元",
            fix="核对两个数的单位和截止日期，改正错的那一格",
        )


def _adjustment(release: Release, work: Work) -> Iterator[Problem]:
    """Any of the three means an adjustment; it needs what it was adjusted to, by what procedure, and to what day."""
    cells, table = work.cells, release.table
    if cells["status"] != "调整" and all(cells[field] is None for field in KEPT):
        return
    moved = cells["adjusted_to"] == "延期"
    for field in ("adjusted_to", "procedure", *(("adjusted_completion",) if moved else ())):
        if cells[field] is None:
            yield table.problem(
                "check.adjustment-incomplete",
                row=work.row,
                field=field,
                found=EMPTY,
                expected="调整须经程序：调整为什么、哪次会议同意都要写明，延期的还要写明调整后的完成日期",
                fix="补上这一格；没有经过程序的不算调整，状态按实际填写，调整各列留空",
            )
    if cells["adjusted_completion"] is not None and not moved and cells["adjusted_to"] is not None:
        yield table.problem(
            "check.adjusted-date",
            row=work.row,
            field="adjusted_completion",
            expected=f"只有延期的项目有调整后完成日期，这里调整为“{cells['adjusted_to']}”",
            fix="删去日期，或者把“调整为”改成“延期”",
        )


def _against(release: Release, work: Work, past: Work) -> Iterator[Problem]:
    """What was published before does not change without being seen."""
    table, cells = release.table, work.cells
    if past.cells["planned_completion"] != cells["planned_completion"]:
        was = past.cells["planned_completion"]
        yield table.problem(
            "check.planned-date-moved",
            row=work.row,
            field="planned_completion",
            found=EMPTY if cells["planned_completion"] is None else None,
            expected=f"以前各期公布的承诺完成日期是{chinese_date(was) if was else '空白'}，不能改",
            fix="改回原来的日期；经程序延期的，写在“调整后完成日期”；原来写错的，用更正改前一期",
        )
    if past.cells["adjusted_to"] is not None and cells["adjusted_to"] is None:
        yield table.problem(
            "check.adjustment-dropped",
            row=work.row,
            field="adjusted_to",
            found=EMPTY,
            expected=f"以前公布过经程序调整（{past.cells['adjusted_to']}），以后各期要照抄",
            fix="照前一期补上调整为、调整后完成日期、调整程序",
        )
    if past.cells["status"] == COMPLETED and cells["status"] != COMPLETED:
        yield table.problem(
            "check.completed-reopened",
            row=work.row,
            field="status",
            found=WORDS["unreported"] if cells["status"] is None else None,
            expected="以前公布过这个项目已经完成",
            fix="改回“完成”；以前写错的，用更正改那一期",
        )
    for field in CUMULATIVE:
        was, now = past.cells[field], cells[field]
        if was is not None and now is not None and now < was and cells["adjusted_to"] != STOPPED:
            yield table.problem(
                "check.cumulative-fell",
                row=work.row,
                field=field,
                expected=f"累计数不会比前一期的 {was} 少",
                fix="核对是否填成了本期数；确有退款或返工的，批准时写明理由",
            )
