"""Delimited: the one sheet of a CSV or TSV file, its encoding and separator found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from scripts.intake.cell import Cell, Sheet
from scripts.intake.guard import MOST_CELLS, MOST_LINES, refuse
from scripts.model.problem import Rejected

ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in this order: text that is valid UTF-8 is almost never GBK by chance, the reverse is common."""

SEPARATORS = {",": "逗号", ";": "分号", "\t": "制表符", "|": "竖线"}


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises:
        Rejected: it is in no encoding that WPS or Excel writes.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise refuse(
        file,
        "import.encoding",
        "文字编码既不是 UTF-8 也不是 GBK，会出现乱码",
        "用 WPS 或 Excel 打开，另存为 XLSX 再导入",
    )


def separator(text: str) -> str:
    """Return the separator that splits the first lines most evenly, the comma when none does.

    >>> separator("a;b;c\\n1,5;2;3\\n"), separator("一列\\n甲\\n")
    (';', ',')
    """
    best, score = ",", (0, 0)
    for mark in SEPARATORS:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            widths = [len(row) for row, _ in zip(lines, range(50), strict=False)]
        except csv.Error:
            # A field beyond all limits, as reading with the separator found will say.
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(sorted(set(wide)), key=wide.count)
        # How many lines have the usual width decides; then the wider one.
        if (wide.count(usual), usual) > score:
            best, score = mark, (wide.count(usual), usual)
    return best


def read_delimited(data: bytes, file: str) -> tuple[Sheet, str, str]:
    """Return the sheet, its encoding and its separator.

    Raises:
        Rejected: the text cannot be decoded, or a quotation mark is never closed.
    """
    text, encoding = decode(data, file)
    # Before any line is split: one of nothing but separators takes ten times its bytes.
    if max(text.count("\n"), text.count("\r")) > MOST_CELLS or max(map(text.count, SEPARATORS)) > 2 * MOST_CELLS:
        raise _too_large(file)
    mark = separator(text)
    csv.field_size_limit(MOST_CELLS)
    try:
        records = list(_bounded(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), file))
    except csv.Error as error:
        raise refuse(
            file, "import.truncated", "引号没有成对，文件不完整", "用 WPS 或 Excel 打开核对，另存后再导入", str(error)
        ) from None
    return Sheet(file, "", tuple(tuple(Cell(text) for text in record) for record in records)), encoding, mark


def _bounded(records: Iterator[list[str]], file: str) -> Iterator[list[str]]:
    cells = 0
    for number, record in enumerate(records):
        cells += len(record)
        if cells > MOST_CELLS or number > MOST_LINES:
            raise _too_large(file)
        yield record


def _too_large(file: str) -> Rejected:
    expected = f"超过 {MOST_LINES} 行或 {MOST_CELLS} 格"
    return refuse(file, "import.too-large", expected, "删去空行空列，或按期、按部门拆成几个文件")
