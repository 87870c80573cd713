"""Real files: every total equals the one counted by hand in the SOURCE.md of the collection."""

from decimal import Decimal

import pytest

from scripts.intake.importer import extract_all
from scripts.intake.source import read
from scripts.model.problem import Rejected
from tests.intake.conftest import SUGGESTIONS, amount, extracted, real, schema, text

TAIPEI = """
[table]
unit = "千元"
{table}
[fields]
proposer = {{ column = "議員姓名", merged = "fill" }}
title = {{ column = "建議項目及內容", merged = "fill" }}
place = {{ column = "建議地點", merged = "fill" }}
asked = {{ column = "建議金額", missing = ["無"], merged = "first" }}
handler = {{ column = "主辦機關" }}
[fields.approved]
column = "核定情形/核定金額"
missing = ["無", "尚未核定", "未施作", "估算中", "尚未驗收"]
note = "note"
merged = "first"
{approved}
"""


def suggestions(path, table="", approved=""):
    return extracted(path, {"data": SUGGESTIONS}, TAIPEI.format(table=table, approved=approved))


def total(extraction, field):
    return sum((record[field] for record in extraction.records if record[field] is not None), Decimal(0))


def test_taipei_2013_adds_up_to_its_printed_total():
    got = suggestions("suggest-taipei-2013/4220113014.xls")
    assert len(got.records) == 1190
    # Thousands of NT$ in the file, 万元 in the schema: exactly a tenth.
    assert total(got, "approved") == Decimal("118386.94")
    assert [(t.field, t.printed, t.sum, t.equal) for t in got.report.totals] == [
        ("approved", "118386.94", "118386.94", True)
    ]
    assert got.records[0]["title"] == "綠地（設告示牌）"
    assert got.lines[0] == 6
    assert (got.columns["approved"], got.headers["approved"]) == ("E", "核定情形/核定金額")


def test_a_merged_amount_counts_once():
    got = suggestions("suggest-taipei-2013/4220113014.xls")
    rows = dict(zip(got.lines, got.records, strict=True))
    assert [rows[line]["approved"] for line in (213, 214, 215, 216)] == [Decimal("240.5"), None, None, None]


def test_not_approved_yet_is_empty_with_its_words_and_not_zero():
    got = suggestions("suggest-taipei-2013/4220113014.xls")
    pending = [record for record in got.records if record["note"] == "尚未核定"]
    assert len(pending) == 41
    assert {record["approved"] for record in pending} == {None}


def test_taipei_2012_amounts_in_words_are_told_and_refused():
    with pytest.raises(Rejected) as caught:
        suggestions("suggest-taipei-2013/21128394995.xls", 'sheet = "議員4"')
    words = sorted(p.found for p in caught.value.problems if p.code == "import.not-a-number")
    assert words == ["226\n(尚未驗收)", "599\n(尚未驗收)", "預估2,200"]
    mismatch = next(p for p in caught.value.problems if p.code == "import.total-mismatch" and p.place.column == "E")
    assert (mismatch.place.row, mismatch.found) == (86, "73260")
    assert mismatch.expected == (
        "各行之和是 7023.5 万元，与印出的合计 7326 万元 不相等；另有 3 格的数写在文字里，没有计入（第 11、12、22 行）"
    )


def test_taipei_2012_amounts_taken_from_words_make_the_printed_total():
    got = suggestions(
        "suggest-taipei-2013/21128394995.xls", 'sheet = "議員4"', r"pattern = '(\d[\d,]*)\s*(?:\(尚未驗收\))?$'"
    )
    assert total(got, "approved") == Decimal("7326.0")
    assert all(t.equal for t in got.report.totals)
    assert [c.was for c in got.report.changes if c.code == "import.extracted"] == [
        "599\n(尚未驗收)",
        "226\n(尚未驗收)",
        "預估2,200",
    ]
    assert "預估2,200" in {record["note"] for record in got.records}


def test_kaohsiung_half_year_takes_the_number_one_sees_and_reports_the_wrong_total():
    with pytest.raises(Rejected) as caught:
        suggestions("suggest-kaohsiung-2012/PSDATA_2008_128_1041.xls")
    assert [(p.code, str(p.place), p.found) for p in caught.value.problems] == [
        ("import.total-mismatch", "工作表“101年1-6月”第 832 行 D 列“建議金額”", "376952.3516"),
        ("import.total-mismatch", "工作表“101年1-6月”第 832 行 E 列“核定情形/核定金額”", "310937.304"),
    ]
    assert "各行之和是 45351.0317 万元，与印出的合计 37695.23516 万元 不相等" in caught.value.problems[0].expected


def test_kaohsiung_half_year_with_the_mistake_accepted_keeps_both_numbers():
    got = suggestions(
        "suggest-kaohsiung-2012/PSDATA_2008_128_1041.xls", 'total_mismatch = "accept"\ntotal_reason = "原表合计印错"'
    )
    assert total(got, "asked") == Decimal("45351.0317")
    assert total(got, "approved") == Decimal("35706.4131")
    assert sum(record["asked"] is not None for record in got.records) == 826
    assert [(t.printed, t.sum, t.equal, t.reason) for t in got.report.totals] == [
        ("37695.23516", "45351.0317", False, "原表合计印错"),
        ("31093.7304", "35706.4131", False, "原表合计印错"),
    ]
    scaled = [c for c in got.report.changes if c.code == "import.scaled-format"]
    assert sum(c.field == "asked" for c in scaled) == 712
    assert "数字格式 #,##0.0, 显示为 644.8" in {c.why for c in scaled}


def test_rare_characters_in_names_survive_and_are_reported():
    got = suggestions(
        "suggest-kaohsiung-2012/PSDATA_2008_128_1041.xls", 'total_mismatch = "accept"\ntotal_reason = "原表合计印错"'
    )
    assert got.records[1]["proposer"] == "周鍾\ue000"
    assert any(c.code == "import.private-use" and c.why == "U+E000" for c in got.report.changes)


def test_kaohsiung_year_adds_up_to_both_printed_totals():
    got = suggestions("suggest-kaohsiung-2012/PSDATA_2008_128_1325.xls")
    assert sum(record["asked"] is not None for record in got.records) == 1542
    assert (total(got, "asked"), total(got, "approved")) == (Decimal("85052.4"), Decimal("75459.9337"))
    assert all(t.equal for t in got.report.totals)
    assert sum(record["approved"] == 0 for record in got.records) == 112


def test_philadelphia_is_turned_from_long_to_wide():
    execution = schema(
        text("department", constraints={"required": True}),
        amount("original_budget"),
        amount("adjusted_budget"),
        amount("planned"),
        amount("executed"),
    )
    got = extracted(
        "budget-phl-department-obligations/department-obligations.csv",
        {"data": execution},
        """
        [table]
        unit = "元"
        [filter]
        fiscal_year = "2023"
        report_fiscal_year = "2023"
        [pivot]
        index = ["dept_code"]
        on = ["variable", "time_period"]
        value = "total"
        latest = ["report_fiscal_year", "report_quarter"]
        [fields]
        department = { column = "dept_code" }
        original_budget = { column = "Adopted Budget/Full Year" }
        adjusted_budget = { column = "Target Budget/Full Year" }
        planned = { column = "Target Budget/YTD" }
        executed = { column = "Actual/YTD" }
        """,
    )
    assert len(got.records) == 81
    assert total(got, "original_budget") == Decimal("744598.9081")
    superseded = [c for c in got.report.changes if c.code == "import.superseded"]
    # Two earlier quarters restate four variables of 81 departments; the adopted budget stands in the third report only.
    assert len(superseded) == 2 * 4 * 81


def test_warsaw_ballots_are_counted_and_not_read():
    source = read(real("vote-warsaw-mokotow-2022/poland_warszawa_2022_mokotow.pb"))
    assert [sheet.name for sheet in source.sheets] == ["PROJECTS", "META"]
    assert source.remarks == ("共有 11039 张选票；选票带有投票人信息，只计数，不读取、不公开。",)
    vote = schema(text("project"), text("title"), amount("cost", unit="元"), text("selected", type="boolean"))
    mapping = """
        [table]
        sheet = "PROJECTS"
        [fields]
        project = { column = "project_id" }
        title = { column = "name" }
        cost = { column = "cost" }
        selected = { column = "selected", map = { 1 = "是", 0 = "否" } }
        """
    got = extract_all(source, {"data": vote}, {}, mapping.encode())[0]
    assert len(got.records) == 97
    assert sum(record["cost"] for record in got.records) == 29112361
    chosen = [record["cost"] for record in got.records if record["selected"]]
    assert (len(chosen), sum(chosen)) == (26, 8046720)
    assert got.lines[0] == 23


def test_a_web_page_named_xls_is_read_and_said_so():
    works = schema(text("title"), amount("amount", unit="元"), text("day", type="date"), text("status"))
    name = "MP_Recommended_Works-Lok Sabha-17th Lok Sabha-Himachal Pradesh (3_10_2024).xls"
    got = extracted(
        f"progress-in-mplads/{name}",
        {"data": works},
        """
        [fields]
        title = { column = "WORK" }
        amount = { column = "ALLOCATION AMOUNT" }
        day = { column = "RECOMMENDED DATE" }
        status = { column = "STATUS" }
        """,
    )
    assert len(got.records) == 1076
    assert sum(record["amount"] for record in got.records) == 209504886
    assert got.report.remarks == ["文件实际是网页（HTML），不是它名字所说的工作簿；已按网页里的表格读取。"]
    assert {record["status"] for record in got.records} == {"Unsanctioned", "Sanctioned"}


@pytest.mark.parametrize(
    ("file", "table"),
    [
        ("Civil-Service-People-Survey-2019-All-Organisation-Scores-CSV-format.csv", ""),
        (
            "Civil-Service-People-Survey-2019-All-Organisation-Scores-Excel.xlsx",
            'sheet = "Table 1 - EEI and theme scores"',
        ),
    ],
)
def test_percentages_are_the_same_from_text_and_from_fractions(file, table):
    survey = schema(text("organisation"), amount("response", unit="%"), amount("engagement", unit="%"))
    got = extracted(
        f"eval-uk-people-survey-2019/{file}",
        {"data": survey},
        f"""
        [table]
        {table}
        [fields]
        organisation = {{ column = "Organisation" }}
        response = {{ column = "Response Rate" }}
        engagement = {{ column = "Employee Engagement Index" }}
        """,
    )
    rows = {record["organisation"]: record for record in got.records}
    assert rows["Crown Prosecution Service"] == {
        "organisation": "Crown Prosecution Service",
        "response": Decimal(68),
        "engagement": Decimal(65),
    }


def test_inspection_grades_keep_two_forms_of_date():
    grades = schema(text("body"), text("published", type="date"), text("ended", type="date"), text("grade"))
    got = extracted(
        "eval-ofsted-ilacs-history/ofsted_csc_ilacs_history.csv",
        {"data": grades},
        """
        [fields]
        body = { column = "local_authority" }
        published = { column = "publication_date", order = "DMY" }
        ended = { column = "inspection_end_date", order = "DMY" }
        grade = { column = "overall_effectiveness_grade" }
        """,
    )
    assert len(got.records) == 497
    assert [str(got.records[0][name]) for name in ("published", "ended")] == ["2025-05-09", "2025-03-21"]
    found = [record["grade"] for record in got.records]
    assert {grade: found.count(grade) for grade in sorted(set(found), key=str)} == {
        None: 169,
        "data_unreadable": 9,
        "good": 127,
        "inadequate": 34,
        "not_reported_post_reform": 11,
        "outstanding": 71,
        "requires improvement": 76,
    }
