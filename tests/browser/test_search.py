"""Search over the demonstration site: whatever a reader types, every page that shows it is found."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    const split = await import(new URL("../theme/split.js", document.baseURI).href);
    const search = await import(new URL("../theme/search.js", document.baseURI).href);
    const { pagefind } = await search.open("../");
    const answers = [];
    for (const query of queries) {
        const hits = await search.find(pagefind, query.split(" ").map((term) => split.normal(term)));
        answers.push(hits.map((hit) => hit.id));
    }
    return answers;
}"""


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
    for path in (demonstration / "pagefind" / "fragment").iterdir():
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        addresses[path.stem] = json.loads(content)["url"]
    return lambda queries: [[addresses[id] for id in found] for found in page.evaluate(FIND, queries)]


def test_every_page_that_shows_what_a_reader_types_is_found(
    find: Callable[[list[str]], list[list[str]]], texts: dict[str, list[str]]
) -> None:
    assert len(QUERIES) >= 100
    missed, barren = {}, []
    for query, found in zip(QUERIES, find(QUERIES), strict=True):
        terms = [fold(term) for term in query.split(" ")]
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
    ("query", "address", "place"),
    [
        ("2024年第三季度部门预算执行进度", "/budget_execution/department_execution/2024-Q3/", 1),
        ("2024年民生实事项目票决", "/livelihood_votes/project_vote/2024/", 1),
        # The name is also the beginning of newer titles (区教委主任), which come before it.
        ("区教委", "/profiles/department/103/", 3),
    ],
)
def test_the_page_of_that_name_comes_first_or_nearly(
    find: Callable[[list[str]], list[list[str]]], query: str, address: str, place: int
) -> None:
    first = find([query])[0][:place]
    assert any(one.startswith(address) for one in first), first


def test_typing_shows_results_with_filters_and_the_choice_stands_in_the_address(
    open_page: Callable[..., Any], serve: Callable[[Path], str], demonstration: Path
) -> None:
    page = open_page(f"{serve(demonstration)}search/index.html?q=区教委")
    page.wait_for_function("() => !document.querySelector('main').innerText.includes('正在搜索')")
    for name in ("类别", "年份", "部门", "状态"):
        assert page.get_by_label(name).count() or page.get_by_text(name, exact=True).count(), name
    assert "区教委" in page.inner_text("main")
