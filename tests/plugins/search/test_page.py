"""The search page as a reader uses it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from plugins.search.split import normal
from tests.plugins.search import corpus
from tests.plugins.search.conftest import COMPONENT
from tests.plugins.search.test_recall import holding

PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def search(open_page, site):
    """Return ``search(query)``: the search page at this query string, when it has answered."""

    def search(query="", **context):
        page = open_page(f"{site}search/index.html{query}", **context)
        expect(page.locator(".search-form")).to_be_visible()
        if query:
            expect(page.get_by_role("status")).to_have_text(re.compile("找到|请输入"))
        return page

    return search


def box(page):
    return page.locator("#search-q")


def said(page):
    return page.get_by_role("status")


def test_typing_finds_and_the_address_can_be_linked(search, pages):
    page = search()
    box(page).press_sequentially("专项债券")
    expect(said(page)).to_have_text(f"找到 {len(holding(pages, '专项债券'))} 页")
    expect(page.locator(".search-result")).to_have_count(10)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["专项债券"]}
    again = search("?q=专项债券")
    assert again.locator(".search-results").inner_text() == page.locator(".search-results").inner_text()


def test_a_result_shows_title_facts_and_marked_piece_as_ordinary_text(search, pages):
    page = search("?q=2025年第三季度")
    found = {sample.title: sample for sample in pages if sample.address in holding(pages, "2025年第三季度")}
    for result in page.locator(".search-result").all():
        sample = found[result.locator("a").inner_text()]
        year = sample.title[:4]
        facts = rf"(预算执行|民生实事|评议结果|建议办理) · {year}年第三季度 · 数据截至{year}年9月30日"
        expect(result.locator("[data-part=facts]")).to_have_text(re.compile(f"^{facts}$"))
        assert {mark.strip() for mark in result.locator("mark").all_inner_texts()} == {"2025年第三季度"}
        excerpt = result.locator("[data-part=excerpt]").inner_text().strip("…")
        assert "".join(excerpt.split()) in "".join("".join(sample.blocks).split())
        assert not excerpt.startswith(sample.title)


def test_a_result_leads_to_its_page_below_the_base_path(search, pages):
    page = search("?q=第17号")
    page.get_by_role("link", name=pages[17].title).click()
    expect(page).to_have_url(re.compile(r"/base/path/pages/17/$"))
    expect(page.locator("h1")).to_have_text(pages[17].title)


def test_markup_in_a_cell_stays_text(search):
    page = search("?q=script")
    assert "<script>" in page.locator(".search-results").inner_text()
    assert page.locator(".search-results script").count() == 0


def test_filters_narrow_and_count_what_each_choice_would_leave(search, pages):
    page = search("?q=区教委")
    total = len(holding(pages, "区教委"))
    page.get_by_label("类别").select_option("预算执行")
    texts = [
        text for text in page.get_by_label("类别").locator("option").all_inner_texts() if text.startswith("预算执行")
    ]
    count = int(re.fullmatch(r"预算执行（(\d+)）", texts[0])[1])
    expect(said(page)).to_have_text(f"找到 {count} 页")
    assert 0 < count < total
    truth = [
        sample
        for sample in pages
        if sample.address in holding(pages, "区教委") and 'data-pagefind-filter="kind:预算执行"' in sample.html
    ]
    assert count == len(truth)
    assert page.get_by_label("类别").locator("option").first.inner_text() == f"全部（{total}）"
    page.get_by_label("年份").select_option("2025年")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["区教委"], "kind": ["预算执行"], "year": ["2025年"]}
    page.go_back()
    expect(said(page)).to_have_text(f"找到 {count} 页")
    page.get_by_role("button", name="清除筛选").click()
    expect(said(page)).to_have_text(f"找到 {total} 页")


def test_years_are_offered_downwards(search):
    years = search("?q=年").get_by_label("年份").locator("option").all_inner_texts()[1:]
    assert years == sorted(years, reverse=True)


def test_a_filter_without_words_lists_its_pages(search, pages):
    count = sum('data-pagefind-filter="status:已更正"' in sample.html for sample in pages)
    page = search("?status=已更正")
    expect(said(page)).to_have_text(f"找到 {count} 页")
    expect(page.get_by_label("状态")).to_have_value("已更正")


@pytest.mark.parametrize("query", ["5G基站A", "区教委", "2025年"])
def test_pages_with_the_words_in_their_title_come_first(search, pages, query):
    titled = sum(normal(query) in normal(sample.title) for sample in pages)
    titles = search(f"?q={query}").locator(".search-result a").all_inner_texts()
    assert [normal(query) in normal(title) for title in titles] == [place < titled for place in range(len(titles))]
    assert titled > 5


def test_one_can_begin_with_a_filter(search, pages):
    page = search()
    box(page).press("Tab")
    expect(page.get_by_label("类别").locator("option").first).to_have_text(f"全部（{len(pages)}）")
    page.get_by_label("类别").select_option("民生实事")
    count = sum('data-pagefind-filter="kind:民生实事"' in sample.html for sample in pages)
    expect(said(page)).to_have_text(f"找到 {count} 页")


def test_newest_first_keeps_undated_pages_at_the_end(search, pages):
    page = search("?q=年&sort=date")
    expect(page.get_by_label("排序")).to_have_value("date")
    while page.get_by_role("button", name="更多结果").is_visible():
        shown = page.locator(".search-result").count()
        page.get_by_role("button", name="更多结果").click()
        expect(page.locator(".search-result")).not_to_have_count(shown)
        expect(page.locator(".search-result a").nth(shown)).to_be_focused()
    by_title = {sample.title: sample.html for sample in pages}
    dates = [
        re.findall(r"date:([\d-]+)", by_title[title]) for title in page.locator(".search-result a").all_inner_texts()
    ]
    assert len(dates) == len(pages)
    dated = [date for date in dates if date]
    assert dates == sorted(dated, reverse=True) + [[]] * (len(dates) - len(dated))


def test_nothing_found_leads_to_the_topics(search):
    page = search("?q=不存在的词")
    expect(said(page)).to_have_text("没有找到符合条件的页面。")
    assert page.get_by_role("link", name="主题索引").get_attribute("href") == "../search/topics/index.html"


def test_punctuation_alone_asks_for_words(search):
    expect(said(search("?q=〔〕"))).to_have_text("请输入文字或数字，标点符号不参加搜索。")


def test_keys_reach_the_box_and_walk_the_results(search):
    page = search("?q=整改")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-result a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    box(page).fill("甲")
    page.keyboard.press("/")
    expect(box(page)).to_have_value("甲/")


def test_letters_still_being_composed_are_not_searched(search):
    page = search()
    box(page).focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zheng", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(500)
    expect(said(page)).to_have_text("")
    session.send("Input.insertText", {"text": "整改"})
    expect(said(page)).to_have_text(re.compile(r"找到 \d+ 页"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["整改"]}


def test_the_plain_form_of_a_header_lands_on_the_answer(search, pages):
    page = search()
    page.locator("#search-box-q").fill("水务局")
    page.locator("#search-box-q").press("Enter")
    expect(said(page)).to_have_text(f"找到 {len(holding(pages, '水务局'))} 页")


def test_without_script_the_page_offers_the_topics(open_page, site):
    page = open_page(f"{site}search/index.html?q=预算", java_script_enabled=False)
    expect(page.locator(".search-form")).to_be_hidden()
    expect(page.get_by_text("搜索需要在浏览器中启用 JavaScript")).to_be_visible()
    assert page.get_by_role("link", name="主题索引").get_attribute("href") == "../search/topics/index.html"


def test_a_missing_index_is_said(open_page, site, output):
    page = open_page()
    page.route("**/pagefind/facets.json", lambda route: route.fulfill(status=200, body="not json"))
    page.goto(f"{site}search/index.html?q=预算")
    expect(said(page)).to_have_text("搜索所需的文件没有载入。请刷新重试，或者从索引查找。")
    expect(page.get_by_role("link", name="主题索引")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?q=区教委+98.6%25", "?q=整改", "?q=不存在的词"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(search, axe, query, scheme):
    assert axe(search(query, color_scheme=scheme)) == []


def test_filters_are_folded_on_a_phone_until_one_is_chosen(search):
    assert search("?q=整改", **PHONE).locator(".search-filters").get_attribute("open") is None
    assert search("?q=整改&kind=预算执行", **PHONE).locator(".search-filters").get_attribute("open") is not None


@pytest.mark.parametrize("query", ["", "?q=整改", "?q=整改&kind=预算执行", "?q=不存在的词"])
def test_nothing_hangs_over_the_edge_of_a_small_phone(search, query):
    page = search(query, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_html_is_valid(output, html_errors):
    assert html_errors([output / "search" / "index.html"]) == []


def test_the_script_is_small():
    assert (COMPONENT / "search.js").stat().st_size < 14_500
    assert (COMPONENT / "split.js").stat().st_size < 6_000


def test_samples_are_the_same_every_time():
    assert corpus.samples(3) == corpus.samples(3)
