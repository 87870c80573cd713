"""A suggested mapping reads, says how sure it is, and finds the columns that people mapped by hand."""

import tomllib

import pytest

from scripts import registry
from scripts.importing import run
from scripts.intake import codelist
from scripts.intake.importer import extract_all
from scripts.intake.likeness import likeness
from scripts.intake.mappingfile import parse
from scripts.intake.mappingtext import mapping_text
from scripts.intake.source import read
from scripts.suggest import suggestions, used
from tests.instances.real.build import HERE, releases
from tests.intake.conftest import amount, real, schema, text
from tests.intake.test_as_clerks_do import FORM, LISTS, TO, saved, table

REGISTER = registry.disclosure("suggestion_handling", "suggestion_register")
EXECUTION = registry.disclosure("budget_execution", "department_execution")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """An instance with the code lists of the real files and nothing approved."""
    made = tmp_path_factory.mktemp("suggest")
    (made / "data").mkdir()
    (made / "data" / "codelists").symlink_to(HERE / "codelists")
    return made


def columns(mapping):
    """Return resource.field → column of a mapping by hand, without what only a person can decide."""
    return {
        f"{one.resource}.{name}": rule.column
        for one in mapping
        if one.pivot is None
        for name, rule in one.fields.items()
        if rule.column
    }


# What the headers of files in other languages do not tell is left to people.
FOUND = {
    "philadelphia.toml": set(),
    "warsaw.toml": {"data.category", "data.chosen", "data.cost_total", "data.project", "data.title", "data.votes_for"},
    "ofsted.toml": {"data.appraised", "data.department", "data.grade"},
    "kaohsiung-2012-S1.toml": {"amount_approved", "amount_asked", "handler", "place", "proposer", "title"},
    "kaohsiung-2012-S2.toml": {"amount_approved", "amount_asked", "handler", "place", "proposer", "title"},
    "taipei-2012.toml": {"amount_approved", "amount_asked", "handler", "place", "proposer", "title"},
    "taipei.toml": {"amount_approved", "amount_asked", "handler", "place", "proposer", "title"},
}


@pytest.mark.parametrize("entry", releases(), ids=lambda entry: entry["mapping"])
def test_the_columns_that_people_mapped_by_hand_are_found_by_themselves(entry, root):
    kind, report, _ = entry["to"].split("/")
    room = registry.disclosure(kind, report)
    source = read(real(entry["file"]))
    found = suggestions(root, room, source)
    made = mapping_text("试", source.name, found)
    suggested = columns(parse(made, "试.toml", room.schemas))
    by_hand = columns(parse((HERE / "mappings" / entry["mapping"]).read_text("utf-8"), entry["mapping"], room.schemas))
    agreed = {
        name
        for name, column in by_hand.items()
        # A path of two header rows and its last part mean the same column.
        if name in suggested and column.rpartition("/")[2] == suggested[name].rpartition("/")[2]
    }
    assert agreed == {name if "." in name else f"data.{name}" for name in FOUND[entry["mapping"]]}


def test_a_suggestion_for_an_old_workbook_imports_all_its_rows(root):
    source = read(real("suggest-kaohsiung-2012/PSDATA_2008_128_1325.xls"))
    made = mapping_text("试", source.name, suggestions(root, REGISTER, source))
    # What a person adds: the city before the name of its bureau, as the comment beside the column asks to check.
    assert 'handler = { column = "主辦機關"' in made
    mapping = made.replace('"主辦機關"', '"主辦機關", prefix = "高雄市"')
    lists = codelist.read_all(root / "data" / "codelists")
    (got,) = extract_all(source, REGISTER.schemas, lists, mapping.encode(), "试.toml")
    assert sum(record["amount_asked"] is not None for record in got.records) == 1542
    assert all(total.equal for total in got.report.totals)


def test_a_suggestion_says_how_sure_it_is_and_what_is_left_to_do(tmp_path, portal_here):
    path = saved(tmp_path, _messy)
    status, said = portal_here("import", path, "--to", "budget_execution/department_execution", "--suggest")
    assert status == 0
    made = path.with_suffix(".toml").read_text("utf-8")
    stated = tomllib.loads(made)
    assert stated["table"] == {"sheet": "三季度", "header_rows": [2], "unit": "千元", "drop": ["小计"]}
    assert stated["fields"]["department"] == {"column": "预算单位名称"}
    assert stated["fields"]["executed"] == {"column": "累计支出(千元)", "missing": ["未报"], "note": "note"}
    assert stated["fields"]["adjusted_budget"] == {"column": "调整后预算"}
    assert "# 部门：待核对：把握小；名称相近" in made
    assert "# 没有找到：累计计划执行数（万元）（planned），必填。" in made
    assert '#   E 列 "经办人电话"' in made
    assert "没有用到：E 列“经办人电话”" in said
    assert "13800000000" not in made
    assert portal_here("import", path, "--to", "budget_execution/department_execution", "--suggest")[0] == 2


def _messy(page):
    page.append(("2025年三季度部门支出表", "", "", "", "单位：千元"))
    page.append(("预算单位名称", "调整后预算", "累计支出（千元）", "说明", "经办人电话"))
    page.append(("教委", 80, 50, "", 13800000000))
    page.append(("小计", 80, 50))
    page.append(("财政局", 20, "未报"))


@pytest.fixture
def portal_here(root, capsys):
    from scripts.cli import main

    def call(*words):
        status = main([*map(str, words), "--instance", str(root)])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return call


def test_headers_of_an_earlier_import_are_remembered(tmp_path):
    path = saved(tmp_path, table(("教委", 8, 5), head=("单位全称", "拨付到位", "执行数")))
    mapping = tmp_path / "m.toml"
    mapping.write_text('[fields]\ndepartment = { column = "单位全称" }\nadjusted = { column = "拨付到位" }\n', "utf-8")
    run(path, TO, {"data": FORM}, LISTS, tmp_path / "data", mapping)
    assert used(tmp_path, EXECUTION, "data") == {"department": {"单位全称"}, "adjusted": {"拨付到位"}}
    field = FORM["adjusted"]
    assert likeness(("拨付到位",), field)[0] < 60
    assert likeness(("拨付到位",), field, frozenset({"拨付到位"})) == (96, "以前的导入用过")


@pytest.mark.parametrize(
    ("header", "field", "least", "most"),
    [
        ("调整预算（万元）", amount("a", "调整预算"), 100, 100),
        ("調整後預算數", amount("a", "调整预算"), 75, 100),
        ("建議金額", amount("a", "建议金额"), 100, 100),
        ("联系电话", text("a", "提出人"), 0, 40),
        ("主办机关", text("a", "主办单位"), 92, 92),
    ],
)
def test_headers_are_compared_in_words_and_not_in_letters(header, field, least, most):
    (one,) = schema(field).fields
    assert least <= likeness((header,), one)[0] <= most


def test_hostile_headers_stay_texts_of_the_file(tmp_path, root):
    head = ('部门"]\n[table]\nhidden="accept', "调整预算\u202e", "执行数#}{")
    path = saved(tmp_path, table(("教委", 8, 5), head=head))
    made = mapping_text("试", "a\n[table]", suggestions(root, EXECUTION, read(path)))
    stated = tomllib.loads(made)
    assert "hidden" not in stated["table"]
    assert set(stated) == {"title", "table", "fields"}


def test_a_file_without_any_likeness_is_refused(tmp_path, portal_here):
    path = saved(tmp_path, table(("a", 1, 2), head=("xx", "yy", "zz")))
    status, said = portal_here("import", path, "--to", "budget_execution/department_execution", "--suggest")
    assert (status, "[import.no-header]" in said) == (1, True)
