"""Workbook: the sheets of an XLSX file, after the guard has let it through."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scripts.intake.cell import EMPTY, EPOCHS, Cell, Merged, Sheet, from_float
from scripts.intake.guard import MOST_CELLS, MOST_LINES, refuse
from scripts.intake.spread import refuse_spread


def read_workbook(data: bytes, file: str) -> list[Sheet]:
    """Return every worksheet, hidden ones marked.

    Raises:
        Rejected: it cannot be parsed, or has more cells than are bearable.
    """
    refuse_spread(data, file)
    plain = _load(data, file, results=False)
    # A formula and its stored result are two readings; the second is made only where there are formulas.
    formulas = any(cell.data_type == "f" for page in plain.worksheets for cell in page._cells.values())
    results = _load(data, file, results=True) if formulas else plain
    return [_sheet(page, results[page.title], file) for page in plain.worksheets]


def _load(data: bytes, file: str, *, results: bool) -> Any:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drawings and validations it drops; values are not concerned.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=results)
            if any(row < 1 or column < 1 for page in book.worksheets for row, column in page._cells):
                raise ValueError("a cell outside the sheet")
            return book
    except Exception as error:  # a hostile or damaged workbook fails in any of a dozen ways inside the parser
        raise refuse(
            file,
            "import.truncated",
            "工作簿已损坏或不完整，读不出来",
            "在 WPS 或 Excel 中打开并另存为新的 XLSX，再导入",
            type(error).__name__,
        ) from error


def _sheet(page: Any, results: Any, file: str) -> Sheet:
    # `_cells` is sparse: one formatted cell in the last row must not cost a million empty ones.
    held = {key: cell for key, cell in page._cells.items() if cell.value is not None}
    height = max((row for row, _ in held), default=0)
    width = max((column for _, column in held), default=0)
    if height * width > MOST_CELLS or height > MOST_LINES:
        raise refuse(
            file,
            "import.too-large",
            f"工作表有 {height} 行 {width} 列，超过 {MOST_LINES} 行或 {MOST_CELLS} 格",
            "删去右边和下边用不到的行列，另存后再导入",
            sheet=page.title,
        )
    rows = [[EMPTY] * width for _ in range(height)]
    for (row, column), cell in held.items():
        rows[row - 1][column - 1] = _cell(cell, results.cell(row, column))
    return Sheet(
        file=file,
        name=page.title,
        rows=tuple(map(tuple, rows)),
        merged=tuple(
            Merged(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
            for area in sorted(page.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col))
        ),
        hidden=page.sheet_state != "visible",
        hidden_rows=frozenset(
            number - 1 for number, row in page.row_dimensions.items() if row.hidden or row.height == 0
        ),
        hidden_columns=frozenset(
            index
            for letter, column in page.column_dimensions.items()
            if column.hidden or (column.customWidth and column.width == 0)
            for index in range((column.min or column_index_from_string(letter)) - 1, min(column.max or 1, width))
        ),
        epoch=EPOCHS[page.parent.epoch == CALENDAR_MAC_1904],
    )


def _cell(cell: Any, result: Any) -> Cell:
    form = cell.number_format or "General"
    if cell.data_type == "f":
        if result.value is None:
            return Cell(format=form, formula=str(getattr(cell.value, "text", cell.value)))
        cell = result
    value = cell.value
    if cell.data_type == "e":
        return Cell(format=form, error=str(value))
    if isinstance(value, bool):
        return Cell(value, form)
    if isinstance(value, int | float):
        number, noise = from_float(float(value)) if abs(value) < 1e300 else (None, "")
        return Cell(number, form, noise) if number is not None else Cell(format=form, error=str(value))
    if isinstance(value, datetime.timedelta):
        return Cell(str(value), form)
    if isinstance(value, datetime.date | datetime.time):
        return Cell(value, form)
    return Cell(str(value), form)
