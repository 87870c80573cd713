"""Annotation: a copy of a staff file in which every problem stands at its cell, and all of them on a first sheet."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.hyperlink import Hyperlink

from scripts.intake.cell import FAULTS, Sheet
from scripts.intake.source import Source
from scripts.model.problem import Problem

MARK = PatternFill("solid", fgColor="FFC7CE")
HEADERS = ("序号", "工作表", "行", "列", "列名", "写的是", "问题", "怎么改", "代码")
_WIDTHS = (6, 16, 8, 6, 24, 30, 50, 60, 28)
_MOST_COMMENTS = 5000
"""A workbook with more comments opens too slowly; the list names every problem all the same."""
_LONGEST = 32_000
"""A cell holds 32,767 characters."""
_CREATED = datetime.datetime(2020, 1, 1)


def annotate(source: Source, problems: Sequence[Problem]) -> bytes:
    """Return an XLSX copy of a file with its problems; what the file itself holds stays text, number and date.

    A workbook keeps its look and its formulas; the values of other files are copied.
    """
    book = _opened(source.data) if source.form == "xlsx" else _copied(source.sheets)
    pages = dict(zip((page.name for page in source.sheets), book.worksheets, strict=False))
    if FAULTS in book.sheetnames:
        del book[FAULTS]
    by_cell: dict[tuple[str, str], list[tuple[int, Problem]]] = {}
    places: list[tuple[Any, str] | None] = []
    for number, problem in enumerate(problems, start=1):
        found = _cell(source, pages, problem)
        places.append(found)
        if found is not None:
            by_cell.setdefault((found[0].title, found[1]), []).append((number, problem))
    for (title, coordinate), told in list(by_cell.items())[:_MOST_COMMENTS]:
        _comment(book[title][coordinate], told)
    _list(book, problems, places)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        # As when it was read: what openpyxl drops are no values.
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data))


def _copied(sheets: Sequence[Sheet]) -> Any:
    """Return a workbook with the values of the sheets; a text that looks like a formula stays a text."""
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, start=1):
        page = book.create_sheet(sheet.name or ("数据" if len(sheets) == 1 else f"表{number}"))
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells, start=1):
                if cell.blank:
                    continue
                if isinstance(cell.value, Decimal | datetime.date | datetime.time | bool):
                    page.cell(row, column).value = cell.value
                    if cell.format:
                        page.cell(row, column).number_format = cell.format
                else:
                    _write(page.cell(row, column), cell.text)
        for area in sheet.merged:
            page.merge_cells(None, area.top + 1, area.left + 1, area.bottom + 1, area.right + 1)
        for row in sheet.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[page.cell(1, column + 1).column_letter].hidden = True
    return book


def _write(cell: Any, text: str) -> None:
    """Write a text as text, whatever it begins with."""
    if isinstance(cell, MergedCell):
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in "=+-@"


def _cell(source: Source, pages: dict[str, Any], problem: Problem) -> tuple[Any, str] | None:
    """Return the worksheet and the cell at which a problem is shown; ``None`` when it is of no cell."""
    place = problem.place
    page = pages.get(place.sheet)
    if page is None or place.file != source.name or (place.row is None and not place.column):
        return None
    column = column_index_from_string(place.column) if place.column else 1
    row = place.row or next((cell.row for (cell,) in _column(page, column) if cell.value is not None), 1)
    for area in page.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    return page, page.cell(row, column).coordinate


def _column(page: Any, column: int) -> Any:
    return page.iter_rows(1, page.max_row, column, column)


def _comment(cell: Any, told: Sequence[tuple[int, Problem]]) -> None:
    """Colour a cell and write its problems beside what was commented before."""
    before = [cell.comment.text] if cell.comment else []
    texts = [f"问题 {number}：{one.expected}。\n怎么改：{one.fix}。\n[{one.code}]" for number, one in told]
    cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("\ufffd", "\n\n".join([*before, *texts]))[:_LONGEST], "核对")
    cell.comment.width, cell.comment.height = 360, 60 + 60 * len(texts)
    cell.fill = MARK


def _list(book: Any, problems: Sequence[Problem], places: Sequence[tuple[Any, str] | None]) -> None:
    """Write the first sheet: every problem in a row, with a link to its cell."""
    page = book.create_sheet(FAULTS, 0)
    _write(page.cell(1, 1), f"共 {len(problems)} 个问题。改好以后另存，重新导入；这一页不会导入，不必删去。")
    page.cell(1, 1).font = Font(bold=True)
    for column, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True), start=1):
        _write(page.cell(2, column), header)
        page.cell(2, column).font = Font(bold=True)
        page.column_dimensions[page.cell(2, column).column_letter].width = width
    for row, (problem, found) in enumerate(zip(problems, places, strict=True), start=3):
        place = problem.place
        line = "" if place.row is None else str(place.row)
        cells = ("", place.sheet, line, place.column, place.header, problem.found or "")
        for column, text in enumerate((*cells, problem.expected, problem.fix, problem.code), start=1):
            _write(page.cell(row, column), text)
            page.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(row, 1).value = row - 2
        if found is not None:
            title = found[0].title.replace("'", "''")
            page.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{title}'!{found[1]}")
            page.cell(row, 1).font = Font(color="0563C1", underline="single")
    page.freeze_panes = "A3"
    for other in book.worksheets:
        # Two selected sheets would be edited together.
        other.sheet_view.tabSelected = other is page
    book.active = 0
    book.properties.creator = book.properties.lastModifiedBy = None
    book.properties.created = book.properties.modified = _CREATED
