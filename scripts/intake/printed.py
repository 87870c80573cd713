"""Printed total: what the total row of a sheet says beside what its rows add up to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as Items
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from scripts.intake.body import Body
from scripts.intake.cell import Cell, Sheet
from scripts.intake.change import Total
from scripts.intake.conversion import Converter
from scripts.intake.header import Layout
from scripts.intake.mapping import Mapping
from scripts.intake.recording import Refused
from scripts.model.number import half_up, plain
from scripts.model.problem import Problem
from scripts.model.table import Schema


def check_totals(
    sheet: Sheet,
    schema: Schema,
    layout: Layout,
    mapping: Mapping,
    body: Body,
    cells: Items[tuple[int, str], Cell],
    records: Sequence[Items[str, Any]],
    workers: Items[str, Converter],
) -> tuple[list[Total], list[Problem]]:
    """Return both numbers for every measure with a printed total, and a problem for each pair that differs."""
    assert body.total is not None
    totals, problems = [], []
    for name, column in layout.columns.items():
        field = schema[name]
        cell = sheet.cell(body.total, column)
        if field.type not in {"integer", "number"} or field.role != "measure" or cell.blank:
            continue
        place = sheet.place(body.total, column, layout.headers.get(column, ""))
        try:
            # What is done to the total is no change of the data; it has its own place in the report.
            value = dataclasses.replace(workers[name], changes=[], problems=[]).value(cell, place)
        except Refused:
            continue
        if value is None:
            continue
        printed = Decimal(value)
        added = sum((Decimal(record[name]) for record in records if record[name] is not None), Decimal(0))
        equal = agree(printed, added)
        unit = f" {field.unit}" if field.unit else ""
        reason = "" if equal else mapping.total_reason
        totals.append(Total(name, place, cell.text, plain(printed), plain(added), field.unit, equal, reason))
        if equal or mapping.total_mismatch == "accept":
            continue
        texts = [
            row
            for row in body.rows
            if isinstance(cells[row, name].value, str) and any(map(str.isdecimal, cells[row, name].text))
        ]
        told = ""
        if texts and all(record[name] is None for record, row in zip(records, body.rows, strict=True) if row in texts):
            lines = "、".join(str(sheet.line(row)) for row in texts[:5])
            told = f"；另有 {len(texts)} 格的数写在文字里，没有计入（第 {lines} 行）"
        problems.append(
            Problem(
                "import.total-mismatch",
                place,
                f"各行之和是 {plain(added)}{unit}，与印出的合计 {plain(printed)}{unit} 不相等{told}",
                "核对各行和合计，改正错的一处；确认是原表的合计印错，在映射文件 [table] 中写"
                ' total_mismatch = "accept" 和 total_reason',
                cell.text,
            )
        )
    return totals, problems


def agree(printed: Decimal, added: Decimal) -> bool:
    """Return whether they are equal, or would be after rounding to the decimals of the less exact one.

    >>> agree(Decimal("754599.337000001"), Decimal("754599.337")), agree(Decimal("73260"), Decimal("70235"))
    (True, False)
    """
    places = min(_decimals(printed), _decimals(added))
    return half_up(printed, places) == half_up(added, places)


def _decimals(value: Decimal) -> int:
    exponent = Decimal(plain(value)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
