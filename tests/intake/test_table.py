"""The gate for canonical tables: every problem at its cell, nothing dropped, nothing guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.intake.table import parse, personal_data
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Problem, Rejected
from scripts.model.table import Schema, written

SCHEMA = Schema.parse(
    {
        "fields": [
            {"name": "code", "title": "部门", "codelist": "departments", "constraints": {"required": True}},
            {"name": "amount", "title": "金额", "type": "number", "unit": "万元", "role": "measure"},
            {"name": "count", "title": "件数", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "day", "title": "日期", "type": "date"},
            {"name": "yes", "title": "是否", "type": "boolean"},
            {"name": "text", "title": "文字", "constraints": {"maxLength": 30}},
        ],
        "primaryKey": "code",
    }
)
LISTS = {"departments": CodeList("departments", {c: Entry(c, f"部门{c}", aliases=(f"旧{c}",)) for c in ("0201", "NA")})}
HEADER = "code,amount,count,day,yes,text"


def table(*lines: str, header: str = HEADER):  # type: ignore[no-untyped-def]
    return parse("\r\n".join((header, *lines)).encode("utf-8-sig"), SCHEMA, LISTS, "data.csv")


def problems(*lines: str, header: str = HEADER) -> list[Problem]:
    with pytest.raises(Rejected) as rejected:
        table(*lines, header=header)
    return rejected.value.problems


def test_cells_become_exact_values_and_codes_keep_their_zeros() -> None:
    made = table("0201,-1.10,3,2024-02-29,是,文字", "NA,,,,,")
    assert made.records() == [
        {
            "code": "0201",
            "amount": Decimal("-1.10"),
            "count": 3,
            "day": datetime.date(2024, 2, 29),
            "yes": True,
            "text": "文字",
        },
        {"code": "NA", "amount": None, "count": None, "day": None, "yes": None, "text": None},
    ]


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ('0201,"1,204.5",,,,', "table.type-error", "B2"),
        ("0201,1204.5万,,,,", "table.type-error", "B2"),
        ("0201,1e400,,,,", "table.type-error", "B2"),
        ("0201,NaN,,,,", "table.type-error", "B2"),
        ("0201,１２,,,,", "table.type-error", "B2"),
        ("0201,,1.0,,,", "table.type-error", "C2"),
        ("0201,,-1,,,", "table.out-of-range", "C2"),
        ("0201,,,45717,,", "table.type-error", "D2"),
        ("0201,,,2024-02-30,,", "table.type-error", "D2"),
        ("0201,,,20240229,,", "table.type-error", "D2"),
        ("0201,,,,TRUE,", "table.type-error", "E2"),
        ("旧0201,,,,,", "table.unknown-code", "A2"),
        ("201,,,,,", "table.unknown-code", "A2"),
        (",1,,,,", "table.required", "A2"),
        ("0201,,,,,=1+1", "table.formula", "F2"),
        ("0201,,,,,＝1+1", "table.formula", "F2"),
        ("0201,,,,,甲\u202e乙", "table.unsafe-character", "F2"),
        ("0201,,,,,\x07", "table.unsafe-character", "F2"),
        ("0201,,,,, 甲", "table.stray-space", "F2"),
        ("0201,,,,," + "字" * 31, "table.too-long", "F2"),
        ("0201,,,,,电话13912345678", "table.personal-data", "F2"),
        ("0201,,,,,11010519491231002X", "table.personal-data", "F2"),
        ("0201,,,,,１３９１２３４５６７８", "table.personal-data", "F2"),
        ("0201,,,,,文字,多", "table.extra-cell", "G2"),
    ],
)
def test_a_wrong_cell_is_named_with_its_code(line: str, code: str, cell: str) -> None:
    found = problems(line)
    assert [(p.code, f"{p.place.column}{p.place.row}") for p in found] == [(code, cell)]
    assert found[0].fix


def test_an_alias_is_answered_with_its_code() -> None:
    assert "改成代码 0201" in problems("旧0201,,,,,")[0].fix


def test_all_problems_are_told_at_once_in_reading_order() -> None:
    found = problems("0201,x,y,,,", "NA,,,z,,")
    assert [f"{p.place.column}{p.place.row}" for p in found] == ["B2", "C2", "D3"]


def test_a_repeated_key_names_both_rows() -> None:
    found = problems("0201,,,,,", "NA,,,,,", "0201,,,,,")
    assert [(p.code, p.place.row) for p in found] == [("table.repeated-key", 4)]
    assert "第 2 行" in found[0].expected


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("code,amount,count,day,yes,text,extra", "table.unknown-column"),
        ("code,code", "table.repeated-column"),
        ("amount,count", "table.missing-column"),
    ],
)
def test_a_wrong_header_is_refused(header: str, code: str) -> None:
    assert [p.code for p in problems(header=header)] == [code]


@pytest.mark.parametrize(
    ("content", "code"),
    [("金额".encode("gb18030"), "table.not-utf8"), (b'code\n"0201', "table.not-csv"), (b"", "table.empty")],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Rejected) as rejected:
        parse(content, SCHEMA, LISTS, "data.csv")
    assert [p.code for p in rejected.value.problems] == [code]


def test_an_eighteen_digit_document_number_is_no_identity_number() -> None:
    assert personal_data("110105194912310021") == ""
    assert personal_data("证号11010519491231002x。") == "居民身份证号码"


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False),
    st.dates(datetime.date(1900, 1, 1)),
    st.booleans(),
)
def test_what_is_written_reads_back_the_same(amount: Decimal, day: datetime.date, yes: bool) -> None:
    row = table(f"0201,{written(amount)},,{written(day)},{written(yes)},").records()[0]
    assert (row["amount"], row["day"], row["yes"]) == (amount, day, yes)
