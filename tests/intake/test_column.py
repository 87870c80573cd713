"""Columns proven right at once: never another value, never a problem less, than cell by cell."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.intake import table as gate
from scripts.intake.column import turn
from scripts.intake.harmless import FORMULA, UNSAFE, any_unsafe, begins_formula
from scripts.intake.personal import _APART, any_personal, personal_data
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.table import Schema, column_letter

TEXT = {"required": True, "pattern": "[a-z0-9-]+", "maxLength": 12}
MONEY = {"minimum": 0, "maximum": 9.5}
SCHEMA = Schema.parse(
    {
        "fields": [
            {"name": "code", "title": "代码", "constraints": TEXT},
            {"name": "unit", "title": "部门", "codelist": "departments"},
            {"name": "units", "title": "会办", "codelist": "departments", "constraints": {"list": True}},
            {"name": "lost", "title": "没有的代码表", "codelist": "nowhere"},
            {"name": "amount", "title": "金额", "type": "number", "unit": "万元", "constraints": MONEY},
            {"name": "count", "title": "件数", "type": "integer", "constraints": {"minimum": -2, "unique": True}},
            {"name": "day", "title": "日期", "type": "date"},
            {"name": "yes", "title": "是否", "type": "boolean"},
            {"name": "state", "title": "状态", "constraints": {"enum": ["甲", "乙"]}},
            {"name": "states", "title": "各状态", "constraints": {"enum": ["甲", "乙"], "list": True}},
            {"name": "text", "title": "文字", "constraints": {"maxLength": 30}},
        ],
        "primaryKey": ["code", "amount"],
        "missingValues": ["", "-", " "],
    }
)
LISTS = {"departments": CodeList("departments", {c: Entry(c, f"部门{c}", aliases=(f"旧{c}",)) for c in ("0201", "NA")})}
RIGHT: dict[str, list[str]] = {
    "code": ["a", "b", "c-1", "d", "e", "f"],
    "unit": ["0201", "NA", ""],
    "units": ["0201|NA", "NA", "-"],
    "lost": [""],
    "amount": ["0", "1", "1.0", "01.00", "9.5", "+2.25", "-0"],
    "count": ["-2", "3", "+4", "0005", "", "-"],
    "day": ["2024-02-29", "1999-12-31", ""],
    "yes": ["是", "否", ""],
    "state": ["甲", "乙", ""],
    "states": ["甲|乙", "乙", ""],
    "text": ["文字", "第 3 号，2024年5月6日", "行一\n行二", "", "e.g. 3-4", "全角（１２）"],
}
HOSTILE = [
    *(
        "=1+1",
        "＝1",
        "-1+2",
        "@x",
        " 甲",
        "甲\u3000",
        "\t",
        "甲\u202e乙",
        "\x07",
        "\u200b",
        "\ufeff",
        "\ue000",
        "\u0338=",
    ),
    *(
        "x" * 20_001,
        "旧0201",
        "0201|",
        "|",
        "丙",
        "甲|丙",
        "TRUE",
        "2024-02-30",
        "2024-W01-1",
        "20240101",
        "1\n2",
        "e\u0301",
    ),
    *("1e3", "NaN", "１２", "1.", "9.51", "-3", "9" * 19, "9" * 25, "0.1234567890123", "٣", "1\u0661", "1.10105E+17"),
    *("13912345678", "139 1234-5678", "１３９１２３４５６７８", "13912345678元", "11010519491231002X", "⒔9⑫34567⑧"),
]


def cell(name: str) -> st.SearchStrategy[str]:
    wrong = st.sampled_from(HOSTILE) | st.text(max_size=12) | st.from_regex(r"[0-9 ·\-X+eE.]{1,24}", fullmatch=True)
    # Most tables are to have many columns that are right and few that are not.
    return st.integers(0, 40).flatmap(lambda n: wrong if n == 0 else st.sampled_from(RIGHT[name]))


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    names = draw(st.permutations(SCHEMA.names))[: draw(st.sampled_from((2, 8, len(SCHEMA.names))))]
    names = [*names, *({"code"} - set(names))]
    rows = draw(st.lists(st.tuples(*map(cell, names)).map(list), max_size=8))
    for row in rows:
        change = draw(st.integers(0, 30))
        row[:] = row[:-1] if change == 1 else [*row, "多"] if change == 2 else [""] if change == 3 else row
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([names, *rows])
    return stream.getvalue().encode("utf-8", "replace")


def cell_by_cell(content: bytes) -> tuple[dict[str, list[Any]], list[Problem]]:
    """Read a table by looking at every cell for itself."""
    header, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    body = [(number, cells) for number, cells in enumerate(lines, start=2) if any(cells)]
    problems, columns = [], {}
    for field in SCHEMA.fields:
        parser, index = gate._parser(field, LISTS), header.index(field.name) if field.name in header else None
        letter = "" if index is None else column_letter(index)
        columns[field.name] = []
        for number, cells in body:
            text = cells[index] if index is not None and index < len(cells) else ""
            value, problem = gate._cell(
                text, field, parser, SCHEMA, Place("data.csv", "", number, letter, field.header)
            )
            columns[field.name].append(value)
            problems += [problem] if problem else []
    for number, cells in body:
        if len(cells) > len(header):
            place = Place("data.csv", row=number, column=column_letter(len(header)))
            expected, fix = "这一格在表头之外", "删去多出的格；文字里有逗号的要用引号括起"
            problems.append(Problem("table.extra-cell", place, expected, fix, cells[len(header)]))
    if not problems:
        for fields, code in ((("code", "amount"), "table.repeated-key"), (("count",), "table.not-unique")):
            keys = [tuple(columns[field][row] for field in fields) for row in range(len(body))]
            for row, key in enumerate(keys):
                if None not in key and key in keys[:row]:
                    letter = column_letter(header.index(fields[0])) if fields[0] in header else ""
                    place = Place("data.csv", "", body[row][0], letter, SCHEMA[fields[0]].header)
                    expected = f"与第 {body[keys.index(key)][0]} 行重复"
                    fix, found = (
                        "核对这两行，删去或改正其中一行",
                        columns[fields[0]][row],
                    )
                    problems.append(Problem(code, place, expected, fix, str(found)))
    return columns, sorted(problems, key=lambda one: (one.place.row or 0, one.place.column))


@given(contents())
@settings(max_examples=200, deadline=None)
@example(b"code,amount\r\na,1\r\na,1.00\r\n")
@example(b"code,count\r\na,3\r\n\r\nb,+3\r\nc,\r\nd,-\r\n")
@example(",".join(SCHEMA.names).encode())
def test_a_table_reads_as_if_every_cell_were_looked_at(content: bytes) -> None:
    columns, problems = cell_by_cell(content)
    if problems:
        with pytest.raises(Rejected) as rejected:
            gate.parse(content, SCHEMA, LISTS, "data.csv")
        assert rejected.value.problems == problems
        return
    made = gate.parse(content, SCHEMA, LISTS, "data.csv")
    assert {name: [repr(value) for value in made.column(name)] for name in SCHEMA.names} == {
        name: [repr(value) for value in values] for name, values in columns.items()
    }
    assert list(made.frame.columns) == list(SCHEMA.names)
    assert [list(map(repr, made.frame[name])) for name in columns] == [list(map(repr, c)) for c in columns.values()]


@pytest.mark.parametrize("name", SCHEMA.names)
@pytest.mark.parametrize("copies", [1, 300])
def test_one_hostile_cell_among_right_ones_is_found(name: str, copies: int) -> None:
    field, good = SCHEMA[name], RIGHT[name][:1] * copies
    parser = gate._parser(field, LISTS)
    for text in HOSTILE:
        value, problem = gate._cell(text, field, parser, SCHEMA, Place("data.csv"))
        values = gate.proven([*good, text, *good], field, SCHEMA, LISTS.get(field.codelist))
        assert (values is None) == (problem is not None), text
        assert values is None or repr(values[copies]) == repr(value)


def test_rows_turn_into_columns_whatever_their_length() -> None:
    rows = [["a", "b"]] * 300 + [["c"], [], ["d", "e", "f"]]
    assert turn(rows, 2) == [[*["a"] * 300, "c", "", "d"], [*["b"] * 300, "", "", "e"]]
    assert turn([], 2) == [[], []]


def test_every_unsafe_character_is_one_that_cannot_be_printed() -> None:
    assert not [one for one in map(chr, range(sys.maxunicode + 1)) if UNSAFE.match(one) and one.isprintable()]


@given(st.lists(st.text(max_size=6) | st.sampled_from(HOSTILE), max_size=4))
def test_texts_are_unsafe_or_formulas_when_one_of_them_is(texts: list[str]) -> None:
    assert any_unsafe(texts) == any(map(UNSAFE.search, texts))
    assert begins_formula(texts) == any(map(FORMULA.match, texts))


def test_what_stands_apart_from_numbers_becomes_no_part_of_one() -> None:
    apart = set(re.findall(f"[{_APART}]", "".join(map(chr, range(sys.maxunicode + 1)))))
    assert len(apart) > 20_000
    assert not [one for one in apart if re.search(r"[\d .+eExX‐–—·-]", unicodedata.normalize("NFKC", one))]
    for one in map(chr, range(sys.maxunicode + 1)):
        assert len(re.findall(r"\d", unicodedata.normalize("NFKC", one))) <= 3
        # Nothing joins with what was before it.
        joined = unicodedata.decomposition(one).split()
        assert len(joined) < 2 or joined[0].startswith("<") or chr(int(joined[1], 16)) not in apart


DIGITS = st.text("0123456789０１９①⑨⑫㉑⅒٣Xx.eE+ -‐–—·－\u00a0\n元_a甲@86", min_size=0, max_size=26)
IDENTITY = st.sampled_from(("11010519491231002X", "110101199003077475", "13912345678", "1.1010519491E+17"))


@given(st.lists(st.tuples(DIGITS, IDENTITY | st.just(""), DIGITS).map("".join), max_size=4))
@settings(max_examples=500)
def test_personal_data_is_found_among_texts_when_one_of_them_holds_it(texts: list[str]) -> None:
    assert any_personal(texts) == any(map(personal_data, texts))
