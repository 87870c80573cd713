"""The workbook of one release as a department sends it: titles, unit in the corner, names for codes, a 合计 row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from scripts.model.codelist import CodeList

HEADERS = (
    ("部门", "department"),
    ("年初预算", "original_budget"),
    ("调整预算", "adjusted_budget"),
    ("累计计划执行数", "planned"),
    ("累计执行数", "executed"),
    ("备注", "note"),
)


def write(path: Path, title: str, rows: Sequence[Mapping[str, Any]], names: CodeList) -> None:
    """Write the workbook; the same rows give the same bytes.

    Args:
        rows: one for each department, amounts in 万元.
        names: full names of the departments; the sheet holds names, not codes.
    """
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(2020, 1, 1), "title": f"{title}（演示数据）"})
    sheet = book.add_worksheet("执行进度")
    bold = book.add_format({"bold": True, "align": "center"})
    amount = book.add_format({"num_format": "#,##0.00"})
    sheet.merge_range(0, 0, 0, len(HEADERS) - 1, f"{title}（演示数据）", bold)
    sheet.write_string(1, len(HEADERS) - 1, "单位：万元")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(HEADERS) - 1, 18)
    for column, (header, _) in enumerate(HEADERS):
        sheet.write_string(2, column, header, bold)
    sums = [0.0] * len(HEADERS)
    for number, row in enumerate(rows, start=3):
        for column, (_, field) in enumerate(HEADERS):
            value = row[field]
            if field == "department":
                sheet.write_string(number, column, names[value].name)
            elif field == "note":
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, float(value), amount)
                sums[column] = round(sums[column] + float(value), 2)
    last = 3 + len(rows)
    sheet.write_string(last, 0, "合    计", bold)
    for column in range(1, len(HEADERS) - 1):
        sheet.write_number(last, column, sums[column], amount)
    sheet.write_string(last + 1, 0, "注：本表为演示数据，数字均为虚构。")
    book.close()
