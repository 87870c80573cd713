"""BIFF: the sheets of an XLS file (Excel 97–2003), read with its number formats."""

from __future__ import annotations

import io
from typing import Any

import xlrd

from scripts.intake.cell import EMPTY, EPOCHS, Cell, Merged, Sheet, from_float
from scripts.intake.guard import MOST_CELLS, refuse
from scripts.model.problem import Rejected


def read_biff(data: bytes, file: str) -> list[Sheet]:
    """Return every worksheet, hidden ones marked.

    Raises:
        Rejected: encrypted, damaged, or with more cells than are bearable.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return [_sheet(book, page, file) for page in book.sheets()]
    except Rejected:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise refuse(
                file, "import.encrypted", "这个工作簿有打开密码", "在 WPS 或 Excel 中取消密码，另存后再导入"
            ) from None
        raise _damaged(file, error) from error
    except Exception as error:  # a hostile or damaged workbook fails in any of a dozen ways inside the parser
        raise _damaged(file, error) from error


def _damaged(file: str, error: Exception) -> Exception:
    return refuse(
        file,
        "import.truncated",
        "工作簿已损坏或不完整，读不出来",
        "在 WPS 或 Excel 中打开并另存为 XLSX，再导入",
        type(error).__name__,
    )


def _sheet(book: Any, page: Any, file: str) -> Sheet:
    if page.nrows * page.ncols > MOST_CELLS:
        raise refuse(
            file,
            "import.too-large",
            f"工作表有 {page.nrows} 行 {page.ncols} 列，超过 {MOST_CELLS} 格",
            "删去右边和下边用不到的行列，另存后再导入",
            sheet=page.name,
        )
    return Sheet(
        file=file,
        name=page.name,
        rows=tuple(tuple(_cell(book, cell) for cell in page.row(row)) for row in range(page.nrows)),
        merged=tuple(
            Merged(top, bottom - 1, left, right - 1) for top, bottom, left, right in sorted(page.merged_cells)
        ),
        hidden=page.visibility != 0,
        hidden_rows=frozenset(index for index, row in page.rowinfo_map.items() if row.hidden or row.height == 0),
        hidden_columns=frozenset(
            index for index, column in page.colinfo_map.items() if column.hidden or column.width == 0
        ),
        epoch=EPOCHS[bool(book.datemode)],
    )


def _cell(book: Any, cell: Any) -> Cell:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return EMPTY
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        number, noise = from_float(cell.value)
        return Cell(number, form, noise)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return Cell(xlrd.xldate_as_datetime(cell.value, book.datemode), form)
        except (ValueError, OverflowError):
            return Cell(format=form, error=str(cell.value))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(bool(cell.value), form)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(format=form, error=xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    return Cell(str(cell.value), form)
