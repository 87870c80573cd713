"""Source: a staff file as read, with what its bytes really are; the first step of an import."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.intake.biff import read_biff
from scripts.intake.cell import Sheet
from scripts.intake.delimited import SEPARATORS, read_delimited
from scripts.intake.guard import content_of, form_of
from scripts.intake.markup import read_markup
from scripts.intake.pabulib import read_pabulib
from scripts.intake.workbook import read_workbook

_EXTENSION = {"text": "csv"}


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Source:
    """A file of staff.

    Args:
        name: file name without folders.
        data: its bytes.
        form: ``xlsx``, ``xls``, ``html``, ``pb`` or ``text``.
        sheets: what it holds.
        remarks: what staff should know of the file as a whole, Chinese sentences.
        encoding: of a text file.
    """

    name: str
    data: bytes
    form: str
    sheets: Sequence[Sheet]
    remarks: tuple[str, ...] = ()
    encoding: str = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def extension_of(form: str) -> str:
    """Return the extension that says what the bytes of a form are."""
    return _EXTENSION.get(form, form)


def read(path: Path) -> Source:
    """Return the file with all its sheets.

    Raises:
        Rejected: it is absent, encrypted, damaged, too large or no table.
    """
    # A name in another encoding than the system's comes as lone surrogates, which no file can be written with.
    name = path.name.encode("utf-8", "replace").decode()
    data = content_of(path, name)
    form = form_of(data, name)
    if form == "xlsx":
        return Source(name, data, form, read_workbook(data, name))
    if form == "xls":
        return Source(name, data, form, read_biff(data, name))
    if form == "html":
        sheets = read_markup(data, name)
        remark = "文件实际是网页（HTML），不是它名字所说的工作簿；已按网页里的表格读取。"
        return Source(name, data, form, sheets, () if name.endswith((".html", ".htm")) else (remark,))
    if form == "pb":
        pages, ballots = read_pabulib(data, name)
        remark = f"共有 {ballots} 张选票；选票带有投票人信息，只计数，不读取、不公开。"
        return Source(name, data, form, pages, (remark,))
    sheet, encoding, mark = read_delimited(data, name)
    remarks = [] if encoding == "utf-8-sig" else [f"文字编码是 {encoding.upper()}，已转换为 UTF-8。"]
    if mark != ",":
        remarks.append(f"各列之间用{SEPARATORS[mark]}分隔。")
    return Source(name, data, form, [sheet], tuple(remarks), encoding)
