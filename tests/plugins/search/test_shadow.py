import pytest
from lxml import html

from plugins.search.facet import EVERY_PAGE, Facet, UnreadableFilter
from plugins.search.shadow import shadow
from plugins.search.split import title_words


def page(body):
    text = f'<!doctype html><html lang="zh-CN"><head><title>页名 · 站名</title></head><body>{body}</body></html>'
    return text.encode()


def parsed(body):
    return html.document_fromstring(shadow(page(body)).html)


def test_a_page_without_search_body_has_no_shadow():
    assert shadow(page("<main><p>预算</p></main>")) is None
    assert shadow(page("<main><p>data-pagefind-body</p></main>")) is None


def test_characters_stand_alone_in_text_and_not_in_attributes():
    main = parsed('<p>外面</p><main data-pagefind-body><p title="预算执行">预算<a title="执行">执行</a></p></main>')
    assert main.xpath("string(//main/p)") == " 预 算 执 行 ⏎ "
    assert main.xpath("//p/@title") == ["预算执行"]
    assert main.xpath("//a/@title") == ["执行"]
    assert main.xpath("string(//body/p)") == "外面"


def test_blocks_are_kept_apart_and_inline_elements_are_not():
    cells = parsed("<main data-pagefind-body><table><tr><td>甲<b>乙</b></td><td>丙</td></tr></table>丁<br>戊</main>")
    assert cells.xpath("string(//main)").split() == [
        "甲",
        "乙",
        "⏎",
        "丙",
        "⏎",
        "丁",
        "⏎",
        "戊",
        "⏎",
        *title_words("页名"),
        *title_words("站名"),
        EVERY_PAGE.word,
    ]


def test_ignored_parts_stay_as_they_are():
    main = parsed(
        "<main data-pagefind-body><p>甲<sup data-pagefind-ignore>注释</sup>乙</p><script>预算</script></main>"
    )
    assert main.xpath("string(//sup)") == "注释"
    assert main.xpath("string(//script)") == "预算"
    assert main.xpath("string(//p)") == " 甲注释 乙 ⏎ "


def test_values_taken_from_text_become_unsplit_attributes():
    main = parsed(
        '<main data-pagefind-body><h1 data-pagefind-meta="title">2024年  执行</h1>'
        '<time data-pagefind-sort="date">2024-10-20</time></main>'
    )
    assert main.xpath("//h1/@data-pagefind-meta") == ["title:2024年 执行"]
    assert main.xpath("//time/@data-pagefind-sort") == ["date:2024-10-20"]


def test_a_page_without_title_takes_its_heading_or_its_name():
    assert parsed("<main data-pagefind-body><h1>执行</h1></main>").xpath("//span/@data-pagefind-meta") == ["title:执行"]
    assert parsed("<main data-pagefind-body></main>").xpath("//span/@data-pagefind-meta") == ["title:页名 · 站名"]


def test_markup_in_a_cell_stays_text():
    main = parsed("<main data-pagefind-body><td>&lt;script&gt;alert(1)&lt;/script&gt;</td></main>")
    assert main.xpath("//script") == []
    assert "< s c r i p t>" in main.xpath("string(//main)")


def test_filters_become_words_at_the_end_that_pagefind_takes_for_text():
    outside = (
        '<i data-pagefind-filter="kind:预算执行, 决算"></i><i data-y="2024" data-pagefind-filter="year[data-y]">年</i>'
    )
    inside = '甲<b data-pagefind-filter="status">现行 </b><i data-pagefind-filter="department:"></i>'
    written = shadow(page(f"{outside}<main data-pagefind-body>{inside}</main>"))
    facets = [Facet("kind", "预算执行, 决算"), Facet("status", "现行"), Facet("year", "2024")]
    assert written.facets == frozenset([EVERY_PAGE, *facets])
    assert "data-pagefind-filter" not in written.html
    text = html.document_fromstring(written.html).xpath("string(//main)")
    assert text.split() == [
        "甲",
        "现",
        "行␣",
        "⏎",
        *title_words("页名"),
        *title_words("站名"),
        *(facet.word for facet in sorted([EVERY_PAGE, *facets])),
    ]


def test_a_filter_in_an_unknown_form_is_refused():
    with pytest.raises(UnreadableFilter, match="kind, year"):
        shadow(page('<main data-pagefind-body data-pagefind-filter="kind, year">甲</main>'))
