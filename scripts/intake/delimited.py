"""Delimited: the one sheet of a CSV or TSV file, its encoding and separator found."""

from __future__ import annotations

import csv
import io

from scripts.intake.cell import Cell, Sheet
from scripts.intake.guard import MOST_CELLS, refuse

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
        widths = [len(row) for row, _ in zip(csv.reader(io.StringIO(text), delimiter=mark), range(50), strict=False)]
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
    mark = separator(text)
    csv.field_size_limit(MOST_CELLS)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise refuse(
            file, "import.truncated", "引号没有成对，文件不完整", "用 WPS 或 Excel 打开核对，另存后再导入", str(error)
        ) from None
    if sum(map(len, records)) > MOST_CELLS:
        raise refuse(file, "import.too-large", f"超过 {MOST_CELLS} 格", "按期或按部门拆成几个文件")
    return Sheet(file, "", tuple(tuple(Cell(text) for text in record) for record in records)), encoding, mark
