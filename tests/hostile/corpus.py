"""Hostile corpus: texts, numbers, workbooks and files as somebody would write them who means harm."""

from __future__ import annotations

import io
import itertools
import random
import struct
import zipfile
from collections.abc import Iterator

import xlsxwriter

MARKUP = (
    """<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}{% x %}${7*7}"""
    """]]></title>[点](javascript:alert(3))`'"""
)
"""Markup, an event handler, template syntax, the end of a CDATA section, a link that runs; all of it printable text."""

SHOWN = ("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "{{7*7}}", "{% x %}")
"""What of ``MARKUP`` readers must see letter by letter."""

FORMULAS = (
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
)
"""Texts that a spreadsheet would run, also full-width and after a tab, a return or a line end."""

INVISIBLE = (
    "甲\0乙", "甲\x08乙", "甲\x1b[2J乙", "甲\x7f乙", "甲\x85乙", "甲\u061c乙", "甲\u180e乙", "甲\u200b乙", "甲\u200e乙",
    "甲\u2028乙", "甲\u202e乙", "甲\u2066乙", "甲\ufeff乙", "甲\ufffe乙", "甲\uffff乙", "甲\ufff9乙",
    "甲\U000e0041乙", "甲\U0010ffff乙",
)  # fmt: skip
"""Control and bidirectional characters, invisible ones and what is no character at all."""

SURROGATE = "甲\ud800乙"
LONG = "长" * 200_000
NUMBERS = (
    "1e400",
    "-1e400",
    "NaN",
    "-0",
    "Infinity",
    "-Infinity",
    "1e999999999",
    "0x10",
    "1_000",
    "٣",
    "９" * 40,
    "1" * 5000,
)
DATES = ("0000-00-00", "2024-02-30", "9999-12-31", "99999-01-01", "-1-01-01", "2024-13-01", "1e9", "0001-01-01")
CODES = ("../../etc/passwd", "..", "/etc/passwd", "a/b", "a\\b", "A", "0101 ", "0101\n", "％", "con", "甲", "a" * 300)
"""Codes that would become addresses and folders."""

HEADERS = ("部门", "年初预算（万元）", "调整预算（万元）", "累计计划执行数（万元）", "累计执行数（万元）", "备注")
_PARTS = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]], sheet: str = "表", **properties: str) -> bytes:
    """Return a workbook with one worksheet; no text in it is made a formula or a link."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties(properties)
    page = book.add_worksheet(sheet)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell[:32_000])
            else:
                page.write_number(row, column, cell)
    book.close()
    return stream.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with bytes of one of its parts replaced."""
    parts = _unpacked(data)
    assert old in parts[part], (part, old)
    parts[part] = parts[part].replace(old, new, 1)
    return packed(parts)


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sheet(rows: list[list[object]], xml: str, before: str = "<sheetData>") -> bytes:
    """Return a workbook with XML put before a tag of its worksheet."""
    return changed(workbook(rows), _PARTS, before.encode(), (xml + before).encode())


def good(rows: int = 3) -> list[list[object]]:
    """Return rows that would be imported."""
    return [list(HEADERS), *([str(number), 1000, 1000, 250, 260, "无"] for number in range(101, 101 + rows))]


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of workbooks of which none may do harm; most are refused."""
    plain = workbook(good())
    texts = [*FORMULAS, *INVISIBLE, MARKUP, LONG, *CODES]
    yield "cells.xlsx", workbook([list(HEADERS), *([_xml(one), 1, 1, 1, 1, _xml(one)] for one in texts)])
    yield "numbers.xlsx", workbook([list(HEADERS), *(["101", one, one, one, one, ""] for one in NUMBERS)])
    yield "headers.xlsx", workbook([[_xml(one) for one in texts], *good()[1:]])
    yield "titles.xlsx", workbook([[_xml(one)] for one in texts] + good())
    yield "sheet-name.xlsx", workbook(good(), "<script>{{1}}=1")
    yield "author.xlsx", workbook(good(), author=MARKUP, title=MARKUP)
    for name, number in enumerate(("1e400", "NaN", "-0", "Infinity", "1e308", "5e-324", "1" * 400, "1" * 5000, "")):
        yield f"number-{name}.xlsx", changed(plain, _PARTS, b"<v>1000</v>", f"<v>{number}</v>".encode())
    for name, ref in enumerate(
        ("XFD1048576", "XFE1", "A1048577", "A0", "A-5", "ZZZZ1", "A99999999999999999999", "1", "")
    ):
        yield f"cell-{name}.xlsx", changed(plain, _PARTS, b'r="B2"', f'r="{ref}"'.encode())
    yield "shared-text.xlsx", changed(plain, _PARTS, b't="s"><v>0</v>', b't="s"><v>99999</v>')
    yield "style.xlsx", changed(plain, _PARTS, b'<c r="B2">', b'<c r="B2" s="99999">')
    for name, area in enumerate(("A1:XFD1048576", "A1:A1048576", "A1:XFD1", "B2:A1", "A1:ZZZZZ9", "A1")):
        merge = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        yield f"merged-{name}.xlsx", _sheet(good(), merge, "<pageMargins")
    many = "".join(f'<mergeCell ref="A1:Z{row}"/>' for row in range(2, 20_000))
    yield "merged-over.xlsx", _sheet(good(), f"<mergeCells>{many}</mergeCells>", "<pageMargins")
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>'
    yield "linked.xlsx", _sheet(good(), link, "<pageMargins")
    yield "columns.xlsx", _sheet(good(), '<cols><col min="1" max="99999999" width="9" hidden="1"/></cols>')
    yield "columns-back.xlsx", _sheet(good(), '<cols><col min="9" max="1" width="-1" customWidth="1"/></cols>')
    for part in ("xl/sharedStrings.xml", _PARTS, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"):
        for kind, body in _entities():
            yield f"{kind}-{part.rpartition('/')[2]}.xlsx", _with_doctype(plain, part, body)
    yield "formats.xlsx", _format(plain, "[" * 20_000)
    yield "formats-quoted.xlsx", _format(plain, "&quot;" * 20_001)
    yield "formats-escaped.xlsx", _format(plain, "\\" * 20_001 + "0_-" * 5_000)
    yield "deep.xlsx", _sheet(good(), "<a>" * 100_000 + "</a>" * 100_000)
    for name, ratio in (("bomb", 60_000_000), ("bomb-small", 8_000_000)):
        yield f"{name}.xlsx", packed({**_unpacked(plain), _PARTS: b" " * ratio})
    yield "parts.xlsx", packed({**_unpacked(plain), **{f"xl/media/{one}": b"" for one in range(3_000)}})
    yield "traversal.xlsx", packed({**_unpacked(plain), "../../../../tmp/escaped": b"x", "/tmp/escaped": b"x"})
    target = b'Target="worksheets/sheet1.xml"'
    for name, path in enumerate(
        ("../../../../../etc/passwd", "file:///etc/passwd", "http://example.org/x", "nowhere.xml")
    ):
        parts = changed(plain, "xl/_rels/workbook.xml.rels", target, f'Target="{path}"'.encode())
        yield f"target-{name}.xlsx", parts
    yield "lies.xlsx", _lying(plain)
    yield (
        "encrypted-zip.xlsx",
        bytes(plain.replace(b"PK\x01\x02\x14\x00\x14\x00\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01\x00")),
    )
    yield "encrypted.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") * 9
    for part in (1, 10, 25, 50, 75, 90, 99):
        yield f"cut-{part}.xlsx", plain[: len(plain) * part // 100]
    noise = random.Random(7)
    for number in range(12):
        spoilt = bytearray(plain)
        for _ in range(1 + number):
            spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
        yield f"spoilt-{number}.xlsx", bytes(spoilt)
    yield "million.xlsx", _million(plain)


def others() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of CSV, HTML, XLS and Pabulib files of the same kind."""
    head = ",".join(HEADERS)
    texts = [*FORMULAS, *INVISIBLE, MARKUP, LONG, *CODES]
    quoted = ["".join(('"', one.replace('"', '""'), '"')) for one in texts]
    yield "cells.csv", "\n".join([head, *(f"{one},1,1,1,1,{one}" for one in quoted)]).encode("utf-8")
    yield "numbers.csv", "\n".join([head, *(f"101,{one},1,1,1," for one in NUMBERS)]).encode()
    yield "dates.csv", "\n".join([head, *(f"101,{one},1,1,1," for one in DATES)]).encode()
    yield "headers.csv", (",".join(quoted) + "\n101,1,1,1,1,\n").encode("utf-8")
    yield "twice.csv", f"{head},{head}\n101,1,1,1,1,,101,2,2,2,2,\n".encode()
    yield "surrogates.csv", f"{head}\n{SURROGATE},1,1,1,1,\n".encode("utf-8", "surrogatepass")
    yield "surrogates-16.csv", b"\xff\xfe" + f"{head}\n{SURROGATE},1,1,1,1,\n".encode("utf-16-le", "surrogatepass")
    text = f"{head}\n101,1000,1000,250,260,备注\n"
    for encoding in ("utf-7", "utf-16-le", "utf-16-be", "utf-32", "big5hkscs", "shift_jis", "euc_kr", "cp037"):
        yield f"{encoding}.csv", text.encode(encoding, "replace")
    yield "half.csv", text.encode("gb18030")[:-3] + b"\x81"
    yield "quote.csv", f'{head}\n"101,1,1,1,1,\n'.encode()
    yield "lines.csv", b"a" + b"\n" * 30_000_000
    yield "commas.csv", b"a" + b"," * 30_000_000
    yield "cell.csv", b'a,"' + b"x" * 30_000_000 + b'"\nb,c\n'
    yield "blanks.csv", f"{head}\n".encode() + b" " * 5_000_000
    rows = (f"{number % 1000},10,10,5,5,\n" for number in range(1_000_000))
    yield "million.csv", (head + "\n" + "".join(rows)).encode()
    yield "grid.html", b"<table><tr><td colspan=1000>a</td></tr>" + b"<tr>" * 500_000 + b"</table>"
    yield "spans.html", b"<table>" + b"<tr><td rowspan=99999 colspan=99999>a</td></tr>" * 2_000 + b"</table>"
    yield "nested.html", b"<table><tr><td>" * 5_000 + b"a"
    yield (
        "script.html",
        (
            f"<html><table><tr><td>{MARKUP}</td><td onclick=alert(1)>a</td></tr>"
            "<tr><td>&#0;&#xd800;&#x202e;</td></tr></table>"
        ).encode(),
    )
    entities = next(body for kind, body in _entities() if kind == "laughs")
    yield (
        "entities.html",
        f"<!DOCTYPE html [{entities}]><table><tr><td>&l9;</td></tr><tr><td>b</td></tr></table>".encode(),
    )
    yield (
        "votes.pb",
        f"META\nkey;value\nnum_votes;1e400\ndescription;{MARKUP}\nPROJECTS\nproject_id;cost\n../x;NaN\nVOTES\n".encode(),
    )
    yield "votes-cut.pb", b"META\nkey;value\nPROJECTS\n"
    yield "empty.xls", bytes.fromhex("d0cf11e0a1b11ae1")
    yield "sectors.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 4_096
    yield "loop.xls", _looping()
    yield "nothing.csv", b""
    yield "zeros.csv", b"\0" * 1_000


def _xml(text: str) -> str:
    """Return a text as XML can hold it; control characters are written the way Excel does."""
    return "".join(f"_x{ord(c):04X}_" if (ord(c) < 32 and c not in "\t\n") or c in "\ufffe\uffff" else c for c in text)


def _entities() -> list[tuple[str, str]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return [
        ("laughs", f'<!ENTITY l0 "lol">{laughs}'),
        ("file", '<!ENTITY l9 SYSTEM "file:///etc/passwd">'),
        ("remote", '<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x"><!ENTITY % p SYSTEM "http://127.0.0.1:9/y"> %p;'),
    ]


def _with_doctype(data: bytes, part: str, body: str) -> bytes:
    """Return a workbook of which a part declares entities and uses the last."""
    parts = _unpacked(data)
    head, end, rest = parts[part].partition(b"?>")
    name = rest.strip()[1:].split(b" ")[0].split(b">")[0]
    rest = rest.replace(b"</t>", b"&l9;</t>", 1) if b"</t>" in rest else rest.replace(b"</", b"&l9;</", 1)
    parts[part] = head + end + b"<!DOCTYPE " + name + b" [" + body.encode() + b"]>" + rest
    return packed(parts)


def _format(data: bytes, code: str) -> bytes:
    """Return a workbook whose first number has a number format of this code."""
    formats = f'<numFmts count="1"><numFmt numFmtId="170" formatCode="{code}"/></numFmts><fonts'
    data = changed(data, "xl/styles.xml", b"<fonts", formats.encode())
    data = changed(
        data, "xl/styles.xml", b'<cellXfs count="1"><xf numFmtId="0"', b'<cellXfs count="1"><xf numFmtId="170"'
    )
    return changed(data, _PARTS, b'<c r="B2">', b'<c r="B2" s="0">')


def _lying(data: bytes) -> bytes:
    """Return an archive whose worksheet is longer than the directory says."""
    parts = {**_unpacked(data), _PARTS: b"<worksheet>" + b" " * 40_000_000}
    made = bytearray(packed(parts))
    for at in itertools.takewhile(lambda n: n >= 0, _places(made, b"PK\x01\x02")):
        length = struct.unpack_from("<H", made, at + 28)[0]
        if made[at + 46 : at + 46 + length].decode() == _PARTS:
            struct.pack_into("<I", made, at + 24, 500)
    return bytes(made)


def _places(data: bytearray, wanted: bytes) -> Iterator[int]:
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 1)


def _million(data: bytes) -> bytes:
    """Return a workbook of a million rows, packed so well that only their number gives them away."""
    parts = _unpacked(data)
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = "".join(map(row.format, range(5, 1_000_005)))
    parts[_PARTS] = parts[_PARTS].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    return packed(parts)


def _looping() -> bytes:
    """Return an OLE file whose sectors follow each other in a circle."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, 1, 0, 0, 4096, 0, 1, 0xFFFFFFFE, 0, 0)
    return bytes(header) + struct.pack("<128I", *([0] * 128)) * 4
