"""Search over the demonstration site: whatever a reader types, every page that shows it is found."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest

GOLDEN = tomllib.loads(Path(__file__).with_name("golden.toml").read_text(encoding="utf-8"))
QUERIES = [query for group in GOLDEN.values() for query in group]
BLOCKS = (
    "address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header"
)
BLOCKS += " li main nav ol p pre section summary table tbody td tfoot th thead tr ul form"
UNREAD = {"script", "style", "noscript", "template", "nav", "form", "svg", "label"}
FIND = """async (queries) => {
    const search = await import(document.querySelector("script[type=module]").src);
    const { pagefind } = await search.open("../");
    const answers = [];
    for (const query of queries) {
        const hits = await search.find(pagefind, search.terms(query));
        answers.push(search.ordered(hits).map((hit) => hit.id));
    }
    return answers;
}"""
PACKED = (".pf_meta", ".pf_index", ".pf_fragment", ".pagefind")
AMOUNT = re.compile(r"(?<=[0-9]) (?=(?:[万亿]?元|[万亿]|[%％])(?: |$))")


def shown(element: lxml.html.HtmlElement, blocks: list[str]) -> str:
    """Return the words of an element that run on, adding those of the blocks inside it to ``blocks``."""
    words = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNREAD and "data-pagefind-ignore" not in child.attrib:
            inner = shown(child, blocks)
            if child.tag in BLOCKS.split():
                blocks.append(inner)
                words.append("\n")
            else:
                words.append(inner)
        words.append(child.tail or "")
    return "".join(words)


def fold(text: str) -> str:
    """Return the text without the blanks and commas that a reader does not type."""
    return re.sub(r"\s+|(?<=\d),(?=\d{3})", "", text)


@pytest.fixture(scope="module")
def texts(demonstration: Path) -> dict[str, list[str]]:
    """Address → the words of each block, for every searchable page."""
    found = {}
    for path in sorted(demonstration.rglob("*.html")):
        tree = lxml.html.fromstring(path.read_text(encoding="utf-8"))
        blocks: list[str] = []
        for body in tree.xpath("//*[@data-pagefind-body]"):
            blocks.append(shown(body, blocks))
        if blocks:
            address = "/" + path.relative_to(demonstration).as_posix().removesuffix("index.html")
            found[address] = [fold(line) for block in blocks for line in block.split("\n") if line.strip()]
    return found


@pytest.fixture
def find(open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path) -> Callable[..., Any]:
    """Return ``find(queries)``: the addresses found for each query, best first.

    What a hit's page is, is read from the index's files: thousands of them, of which a reader fetches ten.
    """
    page = open_page(f"{serve(demonstration)}search/index.html")
    addresses: dict[str, str] = {}
    for path in (demonstration / "pagefind").rglob("*.pf_fragment"):
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        addresses[path.stem] = json.loads(content)["url"]
    return lambda queries: [[addresses[id] for id in found] for found in page.evaluate(FIND, queries)]


def test_every_page_that_shows_what_a_reader_types_is_found(
    find: Callable[[list[str]], list[list[str]]], texts: dict[str, list[str]]
) -> None:
    assert len({*QUERIES}) >= 200
    missed, barren = {}, []
    for query, found in zip(QUERIES, find(QUERIES), strict=True):
        # A number and its unit are one term, also with a blank between them.
        terms = [fold(term) for term in AMOUNT.sub("", query).split(" ")]
        truth = {a for a, blocks in texts.items() if all(any(t in block for block in blocks) for t in terms)}
        there = {address.removesuffix("index.html") for address in found}
        if truth - there:
            missed[query] = sorted(truth - there)[:5]
        if not truth:
            barren.append(query)
    assert missed == {}
    # A golden list of words that nobody wrote proves nothing.
    assert len(barren) <= 5, barren


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("2024年第三季度部门预算执行进度", "/budget_execution/department_execution/2024-Q3/"),
        ("2024年第三季度 部门预算执行进度", "/budget_execution/department_execution/2024-Q3/"),
        ("2024年民生实事项目票决", "/livelihood_votes/project_vote/2024/"),
        # Newer and longer titles (区教委主任) come behind it.
        ("区教委", "/profiles/department/103/"),
        # The full name of the same department, and a short one.
        ("示范区教育委员会", "/profiles/department/103/"),
        ("教委", "/profiles/department/103/"),
        ("如何核验", "/verify/"),
    ],
)
def test_the_page_of_that_name_comes_first(
    find: Callable[[list[str]], list[list[str]]], query: str, address: str
) -> None:
    assert find([query])[0][0].removesuffix("index.html") == address


def test_names_come_before_texts_the_current_before_the_replaced_and_the_newer_before_the_older(
    find: Callable[[list[str]], list[list[str]]],
) -> None:
    found = find(["2024年第二季度部门预算执行进度"])[0]
    series = "/budget_execution/department_execution/"
    assert found[0] == f"{series}2024-Q2/"
    assert f"{series}2024-Q2/r1/" in found
    quarters = [one for one in find(["部门预算执行进度"])[0] if re.fullmatch(rf"{series}[0-9-Q]+/", one)]
    assert quarters == sorted(quarters, reverse=True)


def test_an_amount_is_found_in_any_unit_and_below_a_heading_that_names_it(
    find: Callable[[list[str]], list[list[str]]],
) -> None:
    release = "/budget_execution/department_execution/2025-Q3/"
    written = "1,095,518.15 万元"
    for query in (written, "1095518.15万元", "109.55181500亿元", "109.55亿", "10955181500元", "1095518万元"):
        assert release in find([query])[0], query
    assert release not in find(["109.55万元"])[0]
    vote = "/livelihood_votes/project_vote/2025/"
    for query in ("2.11亿元", "2.11亿", "21100万元", "21,100 万元"):
        assert vote in find([query])[0], query


@pytest.mark.parametrize(("query", "limit"), [("区教委", 250), ("加装电梯", 250), ("1.23亿", 350), ("98.6%", 260)])
def test_the_first_search_fetches_little(
    query: str, limit: int, open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path
) -> None:
    """Counted in KB as a server sends it: scripts compressed; index and program are compressed already."""
    page = open_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    page.goto(f"{serve(demonstration)}search/index.html?q={query}")
    page.get_by_role("status").get_by_text(re.compile("找到")).wait_for()
    page.wait_for_load_state("networkidle")
    size = 0
    for path in asked:
        if path.startswith("/pagefind/"):
            body = (demonstration / path[1:]).read_bytes()
            size += len(body) if path.endswith(PACKED) else len(gzip.compress(body))
    assert size <= limit * 1000


def test_keys_lead_from_the_box_through_the_results_and_back(
    open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path
) -> None:
    page = open_page(f"{serve(demonstration)}search/index.html?q=区教委")
    page.get_by_role("status").get_by_text(re.compile("^找到")).wait_for()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.search-result')[1]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search-q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/profiles/department/103/")


def test_without_script_every_name_is_reached_by_its_sound(
    open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path
) -> None:
    page = open_page(f"{serve(demonstration)}search/index.html", java_script_enabled=False)
    page.get_by_role("link", name="名称索引").first.click()
    page.get_by_role("navigation", name="按拼音首字母").get_by_role("link", name=re.compile("^Q")).click()
    page.get_by_role("link", name="区教委", exact=True).click()
    assert page.locator("h1").inner_text().startswith("区教委")


def test_typing_shows_results_with_filters_and_the_choice_stands_in_the_address(
    open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path
) -> None:
    page = open_page(f"{serve(demonstration)}search/index.html?q=区教委")
    page.wait_for_function("() => !document.querySelector('main').innerText.includes('正在搜索')")
    for name in ("类别", "年份", "部门", "状态"):
        assert page.get_by_label(name).count() or page.get_by_text(name, exact=True).count(), name
    assert "区教委" in page.inner_text("main")
