"""Body: which rows of a sheet are data, which row is the printed total, and where the notes begin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scripts.intake.cell import Merged, Sheet
from scripts.intake.change import Change
from scripts.intake.folding import fold
from scripts.intake.header import Layout
from scripts.intake.mapping import NOTHING, SIGNATURES, SUBTOTAL, Mapping
from scripts.model.problem import Problem

LABELS = 3
"""A total or note is named in one of the first columns."""


@dataclass(frozen=True, slots=True)
class Body:
    """Positions of the rows, data in order and the printed total; and why there are no data, if that is said."""

    rows: tuple[int, ...]
    total: int | None = None
    nothing: str = ""


def body_of(
    sheet: Sheet, layout: Layout, mapping: Mapping, changes: list[Change], members: Collection[str] = ()
) -> tuple[Body, list[Problem]]:
    """Return the rows under the header and what stands against them; everything left out is recorded.

    ``members`` are the folded names of what a row may be about: a row named 合计 is data where a code list has it.
    """
    first = _position(sheet, mapping.first_row) if mapping.first_row else layout.bottom + 1
    written = [
        row for row in range(layout.bottom + 1, len(sheet.rows)) if not all(cell.blank for cell in sheet.rows[row])
    ]
    last = _position(sheet, mapping.last_row) if mapping.last_row else max(written, default=-1)
    rows: list[int] = []
    totals: list[int] = []
    used = set(layout.columns.values())
    problems: list[Problem] = []
    noted = False
    nothing = ""

    def leave(code: str, row: int) -> None:
        words = _label(sheet, row, folded=False) or _first_text(sheet, row)
        changes.append(Change(code, sheet.place(row), words))

    for row in range(layout.bottom + 1, max(written, default=-1) + 1):
        label = _label(sheet, row)
        if row not in range(first, last + 1):
            leave("import.dropped-row", row)
        elif (said := re.fullmatch(NOTHING, label)) and _lone(sheet, row):
            nothing = said[1]
            leave("import.note-row", row)
        elif mapping.notes and _matches(SIGNATURES, label):
            noted = True
            # The names of those who signed are nobody's to keep.
            changes.append(Change("import.note-row", sheet.place(row), re.split("[:：]", label)[0]))
        elif noted or (_matches(mapping.notes, label) and _lone(sheet, row)):
            noted = True
            if label:
                leave("import.note-row", row)
            if not _lone(sheet, row):
                problems.append(_after_notes(sheet, row))
        elif all(cell.blank for cell in sheet.rows[row]):
            leave("import.blank-row", row)
        elif label not in members and _matches(mapping.total, label):
            totals.append(row)
            leave("import.total-row", row)
        elif any(_matches(pattern, label or _first_text(sheet, row)) for pattern in mapping.drop):
            leave("import.dropped-row", row)
        elif all(sheet.cell(row, column).blank and sheet.shown(row, column).blank for column in used):
            leave("import.blank-row", row)
        else:
            rows.append(row)
            if mapping.total and label not in members and _matches(SUBTOTAL, label):
                problems.append(_subtotal(sheet, row))
    problems += [
        Problem(
            "import.total-twice",
            sheet.place(row),
            f"第 {sheet.line(totals[0])} 行已是合计行",
            "小计行在映射文件 [table] 的 drop 中写明，total 只写总的那一行",
            _label(sheet, row, folded=False),
        )
        for row in totals[1:]
    ]
    return Body(tuple(rows), totals[0] if totals else None, nothing), problems


def _matches(pattern: str, label: str) -> bool:
    return bool(pattern and label and re.fullmatch(pattern, label, re.IGNORECASE | re.DOTALL))


def _after_notes(sheet: Sheet, row: int) -> Problem:
    return Problem(
        "import.rows-after-notes",
        sheet.place(row),
        "表下说明之后还有一行数据",
        '把说明移到表的最后，或在映射文件 [table] 中写 notes = ""',
        _label(sheet, row, folded=False),
    )


def _subtotal(sheet: Sheet, row: int) -> Problem:
    return Problem(
        "import.subtotal-row",
        sheet.place(row),
        "这像是小计行，当作数据会重复计算",
        '删去小计行，或在映射文件 [table] 中写 drop = ["小计"]',
        _label(sheet, row, folded=False),
    )


def _position(sheet: Sheet, line: int) -> int:
    return sheet.lines.index(line) if sheet.lines and line in sheet.lines else line - 1


def _label(sheet: Sheet, row: int, *, folded: bool = True) -> str:
    """Return the first text of a row among its first columns."""
    for cell in sheet.rows[row][:LABELS]:
        if not cell.blank:
            return fold(cell.text) if folded else cell.text.strip()
    return ""


def _first_text(sheet: Sheet, row: int) -> str:
    """Return the first text of a row whose first columns are blank: the second line of one entry (工程：尚未核定)."""
    return next((fold(cell.text) for cell in sheet.rows[row] if not cell.blank), "")


def _lone(sheet: Sheet, row: int) -> bool:
    """Whether a row holds at most one text, as notes do; a datum named 说明 has more cells."""
    return sum(not cell.blank for cell in sheet.rows[row]) <= 1


def merged_in(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> list[Merged]:
    """Return the merged ranges that reach over more than one of these cells."""
    rows, columns = sorted(rows), sorted(columns)

    def within(positions: Sequence[int], first: int, last: int) -> int:
        return bisect_right(positions, last) - bisect_left(positions, first)

    return [
        area
        for area in sheet.merged
        if within(rows, area.top, area.bottom) * within(columns, area.left, area.right) > 1
    ]


def hidden_in(sheet: Sheet, body: Body, layout: Layout, mapping: Mapping) -> list[Problem]:
    """Return a problem for each hidden row or column that would be published unseen."""
    if mapping.hidden == "accept":
        return []
    fix = '取消隐藏并核对后再导入；确认要公开的，在映射文件 [table] 中写 hidden = "accept"'
    problems = []
    if sheet.hidden:
        problems.append(Problem("import.hidden", sheet.place(), "这个工作表是隐藏的", fix))
    problems += [
        Problem("import.hidden", sheet.place(row), "这一行是隐藏的", fix)
        for row in body.rows
        if row in sheet.hidden_rows
    ]
    problems += [
        Problem("import.hidden", sheet.place(None, column, layout.headers.get(column, "")), "这一列是隐藏的", fix)
        for column in sorted(set(layout.columns.values()))
        if column in sheet.hidden_columns
    ]
    return problems
