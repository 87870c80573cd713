"""Spread: parts of a workbook that are small as bytes and would fill the memory once a parser obeys them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from scripts.intake.guard import refuse

MOST_MERGED = 500_000
"""Cells under merged areas and links of a workbook: the parser makes an object of each, empty or not."""

_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:mergeCell|hyperlink)\s[^>]*>")
_REF = re.compile(
    rb"""\bref\s*=\s*["']\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?\s*["']"""
)


def refuse_spread(data: bytes, file: str) -> None:
    """Refuse an XLSX file that declares entities or merges more than is bearable; its size the guard has looked at.

    Raises:
        Rejected: it does, or a part cannot be unpacked.
    """
    area = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                # UTF-16 without its zeros is the same text as far as tags go.
                content = archive.read(name).replace(b"\0", b"")
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    raise refuse(
                        file,
                        "import.truncated",
                        "工作簿里有不该有的内容（DOCTYPE），不是 WPS 或 Excel 写的",
                        "把数据复制到新工作簿，另存后再导入",
                        name,
                    )
                area += sum(map(_cells, _TAG.findall(content)))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise refuse(
            file,
            "import.truncated",
            "工作簿已损坏或不完整，读不出来",
            "在 WPS 或 Excel 中打开并另存为新的 XLSX，再导入",
            type(error).__name__,
        ) from error
    if area > MOST_MERGED:
        raise refuse(
            file,
            "import.too-large",
            f"合并的单元格或超链接占 {area} 格，上限是 {MOST_MERGED} 格",
            "取消整行整列的合并和超链接，另存后再导入",
        )


def _cells(tag: bytes) -> int:
    match = _REF.search(tag)
    if match is None:
        # A link may name a whole sheet; the parser reads neither, and refuses what it cannot read.
        return MOST_MERGED + 1 if b"mergeCell" in tag and b":" in tag.partition(b"ref")[2] else 1
    first, top, last, bottom = match.groups()
    if last is None:
        return 1
    return (abs(_column(last) - _column(first)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
