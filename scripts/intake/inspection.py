"""Inspection: a file of any kind to what in it should not be made public, as problems with place and cure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.intake.biff import read_biff
from scripts.intake.cell import Cell, Sheet
from scripts.intake.concealed import Concealed, concealed, texts
from scripts.intake.delimited import decode, read_delimited
from scripts.intake.guard import MOST_BYTES, MOST_UNPACKED, entries_of
from scripts.intake.olefile import concealed_in_xls, notes_in_xls
from scripts.intake.personal import IDENTITY, MAIL, MOBILE, OLD_IDENTITY, WORDS, Trace, in_number, is_mobile, traces
from scripts.intake.workbook import read_workbook
from scripts.model.problem import Place, Problem, Rejected

REMARKS = frozenset({"scan.property", "scan.defined-name", "scan.picture", "scan.not-looked-at", MAIL, OLD_IDENTITY})
"""Codes that are told and stop nothing: every office program writes an author, and an organ has an address."""
_DEEPEST = 3
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PHONE = re.compile("电话|手机|联系方式|联络|phone|mobile|tel", re.IGNORECASE)
_CSV = (".csv", ".tsv")
_SAID = {
    "scan.comment": ("有批注，打开就能看到", "在“审阅”里删去批注，另存"),
    "scan.property": ("文件属性里留有名称", "“文件—信息—检查文档”里删去属性和个人信息，另存；机关名称可以留"),
    "scan.external-link": ("链接到别的文件，会露出路径和缓存的数据", "“数据—编辑链接”里断开链接，或粘贴为数值，另存"),
    "scan.defined-name": ("有隐藏的、失效的或指向别的文件的名称", "“公式—名称管理器”里删去，另存"),
    "scan.macro": ("带有宏", "另存为不带宏的 XLSX"),
    "scan.embedded": ("嵌有别的文件或控件", "删去嵌入的对象，另存"),
    "scan.hidden-data": ("留有看不见的数据", "删去数据透视表、数据模型，接受或拒绝全部修订，另存"),
    "scan.picture": ("有图片，图片里的字没有检查", "打开看一遍，不该公开的删去"),
}
"""What is concealed → what is wrong with it, and the cure."""


def inspect(data: bytes, name: str, depth: int = 0) -> list[Problem]:
    """Return what a file holds that should not be made public; those of ``REMARKS`` are only told.

    Args:
        data: its bytes.
        name: as staff know it.
        depth: how many archives it lies in.
    """
    try:
        return list(_inspected(data, name, depth))
    except Rejected as rejected:
        return [
            Problem(
                "scan.unreadable", one.place, f"看不到里面有什么（{one.expected}）", "能打开看的再提交；不需要的删去"
            )
            for one in rejected.problems
        ]


def _inspected(data: bytes, name: str, depth: int) -> Iterator[Problem]:
    if len(data) > MOST_BYTES:
        yield Problem("scan.unreadable", Place(name), "文件太大，没有检查", "拆成几个文件，或不提交")
    elif data.startswith(b"PK"):
        yield from _archive(data, name, depth)
    elif data.startswith(_OLE):
        yield from _sheets(read_biff(data, name), name)
        yield from _hidden(concealed_in_xls(data), name)
        for text in notes_in_xls(data):
            yield from _personal(traces(text), Place(name))
    elif b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Problem("scan.not-looked-at", Place(name), "不是文字也不是表格，没有检查", "打开看一遍，不该公开的不提交")
    elif data.startswith((b"%PDF", b"{\\rtf")):
        yield Problem("scan.not-looked-at", Place(name), "PDF、RTF 文稿没有检查", "打开看一遍，不该公开的不提交")
    elif name.lower().endswith(_CSV):
        yield from _sheets([read_delimited(data, name)[0]], name)
    elif data.strip():
        text, _ = decode(data, name)
        for number, line in enumerate(text.splitlines(), start=1):
            yield from _personal(traces(line), Place(name, row=number))


def _archive(data: bytes, name: str, depth: int) -> Iterator[Problem]:
    entries = entries_of(data, name)
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        if depth >= _DEEPEST:
            yield Problem("scan.unreadable", Place(name), "压缩包套压缩包，没有再往里检查", "解开以后再提交")
            return
        yield from _members(data, entries, name, depth)
        return
    seen: set[str] = set()
    if "xl/workbook.xml" in names:
        for problem in _sheets(read_workbook(data, name), name):
            seen.add(problem.found or "")
            yield problem
    yield from _hidden(concealed(data), name)
    for part, text in texts(data):
        for trace in dict.fromkeys(traces(text)):
            if trace.masked not in seen:
                yield from _personal([trace], Place(name, sheet=f"文件内部 {part}"))


def _members(data: bytes, entries: Sequence[zipfile.ZipInfo], name: str, depth: int) -> Iterator[Problem]:
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in entries:
            if entry.is_dir():
                continue
            left -= entry.file_size
            inner = f"{name} 里的 {_named(entry)}"
            if left < 0:
                yield Problem("scan.unreadable", Place(inner), "压缩包太大，没有检查完", "拆成几个文件，或不提交")
                return
            try:
                content = archive.read(entry)
            except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
                yield Problem("scan.unreadable", Place(inner), "解不开，没有检查", "重新压缩，确认能打开，或不提交")
                continue
            yield from inspect(content, inner, depth + 1)


def _named(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member; Chinese systems write it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _hidden(found: Iterator[Concealed], name: str) -> Iterator[Problem]:
    for one in found:
        match = re.fullmatch(r"([A-Z]{1,3})(\d+)", one.cell)
        place = Place(name, one.sheet, int(match[2]) if match else None, match[1] if match else "")
        expected, fix = _SAID[one.code]
        yield Problem(one.code, place, expected, fix, one.found or None)


def _sheets(sheets: Sequence[Sheet], name: str) -> Iterator[Problem]:
    for sheet in sheets:
        fix = "取消隐藏，看该不该公开，不该的删去，再另存"
        if sheet.hidden and sheet.rows:
            yield Problem("scan.hidden-sheet", Place(name, sheet.name), "这个工作表是隐藏的", fix)
        within = (row for row in sheet.hidden_rows if row < len(sheet.rows))
        filled = sorted(row for row in within if any(not cell.blank for cell in sheet.rows[row]))
        for first, last in _runs(filled):
            place = Place(name, sheet.name, sheet.line(first))
            until = f"到第 {sheet.line(last)} 行" if last > first else ""
            yield Problem("scan.hidden-row", place, f"这一行{until}是隐藏的", fix)
        for column in sorted(sheet.hidden_columns):
            if any(not sheet.cell(row, column).blank for row in range(len(sheet.rows))):
                place = Place(name, sheet.name, None, sheet.letter(column))
                yield Problem("scan.hidden-column", place, "这一列是隐藏的", fix)
        for column in range(sheet.width):
            yield from _column(sheet, column, name)


def _column(sheet: Sheet, column: int, name: str) -> Iterator[Problem]:
    """Yield the personal data of a column; what its numbers are is told by all of them together."""
    cells = [(row, sheet.cell(row, column)) for row in range(len(sheet.rows))]
    digits = {row: _digits(cell) for row, cell in cells if not cell.blank}
    numbers = [text for text in digits.values() if text]
    phones = sum(map(is_mobile, numbers))
    headed = any(_PHONE.search(cell.text) for _, cell in cells[:30] if isinstance(cell.value, str))
    # A budget has amounts of eleven digits too, but never most of a column.
    telephones = headed or phones * 2 > len(numbers)
    for row, text in digits.items():
        cell = sheet.cell(row, column)
        place = Place(name, sheet.name, sheet.line(row), sheet.letter(column))
        if not text:
            yield from _personal(traces(cell.text), place)
        elif is_mobile(text):
            if telephones:
                yield from _personal([Trace(MOBILE, f"{text[:3]}******{text[-2:]}")], place)
        elif (found := in_number(text)) and (isinstance(cell.value, Decimal) or not found.lossy):
            yield from _personal([found], place)
        else:
            yield from (
                one for one in _personal(traces(text), place) if len(text) == 15 and isinstance(cell.value, str)
            )


def _digits(cell: Cell) -> str:
    """Return the digits of a cell that is nothing but a whole number; empty for any other."""
    if isinstance(cell.value, Decimal):
        return cell.text if cell.value == cell.value.to_integral_value() and cell.value > 0 else "0"
    text = cell.text.strip() if isinstance(cell.value, str) else ""
    return text if text.isascii() and text.isdigit() else ""


def _personal(found: Iterator[Trace] | Sequence[Trace], place: Place) -> Iterator[Problem]:
    for one in found:
        words = WORDS[one.kind]
        lossy = "，按数字存放，后几位已经不准" if one.lossy and one.kind == IDENTITY else ""
        fix = "核对是不是该公开的办公邮箱" if one.kind == MAIL else f"删去{words}；要区分同名的人用编号"
        yield Problem(one.kind, place, f"像是{words}{lossy}", fix, one.masked)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of rows that follow one another."""
    start: int | None = None
    for at, row in enumerate(rows):
        start = row if start is None else start
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            yield start, row
            start = None
