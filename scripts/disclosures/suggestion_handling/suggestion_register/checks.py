"""Rules across the cells of the register of suggestions (建议办理台账)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, DATES, replied, together
from scripts.disclosures.suggestion_handling.suggestion_register.transitions import WORDS, BadMove, history, walk
from scripts.measures.date_rules import in_order
from scripts.model.problem import Problem
from scripts.model.release import Release

VERDICTS = ("deputy_reply", "deputy_result")
UNTIL_REPLY = ("replied", "reassigned", "second_replied", "closed")
CONTRADICTED = {
    "已收到": ("assigned", *UNTIL_REPLY),
    "交办": UNTIL_REPLY,
    "办理中": UNTIL_REPLY,
    "已答复": ("closed",),
    "再次办理": ("second_replied", "closed"),
    "退办": UNTIL_REPLY,
}
"""State → dates that it rules out."""
NEEDED = {"已答复": ("replied",), "再次办理": ("replied", "reassigned"), "已办结": ("replied", "closed")}
"""State → dates that it needs, in a row that has dates at all."""


def check(release: Release) -> Iterator[Problem]:
    """Dates stand in order and agree with the state; verdicts follow replies; no suggestion of the year is lost."""
    rows = list(release.table.rows())
    lead = {cells["code"]: cells for _, cells in rows}
    for row, own in rows:
        cells = together(own, lead)
        found = [*_merged(release, row, own, lead), *_dates(release, row, cells), *_state(release, row, cells)]
        found += _verdicts(release, row, cells)
        yield from found or _moves(release, row, cells)
        if own["returned_reason"] is None and (own["state"] == "退办" or own["returned"] is not None):
            yield release.table.problem(
                "check.returned-without-reason",
                row=row,
                field="returned_reason",
                expected="退办的要写明理由",
                fix="补上承办单位退办的理由",
            )
    yield from _numbers(release)
    yield from _left_out(release)


def _dates(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    pairs = []
    if cells["returned"] is not None and cells["assigned"] is not None:
        # A returned suggestion that was assigned anew shows the new day of assignment.
        pairs.append(("assigned", "returned") if cells["state"] == "退办" else ("returned", "assigned"))
    return in_order(release, row, cells, DATES, also=("returned",), pairs=pairs)


def _merged(
    release: Release, row: int, cells: Mapping[str, Any], lead: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    code = cells["merged_into"]
    if code is None:
        return
    reason = ""
    if code == cells["code"]:
        reason = "不能并入它自己"
    elif code not in lead:
        reason = "领头的那件建议要在同一份台账里"
    elif lead[code]["merged_into"] is not None:
        reason = f"它又并入了 {lead[code]['merged_into']}，几件都要写最前面领头的那一件"
    if reason:
        fix = "改成领头那件的建议代码；没有并案的留空白"
        yield release.table.problem("check.merged-into", row=row, field="merged_into", expected=reason, fix=fix)


def _moves(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    """Report the first dated event that cannot follow those before it."""
    try:
        walk(event for _, event in history(cells))
    except BadMove as move:
        field = "closed" if move.event == "withdrawn" else move.event
        title = release.table.schema[field].title
        yield release.table.problem(
            "check.transition",
            row=row,
            field=field,
            expected=f"按日期的先后，到这一步之前是“{WORDS[move.state]}”，后面不会有{title}",
            fix="核对是不是漏了中间一步的日期，或者这个日期填错了格",
        )


def _state(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    state = cells["state"]
    if state is None or all(cells[field] is None for field in DATES):
        return
    schema, expected = release.table.schema, ""
    for field in CONTRADICTED.get(state, ()):
        if cells[field] is not None and not expected:
            expected = f"已经有{schema[field].title} {cells[field].isoformat()}，状态与日期不符"
    for field in NEEDED.get(state, ()):
        if cells[field] is None and not expected:
            expected = f"却没有{schema[field].title}，状态与日期不符"
    if state == "已答复" and cells["reassigned"] is not None and cells["second_replied"] is None and not expected:
        expected = "已经退回再次办理，还没有再次答复，状态应是“再次办理”"
    if expected:
        yield release.table.problem(
            "check.state-disagrees",
            row=row,
            field="state",
            expected=expected,
            fix="核对办理到了哪一步，改正状态或补上日期；再次不满意即为最后评价，不再办理",
        )


def _verdicts(release: Release, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
    table, method = release.table, release.method(CLASSES)
    if cells["class"] is not None and cells["class"] not in method["classes"]:
        yield table.problem(
            "check.unknown-class",
            row=row,
            field="class",
            expected=f"办理结果类别只有：{'、'.join(method['classes'])}",
            fix="改成其中之一；本地的类别不同的，先改口径 suggestion_classes",
        )
    elif cells["class"] is not None and not replied(cells):
        yield table.problem(
            "check.class-before-reply",
            row=row,
            field="class",
            expected="还没有答复，不会有办理结果类别",
            fix="补上答复日期，或删去类别",
        )
    for field in VERDICTS:
        if cells[field] not in {None, "未反馈"} and not replied(cells):
            yield table.problem(
                "check.verdict-before-reply",
                row=row,
                field=field,
                expected="还没有答复，代表不会有评价",
                fix="补上答复日期，或删去评价",
            )
    if cells["second_replied"] is not None and cells["reassigned"] is None:
        yield _second(release, row, "second_replied", "没有再次办理日期，不会有再次答复", "补上再次办理日期")
    elif cells["second_result"] not in {None, "未反馈"} and cells["second_replied"] is None:
        fix = "补上再次答复日期，或删去评价"
        yield _second(release, row, "second_result", "没有再次答复，代表不会有对它的评价", fix)


def _second(release: Release, row: int, field: str, expected: str, fix: str) -> Problem:
    return release.table.problem("check.second-without-first", row=row, field=field, expected=expected, fix=fix)


def _numbers(release: Release) -> Iterator[Problem]:
    seen: dict[tuple[str | None, str], int] = {}
    table = release.table
    for row, key in enumerate(zip(table.column("session"), table.column("number"), strict=True)):
        if key[1] is None:
            continue
        if key in seen:
            yield release.table.problem(
                "check.duplicate-number",
                row=row,
                field="number",
                expected=f"同一会次里与第 {release.table.origin.rows[seen[key]]} 行的建议号重复",
                fix="核对这两件的建议号，改正错的那一格；并案办理的也各有各的号，在“并案于”写领头的那一件",
            )
        seen.setdefault(key, row)


def _left_out(release: Release) -> Iterator[Problem]:
    same_year = [one for one in release.earlier if one.period.year == release.period.year]
    if not same_year:
        return
    here = set(release.table.column("code"))
    before = same_year[-1].table
    for code, title in zip(before.column("code"), before.column("title"), strict=True):
        if code not in here:
            yield release.table.problem(
                "check.suggestion-left-out",
                found=f"{code} {title}",
                expected=f"{same_year[-1].period.title}台账有这件建议，本期没有它的一行",
                fix="补上这一行；代表撤回的，把状态写成“撤回”，不要删行",
            )
