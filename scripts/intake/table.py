"""Canonical CSV of a release → ``Table``, checked cell by cell against its schema; every problem at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.intake import scalar
from scripts.intake.column import proven, turn
from scripts.intake.guard import MOST_ROWS
from scripts.intake.harmless import FORMULA, MOST_CHARACTERS, UNSAFE, UNSAFE_WORDS
from scripts.intake.personal import personal_data
from scripts.model.codelist import CodeList
from scripts.model.collection import no_collection
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.table import Field, Origin, Schema, Table, column_letter


def read(path: Path, schema: Schema, codelists: Mapping[str, CodeList], name: str | None = None) -> Table:
    """Return the table in ``path``.

    Args:
        path: UTF-8 CSV, with or without BOM; its first line holds the field names in any order.
        schema: what the columns must be.
        codelists: for fields with a code list.
        name: how problems call the file; its path by default.

    Returns:
        All rows, cells as exact Python values.

    Raises:
        Rejected: with every problem found (codes ``table.*``).
    """
    return parse(path.read_bytes(), schema, codelists, name or str(path))


def parse(content: bytes, schema: Schema, codelists: Mapping[str, CodeList], name: str) -> Table:
    """Return the table in ``content``; see ``read``."""
    with no_collection():  # there are no cycles among cells
        return _parse(content, schema, codelists, name)


def _parse(content: bytes, schema: Schema, codelists: Mapping[str, CodeList], name: str) -> Table:
    lines = _lines(content, name)
    header = lines[0]
    problems = list(_header_problems(header, schema, name))
    if problems:
        raise Rejected(problems)
    # A record may span lines; staff see records as rows, as their spreadsheet does.
    rows = tuple([place + 1 for place, cells in enumerate(lines) if place and ((cells and cells[0]) or any(cells))])
    body = [lines[number - 1] for number in rows]
    if len(body) > MOST_ROWS:
        raise Rejected(
            [
                Problem(
                    "table.too-many-rows",
                    Place(name),
                    f"最多 {MOST_ROWS} 行，这里有 {len(body)} 行",
                    "按时期或部门拆成几次公开",
                )
            ]
        )
    origin = Origin(
        name,
        rows,
        {field: column_letter(header.index(field)) for field in schema.names if field in header},
        {field.name: field.header for field in schema.fields},
    )
    written = dict(zip(header, turn(body, len(header)), strict=True))
    columns: dict[str, list[Any]] = {}
    for field in schema.fields:
        texts = written.get(field.name) or [""] * len(body)
        values = proven(texts, field, schema, codelists.get(field.codelist))
        if values is None:
            values, found = _cells(texts, field, schema, codelists, origin)
            problems += found
        columns[field.name] = values
    for number, cells in zip(rows, body, strict=True):
        if len(cells) > len(header):
            problems.append(
                Problem(
                    "table.extra-cell",
                    Place(name, row=number, column=column_letter(len(header))),
                    "这一格在表头之外",
                    "删去多出的格；文字里有逗号的要用引号括起",
                    cells[len(header)],
                )
            )
    table = Table.of(columns, schema, origin)
    if not problems:
        problems += _key_problems(table)
    if problems:
        raise Rejected(sorted(problems, key=lambda p: (p.place.row or 0, p.place.column)))
    return table


def _cells(
    texts: list[str], field: Field, schema: Schema, codelists: Mapping[str, CodeList], origin: Origin
) -> tuple[list[Any], list[Problem]]:
    """Return the values of a column and what is wrong with its cells, each text being looked at once."""
    parser, column = _parser(field, codelists), origin.columns.get(field.name, "")
    nowhere = Place(origin.file, column=column, header=field.header)
    checked = {text: _cell(text, field, parser, schema, nowhere) for text in set(texts)}
    problems = [
        replace(problem, place=replace(nowhere, row=number))
        for number, text in zip(origin.rows, texts, strict=True)
        if (problem := checked[text][1]) is not None
    ]
    return [checked[text][0] for text in texts], problems


def _lines(content: bytes, name: str) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Rejected(
            [
                Problem(
                    "table.not-utf8",
                    Place(name, row=line),
                    "文件不是 UTF-8 编码",
                    "用 portal import 重新导入原工作簿，由它转换编码",
                )
            ]
        ) from None
    csv.field_size_limit(10_000_000)
    lines: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            # One by one: how many there are says where the reader stopped.
            lines.append(cells)
    except csv.Error as error:
        raise Rejected(
            [
                Problem(
                    "table.not-csv",
                    Place(name, row=len(lines) + 1),
                    f"读不成表格（{error}）",
                    "检查这一行的引号是否成对，或用 portal import 重新导入原工作簿",
                )
            ]
        ) from None
    if not lines:
        raise Rejected(
            [Problem("table.empty", Place(name), "文件是空的，连表头也没有", "导入有内容的表；没有数据也要保留表头")]
        )
    return lines


def _header_problems(header: list[str], schema: Schema, name: str) -> list[Problem]:
    problems = []
    for index, cell in enumerate(header):
        place = Place(name, row=1, column=column_letter(index))
        if cell not in schema.names:
            problems.append(
                Problem(
                    "table.unknown-column",
                    place,
                    f"没有这一列；有的是：{'、'.join(f'{f.name}（{f.title}）' for f in schema.fields)}",
                    "改成上面的列名，或删去这一列",
                    cell,
                )
            )
        elif cell in header[:index]:
            problems.append(Problem("table.repeated-column", place, "这一列出现了两次", "删去重复的一列", cell))
    for field in schema.fields:
        if field.required and field.name not in header:
            problems.append(
                Problem(
                    "table.missing-column",
                    Place(name, row=1),
                    f"缺少必有的一列 {field.name}（{field.title}）",
                    "补上这一列",
                )
            )
    return problems


def _cell(
    text: str, field: Field, parser: Callable[[str], Any], schema: Schema, place: Place
) -> tuple[Any, Problem | None]:
    def wrong(code: str, expected: str, fix: str) -> tuple[None, Problem]:
        return None, Problem(code, place, expected, fix, text)

    if len(text) > MOST_CHARACTERS:
        return wrong("table.too-long", f"一格最多 {MOST_CHARACTERS} 字，这里有 {len(text)} 字", "缩短文字，长文另附")
    if UNSAFE.search(text):
        return wrong("table.unsafe-character", UNSAFE_WORDS, "删去这些字符，重新输入这一格的文字")
    if text != text.strip():
        return wrong("table.stray-space", "首尾有空格或换行", "删去首尾的空格")
    if text in schema.missing_values:
        if field.required:
            return wrong("table.required", "这里必须填写", f"填上{field.title}")
        return None, None
    if field.type == "string" and FORMULA.match(text):
        return wrong(
            "table.formula", "文字以公式符号（= + - @）开头，表格软件会当公式执行", "在前面加一个字，或删去这个符号"
        )
    if field.type == "string" and (personal := personal_data(text)):
        return wrong(
            "table.personal-data", f"含有{personal}，不得公开", f"删去{personal}，必要时重新核对这份材料能否公开"
        )
    try:
        value = parser(text)
    except ValueError as error:
        code, expected, fix = error.args
        return wrong(code, expected, fix)
    return value, _constraint(value, field, place, text)


def _parser(field: Field, codelists: Mapping[str, CodeList]) -> Callable[[str], Any]:
    if field.codelist:
        codes = codelists.get(field.codelist)
        return lambda text: _code(text, field, codes)
    return _PARSERS[field.type]


def _code(text: str, field: Field, codes: CodeList | None) -> str:
    if codes is None:
        raise ValueError(
            "table.no-codelist", f"没有代码表 {field.codelist}", f"补上 data/codelists/{field.codelist}.csv"
        )
    parts = text.split("|") if field.constraints.get("list") else [text]
    for part in parts:
        if part not in codes:
            found = codes.find(part)
            hint = f"“{part}”是 {found}" if found else "代码表里没有它"
            raise ValueError(
                "table.unknown-code",
                f"这里只能填代码表 {field.codelist} 里的代码，{hint}",
                f"改成代码 {found}" if found else f"改正代码，或先在 data/codelists/{field.codelist}.csv 加上一行",
            )
    return text


_PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": scalar.integer,
    "number": scalar.number,
    "date": scalar.date,
    "boolean": scalar.boolean,
}


def _constraint(value: Any, field: Field, place: Place, text: str) -> Problem | None:
    rules = field.constraints
    if "enum" in rules:
        parts = text.split("|") if rules.get("list") else [text]
        if any(part not in rules["enum"] for part in parts):
            return Problem("table.not-allowed", place, f"只能是：{'、'.join(rules['enum'])}", "改成其中之一", text)
    if "minimum" in rules and value < Decimal(str(rules["minimum"])):
        return Problem("table.out-of-range", place, f"不能小于 {rules['minimum']}", "核对这个数", text)
    if "maximum" in rules and value > Decimal(str(rules["maximum"])):
        return Problem("table.out-of-range", place, f"不能大于 {rules['maximum']}", "核对这个数", text)
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return Problem(
            "table.too-long", place, f"最多 {rules['maxLength']} 字，这里有 {len(text)} 字", "缩短文字", text
        )
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return Problem("table.pattern", place, f"格式应为 {rules['pattern']}", "按“字段说明”改写", text)
    return None


def _key_problems(table: Table) -> list[Problem]:
    problems = []
    keys = [(table.schema.primary_key, "table.repeated-key")] if table.schema.primary_key else []
    keys += [((one.name,), "table.not-unique") for one in table.schema.fields if one.constraints.get("unique")]
    for fields, code in keys:
        columns = [table.column(field) for field in fields]
        if len(columns) == 1 and len(set(columns[0])) == len(table):
            continue
        values = list(zip(*columns, strict=True))
        if len(set(values)) == len(values):
            continue
        seen: dict[tuple[Any, ...], int] = {}
        for row, key in enumerate(values):
            if key in seen and None not in key:
                first = table.origin.rows[seen[key]]
                problems.append(
                    table.problem(
                        code,
                        row=row,
                        field=fields[0],
                        expected=f"与第 {first} 行重复",
                        fix="核对这两行，删去或改正其中一行",
                    )
                )
            seen.setdefault(key, row)
    return problems
