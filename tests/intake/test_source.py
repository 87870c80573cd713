"""A staff file is read for what it is, and refused in words when it cannot be read."""

import contextlib
import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from scripts.intake.cell import Merged
from scripts.intake.source import read
from scripts.model.problem import Rejected
from tests.intake.conftest import real


def saved(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def workbook(tmp_path, fill, name="表.xlsx"):
    book = openpyxl.Workbook()
    fill(book)
    book.save(tmp_path / name)
    return tmp_path / name


def texts(sheet):
    return [[cell.text for cell in row] for row in sheet.rows]


def refusal(path):
    with pytest.raises(Rejected) as caught:
        read(path)
    assert "怎么改" in str(caught.value)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("部门,金额\r\n教委,1\r\n".encode("utf-8-sig"), "utf-8-sig"),
        ("部门,金额\r\n教委,1\r\n".encode(), "utf-8-sig"),
        ("部门,金额\r\n教委,1\r\n".encode("gbk"), "gb18030"),
        ("部门,金额\r\n教委,1\r\n".encode("gb18030"), "gb18030"),
        ("部门,金额\r\n教委,1\r\n".encode("utf-16"), "utf-16"),
        ("部门;金额\n教委;1\n".encode(), "utf-8-sig"),
        ("部门\t金额\n教委\t1\n".encode(), "utf-8-sig"),
    ],
)
def test_text_tables_are_read_in_every_encoding_and_separator_of_office_software(tmp_path, data, encoding):
    source = read(saved(tmp_path, "表.csv", data))
    assert texts(source.sheets[0]) == [["部门", "金额"], ["教委", "1"]]
    assert source.encoding == encoding


def test_gbk_and_semicolons_are_told(tmp_path):
    source = read(saved(tmp_path, "表.csv", "部门;金额\n教委;1\n".encode("gbk")))
    assert source.remarks == ("文字编码是 GB18030，已转换为 UTF-8。", "各列之间用分号分隔。")


def test_line_breaks_inside_quotes_do_not_make_rows(tmp_path):
    source = read(saved(tmp_path, "表.csv", '名称,内容\r\n甲,"一\r\n二,三"\r\n'.encode()))
    assert texts(source.sheets[0]) == [["名称", "内容"], ["甲", "一\r\n二,三"]]


def test_a_workbook_keeps_formats_merges_and_what_is_hidden(tmp_path):
    def fill(book):
        page = book.active
        page.title = "三季度"
        page["A1"], page["B1"], page["C1"] = "部门", 0.8, datetime.datetime(2024, 9, 30)
        page["B1"].number_format = "0%"
        page["A2"] = 0.3
        page.merge_cells("A3:B4")
        page.row_dimensions[2].hidden = True
        page.column_dimensions["C"].hidden = True
        book.create_sheet("备用").sheet_state = "veryHidden"

    sheet, other = read(workbook(tmp_path, fill)).sheets
    assert (sheet.cell(0, 1).value, sheet.cell(0, 1).format) == (Decimal("0.8"), "0%")
    assert sheet.cell(0, 2).text == "2024-09-30"
    assert sheet.cell(1, 0).value == Decimal("0.3")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2})
    assert sheet.merged == (Merged(2, 3, 0, 1),)
    assert (sheet.hidden, other.hidden) == (False, True)


def test_a_formula_without_stored_result_is_seen(tmp_path):
    def fill(book):
        book.active["A1"] = "=SUM(B1:B9)"

    assert read(workbook(tmp_path, fill)).sheets[0].cell(0, 0).formula == "=SUM(B1:B9)"


def test_one_formatted_cell_in_the_last_row_costs_nothing(tmp_path):
    def fill(book):
        book.active["A1"] = "甲"
        book.active.cell(1048576, 16384).number_format = "0.00"

    assert texts(read(workbook(tmp_path, fill)).sheets[0]) == [["甲"]]


def test_a_web_page_named_xls_is_read_with_its_spans(tmp_path):
    page = (
        "<html><body><table><tr><th rowspan=2>部门</th><th colspan=2>金额</th></tr><tr><td>预算</td><td>执行</td></tr>"
        "<tr><td>教委</td><td>1<br>2</td><td>&lt;b&gt;</td></tr></table></body></html>"
    )
    source = read(saved(tmp_path, "导出.xls", page.encode()))
    assert texts(source.sheets[0]) == [["部门", "金额", ""], ["", "预算", "执行"], ["教委", "1\n2", "<b>"]]
    assert source.sheets[0].merged == (Merged(0, 1, 0, 0), Merged(0, 0, 1, 2))
    assert "网页" in source.remarks[0]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return out.getvalue()


def many():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2001):
            archive.writestr(f"xl/{number}.xml", "")
    return out.getvalue()


def zipped(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty-file"),
        (b" \r\n", "import.empty-file"),
        (bomb(), "import.too-large"),
        (many(), "import.too-large"),
        (bomb()[:500], "import.truncated"),
        (zipped(readme_xml="x"), "import.unknown-form"),
        (zipped(xl__workbook_xml="<workbook"), "import.truncated"),
        (zipped(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "import.truncated"),
        (OLE + b"\0" * 600, "import.truncated"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "import.encrypted"),
        (b"%PDF-1.7", "import.unknown-form"),
        (b"\x89PNG\r\n", "import.unknown-form"),
        (b"abc\0def", "import.unknown-form"),
        (b"\x81\xff,\xff\n", "import.encoding"),
        ('甲,"乙\n'.encode(), "import.truncated"),
        (b"<html><body><p>404</p></body></html>", "import.unknown-form"),
        (b"META\nkey;value\nbudget;1\n", "import.truncated"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, data, code):
    assert refusal(saved(tmp_path, "表.xlsx", data)) == [code]


def test_a_missing_file_is_refused_in_words(tmp_path):
    assert refusal(tmp_path / "没有.xlsx") == ["import.no-file"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "name",
    [
        "suggest-taipei-2013/4220113014.xls",
        "eval-uk-people-survey-2019/Civil-Service-People-Survey-2019-All-Organisation-Scores-Excel.xlsx",
    ],
)
def test_a_cut_workbook_is_refused_or_read_but_never_a_traceback(tmp_path, name, part):
    data = real(name).read_bytes()
    path = saved(tmp_path, "表.xls", data[: int(len(data) * part)])
    with contextlib.suppress(Rejected):
        assert read(path).sheets
