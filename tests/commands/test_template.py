"""What staff fill into a template comes in and passes the check, for every report; the example is never data."""

import csv
import datetime
import shutil

import openpyxl
import pytest

from scripts import instance, registry
from scripts.approve import approve
from scripts.intake import codelist
from scripts.intake.cell import OWN
from scripts.intake.choice import names
from scripts.intake.form import HEADER_ROW, sheet_name
from scripts.intake.inspection import inspect
from scripts.intake.source import read
from scripts.model.release import ReleaseId
from tests.commands.conftest import DEADLINE, SITE, write
from tests.disclosures import sample

NOTHING = "本表没有数据：样例没有。"


def of_sample(room, root):
    """Make an instance of a room's sample, its earlier periods approved; return the period to fill in."""
    base = sample.folder(room)
    write(root / "data" / "site.toml", SITE)
    write(root / "data" / "calendar.toml", "")
    for name in ("codelists", "methods"):
        if (base / name).is_dir():
            shutil.copytree(base / name, root / "data" / name)
    (root / "data" / "codelists").mkdir(exist_ok=True)
    write(root / "data" / "methods" / "disclosure_deadline.toml", DEADLINE)
    *before, last = sample.periods(room)
    made = []
    for path in before:
        id = ReleaseId.parse(f"{room}/{path.name}")
        folder = root / "data" / "drafts" / id.current
        shutil.copytree(path, folder)
        issued = datetime.datetime.combine(id.period.end, datetime.time(9), datetime.UTC)
        approve(root, folder, id, organ="甲", document="乙", date=id.period.end, issued=issued, approved=made)
    return last


def filled(field, text, lists):
    """Return what a clerk would put into a cell: the name from the drop-down, a number, a day."""
    if text == "":
        return None
    if field.codelist:
        offered = names(lists[field.codelist])
        return "、".join(offered.get(part, part) for part in text.split("|"))
    if field.constraints.get("list"):
        return text.replace("|", "、")
    if field.type == "date":
        return datetime.date.fromisoformat(text)
    return float(text) if field.type == "number" else int(text) if field.type == "integer" else text


def fill(path, room, folder, lists):
    book = openpyxl.load_workbook(path)
    for resource, schema in room.schemas.items():
        page = book[sheet_name(resource, schema)]
        with (folder / f"{resource}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows, start=HEADER_ROW + 2):
            for column, field in enumerate(schema.fields, start=1):
                page.cell(number, column).value = filled(field, row.get(field.name, ""), lists)
        if not rows:
            page.cell(HEADER_ROW + 2, 1).value = NOTHING
    book.save(path)


@pytest.mark.parametrize("room", registry.disclosures(), ids=str)
def test_a_filled_template_comes_in_and_passes_the_check(room, tmp_path, portal, portal_json):
    root = tmp_path / "instance"
    last = of_sample(room, root)
    path = tmp_path / "模板.xlsx"
    assert portal("template", room, "--period", last.name, "--output", path, "--instance", root)[0] == 0
    lists = codelist.read_all(root / "data" / "codelists")
    fill(path, room, last, lists)
    address = f"{room}/{last.name}"
    status, said = portal("import", path, "--to", address, "--instance", root)
    assert status == 0, said
    draft = root / "data" / "drafts" / address
    for resource, schema in room.schemas.items():
        with (last / f"{resource}.csv").open(encoding="utf-8-sig", newline="") as file:
            expected = [{name: row.get(name, "") for name in schema.names} for row in csv.DictReader(file)]
        with (draft / f"{resource}.csv").open(encoding="utf-8-sig", newline="") as file:
            got = list(csv.DictReader(file))
        numbers = {field.name for field in schema.fields if field.type == "number"}
        same = [{k: float(v) if k in numbers and v else v for k, v in row.items()} for row in expected]
        assert [{k: float(v) if k in numbers and v else v for k, v in row.items()} for row in got] == same
    problems = portal_json("check", draft, "--instance", root)["problems"]
    late = (sample.folder(room) / "at.txt").is_file()
    # A sample may speak of a day after its period, which a release may not.
    assert [one["code"] for one in problems if not (late and one["code"] == "check.date-after-period")] == []


@pytest.fixture
def made(empty, tmp_path, portal):
    path = tmp_path / "模板.xlsx"
    words = ("template", "livelihood_votes/project_vote", "--output", path, "--instance", instance.ROOT)
    assert portal(*words, "--period", "2025")[0] == 0
    return path


def test_a_template_has_its_columns_drop_downs_notes_and_formats(made):
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["民生实事候选项目", "票决会议", "填写说明", "填写示例", "代码"]
    page = book["民生实事候选项目"]
    header = [cell.value for cell in page[HEADER_ROW + 1]]
    assert header[:2] == ["项目代码", "项目名称"]
    assert "总投资（万元）" in header
    assert page.freeze_panes == "B4"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    assert len(rules) == len(header)
    assert rules["A4"].formula1.startswith("'代码'!$A$2:$A$")
    assert rules["A4"].errorStyle == "warning"
    assert rules["A4"].prompt.startswith("从征集到完成一直不变")
    assert header.index("总投资（万元）") == 7
    assert page.column_dimensions["H"].width > 15
    assert rules["H4"].type == "decimal"
    formats = {page.column_dimensions[letter].number_format for letter in "ABCDEFGH"}
    assert formats == {"@", "#,##0.00"}
    codes = book["代码"]
    assert codes["A1"].value == "项目代码"
    assert all(rule.promptTitle is None or len(rule.promptTitle) <= 32 for rule in rules.values())
    assert all(len(rule.prompt or "") <= 255 for rule in rules.values())


def test_an_untouched_template_is_refused_and_its_example_is_not_taken(made, instance, portal):
    status, said = portal("import", made, "--to", "livelihood_votes/project_vote/2025", "--instance", instance)
    assert status == 1
    assert "[import.no-rows]" in said
    assert "本表没有数据：理由" in said


def test_nothing_of_a_template_is_hidden_and_nobody_is_named(made):
    assert not any(sheet.hidden for sheet in read(made).sheets)
    properties = openpyxl.load_workbook(made).properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert {"填写说明", "填写示例", "代码"} <= OWN


def test_a_template_passes_the_privacy_scan(made):
    assert inspect(made.read_bytes(), made.name) == []


def test_the_same_template_has_the_same_bytes_and_never_replaces_a_file(made, tmp_path, portal):
    words = ("template", "livelihood_votes/project_vote", "--period", "2025", "--instance", instance.ROOT)
    assert portal(*words, "--output", made)[0] == 2
    again = tmp_path / "再.xlsx"
    assert portal(*words, "--output", again)[0] == 0
    assert again.read_bytes() == made.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("livelihood_votes/nothing",),
        ("livelihood_votes/project_vote", "--period", "今年"),
        ("livelihood_votes/project_vote", "--output", "模板.csv"),
    ],
)
def test_wrong_words_are_told(words, portal):
    assert portal("template", *words)[0] == 2
