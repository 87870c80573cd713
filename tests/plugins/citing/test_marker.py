"""Figures cited by id in pages that people write: linked with unit and meaning, or refused with what to write."""

import json

import pytest

from plugins.citing.marker import Uncited, load, replace, restore
from plugins.sanitise.html import clean
from scripts.model.album import Album
from scripts.model.store import Store


def line(release, id, words, status="现行", **more):
    return {
        "address": f"/{release}/#{id}", "release": release, "id": id, "words": words, "label": "全区执行进度",
        "base": "占调整预算", "as_of": "2024-06-30", "status": status, **more,
    }  # fmt: skip


R1, R2 = "budget_execution/department_execution/2024-Q2/r1", "budget_execution/department_execution/2024-Q2/r2"
STORE = Store.of(
    [
        line(R1, "rate", "45.1%", "已更正"),
        line(R1, "gap", "-3.4 个百分点"),
        line(R2, "rate", "45.2%"),
        line(R2, "gap", "-3.4 个百分点"),
        line("suggestion_handling/suggestion_register/2024-S1/r1", "received", "—", "已撤回"),
    ]
)
PERIOD = R1.rpartition("/")[0]
CHART = {"release": R2, "name": "execution", "title": "执行[进度]", "wide": {"svg": f"/{R2}/execution.wide.svg"}}
ALBUM = Album.of([CHART])


def cite(text):
    return replace(f"Title: 一\n\n{text}\n", "news/a.md", lambda: STORE, lambda: ALBUM).split("\n")[2]


def html(markdown):
    from markdown import markdown as convert

    return restore(clean(convert(markdown)))


def test_a_figure_stands_with_unit_and_leads_to_its_address():
    assert html(cite(f"执行 {{{{figure: {PERIOD}#rate}}}}。")) == (
        f'<p>执行 <a class="figure" href="/{PERIOD}/#rate" '
        'title="全区执行进度，占调整预算，数据截至2024-06-30">45.2%</a>。</p>'
    )


def test_a_minus_and_an_underscore_are_text():
    assert ">-3.4 个百分点</a>" in html(cite(f"{{{{figure: {R2}#gap}}}}"))


def test_the_value_of_an_old_revision_is_cited_only_as_such():
    found = html(cite(f"原为 {{{{former figure: {R1}#rate}}}}"))
    assert f'href="/{R1}/#rate"' in found
    assert ">45.1%</a>" in found
    assert "，已更正" in found


def test_what_still_holds_in_an_old_revision_may_be_cited():
    assert f'href="/{R1}/#gap"' in html(cite(f"{{{{figure: {R1}#gap}}}}"))


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        (f"figure: {PERIOD}#rat", f"没有数字“rat”。怎么改：改成最接近的之一：{PERIOD}#rate"),
        (f"figure: {R1}#rate", f"这个数字已更正。怎么改：改成现行的 {R2}#rate"),
        ("figure: budget_execution/department_execution/2023-Q2#rate", "公开过 2024-Q2"),
        (f"figure: {PERIOD}/r7#rate", f"现行的是 {R2}"),
        ("figure: somewhere#rate", "不是发布的地址"),
        (f"former figure: {PERIOD}#rate", "要写明是哪一版"),
        ("figure: suggestion_handling/suggestion_register/2024-S1#received", "撤回的数字不能引用"),
    ],
)
def test_what_cannot_be_cited_stops_the_build_with_line_and_suggestion(marker, said):
    with pytest.raises(Uncited, match=r"content/news/a\.md 第 3 行") as stopped:
        cite(f"{{{{{marker}}}}}")
    assert said in str(stopped.value)


def test_a_declared_number_is_plain_text_and_code_stays_as_it_is():
    assert cite("放大到 {{number: 400%}}，写法 `{{figure: 地址}}`") == "放大到 400%，写法 `{{figure: 地址}}`"


def test_front_matter_gets_words_without_a_link():
    text = replace(f"Title: 进度 {{{{figure: {PERIOD}#rate}}}}\n\n一\n", "news/a.md", lambda: STORE, lambda: ALBUM)
    assert text.startswith("Title: 进度 45.2%\n")


def test_a_chart_becomes_the_placeholder_of_the_current_one():
    assert html(cite(f"{{{{chart: {PERIOD}#execution}}}}")) == (
        f'<p><img alt="执行[进度]" src="/{R2}/execution.wide.svg" title="chart:{R2}/execution"></p>'
    )
    with pytest.raises(Uncited, match="没有图"):
        cite(f"{{{{chart: {PERIOD}#gone}}}}")


def test_figures_are_the_same_read_when_they_are_cited(tmp_path):
    lines = [line(R2, "rate", "45.2%"), line(R2, "gap", "-3.4 个百分点"), line(R2, 'a"b', "1 个")]
    made = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in lines]
    (tmp_path / "figures.jsonl").write_text("\n".join(made), encoding="utf-8")
    store = load(tmp_path / "figures.jsonl")
    for one in lines:
        assert store.find(f"{PERIOD}#{one['id']}") == one
