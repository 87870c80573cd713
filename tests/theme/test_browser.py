"""Pages in a real browser: phone, dark, keyboard, paper, without script, from a disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

RELEASE = "budget_execution/department_execution/2024-Q3/r1/"
NARROW = {"width": 320, "height": 640}

REPORT = """document.addEventListener("securitypolicyviolation",
  (e) => console.error("policy", e.violatedDirective, e.blockedURI))"""


@pytest.fixture
def address(serve, site: Path) -> str:
    """The site under its base path, as a web server shows it."""
    return f"{serve(site.parent)}rd/"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_page_is_accessible(address: str, pages: list[str], open_page, axe, width: int, scheme: str) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in pages:
        page.goto(address + name)
        assert axe(page) == [], name


def test_no_page_is_wider_than_a_phone(address: str, pages: list[str], open_page) -> None:
    page = open_page(viewport=NARROW)
    for name in pages:
        page.goto(address + name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, name


def test_controls_can_be_hit_with_a_finger(address: str, pages: list[str], open_page) -> None:
    page = open_page(viewport=NARROW)
    for name in pages:
        page.goto(address + name)
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary, input, select")].filter((e) => {
              const box = e.getBoundingClientRect();
              return box.height && box.height < 24 && getComputedStyle(e).display !== "inline" && !e.matches(".skip");
            }).map((e) => e.outerHTML)"""
        )
        assert small == [], name


def test_names_in_a_table_stay_whole_on_a_phone(address: str, open_page) -> None:
    page = open_page(address + RELEASE, viewport=NARROW)
    heads = page.locator(".body .table tbody th")
    for text, box in zip(heads.all_inner_texts(), (h.bounding_box() for h in heads.all()), strict=True):
        assert box["width"] >= min(len(text), 8) * 14, text
    page.locator(".body .table__scroll").first.evaluate("e => { e.scrollLeft = 200; }")
    assert heads.first.bounding_box()["x"] == pytest.approx(17, abs=2)


def test_a_phone_gets_the_narrow_picture(address: str, open_page) -> None:
    for width, name in ((320, "execution.narrow.svg"), (1280, "execution.wide.svg")):
        page = open_page(address + RELEASE, viewport={"width": width, "height": 800})
        assert page.locator("#chart-execution img").evaluate("e => e.currentSrc").endswith(name)


def test_the_first_tab_leads_past_the_header(address: str, open_page) -> None:
    page = open_page(address + RELEASE)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_a_table_is_sorted_by_exact_value_with_the_keyboard(address: str, open_page) -> None:
    page = open_page(address + RELEASE)
    button = page.locator(".body .table").first.get_by_role("button", name="执行数")
    names = page.locator(".body .table").first.locator("tbody th")
    button.focus()
    page.keyboard.press("Enter")
    assert names.all_inner_texts()[0] == "区应急管理局"
    assert names.all_inner_texts()[-1] == "区机关事务管理局"
    page.keyboard.press("Enter")
    assert names.all_inner_texts()[0] == "区教育委员会"
    assert names.all_inner_texts()[-1] == "区机关事务管理局"
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_number_in_a_table_says_where_it_comes_from(address: str, open_page) -> None:
    page = open_page(address + RELEASE)
    page.locator("[id='rate.d-0405']").click()
    page.locator(".panel--cell").wait_for()
    assert page.url == f"{address}{RELEASE}#rate.d-0405"
    assert "52.2993%" in page.locator(".panel--cell").inner_text()
    assert "data.csv 的“executed”、“adjusted”列，第 6 行" in page.locator(".panel--cell").inner_text()
    page.get_by_role("button", name="关闭").click()
    assert page.locator(".panel--cell").count() == 0


def test_the_address_of_a_number_opens_at_it(address: str, open_page) -> None:
    page = open_page(f"{address}{RELEASE}#rate.d-0405")
    page.locator(".panel--cell").wait_for()
    assert page.locator("[id='rate.d-0405']").is_visible()


def test_an_interactive_chart_draws_under_the_policy(address: str, open_page) -> None:
    page = open_page()
    page.add_init_script(REPORT)
    page.goto(address + RELEASE)
    page.get_by_role("button", name="交互图").first.click()
    page.locator(".chart__live svg").first.wait_for()
    page.locator(".chart__live .mark-rect path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert page.locator("#vg-tooltip-element").inner_text().split() == ["部门", "区民政局", "执行进度", "79.6"]
    page.get_by_role("button", name="回到静态图").click()
    assert page.locator("#chart-execution .chart__picture").is_visible()
    assert page.evaluate("() => [window.vega, window.view, window.vegaEmbed].every((x) => x === undefined)")


def test_no_page_breaks_its_policy(address: str, pages: list[str], open_page) -> None:
    page = open_page()
    page.add_init_script(REPORT)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    for name in pages:
        page.goto(address + name)


def test_the_address_bar_shows_the_address_to_cite(address: str, open_page) -> None:
    page = open_page(f"{address}{RELEASE}index.html?a=1#rate")
    assert page.url == f"{address}{RELEASE}?a=1#rate"


def test_a_page_reads_without_script(address: str, open_page) -> None:
    page = open_page(address + RELEASE, java_script_enabled=False)
    assert page.locator("#chart-execution img").is_visible()
    assert page.get_by_role("button", name="交互图").count() == 0
    assert page.get_by_role("button", name="复制").count() == 0
    page.locator("#chart-trend summary").click()
    assert page.locator("#chart-trend table").is_visible()
    page.locator(".sentence a.figure").nth(1).click()
    assert page.url.endswith("#rate")


def test_the_site_opens_from_a_disk(site: Path, open_page) -> None:
    page = open_page((site / "index.html").as_uri())
    page.get_by_role("link", name="预算执行", exact=True).first.click()
    page.get_by_role("link", name="部门预算执行进度", exact=True).first.click()
    page.get_by_role("link", name="2024年第三季度", exact=True).first.click()
    assert page.locator("h1").inner_text() == "2024年第三季度部门预算执行进度"
    assert page.locator("#chart-execution img").evaluate("e => e.naturalWidth") > 0
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(247, 245, 241)"


def test_paper_has_no_navigation_and_says_where_files_are(address: str, open_page) -> None:
    page = open_page(address + RELEASE)
    page.emulate_media(media="print")
    for hidden in (".masthead__nav", ".crumbs", ".tools", ".search-box"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".body .table thead th").nth(1).inner_text().startswith("调整预算")
    assert page.locator("#chart-trend table").is_visible()
    written = page.locator(".downloads a").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert f"https://disclosure.example/rd/{RELEASE}data.csv" in written


def test_a_copied_citation_is_the_one_shown(address: str, open_page) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address + RELEASE)
    page.locator("[data-copy] button").first.click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.locator("[data-copy-text]").first.inner_text()


def test_every_request_stays_on_the_site(address: str, open_page: Callable) -> None:
    asked: list[str] = []
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + RELEASE)
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []
