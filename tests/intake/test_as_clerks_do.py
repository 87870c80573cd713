"""What clerks really hand in: one promise for each habit of spreadsheets, through real files."""

import datetime
import io
import json
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from scripts.importing import run
from scripts.intake.importer import extract_all
from scripts.intake.source import read
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Rejected
from tests.intake.conftest import amount, real, schema, text

CODES = CodeList("departments", {"0101": Entry("0101", "教育委员会", "教委"), "0102": Entry("0102", "财政局")})
FORM = schema(
    text("department", "部门", codelist="departments", constraints={"required": True}),
    amount("adjusted", "调整预算"),
    amount("executed", "执行数"),
    amount("rate", "执行率", unit="%"),
    text("day", "报送日期", type="date"),
    text("year", "年度", type="integer"),
    text("final", "是否办结", type="boolean"),
    text("note", "备注"),
)
HEAD = ("部门", "调整预算", "执行数")
TO = "budget_execution/department_execution/2025-Q3"
LISTS = {"departments": CODES}


def saved(tmp_path, fill, name="表.xlsx"):
    """Write a workbook by openpyxl, which stores no results of formulas."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "三季度"
    fill(page)
    book.save(tmp_path / name)
    return tmp_path / name


def table(*rows, head=HEAD):
    def fill(page):
        for row in (head, *rows):
            page.append(row)

    return fill


def brought(path, mapping="", described=FORM):
    return extract_all(read(path), {"data": described}, LISTS, mapping.encode(), "m.toml")[0]


def refused(path, mapping="", described=FORM):
    with pytest.raises(Rejected) as caught:
        brought(path, mapping, described)
    return [(one.code, str(one.place)) for one in caught.value.problems]


def changes(got, field=""):
    return [(c.code, c.was, c.now) for c in got.report.changes if c.field == field]


def one(tmp_path, header, value, form="General"):
    """Bring one cell in under a header."""

    def fill(page):
        page.append(("部门", header))
        page.append(("教委", value))
        page["B2"].number_format = form

    return saved(tmp_path, fill)


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        ("单位：元", "0.0012"),
        ("单位：千元", "1.2"),
        ("单位：万元", "12"),
        ("单位：亿元", "120000"),
        ("（金额单位：人民币亿元）", "120000"),
        ("万元", "12"),
        ("单位：人、千元", "1.2"),
        ("填报单位：区教委      单位：千元", "1.2"),
        ("单位负责人：张某", "12"),
        ("部门预算执行情况表（千元）", "1.2"),
    ],
)
def test_the_unit_in_a_corner_is_found_among_what_else_forms_say(tmp_path, corner, expected):
    def fill(page):
        page.append(("2025年三季度部门预算执行情况",))
        page.append(("", "", corner))
        page.append(HEAD)
        page.append(("教委", 12, 12))

    assert brought(saved(tmp_path, fill)).records[0]["adjusted"] == Decimal(expected)


@pytest.mark.parametrize("corner", ["单位：美元", "单位：百万港币"])
def test_foreign_money_is_refused_and_not_taken_for_yuan(tmp_path, corner):
    def fill(page):
        page.append(("", corner))
        page.append(HEAD)
        page.append(("教委", 12, 12))

    assert {code for code, _ in refused(saved(tmp_path, fill))} == {"import.unit"}


def test_two_units_on_one_sheet_are_refused_at_the_second(tmp_path):
    def fill(page):
        page.append(("部门预算执行情况（单位：元）",))
        page.append(("", "", "单位：万元"))
        page.append(HEAD)
        page.append(("教委", 12, 12))

    assert refused(saved(tmp_path, fill)) == [("import.unit", "工作表“三季度”第 2 行 C 列")]


@pytest.mark.parametrize(("header", "expected"), [("调整预算（元，含结转）", "0.0012"), ("调整预算（含结转）", "12")])
def test_a_unit_beside_a_remark_in_the_brackets_of_a_header_counts(tmp_path, header, expected):
    assert brought(saved(tmp_path, table(("教委", 12, 1), head=("部门", header, "执行数")))).records[0][
        "adjusted"
    ] == Decimal(expected)


def test_a_unit_in_the_upper_of_two_header_rows_counts(tmp_path):
    def fill(page):
        page.append(("部门", "本年（元）", ""))
        page.append(("", "调整预算", "执行数"))
        page.append(("教委", 120000, 50000))
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    got = brought(saved(tmp_path, fill))
    assert (got.records[0]["adjusted"], got.records[0]["executed"]) == (12, 5)


@pytest.mark.parametrize(
    ("stored", "form", "expected"),
    [
        (12345678, "#,##0,", "12345.678"),
        (123456789, "0.0,,", "123.456789"),
        (123456, "0!.0,", "12.3456"),
        (123456, r"0\.0,", "12.3456"),
        (123456, '0"."0,', "12.3456"),
        (123456, '0!.0,"万"', "12.3456"),
        (12.5, '0.0"万元"', "12.5"),
        (12345.6, "#,##0.00_);[Red](#,##0.00)", "12345.6"),
        (0, "0.0;-0.0;;@", "0"),
    ],
)
def test_a_number_format_that_scales_is_taken_as_one_sees_it(tmp_path, stored, form, expected):
    got = brought(one(tmp_path, "调整预算", stored, form))
    assert got.records[0]["adjusted"] == Decimal(expected)
    scaled = Decimal(str(stored)) != Decimal(expected)
    assert [code for code, *_ in changes(got, "adjusted")] == (["import.scaled-format"] if scaled else [])


def test_a_unit_that_the_format_writes_behind_the_number_is_its_unit(tmp_path):
    got = brought(one(tmp_path, "调整预算（元）", 123456, '0!.0,"万"'))
    assert got.records[0]["adjusted"] == Decimal("12.3456")


def test_a_format_that_changes_units_by_size_is_refused(tmp_path):
    form = '[>=10000]0!.0,"万";0'
    assert refused(one(tmp_path, "调整预算", 123456, form)) == [
        ("import.unclear-format", "工作表“三季度”第 2 行 B 列“调整预算”")
    ]


def test_a_number_that_its_format_hides_is_refused(tmp_path):
    assert refused(one(tmp_path, "调整预算", 12, ";;;")) == [("import.hidden", "工作表“三季度”第 2 行 B 列“调整预算”")]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [("64.9%", "@", "64.9"), ("６４．９％", "@", "64.9"), (0.649, "0.0%", "64.9"), (64.9, "0.0", "64.9")],
)
def test_percentages_come_in_as_text_fraction_or_number(tmp_path, value, form, expected):
    assert brought(one(tmp_path, "执行率（%）", value, form)).records[0]["rate"] == Decimal(expected)


def test_a_fraction_among_percentages_is_refused_at_its_cell(tmp_path):
    path = saved(tmp_path, table(("教委", "64.9%"), ("财政局", 0.5), head=("部门", "执行率")))
    assert refused(path) == [("import.percent-mixed", "工作表“三季度”第 3 行 B 列“执行率”")]


def test_a_column_of_nothing_but_fractions_is_told_and_the_mapping_decides(tmp_path):
    path = saved(tmp_path, table(("教委", 0.6), ("财政局", 0.5), ("教委", 0.4), head=("部门", "执行率")))
    got = brought(path)
    assert got.records[0]["rate"] == Decimal("0.6")
    assert "B 列“执行率”的数都不大于 1" in got.report.remarks[0]
    mapping = '[fields]\ndepartment = { column = "部门" }\nrate = { column = "执行率", unit = "1" }'
    got = brought(path, mapping)
    assert (got.records[0]["rate"], got.report.remarks) == (60, [])


@pytest.mark.parametrize(
    ("value", "form", "code"),
    [
        (45565, "General", "import.date-serial"),
        ("2024年9月30日", "@", "import.date"),
        ("二〇二四年九月三十日", "@", "import.date"),
        ("2024.9.30", "@", "import.date"),
        ("2024/9/30 0:00:00", "@", "import.date"),
        ("2024-09-30 15:20", "@", "import.date"),
        ("20240930", "@", "import.date"),
        ("民国113年9月30日", "@", "import.roc-year"),
        ("113.9.30", "@", "import.roc-year"),
        (datetime.datetime(2024, 9, 30, 15, 20), "yyyy-mm-dd", "import.date"),
        (datetime.date(2024, 9, 30), "yyyy-mm-dd", ""),
    ],
)
def test_days_come_in_every_form_and_each_rewriting_is_told(tmp_path, value, form, code):
    got = brought(one(tmp_path, "报送日期", value, form))
    assert got.records[0]["day"] == datetime.date(2024, 9, 30)
    assert [found for found, *_ in changes(got, "day")] == ([code] if code else [])


def test_serials_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ("部门", "报送日期"))
    page.write_row(1, 0, ("教委", 44103))
    book.close()
    path = tmp_path / "苹果.xlsx"
    path.write_bytes(out.getvalue())
    assert brought(path).records[0]["day"] == datetime.date(2024, 9, 30)


@pytest.mark.parametrize("value", ["9月30日", "2024年9月", "24.9.30", "30/9/2024", "2024年2月30日", 2024.9])
def test_an_uncertain_day_is_refused(tmp_path, value):
    assert refused(one(tmp_path, "报送日期", value)) == [("import.not-a-date", "工作表“三季度”第 2 行 B 列“报送日期”")]


def test_a_code_that_a_spreadsheet_made_a_date_is_told(tmp_path):
    got = brought(one(tmp_path, "备注", datetime.date(2025, 3, 1), 'm"月"d"日"'))
    assert changes(got, "note") == [("import.date-as-text", "2025-03-01", "2025-03-01")]


@pytest.mark.parametrize(("value", "expected"), [("101年", 2012), ("民国101年", 2012), ("2012年", 2012), (2012, 2012)])
def test_years_of_the_republic_become_ours(tmp_path, value, expected):
    assert brought(one(tmp_path, "年度", value)).records[0]["year"] == expected


@pytest.mark.parametrize(("value", "told"), [("√", True), (True, True), ("是", False)])
def test_ticks_become_words_and_say_so(tmp_path, value, told):
    got = brought(one(tmp_path, "是否办结", value))
    assert got.records[0]["final"] is True
    assert [code for code, *_ in changes(got, "final")] == (["import.boolean"] if told else [])


@pytest.mark.parametrize("label", ["合计", "总  计", "合计：", "全区合计", "各部门合计", "合计数", "總計"])
def test_a_total_row_by_any_name_is_checked_and_dropped(tmp_path, label):
    got = brought(saved(tmp_path, table(("教委", 8, 5), ("财政局", 2, 1), (label, 10, 6))))
    assert [(t.field, t.printed, t.equal) for t in got.report.totals] == [
        ("adjusted", "10", True),
        ("executed", "6", True),
    ]
    assert len(got.records) == 2
    assert refused(saved(tmp_path, table(("教委", 8, 5), (label, 9, 5)))) == [
        ("import.total-mismatch", "工作表“三季度”第 3 行 B 列“调整预算”")
    ]


def test_a_subtotal_is_never_a_row_of_data(tmp_path):
    titles = schema(text("title", "项目"), amount("adjusted", "调整预算"))
    path = saved(tmp_path, table(("道路", 8), ("小  计", 8), head=("项目", "调整预算")))
    assert refused(path, "", titles) == [("import.subtotal-row", "工作表“三季度”第 3 行")]
    mapping = '[table]\ndrop = ["小计"]\n[fields]\ntitle = { column = "项目" }\nadjusted = { column = "调整预算" }'
    assert len(brought(path, mapping, titles).records) == 1


def test_who_signed_the_form_is_no_row_and_the_names_are_not_kept(tmp_path):
    rows = (("教委", 8, 5), (), ("注：口径见附件",), ("填表人：张三", "审核人：李四", "联系电话：13800000000"))
    got = brought(saved(tmp_path, table(*rows)))
    assert len(got.records) == 1
    assert [(c.code, c.was) for c in got.report.changes if not c.field] == [
        ("import.blank-row", ""),
        ("import.note-row", "注：口径见附件"),
        ("import.note-row", "填表人"),
    ]


def test_a_table_without_rows_is_declared_with_its_reason(tmp_path):
    got = brought(saved(tmp_path, table(("本表没有数据：本期没有发生。",))))
    assert got.records == ()
    assert got.report.remarks == ["“测试表”没有数据：本期没有发生。"]
    path = saved(tmp_path, table(("教委", 8, 5), ("本表没有数据：本期没有发生",)))
    assert refused(path) == [("import.not-nothing", "工作表“三季度”第 2 行")]


@pytest.mark.parametrize("hide", ["row", "column", "sheet"])
def test_hidden_rows_columns_and_sheets_are_refused(tmp_path, hide):
    def fill(page):
        table(("教委", 8, 5), ("财政局", 2, 1))(page)
        match hide:
            case "row":
                page.row_dimensions[2].hidden = True
            case "column":
                page.column_dimensions["B"].hidden = True
            case "sheet":
                page.sheet_state = "hidden"
                page.parent.create_sheet("空")

    codes = {code for code, _ in refused(saved(tmp_path, fill))}
    assert codes == ({"import.no-rows"} if hide == "sheet" else {"import.hidden"})


def test_sheets_passed_over_are_named(tmp_path):
    def fill(page):
        table(("教委", 8, 5))(page)
        page.title = "测试表"
        other = page.parent.create_sheet("底稿")
        other.append(("张三", "13800000000"))
        other.sheet_state = "veryHidden"

    assert brought(saved(tmp_path, fill)).report.remarks == [
        "没有读取的工作表：“底稿”（隐藏）；它们随原表留在仓库里，不该留的先删去再导入。"
    ]


def test_a_formula_without_a_stored_result_is_refused_and_one_with_it_is_read(tmp_path):
    path = saved(tmp_path, table(("教委", "=4+4", 5)))
    assert refused(path) == [("import.formula-without-value", "工作表“三季度”第 2 行 B 列“调整预算”")]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ("教委", 0, 5))
    page.write_formula(1, 1, "=4+4", None, 8)
    book.close()
    path.write_bytes(out.getvalue())
    assert brought(path).records[0]["adjusted"] == 8


CSV = '2025年三季度,,\r\n部门,调整预算（万元）,执行数（万元）\r\n教委,"1,204.5",５\r\n合计,1204.5,5\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_text_tables_come_in_whatever_wrote_them(tmp_path, encoding):
    path = tmp_path / "表.csv"
    path.write_bytes(CSV.encode(encoding))
    got = brought(path)
    assert (got.records[0]["adjusted"], got.records[0]["executed"]) == (Decimal("1204.5"), 5)
    assert [code for code, *_ in changes(got, "adjusted")] == ["import.thousands"]
    assert [code for code, *_ in changes(got, "executed")] == ["import.full-width"]


def test_a_rare_name_that_only_gb18030_has_survives(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes("部门,备注\r\n教委,𠮷㐂镕\r\n".encode("gb18030"))
    assert brought(path).records[0]["note"] == "𠮷㐂镕"


def test_a_web_page_named_xls_is_read_with_a_warning(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text("<html><table><tr><th>部门<th>调整预算<tr><td>教委<td>8</table></html>", "utf-8")
    got = brought(path)
    assert got.records[0]["adjusted"] == 8
    assert got.report.remarks == ["文件实际是网页（HTML），不是它名字所说的工作簿；已按网页里的表格读取。"]


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>',
        "MIME-Version: 1.0\nX-Document-Type: Workbook\n\n<html><table></table></html>",
    ],
)
def test_other_forms_named_xls_are_refused_in_words(tmp_path, content):
    path = tmp_path / "导出.xls"
    path.write_text(content, "utf-8")
    assert refused(path) == [("import.unknown-form", "")]


def test_an_old_workbook_with_merged_header_rows_and_a_corner_unit_comes_in():
    form = schema(text("proposer", "议员"), amount("asked", "建議金額"), amount("approved", "核定金額"))
    mapping = """
        [table]
        sheet = "議員4"
        header_rows = [4, 5]
        [fields]
        proposer = { column = "議員姓名" }
        asked = { column = "建議金額", missing = ["無"], merged = "first" }
        approved = { column = "核定情形/核定金額", missing = ["尚未核定", "無", "未施作"], merged = "first" }
        """
    got = brought(real("suggest-taipei-2013/4220113014.xls"), mapping, form)
    assert len(got.records) > 100
    assert any(code == "import.unit" for code, *_ in changes(got, "approved"))


def test_every_change_stands_in_the_record(tmp_path):
    path = saved(tmp_path, table(("教委", "１,２００", " 5 "), ("合计", 1200, 5)))
    (report,) = run(path, TO, {"data": FORM}, LISTS, tmp_path / "data")
    record = json.loads((tmp_path / "data" / "drafts" / TO / "import.json").read_text("utf-8"))["resources"]["data"]
    assert (
        [change["code"] for change in record["changes"]]
        == [change.code for change in report.changes]
        == [
            "import.total-row",
            "import.code",
            "import.full-width",
            "import.thousands",
            "import.trimmed",
        ]
    )


def test_a_row_named_total_is_data_where_its_code_list_has_it(tmp_path):
    lists = {"departments": CodeList("departments", {"all": Entry("all", "合计"), "car": Entry("car", "公务用车小计")})}
    path = saved(tmp_path, table(("合计", 8, 5), ("公务用车小计", 8, 5)))
    got = extract_all(read(path), {"data": FORM}, lists)[0]
    assert [record["department"] for record in got.records] == ["all", "car"]
