"""Form: the workbook in which staff fill in a report, with its columns, drop-downs, explanations and an example."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from scripts.intake.cell import CODES, EXAMPLE, EXPLANATION
from scripts.intake.choice import Choices
from scripts.model.period import Period
from scripts.model.table import Field, Schema

ROWS = 2000
"""Rows under a header that have drop-downs and formats."""
HEADER_ROW = 2
_CREATED = datetime.datetime(2020, 1, 1)
"""Fixed, so that the same report gives the same bytes."""
_FORMATS = {"number": "#,##0.00", "integer": "0", "date": "yyyy-mm-dd", "string": "@", "boolean": "@"}
_TYPES = {"number": "数字", "integer": "整数", "date": "日期，如 2025-03-31", "string": "文字", "boolean": "是或否"}
_SHEET = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET, _LONGEST_TITLE, _LONGEST_MESSAGE = 31, 32, 255
WORDS = (
    "在下面各表里填写，一行一个；末尾可以有“合计”行，导入时核对以后不作为数据。",
    "红色的列名必填。没有报告的格留空，不写 0，也不写“无”。",
    "有下拉名单的，从名单里选；名单里没有的，先在 data/codelists 加上，再填。",
    "一列可以写几个的，用顿号分开。",
    "整张表本期都没有数据的，在列名下第一格写“本表没有数据：理由”。",
    "不放身份证号、手机号、群众姓名；不加列，不隐藏行列。",
    "“填写示例”“代码”和本页不会导入，不必删去。",
)


def sheet_name(resource: str, schema: Schema) -> str:
    """Return what the worksheet of a table is called: its title where a worksheet may be called so."""
    title = schema.title
    return title if title and len(title) <= _LONGEST_SHEET and not _SHEET.search(title) else resource


def write_form(
    title: str,
    schemas: Mapping[str, Schema],
    choices: Choices,
    examples: Mapping[str, Mapping[str, Any]],
    period: Period | None = None,
) -> bytes:
    """Return the XLSX file.

    Args:
        title: of the report.
        schemas: resource → schema, the main one first.
        choices: what the drop-downs offer.
        examples: resource → field → value of the example row.
        period: that it is to be filled in for.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _CREATED, "title": f"{title}模板"})
    writer = _Form(book, choices)
    when = f"　{period.title}" if period else ""
    for resource, schema in schemas.items():
        writer.table(sheet_name(resource, schema), f"{schema.title or title}{when}", schema)
    writer.explain(f"{title}{when}", schemas)
    writer.show(schemas, examples)
    writer.codes()
    book.close()
    return stream.getvalue()


class _Form:
    """Writes the worksheets of one workbook."""

    def __init__(self, book: Any, choices: Choices) -> None:
        self.book, self.choices = book, choices
        self.bold = book.add_format({"bold": True, "font_size": 14})
        self.small = book.add_format({"font_color": "#595959"})
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E7ECF3"}
        self.head = book.add_format(head)
        self.required = book.add_format({**head, "font_color": "#B3261E"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.shown = book.add_format({"italic": True, "font_color": "#595959", "num_format": "@"})
        self.forms = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}

    def table(self, name: str, title: str, schema: Schema) -> None:
        """Write an empty table to be filled in."""
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, title, self.bold)
        page.write_string(1, 0, f"红色的列名必填；各列的意思见“{EXPLANATION}”，样子见“{EXAMPLE}”。", self.small)
        page.set_row(HEADER_ROW, 32)
        for column, field in enumerate(schema.fields):
            page.set_column(column, column, _width(field), self.forms[field.type])
            page.write_string(HEADER_ROW, column, field.header, self.required if field.required else self.head)
            first = HEADER_ROW + 1
            page.data_validation(first, column, first + ROWS - 1, column, self.rule(field))
        page.freeze_panes(HEADER_ROW + 1, 1)
        page.set_landscape()
        page.repeat_rows(HEADER_ROW)

    def rule(self, field: Field) -> dict[str, Any]:
        """Return what a cell may hold and what is said when it is chosen; a wrong entry warns and does not lock."""
        rules = field.constraints
        out: dict[str, Any] = {
            "input_title": field.title[:_LONGEST_TITLE],
            "input_message": shortened("；".join(said(field))),
            "error_type": "warning",
            "error_title": "请核对",
            "error_message": shortened(f"{field.title}：{'；'.join(said(field, meaning=False))}。"),
        }
        source = self.choices.source(field)
        if field.type == "boolean":
            return out | {"validate": "list", "source": ["是", "否"]}
        if source and not rules.get("list"):
            return out | {"validate": "list", "source": source}
        if field.type in {"integer", "number"}:
            low, high = rules.get("minimum", -(10**15)), rules.get("maximum", 10**15)
            kind = "integer" if field.type == "integer" else "decimal"
            return out | {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        if field.type == "date":
            span = {"minimum": datetime.date(1949, 10, 1), "maximum": datetime.date(2099, 12, 31)}
            return out | {"validate": "date", "criteria": "between", **span}
        if "maxLength" in rules:
            return out | {"validate": "length", "criteria": "<=", "value": rules["maxLength"]}
        return out | {"validate": "any"}

    def explain(self, title: str, schemas: Mapping[str, Schema]) -> None:
        """Write what each column means."""
        page = self.book.add_worksheet(EXPLANATION)
        for column, width in enumerate((20, 24, 8, 26, 10, 80)):
            page.set_column(column, column, width)
        page.write_string(0, 0, f"{title}：填写说明", self.bold)
        for row, line in enumerate(WORDS, start=1):
            page.write_string(row, 0, line)
        row = len(WORDS) + 2
        for column, header in enumerate(("表", "列", "必填", "填什么", "单位", "口径")):
            page.write_string(row, column, header, self.head)
        for resource, schema in schemas.items():
            for field in schema.fields:
                row += 1
                kind = "；".join(said(field, meaning=False)) or _TYPES[field.type]
                cells = (sheet_name(resource, schema), field.title, "必填" if field.required else "", kind)
                for column, text in enumerate((*cells, field.unit, field.description)):
                    page.write_string(row, column, text, self.wrapped)

    def show(self, schemas: Mapping[str, Schema], examples: Mapping[str, Mapping[str, Any]]) -> None:
        """Write one example row for each table."""
        page = self.book.add_worksheet(EXAMPLE)
        page.write_string(0, 0, "填写示例：只作样子，不会导入", self.bold)
        page.set_column(0, max(len(schema.fields) for schema in schemas.values()), 18)
        row = 2
        for resource, schema in schemas.items():
            page.write_string(row, 0, sheet_name(resource, schema), self.small)
            for column, field in enumerate(schema.fields):
                page.write_string(row + 1, column, field.header, self.required if field.required else self.head)
                page.write_string(row + 2, column, str(examples[resource].get(field.name, "")), self.shown)
            row += 4

    def codes(self) -> None:
        """Write what the drop-downs offer, with the code of each name."""
        page = self.book.add_worksheet(CODES)
        page.set_column(0, max(0, self.choices.width - 1), 22)
        for column, (header, cells) in enumerate(self.choices.columns()):
            page.write_string(0, column, header, self.head)
            for row, text in enumerate(cells, start=1):
                page.write_string(row, column, text)
        page.freeze_panes(1, 0)


def said(field: Field, *, meaning: bool = True) -> list[str]:
    """Return in clauses what a column holds; with its meaning (口径) unless told otherwise."""
    rules = field.constraints
    clauses = [field.description.rstrip("。")] if meaning and field.description else []
    if field.codelist or "enum" in rules:
        clauses.append("从名单里选，可以写几个，用顿号分开" if rules.get("list") else "从下拉名单里选")
    else:
        clauses.append(_TYPES[field.type] + (f"，{field.unit}" if field.unit else ""))
    if "minimum" in rules:
        clauses.append(f"不小于 {rules['minimum']}")
    if "maximum" in rules:
        clauses.append(f"不大于 {rules['maximum']}")
    if "maxLength" in rules:
        clauses.append(f"最多 {rules['maxLength']} 字")
    return [*clauses, "必填"] if field.required else clauses


def shortened(text: str) -> str:
    """Return a text that fits into the message of a cell."""
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[: _LONGEST_MESSAGE - 1]}…"


def _width(field: Field) -> int:
    if field.type == "string" and field.constraints.get("maxLength", 0) > 60:
        return 36
    return max(12, min(30, 2 * len(field.header) + 2))
