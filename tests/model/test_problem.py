"""Problems in the words of the spreadsheet."""

from scripts.model.problem import Place, Problem, report

PROBLEM = Problem(
    "table.type-error",
    Place("data.xlsx", sheet="三季度", row=17, column="E", header="执行数（万元）"),
    "这里只能填数字",
    "改成 1204.5",
    "1,204.5万",
)


def test_a_problem_names_sheet_row_column_and_header_then_the_cure() -> None:
    assert str(PROBLEM) == (
        "  工作表“三季度”第 17 行 E 列“执行数（万元）”：写的是“1,204.5万”，这里只能填数字。\n"
        "  怎么改：改成 1204.5。\n"
        "  [table.type-error]"
    )


def test_many_problems_of_one_kind_are_counted_after_the_twentieth() -> None:
    text = report([PROBLEM] * 25)
    assert text.count("怎么改") == 20
    assert "同类问题共 25 处" in text
    assert text.endswith("共 25 个问题。")


def test_what_was_written_is_shown_on_one_line_with_control_characters_visible() -> None:
    assert "a\\u202eb c" in str(Problem("table.x", Place("f"), "不对", "改", "a\u202eb\nc"))
