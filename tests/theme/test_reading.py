"""How a page adapts to who reads it: size and spacing of text, contrast, keys, print."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.theme.render import THEME

RELEASE = "budget_execution/department_execution/2024-Q3/r1/"
# WCAG 2.2, 1.4.12: what a reader may set must lose neither words nor functions.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("main *")].filter((e) => {
  const style = getComputedStyle(e);
  const hidden = [style.overflowX, style.overflowY].some((way) => ["hidden", "clip"].includes(way));
  const cut = e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2;
  return hidden && cut && !e.closest(".hush") && e.clientHeight > 2;
}).map((e) => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def address(serve: Callable[[Path], str], site: Path) -> str:
    """The site under its base path, as a web server shows it."""
    return f"{serve(site.parent)}rd/"


def test_no_words_are_lost_with_the_readers_own_spacing(address: str, pages: list[str], open_page) -> None:
    # The reader's style comes from the browser, which the page's policy does not bind.
    page = open_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
    for name in pages:
        page.goto(address + name)
        page.add_style_tag(content=SPACED)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert page.evaluate(CUT) == [], name


@pytest.mark.parametrize("zoom", [2, 4])
def test_a_page_zoomed_in_needs_no_sideways_scroll(address: str, open_page, zoom: int) -> None:
    # Zoomed in, a window of 1280 pixels is one of 640 or 320 with so many device pixels for each.
    page = open_page(viewport={"width": 1280 // zoom, "height": 1024 // zoom}, device_scale_factor=zoom)
    for name in (RELEASE, "", "search/"):
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280 // zoom, name


def test_the_chosen_size_holds_for_the_visit_and_fits_a_phone(address: str, open_page) -> None:
    page = open_page(address + RELEASE, viewport={"width": 320, "height": 640})
    size = "() => getComputedStyle(document.documentElement).fontSize"
    page.get_by_role("button", name="特大").click()
    assert page.evaluate(size) == "24px"
    page.goto(address)
    assert page.evaluate(size) == "24px"
    assert page.get_by_role("button", name="特大").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="标准").click()
    assert page.evaluate(size) == "16px"
    assert open_page(address).evaluate(size) == "16px"


def test_reading_tools_stand_only_where_they_work(address: str, open_page) -> None:
    assert open_page(address + RELEASE, java_script_enabled=False).locator(".reading").is_hidden()
    page = open_page(address + RELEASE)
    page.evaluate("window.print = () => { document.title = '打印了'; }")
    page.get_by_role("button", name="打印").click()
    assert page.title() == "打印了"


def test_every_number_of_a_table_is_reached_opened_and_left_with_keys(address: str, open_page) -> None:
    page = open_page(address + RELEASE)
    page.locator(".cell").first.wait_for()
    stops = "tables => tables.map((t) => t.querySelectorAll('.cell[tabindex=\"0\"]').length)"
    assert set(page.locator(".body .table table").evaluate_all(stops)) <= {0, 1}
    first = page.locator(".cell").first
    first.focus()
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("ArrowDown")
    below = page.evaluate("() => document.activeElement.closest('td').id")
    assert below.split(".")[0] == first.evaluate("e => e.closest('td').id").split(".")[0]
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => document.activeElement.closest('td').id") != below
    beside = "rate.d-0405"
    page.locator(f"[id='{beside}'] .cell").focus()
    page.keyboard.press("Enter")
    page.locator(".panel--cell").wait_for()
    assert page.url.endswith(f"#{beside}")
    assert page.evaluate("() => document.activeElement.className") == "panel panel--cell"
    page.keyboard.press("Escape")
    assert page.locator(".panel--cell").count() == 0
    assert page.evaluate("() => document.activeElement.closest('td').id") == beside


def test_pictures_keep_their_sheet_in_forced_colours(address: str, open_page) -> None:
    page = open_page(address + RELEASE, forced_colors="active", color_scheme="dark")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert page.locator(".chart__picture img").first.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.locator("body").evaluate(ground) == "rgb(0, 0, 0)"


def test_more_contrast_is_given_when_asked(open_page, address: str, axe) -> None:
    page = open_page(address + RELEASE, contrast="more")
    assert page.locator("body").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert axe(page) == []


def test_nothing_moves_by_itself() -> None:
    for style in sorted(THEME.rglob("*.css")):
        text = style.read_text(encoding="utf-8")
        assert [word for word in ("animation", "transition", "scroll-behavior: smooth") if word in text] == [], style
    for page in sorted(THEME.rglob("*.html")):
        assert "<marquee" not in page.read_text(encoding="utf-8")


def test_paper_keeps_numbers_whole_and_shows_no_controls(address: str, open_page) -> None:
    page = open_page(address + RELEASE, viewport={"width": 672, "height": 900})
    page.emulate_media(media="print")
    for hidden in (".reading", ".masthead__nav", ".tools"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".paper").inner_text().startswith("本页网址：https://disclosure.example/rd/budget_execution/")
    cut = "tables => tables.filter((t) => t.scrollWidth > t.closest('main').clientWidth).length"
    assert page.locator(".body table").evaluate_all(cut) == 0
    assert page.locator("td.k-number").first.evaluate("e => getComputedStyle(e).whiteSpace") == "nowrap"
