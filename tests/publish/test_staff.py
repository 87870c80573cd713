"""Numbers in pages that people write: each is cited, declared, or named with its line."""

import pytest

from scripts.model.album import Album
from scripts.model.store import Store
from scripts.publish.staff import check

PERIOD = "budget_execution/department_execution/2024-Q2"
ALBUM = Album.of([{"release": f"{PERIOD}/{revision}", "name": "execution"} for revision in ("r1", "r2")])
HEAD = "Title: 二〇二四年\nSlug: a-1\n\n"


def wrong(text):
    return list(check(text, "content/pages/a.md", lambda: Store({}), lambda: ALBUM))


def found(text):
    return [(p.code, p.place.row, p.found) for p in wrong(HEAD + text)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年9月30日，2024—2025年，10月，2024-09-30，2024-Q3，上午9时，09:00",
        "示人常〔2024〕12号，国发（2024）3 号，第8届第26次会议，第14条第2款，第3—5页",
        "GB/T 7714—2025，SHA-256，r1，UTF-8，WCAG 2.2",
        "见[说明](/a/b/2024/12345/)、`x = 5`、<https://example.cn/7>，脚注[^1]",
        "```\n12345\n```",
        "段落\n\n    python 12345\n",
        "1. 第一项\n2. 第二项",
        "放大到 {{number: 400%}}",
    ],
)
def test_dates_document_numbers_ordinals_names_code_and_addresses_may_be_typed(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("执行进度 64.9%。", "64.9%"),
        ("共 1,204.5 万元", "1,204.5"),
        ("占６４％", "６４％"),
        ("- 列表里 12 项\n\n    接着的一段", "12"),
        ("[12 个部门](/a/)", "12"),
        ("| 部门 | 3 |", "3"),
        ("**7** 件", "7"),
    ],
)
def test_a_typed_number_is_named_with_its_line(text, numeral):
    assert found(f"一\n{text}") == [("words.typed-number", 5, numeral)]


def test_a_number_in_the_title_or_description_is_named_too():
    problems = wrong("Title: 共 12 项\nDescription: 完成 9 项\nSlug: x-5\n\n一\n")
    assert [(p.place.row, p.found) for p in problems] == [(1, "12"), (2, "9")]


def test_a_dangling_figure_is_named_with_its_marker():
    marker = "{{figure: budget_execution/department_execution/2024#rate}}"
    assert found(marker) == [("words.no-figure", 4, marker)]


def test_a_chart_of_the_current_revision_may_stand_alone_in_its_paragraph():
    assert found(f"一\n\n{{{{chart: {PERIOD}#execution}}}}\n\n二") == []
    assert found(f"{{{{chart: {PERIOD}/r2#execution}}}}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"见{{{{chart: {PERIOD}#execution}}}}", "图不能放在一句话里"),
        (f"一\n{{{{chart: {PERIOD}#execution}}}}", "图不能放在一句话里"),
        (f"{{{{chart: {PERIOD}#gone}}}}", f"{PERIOD} 没有图“gone”"),
        (f"{{{{chart: {PERIOD}/r1#execution}}}}", f"{PERIOD}/r1 的图已有新版"),
        ("{{chart: budget_execution/department_execution/2023-Q2#execution}}", "没有公开过"),
        ("{{chart: somewhere#execution}}", "不是发布的地址"),
    ],
)
def test_a_chart_that_cannot_be_shown_is_named_with_its_line(text, expected):
    (problem,) = wrong(HEAD + text)
    assert problem.code == "words.no-chart"
    assert expected in problem.expected
