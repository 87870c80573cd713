"""Extraction: one worksheet to the rows of one resource, with the report of everything done on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping as Items
from dataclasses import dataclass
from typing import Any

from scripts.intake import unit
from scripts.intake.body import Body, body_of, hidden_in, merged_in
from scripts.intake.cell import Cell, Sheet
from scripts.intake.change import Change, Report
from scripts.intake.conversion import Converter, converters
from scripts.intake.folding import fold
from scripts.intake.header import Layout, locate
from scripts.intake.longform import reshape
from scripts.intake.mapping import FieldRule, Mapping
from scripts.intake.printed import check_totals
from scripts.intake.recording import Refused
from scripts.intake.share import check_shares
from scripts.model.codelist import CodeList
from scripts.model.problem import Problem, Rejected
from scripts.model.table import Schema

NOTE_JOIN = "；"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Extraction:
    """The rows of a resource and where they stood.

    Args:
        resource: table of the release.
        sheet: worksheet name.
        records: field → value, in file order.
        lines: displayed row of each record.
        columns: field → column letter.
        headers: field → header text.
        report: see ``Report``.
    """

    resource: str
    sheet: str
    records: tuple[dict[str, Any], ...]
    lines: tuple[int, ...]
    columns: Items[str, str]
    headers: Items[str, str]
    report: Report


def extract(
    sheet: Sheet,
    schema: Schema,
    mapping: Mapping,
    codelists: Items[str, CodeList],
    remarks: tuple[str, ...] = (),
) -> Extraction:
    """Return the rows that the worksheet holds for the schema.

    Raises:
        Rejected: with every problem found, not only the first.
    """
    report = Report(sheet.file, sheet.name, mapping.resource, remarks=list(remarks))
    if mapping.empty:
        report.remarks.append(f"“{schema.title or mapping.resource}”没有数据：{mapping.empty}。")
        return Extraction(mapping.resource, "", (), (), {}, {}, report)
    sheet = reshape(sheet, mapping, report.changes)
    layout, problems = locate(sheet, schema, mapping)
    if layout is None or problems:
        raise Rejected(problems or [Problem("import.no-header", sheet.place(), "没有找到表头", _expects(schema))])
    body, body_problems = body_of(sheet, layout, mapping, report.changes, _members(layout, schema, codelists))
    problems += body_problems
    problems += hidden_in(sheet, body, layout, mapping)
    problems += _strangers(sheet, layout, mapping, body, report)
    units, unit_problems = _units(sheet, schema, layout, mapping)
    problems += unit_problems
    if unit_problems:
        raise Rejected(problems)
    workers = converters(
        {one.name: one for one in schema.fields},
        mapping.fields,
        units,
        codelists,
        report.changes,
        problems,
        sheet.epoch,
    )
    cells = _cells(sheet, layout, mapping, body, report, problems)
    records = _records(sheet, schema, layout, mapping, body, cells, workers)
    problems += check_shares(sheet, schema, layout, mapping, body, cells, report)
    if body.total is not None:
        report.totals, total_problems = check_totals(sheet, schema, layout, mapping, body, cells, records, workers)
        problems += total_problems
    if body.nothing and not records:
        report.remarks.append(f"“{schema.title or mapping.resource}”没有数据：{body.nothing}。")
    elif body.nothing:
        problems.append(
            Problem("import.not-nothing", sheet.place(body.rows[0]), "下面写着没有数据，这里却有", "删去其中一处")
        )
    elif not records and not problems:
        fix = "核对工作表是否选对；本期确实没有数据的，在表头下第一格写“本表没有数据：理由”"
        problems.append(Problem("import.no-rows", sheet.place(layout.bottom), "表头下面没有数据", fix))
    if problems:
        raise Rejected(problems)
    report.rows = len(records)
    columns = {name: sheet.letter(column) for name, column in layout.columns.items()}
    headers = {name: layout.headers.get(column, "") for name, column in layout.columns.items()}
    lines = tuple(map(sheet.line, body.rows))
    return Extraction(mapping.resource, sheet.name, tuple(records), lines, columns, headers, report)


def _members(layout: Layout, schema: Schema, codelists: Items[str, CodeList]) -> set[str]:
    """Return the folded names in the code lists of the columns, and their closed values."""
    fields = [schema[name] for name in layout.columns]
    lists = {one.codelist for one in fields} & set(codelists)
    return {fold(str(value)) for one in fields for value in one.constraints.get("enum", ())} | {
        fold(name)
        for one in lists
        for entry in codelists[one].values()
        for name in (entry.name, entry.short, *entry.aliases)
        if name
    }


def _expects(schema: Schema) -> str:
    return "表头须有：" + "、".join(one.header for one in schema.fields if one.required)


def _units(sheet: Sheet, schema: Schema, layout: Layout, mapping: Mapping) -> tuple[dict[str, str], list[Problem]]:
    """Return field → unit of its column: the mapping's word, else the header's, else the one stated above the table."""
    corner, place = "", sheet.place()
    problems = []
    for row in range(layout.top):
        for column in range(sheet.width):
            said = unit.stated(sheet.cell(row, column).text)
            if said and corner and unit.factor(said, corner) != 1:
                problems.append(
                    Problem(
                        "import.unit",
                        sheet.place(row, column),
                        f"表上写了两个不同的单位：这里是{said}，{place}是{corner}",
                        "核对单位，改正或删去其中一处",
                        sheet.cell(row, column).text,
                    )
                )
            elif said:
                corner, place = said, sheet.place(row, column)
    if corner and mapping.unit and unit.factor(mapping.unit, corner) != 1:
        problems.append(
            Problem(
                "import.unit",
                place,
                f'表上写的单位与映射文件的 unit = "{mapping.unit}" 不一致',
                "核对单位，改正其中一处",
                corner,
            )
        )
    out = {}
    for name, column in layout.columns.items():
        field = schema[name]
        if field.type not in {"integer", "number"}:
            continue
        rule = mapping.fields.get(name, FieldRule())
        said = unit.of_header(layout.headers.get(column, ""), field.unit)
        general = mapping.unit or corner
        out[name] = rule.unit or said or (general if unit.is_money(field.unit) else "") or field.unit
        if unit.factor(out[name], field.unit) is None:
            problems.append(
                Problem(
                    "import.unit",
                    sheet.place(None, column, layout.headers.get(column, "")),
                    f"这一列的单位不能换算为“{field.unit}”",
                    "在映射文件中写明 unit",
                    out[name],
                )
            )
    return out, problems


def _strangers(sheet: Sheet, layout: Layout, mapping: Mapping, body: Body, report: Report) -> list[Problem]:
    """Report the columns not used; without a mapping they refuse the file, for they may be nobody's to publish."""
    problems = []
    for column in range(sheet.width):
        if column in layout.columns.values() or all(sheet.cell(row, column).blank for row in body.rows):
            continue
        header = layout.headers.get(column, "")
        filled = sum(not sheet.cell(row, column).blank for row in body.rows)
        place = sheet.place(None, column, header)
        if mapping.fields:
            hidden = "，是隐藏的" if column in sheet.hidden_columns else ""
            report.changes.append(Change("import.ignored-column", place, why=f"有 {filled} 格有内容{hidden}"))
        else:
            problems.append(
                Problem(
                    "import.unknown-column",
                    place,
                    f"这一列不在要公开的字段中，有 {filled} 格有内容",
                    "删去这一列，或用映射文件写明每个字段取哪一列",
                )
            )
    return problems


def _cells(
    sheet: Sheet, layout: Layout, mapping: Mapping, body: Body, report: Report, problems: list[Problem]
) -> dict[tuple[int, str], Cell]:
    """Return (row, field) → cell after merged ranges and empty repetitions are resolved as the mapping says."""
    cells = {(row, name): sheet.cell(row, column) for row in body.rows for name, column in layout.columns.items()}
    fields_at: dict[int, list[str]] = {}
    for name, column in layout.columns.items():
        fields_at.setdefault(column, []).append(name)
    for area in merged_in(sheet, body.rows, sorted(fields_at)):
        held = sheet.cell(area.top, area.left)
        for name in (name for column in range(area.left, area.right + 1) for name in fields_at.get(column, ())):
            rule = mapping.fields.get(name, FieldRule())
            place = sheet.place(area.top, layout.columns[name], layout.headers.get(layout.columns[name], ""))
            if not rule.merged:
                problems.append(
                    Problem(
                        "import.merged-cell",
                        place,
                        f"数据中有合并的单元格（到第 {sheet.line(area.bottom)} 行 {sheet.letter(area.right)} 列）",
                        f'取消合并并逐格填写，或在映射文件 [fields.{name}] 中写 merged = "fill"（每行都是这个值）'
                        '或 "first"（只算一次）',
                        held.text,
                    )
                )
                continue
            for row in body.rows[bisect_right(body.rows, area.top) : bisect_right(body.rows, area.bottom)]:
                said = "重复填入每一行" if rule.merged == "fill" else f"与第 {sheet.line(area.top)} 行共用，不重复计算"
                if rule.merged == "fill":
                    cells[row, name] = held
                here = sheet.place(row, layout.columns[name], place.header)
                now = held.text if rule.merged == "fill" else ""
                report.changes.append(Change("import.merged", here, "", now, said, name))
    for name, column in layout.columns.items():
        if mapping.fields.get(name, FieldRule()).fill != "down":
            continue
        above: Cell | None = None
        for row in body.rows:
            if not cells[row, name].blank:
                above = cells[row, name]
            elif above is not None:
                cells[row, name] = above
                here = sheet.place(row, column, layout.headers.get(column, ""))
                report.changes.append(Change("import.filled", here, "", above.text, "", name))
    return cells


def _records(
    sheet: Sheet,
    schema: Schema,
    layout: Layout,
    mapping: Mapping,
    body: Body,
    cells: Items[tuple[int, str], Cell],
    workers: Items[str, Converter],
) -> list[dict[str, Any]]:
    """Return the rows as mappings of every field of the schema."""
    records = []
    for number, row in enumerate(body.rows, 1):
        record: dict[str, Any] = dict.fromkeys(schema.names)
        notes: dict[str, list[str]] = {}
        for name in schema.names:
            rule = mapping.fields.get(name, FieldRule())
            worker = workers[name]
            if rule.constant or rule.serial:
                said = rule.constant or rule.serial.format(n=number, row=sheet.line(row))
                cell, place = Cell(said), sheet.place(row)
            elif name in layout.columns:
                column = layout.columns[name]
                cell, place = cells[row, name], sheet.place(row, column, layout.headers.get(column, ""))
            else:
                continue
            try:
                record[name] = worker.value(cell, place)
            except Refused:
                continue
            if rule.note and worker.notes:
                notes.setdefault(rule.note, []).extend(worker.notes)
        for target, said_all in notes.items():
            own = [str(record[target])] if record[target] not in (None, "") else []
            record[target] = NOTE_JOIN.join(dict.fromkeys([*own, *said_all]))
        records.append(record)
    return records
