"""Share: whether a column of percentages holds percentages (80) or fractions (0.8), which no single cell can tell."""

from __future__ import annotations

from collections.abc import Mapping as Items
from decimal import Decimal

from scripts.intake import parsing
from scripts.intake.body import Body
from scripts.intake.cell import Cell, Sheet
from scripts.intake.change import Report
from scripts.intake.header import Layout
from scripts.intake.mapping import FieldRule, Mapping
from scripts.intake.numberformat import show
from scripts.model.problem import Problem
from scripts.model.table import Schema

FEWEST = 3
"""So many small numbers are no accident."""


def check_shares(
    sheet: Sheet,
    schema: Schema,
    layout: Layout,
    mapping: Mapping,
    body: Body,
    cells: Items[tuple[int, str], Cell],
    report: Report,
) -> list[Problem]:
    """Return a problem for each fraction among percentages; a column of nothing but fractions is told in the report."""
    problems = []
    for name, column in layout.columns.items():
        if schema[name].unit != "%" or mapping.fields.get(name, FieldRule()).unit:
            continue
        signed, plain = 0, dict[int, Decimal]()
        for row in body.rows:
            number, percent = _read(cells[row, name])
            signed += percent
            if number and not percent:
                plain[row] = number
        header = layout.headers.get(column, "")
        small = {row: number for row, number in plain.items() if abs(number) <= 1}
        if signed:
            problems += [
                Problem(
                    "import.percent-mixed",
                    sheet.place(row, column, header),
                    f"同一列里别的格带百分号，这一格没有，不知道是 {number}% 还是 {number * 100:f}%",
                    "整列用同一种写法：都带百分号，或都写百分之几的数",
                    cells[row, name].text,
                )
                for row, number in small.items()
            ]
        elif len(small) == len(plain) >= FEWEST:
            report.remarks.append(
                f"{sheet.letter(column)} 列“{header}”的数都不大于 1，已按百分之几写入（0.65 就是 0.65%）；"
                f'如果是小数（0.65 表示 65%），在映射文件 [fields.{name}] 中写 unit = "1"。'
            )
    return problems


def _read(cell: Cell) -> tuple[Decimal | None, bool]:
    """Return the number of a cell, ``None`` when it is none, and whether it has a percent sign."""
    if isinstance(cell.value, Decimal):
        return cell.value, show(cell.value, cell.format).percent
    read = parsing.number(cell.text) if isinstance(cell.value, str) else None
    return (read[0], read[1]) if read else (None, False)
