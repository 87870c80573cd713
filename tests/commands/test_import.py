"""``portal import`` as a clerk uses it: what is refused comes back in the workbook, and nothing of theirs is lost."""

import hashlib
import subprocess
import sys

import lxml.html
import openpyxl
import pytest

from scripts.instance import ROOT
from tests.commands.conftest import SERIES, draft
from tests.intake.conftest import real

HEAD = ("部门", "年初预算（万元）", "调整预算（万元）", "累计计划执行数（万元）", "累计执行数（万元）", "备注")
TO = f"{SERIES}/2024-Q4"
EVIL = '=HYPERLINK("http://x","点")<script>alert(1)</script>'


def workbook(path, *rows, name="四季度"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in (("2024年第四季度", "", "", "", "", ""), HEAD, *rows):
        page.append(row)
    for cells in page.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)
    return path


def bad(path):
    """Return a workbook with three slips in two cells of three rows."""
    return workbook(path, ("教育局", 90, "1,00", 50, "50万", ""), ("水务厅", 200, 200, 100, 40, EVIL))


@pytest.fixture
def refused(instance, tmp_path, portal):
    path = bad(tmp_path / "四季度.xlsx")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    words = ("import", path, "--to", TO, "--instance", instance)
    status, said = portal(*words, "--annotate", "--report", tmp_path / "问题.html")
    assert status == 1
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    return tmp_path, said


def test_a_refused_workbook_comes_back_with_each_problem_at_its_cell(refused):
    folder, said = refused
    made = folder / "四季度-批注.xlsx"
    assert f"带批注的工作簿：{made}；原来的文件没有动。" in said
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["问题清单", "四季度"]
    page = book["四季度"]
    told = {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}
    assert sorted(told) == ["A4", "C3", "E3"]
    assert told["C3"].endswith("[import.not-a-number]")
    assert told["A4"].startswith("问题 3：代码表 departments 中没有这个名称或代码。\n怎么改：")
    assert all(page[at].fill.fgColor.rgb == "00FFC7CE" for at in told)
    assert page["A3"].fill.fgColor.rgb != "00FFC7CE"
    assert (page["F4"].value, page["F4"].data_type) == (EVIL, "s")
    rows = [[cell.value for cell in row] for row in book["问题清单"].iter_rows(min_row=2)]
    assert rows[0] == ["序号", "工作表", "行", "列", "列名", "写的是", "问题", "怎么改", "代码"]
    assert [row[:6] for row in rows[1:]] == [
        [1, "四季度", "3", "C", "调整预算（万元）", "1,00"],
        [2, "四季度", "3", "E", "累计执行数（万元）", "50万"],
        [3, "四季度", "4", "A", "部门", "水务厅"],
    ]
    assert book["问题清单"]["A3"].hyperlink.location == "'四季度'!C3"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]


def test_the_commented_copy_mended_comes_in_and_no_copy_is_ever_overwritten(refused, instance, portal):
    folder, _ = refused
    made = folder / "四季度-批注.xlsx"
    again = ("import", folder / "四季度.xlsx", "--to", TO, "--instance", instance, "--annotate")
    assert portal(*again)[0] == 1
    assert (folder / "四季度-批注-2.xlsx").is_file()
    book = openpyxl.load_workbook(made)
    page = book["四季度"]
    page["C3"], page["E3"], page["A4"], page["F4"] = 100, 50, "水务局", "演示"
    book.save(made)
    assert portal("import", made, "--to", TO, "--instance", instance)[0] == 0


def test_the_page_of_problems_is_whole_plain_and_escaped(refused):
    folder, said = refused
    assert f"问题清单写在：{folder / '问题.html'}" in said
    page = lxml.html.fromstring((folder / "问题.html").read_bytes())
    assert page.xpath("//script|//*[@src]|//@onclick|//link|//a") == []
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert [row.xpath("td[9]")[0].text for row in page.xpath("//tbody/tr")] == [
        "import.not-a-number",
        "import.not-a-number",
        "table.unknown-code",
    ]


def test_the_page_of_a_draft_lists_every_cell_touched_and_is_not_approved(instance, tmp_path, portal):
    path = tmp_path / "四季度.xlsx"
    workbook(path, ("教育局", "９０", "1,000", 50, 50, "<b>甲 </b>"), ("水务局", 200, 200, 100, 40, ""))
    status, said = portal("import", path, "--to", TO, "--instance", instance, "--full")
    assert status == 0
    assert "第 3 行“教育局” → “101”；第 4 行“水务局” → “102”" in said
    folder = instance / "data" / "drafts" / TO
    page = lxml.html.fromstring((folder / "import.html").read_bytes())
    assert page.xpath("//script|//b|//*[@src]") == []
    cells = [[cell.text or "" for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]
    assert ["3", "A", "部门", "教育局", "101", ""] in cells
    assert ["3", "B", "年初预算（万元）", "９０", "90", ""] in cells
    assert ["3", "C", "调整预算（万元）", "1,000", "1000", ""] in cells
    words = ("--organ", "甲", "--document", "乙", "--date", "2025-01-20", "--instance", instance)
    assert portal("approve", folder, *words)[0] == 0
    approved = {file.name for file in (instance / "data" / "approved" / TO / "r1").iterdir()}
    assert approved == {"approval.json", "data.csv", "import.json", "source.xlsx", "values.csv"}
    assert portal("check", "--instance", instance)[0] == 0


def test_a_report_never_replaces_a_workbook(instance, tmp_path, portal):
    path = bad(tmp_path / "四季度.xlsx")
    before = path.read_bytes()
    assert portal("import", path, "--to", TO, "--instance", instance, "--report", path)[0] == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["四季度.csv", "四季度.xls"])
def test_other_files_get_a_commented_workbook_of_their_values(instance, tmp_path, portal, name):
    path = tmp_path / name
    cells = ("教育局", "90", "100", "50", "50万", "=1+1")
    if name.endswith("csv"):
        path.write_bytes(f"{','.join(HEAD)}\r\n{','.join(cells)}\r\n".encode("gbk"))
    else:
        rows = ("<tr>" + "".join(f"<td>{text}" for text in row) for row in (HEAD, cells))
        path.write_text(f"<table>{''.join(rows)}", "utf-8")
    assert portal("import", path, "--to", TO, "--instance", instance, "--annotate")[0] == 1
    book = openpyxl.load_workbook(tmp_path / "四季度-批注.xlsx")
    page = book.worksheets[1]
    assert "import.not-a-number" in page["E2"].comment.text
    assert page["F2"].value.startswith("=")
    assert page["F2"].data_type == "s"
    assert page["B2"].value == "90"


def test_an_old_workbook_gets_a_commented_copy_with_its_numbers_dates_and_merges(instance, tmp_path, portal):
    path = tmp_path / "明细.xls"
    path.write_bytes(real("suggest-taipei-2013/4220113014.xls").read_bytes())
    to = "suggestion_handling/suggestion_register/2013"
    assert portal("import", path, "--to", to, "--sheet", "議員4", "--instance", instance, "--annotate")[0] == 1
    book = openpyxl.load_workbook(tmp_path / "明细-批注.xlsx")
    page = book["議員4"]
    assert page["A6"].value == "陳孋輝"
    assert (page["E6"].value, page["E6"].data_type) == (76, "n")
    assert page.merged_cells.ranges


def test_problems_of_the_check_are_shown_in_the_original_workbook(instance, tmp_path, portal, monkeypatch):
    path = workbook(tmp_path / "四季度.xlsx", ("教育局", 90, 100, 120, 50, ""))
    assert portal("import", path, "--to", TO, "--instance", instance)[0] == 0
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    status, said = portal("check", "--instance", instance, "--annotate")
    assert status == 1
    assert "带批注的工作簿：四季度-批注.xlsx" in said
    book = openpyxl.load_workbook(here / "四季度-批注.xlsx")
    told = {cell.coordinate: cell.comment.text for row in book["四季度"].iter_rows() for cell in row if cell.comment}
    assert [(at, text.rpartition("[")[2]) for at, text in told.items()] == [("D3", "check.plan-above-budget]")]
    codes = [row[8].value for row in book["问题清单"].iter_rows(min_row=3)]
    assert codes == ["check.plan-above-budget", "check.department-left-out"]


def test_a_draft_made_without_an_import_has_no_workbook_to_comment(instance, portal, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    draft(instance, TO, (("101", "90", "100", "120", "50"),))
    assert portal("check", "--instance", instance, "--annotate")[0] == 1
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize("moment", [0.0, 0.2, 0.4, 0.6, 0.8])
def test_an_import_killed_at_any_moment_leaves_the_old_draft_or_the_new(instance, tmp_path, portal, moment):
    first = workbook(tmp_path / "一.xlsx", ("教育局", 90, 100, 50, 50, "旧"), ("水务局", 200, 200, 100, 40, "旧"))
    assert portal("import", first, "--to", TO, "--instance", instance)[0] == 0
    folder = instance / "data" / "drafts" / TO
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    second = workbook(tmp_path / "二.xlsx", ("教育局", 90, 100, 50, 50, "新"), ("水务局", 200, 200, 100, 40, "新"))
    words = [sys.executable, "-m", "scripts", "import", second, "--to", TO, "--instance", instance]
    with subprocess.Popen(list(map(str, words)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        try:
            running.wait(0.4 + moment)
        except subprocess.TimeoutExpired:
            running.kill()
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert after == before or ("新" in after["data.csv"].decode("utf-8-sig") and len(after) == len(before))
    assert portal("check", "--instance", instance)[0] == 0
    assert portal("import", second, "--to", TO, "--instance", instance)[0] == 0
