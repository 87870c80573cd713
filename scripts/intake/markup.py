"""Markup: the tables of an HTML page, which many systems export under the name .xls."""

from __future__ import annotations

from lxml import etree, html

from scripts.intake.cell import EMPTY, Cell, Merged, Sheet
from scripts.intake.delimited import decode
from scripts.intake.guard import MOST_CELLS, MOST_LINES, refuse

MOST_SPAN = 1000


def read_markup(data: bytes, file: str) -> list[Sheet]:
    """Return one sheet for each table, the largest first.

    Raises:
        Rejected: there is no table with two rows.
    """
    text, _ = decode(data, file)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    sheets = [] if root is None else [_sheet(table, file) for table in root.iter("table")]
    sheets = sorted((sheet for sheet in sheets if len(sheet.rows) > 1), key=lambda sheet: -len(sheet.rows))
    if not sheets:
        raise refuse(
            file, "import.unknown-form", "这是网页文件，里面没有表格", "用 WPS 或 Excel 打开，另存为 XLSX 再导入"
        )
    return sheets


def _sheet(table: html.HtmlElement, file: str) -> Sheet:
    grid: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    merged = []
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            while (top, left) in taken:
                left += 1
            tall, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            tall = min(tall, len(rows) - top)
            taken |= {(top + down, left + right) for down in range(tall) for right in range(wide)}
            if len(taken) > MOST_CELLS:
                raise refuse(file, "import.too-large", f"超过 {MOST_CELLS} 格", "按期或按部门拆成几个文件")
            grid[top, left] = Cell(_text(cell))
            if tall > 1 or wide > 1:
                merged.append(Merged(top, top + tall - 1, left, left + wide - 1))
            left += wide
    width = max((column for _, column in taken), default=-1) + 1
    # One wide row makes all the others as wide.
    if len(rows) * width > MOST_CELLS or len(rows) > MOST_LINES:
        raise refuse(file, "import.too-large", f"超过 {MOST_LINES} 行或 {MOST_CELLS} 格", "按期或按部门拆成几个文件")
    return Sheet(
        file,
        "",
        tuple(tuple(grid.get((row, column), EMPTY) for column in range(width)) for row in range(len(rows))),
        tuple(merged),
    )


def _span(cell: html.HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), MOST_SPAN)) if text.isascii() and text.isdigit() else 1


def _text(cell: html.HtmlElement) -> str:
    for line in cell.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return str(cell.text_content())
