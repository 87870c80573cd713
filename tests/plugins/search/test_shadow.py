from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from plugins.search.amount import codes
from plugins.search.facet import EVERY_PAGE, Facet, UnreadableFilter
from plugins.search.head import SLOTS, head
from plugins.search.shadow import Shadow, shadow
from plugins.search.split import BREAK, letters, words


def page(body):
    text = f'<!doctype html><html lang="zh-CN"><head><title>页名 · 站名</title></head><body>{body}</body></html>'
    return text.encode()


def read(body: str) -> Shadow:
    found = shadow(page(body))
    assert found is not None
    return found


def indexed(body: str) -> list[str]:
    """Return the words behind the page's names."""
    return read(body).words.split()[sum(SLOTS) :]


def block(*texts: str) -> Iterable[str]:
    for text in texts:
        yield from (*words(text), BREAK)


def test_a_page_without_search_body_has_no_shadow():
    assert shadow(page("<main><p>预算</p></main>")) is None
    assert shadow(page("<main><p>data-pagefind-body</p></main>")) is None


def test_only_the_text_inside_the_body_is_read_and_no_attribute():
    found = read('<p>外面</p><main data-pagefind-body><p title="预算执行">预算<a title="执行">执行</a></p></main>')
    assert found.shown == {"title": "页名 · 站名", "text": "预算执行"}


def test_blocks_are_kept_apart_and_inline_elements_are_not():
    body = "<main data-pagefind-body><table><tr><td>甲<b>乙</b></td><td>丙</td></tr></table>丁<br>戊</main>"
    assert read(body).shown["text"] == "甲乙\n丙\n丁\n戊"
    single = [letters(char) for char in sorted("甲乙丙丁戊")]
    assert indexed(body) == [EVERY_PAGE, BREAK, *block("甲乙", "丙", "丁", "戊"), *single]


PIECES = st.recursive(
    st.sampled_from(["", " ", "甲", "乙 \n丙", "<!-- 注 -->", "<br>"]),
    lambda inner: st.builds(
        lambda tag, ignored, parts: f"<{tag}{' data-pagefind-ignore' * ignored}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "span", "div", "section", "nav", "label"]),
        st.booleans(),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


def told(element) -> str:
    """Return the text of an element with a line's end wherever a block may end."""
    parts = [element.text or ""]
    for child in element:
        unread = child.tag in {"nav", "label", html.etree.Comment} or "data-pagefind-ignore" in child.attrib
        end = "" if child.tag in {"b", "span"} else "\r"
        parts += ["" if unread else f"{end}{told(child)}{end}", child.tail or ""]
    return "".join(parts)


@given(st.lists(PIECES, max_size=5))
def test_blocks_end_where_elements_that_are_not_inline_begin_and_end(pieces):
    body = f"<main data-pagefind-body>{''.join(pieces)}</main>"
    main = html.document_fromstring(page(body).decode()).find(".//main")
    blocks = (" ".join(block.split()) for block in told(main).split("\r"))
    assert read(body).shown["text"] == "\n".join(filter(None, blocks))


def test_ignored_parts_are_not_read():
    body = "<main data-pagefind-body><p>甲<sup data-pagefind-ignore>注释</sup>乙</p><script>预算</script></main>"
    assert read(body).shown["text"] == "甲乙"


def test_values_are_taken_from_text_from_attributes_and_as_written():
    found = read(
        '<main data-pagefind-body><h1 data-pagefind-meta="title">2024年  执行</h1>'
        '<i data-pagefind-meta="kind_title:预算执行"></i>'
        '<i data-v="2024年" data-pagefind-meta="period_title[data-v]"></i>'
        '<time data-pagefind-sort="date">2024-10-20</time></main>'
    )
    assert {key: found.shown[key] for key in ("title", "kind_title", "period_title")} == {
        "title": "2024年 执行",
        "kind_title": "预算执行",
        "period_title": "2024年",
    }
    assert found.order == "1 2024-10-20"


def test_a_page_without_title_takes_its_heading_or_its_name():
    assert read("<main data-pagefind-body><h1>执行</h1></main>").shown["title"] == "执行"
    assert read("<main data-pagefind-body></main>").shown["title"] == "页名 · 站名"


def test_pages_without_date_and_replaced_ones_have_an_order_too():
    replaced = '<i data-pagefind-filter="status:已有新版"></i><i data-pagefind-sort="date:2024-10-20"></i>'
    assert read("<main data-pagefind-body></main>").order == "1 0000-00-00"
    assert read(f"<main data-pagefind-body>{replaced}</main>").order == "0 2024-10-20"


def test_markup_in_a_cell_stays_text():
    found = read("<main data-pagefind-body><td>&lt;script&gt;alert(1)&lt;/script&gt;</td></main>")
    assert found.shown["text"] == "<script>alert(1)</script>"
    assert "<" not in found.words


def test_each_name_stands_as_many_places_into_its_slot_as_it_has_words():
    names = head("区教育委员会", ["教委", "区教委"]).split()
    assert len(names) == sum(SLOTS)
    starts = [sum(SLOTS[:slot]) for slot in range(len(SLOTS))]
    for start, name in zip(starts, ["教委", "区教委", "区教育委员会"], strict=False):
        assert names[start + len(name) : start + 2 * len(name)] == words(name)
    assert {*names[starts[3] :]} == {BREAK}


def test_a_title_keeps_its_place_however_long_and_however_many_names_there_are():
    title = "关于" + "加装电梯" * 30
    found = head(title, ["甲", "乙", "丙", "丁", "戊"]).split()
    assert len(found) == sum(SLOTS)
    assert found[-SLOTS[-1] :].index(words("关于加")[0]) == SLOTS[-1] // 2 - 1


def test_amounts_are_words_that_are_equal_when_the_values_are():
    head = "<thead><tr><th>单位</th><th>执行数（万元）</th></tr></thead>"
    cell = f"<table>{head}<tbody><tr><td>甲</td><td>12,300.00</td></tr></tbody></table>"
    in_table = indexed(f"<main data-pagefind-body>{cell}</main>")
    in_text = indexed("<main data-pagefind-body><p>共 1.23 亿元。</p></main>")
    for found in (in_table, in_text):
        assert {*codes("12300", "万元")} <= {*found}
    assert {*codes("12300", "元")} & {*in_table} == set()


def test_an_amount_does_not_run_from_block_to_block():
    found = indexed("<main data-pagefind-body><p>共 5</p><p>万元</p></main>")
    assert {*codes("5", "万元")} & {*found} == set()
    assert {*codes("5", "万元")} <= {*indexed("<main data-pagefind-body><p>共 5 <b>万元</b></p></main>")}


def test_filters_are_read_wherever_they_stand_and_are_no_text():
    outside = (
        '<i data-pagefind-filter="kind:预算执行, 决算"></i><i data-y="2024" data-pagefind-filter="year[data-y]">年</i>'
    )
    inside = '甲<b data-pagefind-filter="status">现行 </b><i data-pagefind-filter="department:"></i>'
    body = f"{outside}<main data-pagefind-body>{inside}</main>"
    facets = [Facet("kind", "预算执行, 决算"), Facet("status", "现行"), Facet("year", "2024")]
    assert read(body).facets == frozenset(facets)
    assert read(body).shown["text"] == "甲现行"


def test_a_filter_in_an_unknown_form_is_refused():
    with pytest.raises(UnreadableFilter, match="kind, year"):
        shadow(page('<main data-pagefind-body data-pagefind-filter="kind, year">甲</main>'))
