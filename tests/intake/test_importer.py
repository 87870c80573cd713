"""A staff file becomes a draft whole or not at all, and nothing in it is changed silently."""

import json
from decimal import Decimal

import openpyxl
import pytest

from scripts.importing import as_json, draft_folder, run
from scripts.intake.cell import Cell, Merged, Sheet
from scripts.intake.draft import recover
from scripts.intake.importer import extract_all
from scripts.intake.source import Source, read
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Rejected
from tests.intake.conftest import amount, schema, text

CODES = CodeList("departments", {"0101": Entry("0101", "教育委员会", "教委"), "0102": Entry("0102", "财政局")})
EXECUTION = schema(
    text("department", "部门", codelist="departments", constraints={"required": True}),
    amount("adjusted", "调整预算", constraints={"required": True}),
    amount("executed", "执行数"),
    text("note", "备注"),
    key="department",
)
SCHEMAS = {"data": EXECUTION}
TO = "budget_execution/department_execution/2025-Q3"


def sheet_of(*rows, name="三季度", **more):
    return Sheet("表.xlsx", name, tuple(tuple(Cell(cell) for cell in row) for row in rows), **more)


def extract(sheet, mapping="", schemas=SCHEMAS):
    source = Source("表.xlsx", b"", "xlsx", [sheet] if isinstance(sheet, Sheet) else sheet)
    return extract_all(source, schemas, {"departments": CODES}, mapping.encode(), "mapping.toml")


def problems(sheet, mapping="", schemas=SCHEMAS):
    with pytest.raises(Rejected) as caught:
        extract(sheet, mapping, schemas)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


MERGED = (Merged(0, 1, 0, 0), Merged(0, 0, 1, 2), Merged(0, 0, 3, 4))
HEAD = ("部门", "调整预算（万元）", "执行数（万元）", "备注")


def test_columns_are_found_under_titles_by_name_title_or_header_in_any_order():
    got = extract(
        sheet_of(
            ("2025年三季度执行表",),
            ("", "", "", "单位：万元"),
            ("备 注", "Executed", "部　门", "调整预算 (万元)"),
            ("", "5", "教委", "8"),
        )
    )[0]
    assert got.records == ({"department": "0101", "adjusted": Decimal(8), "executed": Decimal(5), "note": None},)
    assert got.lines == (4,)
    assert got.columns == {"department": "C", "adjusted": "D", "executed": "B", "note": "A"}


def test_a_unit_stated_above_the_table_converts_and_says_so():
    got = extract(sheet_of(("", "", "單位：千元"), ("部门", "调整预算", "执行数"), ("教委", "80", "55")))[0]
    assert got.records[0]["adjusted"] == Decimal(8)
    assert [(c.code, c.was, c.now, c.why) for c in got.report.changes if c.field == "executed"] == [
        ("import.unit", "55", "5.5", "千元 → 万元")
    ]


def test_a_unit_in_the_header_wins_over_the_corner():
    got = extract(sheet_of(("单位：万元",), ("部门", "调整预算（元）", "执行数"), ("教委", "80000", "5")))[0]
    assert (got.records[0]["adjusted"], got.records[0]["executed"]) == (8, 5)


def test_a_mapping_that_contradicts_the_stated_unit_is_refused():
    sheet = sheet_of(("单位：万元",), ("部门", "调整预算"), ("教委", "8"))
    mapping = (
        'table = { unit = "千元" }\n[fields]\ndepartment = { column = "部门" }\nadjusted = { column = "调整预算" }'
    )
    assert problems(sheet, mapping) == [("import.unit", "工作表“三季度”第 1 行 A 列")]


def test_two_header_rows_are_joined_and_named_by_their_path():
    sheet = sheet_of(
        ("部门", "本年", "", "上年", ""), ("", "调整预算", "执行数", "调整预算", "执行数"), ("教委", "8", "5", "7", "6")
    )
    sheet = Sheet(sheet.file, sheet.name, sheet.rows, merged=MERGED)
    assert [code for code, _ in problems(sheet)] == ["import.column-twice", "import.column-twice"]
    mapping = """
        table = { header_rows = [1, 2] }
        [fields]
        department = { column = "部门" }
        adjusted = { column = "本年/调整预算" }
        executed = { letter = "C" }
        """
    assert extract(sheet, mapping)[0].records[0]["adjusted"] == 8


def test_a_missing_required_column_lists_what_is_there():
    with pytest.raises(Rejected) as caught:
        extract(sheet_of(("部门", "预算"), ("教委", "8")))
    (problem,) = caught.value.problems
    assert problem.code == "import.no-column"
    assert "部门、预算" in problem.fix


def test_a_column_nobody_asked_for_refuses_the_file_unless_a_mapping_leaves_it():
    sheet = sheet_of(("部门", "调整预算", "经办人电话"), ("教委", "8", "13800000000"))
    assert problems(sheet) == [("import.unknown-column", "工作表“三季度”C 列“经办人电话”")]
    got = extract(sheet, '[fields]\ndepartment = { column = "部门" }\nadjusted = { column = "调整预算" }')[0]
    assert [(c.code, c.place.column) for c in got.report.changes if c.code == "import.ignored-column"] == [
        ("import.ignored-column", "C")
    ]


def test_the_printed_total_is_checked_and_left_out():
    got = extract(sheet_of(HEAD, ("教委", "8", "5", ""), ("财政局", "2", "", ""), ("合      计", "10", "5", "")))[0]
    assert len(got.records) == 2
    assert [(t.field, t.printed, t.equal) for t in got.report.totals] == [
        ("adjusted", "10", True),
        ("executed", "5", True),
    ]


def test_a_printed_total_rounded_for_print_still_agrees():
    got = extract(sheet_of(HEAD, ("教委", "8.4", "", ""), ("财政局", "2.4", "", ""), ("合计", "11", "", "")))[0]
    assert got.report.totals[0].equal


def test_a_wrong_printed_total_refuses_at_its_cell_until_accepted_with_a_reason():
    sheet = sheet_of(HEAD, ("教委", "8", "5", ""), ("合计", "9", "5", ""))
    assert problems(sheet) == [("import.total-mismatch", "工作表“三季度”第 3 行 B 列“调整预算（万元）”")]
    mapping = """
        [table]
        total_mismatch = "accept"
        {reason}
        [fields]
        department = { column = "部门" }
        adjusted = { column = "调整预算" }
        """
    assert problems(sheet, mapping.replace("{reason}", "")) == [("mapping.no-reason", "")]
    report = extract(sheet, mapping.replace("{reason}", 'total_reason = "原表印错"'))[0].report
    assert [(t.printed, t.sum, t.equal, t.reason) for t in report.totals] == [("9", "8", False, "原表印错")]
    assert "印的是 9，各行之和是 8 万元，不相等；已接受，理由：原表印错" in str(report)


def test_two_total_rows_are_refused():
    sheet = sheet_of(
        HEAD, ("教委", "8", "", ""), ("合计", "8", "", ""), ("财政局", "2", "", ""), ("总计", "10", "", "")
    )
    assert ("import.total-twice", "工作表“三季度”第 5 行") in problems(sheet)


def test_data_after_the_notes_are_refused_not_lost():
    sheet = sheet_of(HEAD, ("教委", "8", "", ""), ("注：一", "", "", ""), ("财政局", "2", "", ""))
    assert problems(sheet) == [("import.rows-after-notes", "工作表“三季度”第 4 行")]


def test_every_row_left_out_is_told():
    got = extract(sheet_of(HEAD, ("教委", "8", "", ""), (), ("财政局", "2", "", ""), ("注：口径见附件",), ("二、略",)))[
        0
    ]
    assert [(c.code, c.place.row, c.was) for c in got.report.changes if not c.field] == [
        ("import.blank-row", 3, ""),
        ("import.note-row", 5, "注：口径见附件"),
        ("import.note-row", 6, "二、略"),
    ]


def test_a_merged_cell_among_data_is_refused_until_the_mapping_says_what_it_means():
    rows = (("部门", "调整预算", "备注"), ("教委", "8", "甲"), ("财政局", "", ""))
    sheet = sheet_of(*rows, merged=(Merged(1, 2, 1, 1),))
    mapping = """
        [fields]
        department = { column = "部门" }
        adjusted = { column = "调整预算"{merged} }
        """
    assert problems(sheet) == [("import.merged-cell", "工作表“三季度”第 2 行 B 列“调整预算”")]
    once = extract(sheet, mapping.replace("{merged}", ', merged = "first"'))[0]
    each = extract(sheet, mapping.replace("{merged}", ', merged = "fill"'))[0]
    assert [record["adjusted"] for record in once.records] == [8, None]
    assert [record["adjusted"] for record in each.records] == [8, 8]
    assert [c.place.row for c in each.report.changes if c.code == "import.merged"] == [3]


@pytest.mark.parametrize(
    "hidden", [{"hidden": True}, {"hidden_rows": frozenset({1})}, {"hidden_columns": frozenset({1})}]
)
def test_what_is_hidden_is_refused_until_accepted(hidden):
    sheet = sheet_of(("部门", "调整预算"), ("教委", "8"), **hidden)
    mapping = (
        '[table]\nsheet = "三季度"\n{0}\n[fields]\ndepartment = { column = "部门" }\nadjusted = { column = "调整预算" }'
    )
    assert [code for code, _ in problems(sheet, mapping.replace("{0}", ""))] == ["import.hidden"]
    assert extract(sheet, mapping.replace("{0}", 'hidden = "accept"'))[0].records[0]["adjusted"] == 8


def test_all_problems_of_a_file_are_told_at_once():
    sheet = sheet_of(HEAD, ("教育局", "8万", "5", ""), ("财政局", "2", "=", ""))
    assert problems(sheet) == [
        ("table.unknown-code", "工作表“三季度”第 2 行 A 列“部门”"),
        ("import.not-a-number", "工作表“三季度”第 2 行 B 列“调整预算（万元）”"),
        ("import.not-a-number", "工作表“三季度”第 3 行 C 列“执行数（万元）”"),
    ]


def test_rows_are_numbered_and_constants_set_as_the_mapping_says():
    mapping = """
        [fields]
        department = { letter = "A", fill = "down" }
        adjusted = { letter = "B" }
        note = { serial = "第{n}号（{row}行）" }
        """
    got = extract(sheet_of(("部门", "调整预算"), ("教委", "8"), ("", "2")), mapping)[0]
    assert [(r["department"], r["note"]) for r in got.records] == [("0101", "第1号（2行）"), ("0101", "第2号（3行）")]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ("[table", "mapping.not-toml"),
        ('[table]\nsheeet = "一"', "mapping.unknown-key"),
        ('[table]\nresource = "别的"', "mapping.no-resource"),
        ('[fields]\namount = { column = "金额" }', "mapping.unknown-field"),
        ('[fields]\nnote = { colum = "备注" }', "mapping.unknown-key"),
        ('[fields]\nnote = { column = "备注", merged = "both" }', "mapping.unknown-value"),
        ('[fields]\nnote = { column = "备注", pattern = "(" }', "mapping.bad-pattern"),
        ('[fields]\nnote = { column = "没有" }', "import.no-column"),
        ("[fields]\nnote = true", "mapping.unknown-value"),
        ('[fields]\nnote = { letter = "3" }', "mapping.unknown-value"),
        ('[fields]\nnote = { serial = "{x}" }', "mapping.unknown-value"),
        ('[fields]\nnote = { map = "甲" }', "mapping.unknown-value"),
        ("[table]\nheader_rows = 4", "mapping.unknown-value"),
        ('[table]\nfirst_row = "四"', "mapping.unknown-value"),
        ("table = 1", "mapping.unknown-value"),
        ("resources = 1", "mapping.unknown-value"),
        ('[pivot]\nindex = "部门"\nvalue = "金额"', "mapping.unknown-value"),
        ('[filter]\n"部门" = "/(/"', "mapping.bad-pattern"),
        ('[table]\nsheet = "四季度"', "import.no-sheet"),
        ('[filter]\n"年份" = "2025"', "import.no-column"),
    ],
)
def test_a_faulty_mapping_is_refused_in_words(mapping, code):
    assert [found for found, _ in problems(sheet_of(HEAD, ("教委", "8", "", "")), mapping)] == [code]


LONG = (
    ("dept", "year", "item", "value", "report"),
    ("教委", "2025", "预算", "8", "9"),
    ("教委", "2025", "执行", "5", "9"),
    ("教委", "2025", "执行", "6", "10"),
    ("财政局", "2025", "预算", "2", "9"),
    ("教委", "2024", "预算", "7", "9"),
)
TURN = """
    filter = { year = "2025" }
    pivot = { index = "dept", on = "item", value = "value"{latest} }
    [fields]
    department = { column = "dept" }
    adjusted = { column = "预算" }
    executed = { column = "执行" }
    """


def test_long_rows_are_turned_and_the_latest_report_wins_by_number():
    got = extract(sheet_of(*LONG), TURN.replace("{latest}", ', latest = "report"'))[0]
    assert [(r["department"], r["adjusted"], r["executed"]) for r in got.records] == [("0101", 8, 6), ("0102", 2, None)]
    assert got.lines == (2, 5)
    assert [(c.was, c.why) for c in got.report.changes if c.code == "import.superseded"] == [("5", "用第 4 行")]


def test_two_rows_for_one_cell_are_refused_without_a_rule():
    assert problems(sheet_of(*LONG), TURN.replace("{latest}", "")) == [
        ("import.same-twice", "工作表“三季度”第 4 行 D 列“value”")
    ]


def test_a_problem_in_a_turned_row_names_the_row_it_came_from():
    rows = [list(row) for row in LONG]
    rows[3][3] = "六"
    assert problems(sheet_of(*rows), TURN.replace("{latest}", ', latest = "report"')) == [
        ("import.not-a-number", "工作表“三季度”第 4 行 D 列“执行”")
    ]


def saved(tmp_path, *pages):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in pages:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    path = tmp_path / "三季度.xlsx"
    book.save(path)
    return path


def bring(tmp_path, *rows, **more):
    path = saved(tmp_path, ("三季度", [HEAD, *rows]))
    return run(path, TO, SCHEMAS, {"departments": CODES}, tmp_path / "data", **more)


def test_a_draft_holds_canonical_rows_the_original_and_the_record(tmp_path):
    (report,) = bring(tmp_path, ("教委", 1204.5, 0.1, "一、\n二"), ("财政局", 2, None, None))
    folder = tmp_path / "data/drafts/budget_execution/department_execution/2025-Q3"
    assert sorted(path.name for path in folder.iterdir()) == ["data.csv", "import.html", "import.json", "source.xlsx"]
    assert (folder / "data.csv").read_bytes().decode() == (
        '\ufeffdepartment,adjusted,executed,note\r\n0101,1204.5,0.1,"一、\n二"\r\n0102,2,,\r\n'
    )
    assert (folder / "source.xlsx").read_bytes() == (tmp_path / "三季度.xlsx").read_bytes()
    record = json.loads((folder / "import.json").read_text("utf-8"))["resources"]["data"]
    assert record["source"]["sha256"] == read(tmp_path / "三季度.xlsx").sha256
    assert (record["sheet"], record["rows"]) == ("三季度", [2, 3])
    assert record["fields"]["adjusted"] == {"column": "B", "header": "调整预算（万元）"}
    assert [change["code"] for change in record["changes"]] == ["import.code", "import.code"]
    assert (report.rows, report.draft) == (2, str(folder))
    assert json.loads(as_json([report]))[0]["rows"] == 2


def test_the_same_file_makes_the_same_bytes(tmp_path):
    def content():
        folder = draft_folder(tmp_path / "data", TO)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    bring(tmp_path, ("教委", 8, None, None))
    path, before = tmp_path / "三季度.xlsx", content()
    run(path, TO, SCHEMAS, {"departments": CODES}, tmp_path / "data")
    assert content() == before


def test_a_refused_file_leaves_the_old_draft_and_no_trace(tmp_path):
    bring(tmp_path, ("教委", 8, None, None))
    folder = draft_folder(tmp_path / "data", TO)
    before = (folder / "data.csv").read_bytes()
    with pytest.raises(Rejected):
        bring(tmp_path, ("教委", "八", None, None))
    assert (folder / "data.csv").read_bytes() == before
    assert [path.name for path in folder.parent.iterdir()] == ["2025-Q3"]


def test_a_second_resource_joins_the_draft_and_the_source_is_kept_once(tmp_path):
    schemas = SCHEMAS | {"opinions": schema(text("opinion", "意见", constraints={"required": True}), title="评议意见")}
    path = saved(tmp_path, ("三季度", [HEAD, ("教委", 8, None, None)]), ("评议意见", [("意见",), ("抓紧",)]))
    reports = run(path, TO, schemas, {"departments": CODES}, tmp_path / "data")
    assert [(report.resource, report.sheet) for report in reports] == [("data", "三季度"), ("opinions", "评议意见")]
    folder = draft_folder(tmp_path / "data", TO)
    assert sorted(p.name for p in folder.iterdir()) == [
        "data.csv",
        "import.html",
        "import.json",
        "opinions.csv",
        "source.xlsx",
    ]
    other = tmp_path / "意见.csv"
    other.write_text("意见\n再抓紧\n", "utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('[table]\nresource = "opinions"\n[fields]\nopinion = { column = "意见" }', "utf-8")
    run(other, TO, schemas, {"departments": CODES}, tmp_path / "data", mapping)
    assert sorted(p.name for p in folder.iterdir()) == [
        "data.csv",
        "import.html",
        "import.json",
        "opinions.csv",
        "source-opinions.csv",
        "source.xlsx",
    ]
    record = json.loads((folder / "import.json").read_text("utf-8"))["resources"]
    assert {name: one["source"]["file"] for name, one in record.items()} == {
        "data": "source.xlsx",
        "opinions": "source-opinions.csv",
    }


def test_an_empty_resource_is_declared_with_its_reason(tmp_path):
    schemas = SCHEMAS | {"opinions": schema(text("opinion", "意见"), title="评议意见")}
    path = saved(tmp_path, ("三季度", [HEAD, ("教委", 8, None, None)]))
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[resources.data.fields]\ndepartment = { column = "部门" }\nadjusted = { column = "调整预算" }\n'
        '[resources.opinions.table]\nempty = "本期没有印发意见"\n',
        "utf-8",
    )
    reports = run(path, TO, schemas, {"departments": CODES}, tmp_path / "data", mapping)
    assert reports[1].remarks == ["“评议意见”没有数据：本期没有印发意见。"]
    assert (draft_folder(tmp_path / "data", TO) / "opinions.csv").read_bytes() == "\ufeffopinion\r\n".encode()


def test_ballots_are_not_kept_in_the_draft(tmp_path):
    path = tmp_path / "票.pb"
    path.write_text(
        "META\nkey;value\nbudget;9\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;age;vote\n1;44;1\n", "utf-8"
    )
    schemas = {"data": schema(text("project"), amount("cost", unit="元"))}
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[table]\nsheet = "PROJECTS"\n[fields]\nproject = {column = "project_id"}\ncost = {letter = "B"}', "utf-8"
    )
    (report,) = run(path, "livelihood_votes/project_vote/2022", schemas, {}, tmp_path / "data", mapping)
    folder = draft_folder(tmp_path / "data", "livelihood_votes/project_vote/2022")
    assert sorted(p.name for p in folder.iterdir()) == ["data.csv", "import.html", "import.json"]
    assert "voter_id" not in (folder / "import.json").read_text("utf-8")
    assert report.remarks == ["共有 1 张选票；选票带有投票人信息，只计数，不读取、不公开。"]


def test_a_wrong_address_is_refused_in_words(tmp_path):
    with pytest.raises(Rejected) as caught:
        draft_folder(tmp_path, "budget_execution/department_execution/2025年三季度")
    assert [problem.code for problem in caught.value.problems] == ["import.no-address"]


def test_a_draft_whose_import_was_killed_between_two_renames_is_put_back(tmp_path):
    bring(tmp_path, ("教委", 8, None, None))
    folder = draft_folder(tmp_path / "data", TO)
    before = (folder / "data.csv").read_bytes()
    folder.rename(folder.with_name(".2025-Q3-old"))
    (folder.parent / ".2025-Q3-abcd").mkdir()
    recover(tmp_path / "data" / "drafts")
    assert (folder / "data.csv").read_bytes() == before
    bring(tmp_path, ("教委", 9, None, None))
    assert [path.name for path in folder.parent.iterdir()] == ["2025-Q3"]
