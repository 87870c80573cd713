"""What a reader meets: every type of page, accessible, valid, readable without script, on a phone, in print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RELEASE = "budget_execution/department_execution/2024-Q3/"
TYPES = {
    "home": "",
    "kind": "budget_execution/",
    "report": "budget_execution/department_execution/",
    "release": RELEASE,
    "replaced release": "budget_execution/department_execution/2024-Q2/r1/",
    "vote": "livelihood_votes/project_vote/2024/",
    "appraisal": "evaluation_outcomes/department_appraisal/2024-S2/",
    "register": "suggestion_handling/suggestion_register/2024-S2/",
    "department": "profiles/department/113/",
    "departments": "profiles/department/",
    "project": "profiles/project/p2024-01/",
    "suggestion": "profiles/suggestion/s2024-003/",
    "points": "evaluation_outcomes/deputy_points/2020/",
    "villages": "evaluation_outcomes/village_appraisal/2024/",
    "reviews": "evaluation_outcomes/deputy_review/2024/",
    "deputy": "profiles/deputy/d005/",
    "village": "profiles/village/v60811/",
    "station": "profiles/station/st611/",
    "open items": "open-items/",
    "methods": "methods/",
    "method": "methods/execution_pace/",
    "glossary": "glossary/",
    "calendar": "calendar/",
    "corrections": "corrections/",
    "changes": "changes/",
    "data": "data/",
    "search": "search/",
    "topics": "search/topics/",
    "names": "search/names/",
    "names of a letter": "search/names/q/",
    "explained": "budget-year/",
    "english home": "en/",
    "english kind": "en/budget_execution/",
    "english report": "en/budget_execution/department_execution/",
    "english release": f"en/{RELEASE}",
    "plain": f"{RELEASE}plain/",
    "about": "about/",
    "embed": f"embed/{RELEASE}r1/departments/",
    "not found": "404.html",
}
types = pytest.mark.parametrize("path", TYPES.values(), ids=TYPES.keys())
Open = Callable[..., Any]


@pytest.fixture
def address(serve: Callable[[Path], str], demonstration: Path) -> Callable[[str], str]:
    """Return ``address(path)`` of a page of the demonstration site."""
    return lambda path: f"{serve(demonstration)}{path}"


@types
def test_a_page_breaks_no_rule_of_accessibility(
    path: str, open_page: Open, axe: Callable[[Any], list[str]], address: Callable[[str], str]
) -> None:
    for scheme in ("light", "dark"):
        assert axe(open_page(address(path), color_scheme=scheme)) == [], scheme


def test_one_page_of_each_type_is_valid_html(
    demonstration: Path, html_errors: Callable[[list[Path]], list[str]]
) -> None:
    paths = [demonstration / (path if path.endswith(".html") else f"{path}index.html") for path in TYPES.values()]
    assert html_errors(paths) == []


@types
def test_no_page_is_wider_than_a_small_phone(path: str, open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(path), viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@types
def test_a_page_reads_without_script(path: str, open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(path), java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert len(page.inner_text("body")) > 60


def test_charts_are_pictures_with_words_before_any_script_runs(open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(RELEASE), java_script_enabled=False)
    pictures = page.locator("figure img")
    assert pictures.count() >= 3
    for index in range(pictures.count()):
        picture = pictures.nth(index)
        picture.scroll_into_view_if_needed()
        assert len(picture.get_attribute("alt") or "") > 20
        assert picture.bounding_box()["width"] > 200


def test_a_number_in_the_sentence_leads_to_where_it_comes_from(open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(RELEASE), java_script_enabled=False)
    link = page.locator(".sentence a.figure", has_text="%").first
    id = (link.get_attribute("href") or "").split("#")[-1]
    link.click()
    assert page.url.endswith(f"#{id}")
    assert "累计执行数" in page.locator(f"[id='{id}']").inner_text()


def test_the_interactive_chart_is_drawn_on_demand_under_the_strict_policy(
    open_page: Open, address: Callable[[str], str]
) -> None:
    page = open_page(address(RELEASE))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert not any("vega" in url for url in asked)
    page.get_by_text("交互图").first.click()
    page.wait_for_selector("figure canvas, figure svg.marks", timeout=20_000)
    assert any("/theme/vega." in url for url in asked)


def test_a_table_is_sorted_by_its_buttons_and_says_so(open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(RELEASE))
    table = page.locator(".table table").first
    head = table.locator("thead th", has_text="累计执行数")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") in {"ascending", "descending"}
    column = [c.strip() for c in table.locator("thead th").all_inner_texts()].index(head.inner_text().strip())
    values = [
        float(text.replace(",", ""))
        for text in table.locator(f"tbody tr > *:nth-child({column + 1})").all_inner_texts()
    ]
    assert values in (sorted(values), sorted(values, reverse=True))


def test_the_site_opens_from_a_folder_without_a_server(open_page: Open, demonstration: Path) -> None:
    page = open_page((demonstration / "index.html").as_uri(), java_script_enabled=False)
    page.get_by_role("link", name="预算执行").first.click()
    assert page.locator("h1").inner_text() == "预算执行"
    page.get_by_role("link", name="2025年第三季度部门预算执行进度").first.click()
    assert page.locator("figure img").count() >= 3


def test_print_hides_navigation_and_keeps_the_notice(open_page: Open, address: Callable[[str], str]) -> None:
    page = open_page(address(RELEASE))
    page.emulate_media(media="print")
    assert not page.locator("header nav").first.is_visible()
    assert page.get_by_text("演示数据").first.is_visible()
    assert len(page.pdf()) > 20_000
