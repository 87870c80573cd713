"""Header: where the columns of a sheet are, from header rows that may be two, merged, blank-ridden or under a title."""

from __future__ import annotations

from collections.abc import Mapping as Items
from dataclasses import dataclass, replace

from openpyxl.utils import column_index_from_string

from scripts.intake.cell import Sheet
from scripts.intake.folding import fold, without_unit
from scripts.intake.mapping import Mapping
from scripts.model.problem import Problem
from scripts.model.table import Field, Schema

SEARCHED = 30
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are, by position.

    Args:
        top, bottom: first and last header row.
        columns: field name → column.
        headers: column → header as one reads it.
    """

    top: int
    bottom: int
    columns: Items[str, int]
    headers: Items[int, str]


def headers_of(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """Return column → the texts over it from top to bottom, a merged text over each of its columns."""
    near = replace(sheet, merged=tuple(area for area in sheet.merged if area.top <= bottom and area.bottom >= top))
    out = {}
    for column in range(sheet.width):
        parts: list[str] = []
        for row in range(top, bottom + 1):
            text = fold(near.shown(row, column).text)
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        if parts:
            out[column] = tuple(parts)
    return out


def _called(parts: tuple[str, ...]) -> set[str]:
    """Return every folded text by which a column may be meant."""
    joined = {"/".join(parts), "".join(parts), parts[-1]}
    return joined | {without_unit(text) for text in joined} - {""}


def _names(field: Field) -> set[str]:
    return {fold(field.name), fold(field.title), fold(field.header)}


def locate(sheet: Sheet, schema: Schema, mapping: Mapping) -> tuple[Layout | None, list[Problem]]:
    """Return the layout that the mapping states or the headers show, and what stands against it."""
    if mapping.header_rows:
        top, bottom = _position(sheet, min(mapping.header_rows)), _position(sheet, max(mapping.header_rows))
    elif mapping.fields and (mapping.pivot or mapping.filter):
        top = bottom = 0
    else:
        top, bottom = _search(sheet, schema, mapping)
    parts = headers_of(sheet, top, bottom)
    called = {column: _called(texts) for column, texts in parts.items()}
    headers = {column: _printed(sheet, top, bottom, column) for column in parts}
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for field in schema.fields:
        rule = mapping.fields.get(field.name)
        if (mapping.fields and rule is None) or (rule and (rule.constant or rule.serial)):
            continue
        if rule and rule.letter:
            columns[field.name] = column_index_from_string(rule.letter) - 1
            continue
        stated = bool(rule and rule.column)
        wanted_name = rule.column if rule and rule.column else field.header
        wanted = {fold(rule.column)} if rule and rule.column else _names(field)
        met = [column for column, names in called.items() if wanted & names]
        if len(met) > 1:
            # 核定金額 under 核定情形 and again under 追加情形: the whole path decides, or nobody does.
            met = [column for column in met if wanted & {"/".join(parts[column])}] or met
        if len(met) == 1:
            columns[field.name] = met[0]
        elif len(met) > 1:
            letters = "、".join(map(sheet.letter, met))
            problems.append(
                Problem(
                    "import.column-twice",
                    sheet.place(bottom),
                    f"有几列都叫“{wanted_name}”（{letters} 列），不知道用哪一列",
                    f'在映射文件 [fields.{field.name}] 中写 letter，如 letter = "{sheet.letter(met[0])}"',
                )
            )
        elif stated or field.required:
            seen = "、".join(headers.values())
            problems.append(
                Problem(
                    "import.no-column",
                    sheet.place(bottom),
                    f"没有找到“{wanted_name}”这一列",
                    f"把表头改成“{field.header}”，或在映射文件 [fields.{field.name}] 中写 column；表头有：{seen}",
                )
            )
    if not columns:
        return None, problems
    return Layout(top, bottom, columns, headers), problems


def _position(sheet: Sheet, line: int) -> int:
    """Return the position of a displayed row."""
    return sheet.lines.index(line) if sheet.lines and line in sheet.lines else line - 1


def _printed(sheet: Sheet, top: int, bottom: int, column: int) -> str:
    """Return a header for reading: its rows joined by ``/``, blanks gone only where a line was broken."""
    parts: list[str] = []
    for row in range(top, bottom + 1):
        text = "".join(sheet.shown(row, column).text.split())
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return "/".join(parts)


def _search(sheet: Sheet, schema: Schema, mapping: Mapping) -> tuple[int, int]:
    """Return the header rows under which most fields are found, the earliest and fewest of them."""
    wanted = []
    for field in schema.fields:
        rule = mapping.fields.get(field.name)
        if rule and rule.column:
            wanted.append({fold(rule.column)})
        elif not mapping.fields:
            wanted.append(_names(field))
    best, score = (0, 0), (0, 0)
    for top in range(min(SEARCHED, len(sheet.rows))):
        for bottom in range(top, min(top + DEEPEST, len(sheet.rows))):
            called = [_called(parts) for parts in headers_of(sheet, top, bottom).values()]
            met = sum(any(names & texts for texts in called) for names in wanted)
            if (met, top - bottom) > score and met:
                best, score = (top, bottom), (met, top - bottom)
    return best
