"""One cell becomes one value, exactly; every liberty is recorded and every doubt refused."""

import datetime
from decimal import Decimal

import pytest

from scripts.intake.cell import Cell, from_float
from scripts.intake.conversion import Converter
from scripts.intake.mapping import FieldRule
from scripts.intake.recording import Refused
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Place
from scripts.model.table import Field

PLACE = Place("表.xlsx", "三季度", 17, "E", "执行数")


def number(unit="万元", kind="number"):
    return Field("executed", "执行数", kind, "measure", unit)


def convert(cell, field, rule=None, source_unit="", codes=None):
    """Return the value, the codes of the changes and the codes of the problems."""
    worker = Converter(field, rule or FieldRule(), source_unit, codes, [], [])
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    try:
        value = worker.value(cell, PLACE)
    except Refused:
        value = Refused
    return value, [change.code for change in worker.changes], [problem.code for problem in worker.problems]


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("1204.5", "1204.5", []),
        ("1,204.5", "1204.5", ["import.thousands"]),
        ("１２０４．５", "1204.5", ["import.full-width"]),
        ("　1204.5 ", "1204.5", ["import.trimmed"]),
        ("(12.5)", "-12.5", ["import.negative", "import.below-zero"]),
        ("\u221212.5", "-12.5", ["import.negative", "import.below-zero"]),
        ("-0.10", "-0.1", ["import.below-zero"]),
        (Cell(Decimal("644774"), "#,##0.0,"), "644.774", ["import.scaled-format"]),
        (Cell(Decimal("644774123"), "#,##0,,"), "644.774123", ["import.scaled-format"]),
        (Cell(Decimal("1234.5"), '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-'), "1234.5", []),
        (Cell(Decimal("1234.5"), '#,##0.0"万元,"'), "1234.5", []),
        (Cell(*(lambda got: (got[0], "General", got[1]))(from_float(0.1 + 0.2))), "0.3", ["import.noise"]),
    ],
)
def test_numbers_are_taken_as_one_sees_them(cell, value, codes):
    got, changes, problems = convert(cell, number())
    assert (got, changes, problems) == (Decimal(value), codes, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1204.5万", "import.not-a-number"),
        ("约12", "import.not-a-number"),
        ("1,2", "import.not-a-number"),
        ("12,34,567", "import.not-a-number"),
        ("1.2.3", "import.not-a-number"),
        ("nan", "import.not-a-number"),
        ("Infinity", "import.not-a-number"),
        ("1_000", "import.not-a-number"),
        ("٣", "import.not-a-number"),
        ("1.23E+05", "import.precision"),
        ("80%", "import.unit"),
    ],
)
def test_what_is_no_certain_number_is_refused(text, code):
    assert convert(text, number()) == (Refused, [], [code])


@pytest.mark.parametrize(
    ("source", "target", "value"),
    [("元", "万元", "0.12345"), ("千元", "万元", "123.45"), ("萬元", "万元", "1234.5"), ("億元", "万元", "12345000")],
)
def test_units_convert_exactly(source, target, value):
    assert convert("1234.5", number(target), source_unit=source)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "source_unit", "value"),
    [
        ("80%", "", "80"),
        (Cell(Decimal("0.8"), "0%"), "", "80"),
        ("0.8", "1", "80"),
        ("80", "", "80"),
        ("８０％", "", "80"),
    ],
)
def test_percentages_are_parts_of_a_hundred_however_written(cell, source_unit, value):
    assert convert(cell, number("%"), source_unit=source_unit)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "day", "codes"),
    [
        ("2024-09-30", "2024-09-30", []),
        ("2024/9/30", "2024-09-30", ["import.date"]),
        ("2024年9月30日", "2024-09-30", ["import.date"]),
        ("二〇二四年九月三十日", "2024-09-30", ["import.date"]),
        ("20240930", "2024-09-30", ["import.date"]),
        ("06 Aug 2023", "2023-08-06", ["import.date"]),
        ("101年12月31日", "2012-12-31", ["import.roc-year"]),
        ("民國101年12月31日", "2012-12-31", ["import.roc-year"]),
        ("101/12/31", "2012-12-31", ["import.roc-year"]),
        (Cell(datetime.datetime(2024, 9, 30), "yyyy-mm-dd"), "2024-09-30", []),
    ],
)
def test_dates_are_days_of_our_calendar(cell, day, codes):
    field = Field("day", "日期", "date")
    assert convert(cell, field) == (datetime.date.fromisoformat(day), codes, [])


@pytest.mark.parametrize("text", ["45565", "2024-02-30", "2024年9月", "04/08/2023", "昨天", "99/1/1"])
def test_what_is_no_certain_day_is_refused(text):
    assert convert(text, Field("day", "日期", "date")) == (Refused, [], ["import.not-a-date"])


def test_a_date_serial_is_taken_from_a_number_and_refused_in_a_text():
    assert convert(Cell(Decimal(45565), "General"), Field("day", "日期", "date")) == (
        datetime.date(2024, 9, 30),
        ["import.date-serial"],
        [],
    )
    worker = Converter(Field("day", "日期", "date"), FieldRule(), "", None, [], [])
    with pytest.raises(Refused):
        worker.value(Cell("45565"), PLACE)
    assert "2024-09-30" in worker.problems[0].fix


@pytest.mark.parametrize(("text", "value"), [("101年", 2012), ("2012年度", 2012), ("2012", 2012)])
def test_a_year_of_the_republic_becomes_ours(text, value):
    assert convert(text, number("", "integer"))[0] == value


def test_a_half_is_no_integer():
    assert convert("1.5", number("项", "integer")) == (Refused, [], ["import.not-an-integer"])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(Decimal(7), "0000"), "0007"),
        (Cell(Decimal(201), "General"), "201"),
        (Cell(Decimal("0.5"), "General"), "0.5"),
        (Cell(datetime.datetime(2024, 9, 30), "yyyy-mm-dd"), "2024-09-30"),
    ],
)
def test_a_code_keeps_the_zeros_one_sees(cell, text):
    assert convert(cell, Field("code", "编码"))[0] == text


def test_an_identity_number_kept_as_a_number_is_refused_because_its_digits_are_lost():
    cell = Cell(*(lambda got: (got[0], "0", got[1]))(from_float(110101199003074567.0)))
    assert convert(cell, Field("code", "编码")) == (Refused, [], ["import.precision"])


def test_missing_words_keep_their_meaning():
    worker = Converter(number(), FieldRule(missing={"尚未核定": "还没有核定，不等于零"}), "", None, [], [])
    assert worker.value(Cell("尚未核定 "), PLACE) is None
    assert worker.notes == ["还没有核定，不等于零"]
    assert worker.value(Cell("0"), PLACE) == 0


def test_a_number_inside_words_is_taken_only_when_asked():
    assert convert("預估2,200", number()) == (Refused, [], ["import.not-a-number"])
    got = convert("預估2,200", number(), FieldRule(pattern=r"(\d[\d,]*)"))
    assert got == (Decimal(2200), ["import.extracted", "import.thousands"], [])


def test_words_are_rewritten_only_as_the_mapping_says():
    field, rule = Field("chosen", "当选", "boolean"), FieldRule(map={"1": "是", "0": "否"})
    assert convert("1", field, rule) == (True, ["import.mapped"], [])
    assert convert("2", field, rule) == (Refused, [], ["import.not-mapped"])
    assert convert("也许", field) == (Refused, [], ["import.not-a-boolean"])


CODES = CodeList(
    "departments",
    {
        "0101": Entry("0101", "示范区教育委员会", "区教委", ("教育局",)),
        "0102": Entry("0102", "示范区财政局", "区财政局"),
    },
)
DEPARTMENT = Field("department", "部门", codelist="departments")


@pytest.mark.parametrize("text", ["0101", "示范区教育委员会", "区教委", "教育局", " 区 教 委"])
def test_a_department_is_found_by_code_name_short_name_and_former_name(text):
    assert convert(text, DEPARTMENT, codes=CODES)[0] == "0101"


def test_an_unknown_department_is_refused_with_the_nearest():
    worker = Converter(DEPARTMENT, FieldRule(), "", CODES, [], [])
    with pytest.raises(Refused):
        worker.value(Cell("示范区财政所"), PLACE)
    problem = worker.problems[0]
    assert problem.code == "table.unknown-code"
    assert "示范区财政局（0102）" in problem.fix
    assert str(problem.place) == "工作表“三季度”第 17 行 E 列“执行数”"


def test_one_of_several_values_in_a_cell_is_taken_by_its_place():
    rule = FieldRule(separator=r"[、\n]", part=2)
    assert convert("新工处\n公园处", Field("assistant", "协办单位"), rule)[:2] == ("公园处", ["import.part"])
    assert convert("新工处", Field("assistant", "协办单位"), rule)[0] is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [(Cell(formula="=A1"), "import.formula-without-value"), (Cell(error="#REF!"), "import.error-value")],
)
def test_formulas_without_result_and_errors_are_refused(cell, code):
    assert convert(cell, number()) == (Refused, [], [code])


@pytest.mark.parametrize(("cell", "found"), [("101", "101"), (Cell(Decimal(101)), "101")])
def test_a_code_that_fits_only_with_its_lost_zero_is_refused(cell, found):
    field = Field("code", "代码", constraints={"pattern": "[0-9]{4}"})
    value, _, problems = convert(cell, field)
    assert (value, problems) == (Refused, ["import.lost-zero"])
    assert convert("0101", field)[0] == "0101"
    assert convert("10101", field)[0] == "10101", "too long is not a lost zero; the check of the table tells it"
