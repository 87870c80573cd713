"""Long form: rows chosen by a filter and turned so that what stood under each other stands side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping as Items
from decimal import Decimal

from scripts.intake.cell import EMPTY, Cell, Sheet
from scripts.intake.change import Change
from scripts.intake.folding import fold
from scripts.intake.mapping import Mapping, Pivot
from scripts.model.problem import Problem, Rejected


def columns_of(sheet: Sheet, header: int) -> dict[str, int]:
    """Return folded header → column of the row ``header``; of equal headers the first."""
    out: dict[str, int] = {}
    for column in range(sheet.width):
        text = fold(sheet.cell(header, column).text)
        if text:
            out.setdefault(text, column)
    return out


def reshape(sheet: Sheet, mapping: Mapping, changes: list[Change]) -> Sheet:
    """Return the sheet after the filter and the pivot of the mapping; the same sheet when it has neither.

    Raises:
        Rejected: a header does not exist, or two rows claim one cell.
    """
    if not mapping.filter and mapping.pivot is None:
        return sheet
    header = (mapping.header_rows[0] - 1) if mapping.header_rows else 0
    columns = columns_of(sheet, header)
    wanted = [*mapping.filter, *(_headers(mapping.pivot) if mapping.pivot else ())]
    problems = [
        Problem(
            "import.no-column",
            sheet.place(header),
            f"没有找到“{name}”这一列",
            f"改正映射文件 [filter] 或 [pivot] 中的列名；表头有：{'、'.join(columns)}",
        )
        for name in dict.fromkeys(wanted)
        if fold(name) not in columns
    ]
    if problems:
        raise Rejected(problems)
    kept = [row for row in range(header + 1, len(sheet.rows)) if _passes(sheet, row, mapping.filter, columns)]
    if left := len(sheet.rows) - header - 1 - len(kept):
        why = "；".join(f"{name} 只取 {'、'.join(texts)}" for name, texts in mapping.filter.items())
        changes.append(Change("import.filtered", sheet.place(), why=f"{why}；留下 {len(kept)} 行，筛掉 {left} 行"))
    if mapping.pivot is None:
        return Sheet(
            sheet.file,
            sheet.name,
            (sheet.rows[header], *(sheet.rows[row] for row in kept)),
            hidden=sheet.hidden,
            epoch=sheet.epoch,
            lines=(sheet.line(header), *(sheet.line(row) for row in kept)),
        )
    return _turned(sheet, mapping.pivot, header, kept, columns, changes)


def _headers(pivot: Pivot) -> tuple[str, ...]:
    return (*pivot.index, *pivot.on, pivot.value, *pivot.latest)


def _passes(sheet: Sheet, row: int, chosen: Items[str, tuple[str, ...]], columns: Items[str, int]) -> bool:
    if all(cell.blank for cell in sheet.rows[row]):
        return False
    return all(_chosen(sheet.cell(row, columns[fold(name)]).text.strip(), texts) for name, texts in chosen.items())


def _chosen(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a text is one of those wanted or matches the only one when that stands between slashes."""
    if len(wanted) == 1 and len(wanted[0]) > 1 and wanted[0][0] == wanted[0][-1] == "/":
        return re.fullmatch(wanted[0][1:-1], text) is not None
    return text in wanted


def _natural(text: str) -> tuple[tuple[int, Decimal, str], ...]:
    """Return a key that orders numbers inside texts by value (9 before 10)."""
    return tuple(
        (0, Decimal(part), "") if part.isascii() and part.isdigit() else (1, Decimal(0), part)
        for part in re.split(r"(\d+)", text)
        if part
    )


def _turned(
    sheet: Sheet, pivot: Pivot, header: int, kept: list[int], columns: Items[str, int], changes: list[Change]
) -> Sheet:
    def texts(row: int, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sheet.cell(row, columns[fold(name)]).text.strip() for name in names)

    value = columns[fold(pivot.value)]
    chosen: dict[tuple[str, ...], dict[str, int]] = {}
    heads: dict[str, None] = {}
    problems = []
    for row in kept:
        head = "/".join(texts(row, pivot.on))
        heads.setdefault(head)
        group = chosen.setdefault(texts(row, pivot.index), {})
        if head not in group:
            group[head] = row
            continue
        here, there = (tuple(map(_natural, texts(one, pivot.latest))) for one in (row, group[head]))
        if here == there:
            first = sheet.line(group[head])
            problems.append(
                Problem(
                    "import.same-twice",
                    sheet.place(row, value, pivot.value),
                    f"第 {first} 行已有同一对象、同一项目（{head}）的数",
                    "在映射文件 [pivot] 的 index、on 或 latest 中加上能区分两行的列",
                    sheet.cell(row, value).text,
                )
            )
            continue
        loser, group[head] = (group[head], row) if here > there else (row, group[head])
        winner = sheet.line(group[head])
        changes.append(
            Change(
                "import.superseded",
                sheet.place(loser, value, pivot.value),
                sheet.cell(loser, value).text,
                "",
                f"用第 {winner} 行",
            )
        )
    if problems:
        raise Rejected(problems)
    names = [columns[fold(name)] for name in pivot.index]
    rows = [tuple(sheet.cell(header, column) for column in names) + tuple(Cell(head) for head in heads)]
    lines = [sheet.line(header)]
    for group in chosen.values():
        first = min(group.values())
        cells = [sheet.cell(first, column) for column in names]
        for head in heads:
            if head not in group:
                cells.append(EMPTY)
                continue
            cell = sheet.cell(group[head], value)
            cells.append(Cell(cell.value, cell.format, place=(sheet.line(group[head]), sheet.letter(value))))
        rows.append(tuple(cells))
        lines.append(sheet.line(first))
    letters = {index: sheet.letter(column) for index, column in enumerate(names)}
    letters |= {len(names) + index: sheet.letter(value) for index in range(len(heads))}
    return Sheet(
        sheet.file,
        sheet.name,
        tuple(rows),
        hidden=sheet.hidden,
        lines=tuple(lines),
        letters=letters,
        epoch=sheet.epoch,
    )
