"""OLE file: what an XLS workbook of old conceals: authors, notes, macros, embedded objects, links, hidden names."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from scripts.intake.concealed import Concealed
from scripts.model.table import column_letter

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_PROPERTIES = {(_SUMMARY, 4): "作者", (_SUMMARY, 8): "最后修改人", (_DOCUMENT, 14): "主管", (_DOCUMENT, 15): "单位"}
_TEXT, _WIDE = 0x1E, 0x1F
_CODE_PAGE, _UTF8, _GBK = 1, 65001, 936
_STORAGES = {"_VBA_PROJECT_CUR": "scan.macro", "MBD0": "scan.embedded"}


def concealed_in_xls(data: bytes) -> Iterator[Concealed]:
    """Yield what an XLS workbook conceals; nothing when it is too damaged to be read."""
    for storage, code in _STORAGES.items():
        if storage.encode("utf-16-le") in data:
            yield Concealed(code)
    for words, text in _properties(data):
        yield Concealed("scan.property", "", "", f"{words}：{text}")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception:  # noqa: BLE001 - a damaged workbook fails in any of a dozen ways; reading its cells tells of it
        return
    if xlrd.book.SUPBOOK_EXTERNAL in book._supbook_types:
        yield Concealed("scan.external-link")
    for one in book.name_obj_list:
        if one.hidden and not one.builtin:
            yield Concealed("scan.defined-name", "", "", one.name)
    for page in book.sheets():
        for row, column in sorted(page.cell_note_map):
            yield Concealed("scan.comment", page.name, f"{column_letter(column)}{row + 1}")


def notes_in_xls(data: bytes) -> Iterator[str]:
    """Yield the texts of the notes at cells."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception:  # noqa: BLE001 - as above
        return
    for page in book.sheets():
        for note in page.cell_note_map.values():
            yield str(note.text)


def _properties(data: bytes) -> Iterator[tuple[str, str]]:
    for stream in (_SUMMARY, _DOCUMENT):
        try:
            content = CompDoc(data, logfile=io.StringIO()).get_named_stream(stream)
            found = _read(content) if content else {}
        except (CompDocError, struct.error, ValueError, IndexError, LookupError):
            continue
        for (where, number), words in _PROPERTIES.items():
            if where == stream and found.get(number, "").strip():
                yield words, found[number].strip()


def _read(content: bytes) -> dict[int, str]:
    """Return number → text of the first section of a property set ([MS-OLEPS] 2.20)."""
    (start,) = struct.unpack_from("<I", content, 44)
    (count,) = struct.unpack_from("<I", content, start + 4)
    places = dict(struct.unpack_from("<II", content, start + 8 + 8 * one) for one in range(min(count, 200)))
    page = "cp1252"
    if _CODE_PAGE in places:
        (number,) = struct.unpack_from("<H", content, start + places[_CODE_PAGE] + 4)
        page = {_UTF8: "utf-8", _GBK: "gb18030"}.get(number, f"cp{number}")
    out = {}
    for number, place in places.items():
        kind, length = struct.unpack_from("<II", content, start + place)
        raw: Any = content[start + place + 8 :]
        if kind == _TEXT:
            out[number] = raw[:length].split(b"\0")[0].decode(page, "replace")
        elif kind == _WIDE:
            out[number] = raw[: 2 * length].decode("utf-16-le", "replace").split("\0")[0]
    return out
