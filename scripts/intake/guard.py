"""Guard: what a file really is, and whether it may be opened; nothing is parsed before this has looked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from scripts.model.problem import Place, Problem, Rejected

MEGABYTE = 1024 * 1024
MOST_BYTES = 100 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
"""openpyxl holds about twenty times the unpacked bytes: this limit keeps an import near one gigabyte."""

MOST_RATIO = 200
MOST_ENTRIES = 2000
MOST_CELLS = 4_000_000
MOST_ROWS = 200_000
"""Of one table; beyond it the release is refused, never cut. A sheet may have some lines around its table."""

MOST_LINES = MOST_ROWS + 1000
_BELOW_NO_RATIO = MEGABYTE
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refuse(file: str, code: str, expected: str, fix: str, found: str | None = None, sheet: str = "") -> Rejected:
    """Return the exception that refuses a whole file or worksheet."""
    return Rejected([Problem(code, Place(file, sheet), expected, fix, found)])


def content_of(path: Path, name: str) -> bytes:
    """Return the bytes of a file; of one that is too large one more than the limit.

    Raises:
        Rejected: it is absent, may not be read, or is no file: a device or pipe never ends.
    """
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
    except OSError:
        pass
    raise refuse(name, "import.no-file", "没有这个文件，或没有权限打开", "核对路径和文件名")


def form_of(data: bytes, file: str) -> str:
    """Return ``xlsx``, ``xls``, ``html``, ``pb`` or ``text`` by what the bytes are, whatever the name says.

    Raises:
        Rejected: empty, too large, encrypted, or none of these.
    """
    if not data.strip(b"\0\r\n\t "):
        raise refuse(file, "import.empty-file", "这个文件是空的", "重新导出文件，确认能打开后再导入")
    if len(data) > MOST_BYTES:
        raise refuse(
            file,
            "import.too-large",
            f"文件超过上限 {MOST_BYTES // MEGABYTE} MB",
            "按期或按部门拆成几个文件",
        )
    if data.startswith(b"PK"):
        return _zipped(data, file)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refuse(file, "import.encrypted", "这个工作簿有打开密码", "在 WPS 或 Excel 中取消密码，另存后再导入")
        return "xls"
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")):
        raise refuse(
            file,
            "import.unknown-form",
            "这不是表格文件（是图片、PDF、压缩包或文稿）",
            "导入 XLSX、XLS 或 CSV 表格；扫描件须先整理成表格并核对",
        )
    start = data[:4096].decode("latin-1").lower()
    if start.lstrip("ï»¿ \r\n\t").startswith("meta") and "key;value" in start:
        return "pb"
    if ("urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start) or start.startswith(
        "mime-ver"
    ):
        raise refuse(
            file,
            "import.unknown-form",
            "文件实际是 XML 表格或单个文件网页（MHT），不是它名字所说的工作簿",
            "用 WPS 或 Excel 打开，另存为 XLSX 再导入",
        )
    if start.lstrip("ï»¿ \r\n\t").startswith("<") and any(
        f"<{tag}" in start for tag in ("html", "table", "div", "!doctype")
    ):
        return "html"
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(file, "import.unknown-form", "看不出这是哪种表格文件", "用 WPS 或 Excel 打开后另存为 XLSX，再导入")
    return "text"


def entries_of(data: bytes, file: str) -> list[zipfile.ZipInfo]:
    """Return what an archive holds, when it can be opened and is of bearable size.

    Raises:
        Rejected: damaged, encrypted, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refuse(
            file, "import.truncated", "文件不完整，打不开", "重新复制或重新导出这个文件，确认能在 WPS 或 Excel 中打开"
        ) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(file, "import.encrypted", "这个文件有密码", "取消密码，另存后再导入")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise refuse(
            file,
            "import.too-large",
            f"文件解开后有 {len(entries)} 个部分、{unpacked // MEGABYTE} MB，"
            f"上限是 {MOST_ENTRIES} 个、{MOST_UNPACKED // MEGABYTE} MB",
            "只保留要公开的工作表，删去图片和空白行列，另存后再导入",
        )
    for entry in entries:
        if entry.file_size > _BELOW_NO_RATIO and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise refuse(
                file,
                "import.too-large",
                f"文件中有一部分压缩了 {entry.file_size // max(entry.compress_size, 1)} 倍，不像正常表格",
                "把数据复制到新工作簿，另存后再导入",
            )
    return entries


def _zipped(data: bytes, file: str) -> str:
    """Return ``xlsx`` when the archive is a workbook."""
    entries = entries_of(data, file)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise refuse(
        file,
        "import.unknown-form",
        "这是压缩包或文稿，不是 XLSX 工作簿",
        "先解压，再导入其中的 XLSX、XLS 或 CSV 文件",
    )
