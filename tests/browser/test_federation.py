"""A provincial portal over two districts, harvested by the command and used as a reader does, on one server."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.search import index, shard
from scripts.cli import main
from tests.instances.districts import BUDGET, VOTE, built

CHANGED = (b"101,1000,1000,500,400,", b"101,1000,1000,500,410,")
ROSTER = """
name = "示范省人大监督公开"
organ = "示范省人大常委会"
url = "{root}portal/"
[[district]]
id = "jia"
name = "甲区"
source = "a"
url = "{root}a/"
[[district]]
id = "yi"
name = "乙区"
source = "{root}b/"
"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> tuple[Path, str]:
    """A server's folder with two districts under ``a`` and ``b`` and their portal under ``portal``, and its address."""
    work, root = tmp_path_factory.mktemp("districts"), tmp_path_factory.mktemp("web")
    built(work / "jia", root / "a", "甲区", (BUDGET, VOTE), changed=CHANGED)
    built(work / "yi", root / "b", "乙区", (BUDGET,))
    address = serve(root)
    roster = root / "roster.toml"
    roster.write_text(ROSTER.format(root=address), encoding="utf-8")
    # One is read from its folder, the other over the network.
    assert main(["federate", str(roster), "--output", str(root / "portal")]) == 0
    # The index of this district has shards, as that of a large site.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shard, "SMALLEST", 10_000)
        patch.setattr(shard, "MOST", 1_000)
        patch.setattr(shard, "MANY", 3)
        index.build(root / "a")
    assert len(list((root / "a" / "pagefind").rglob("pagefind-entry.json"))) > 1
    return root, address


def found(page: Any) -> list[tuple[str, str, str]]:
    """Return title, facts and address of every result shown."""
    page.locator("[data-part=status]", has_text=re.compile("^找到")).wait_for()
    items = page.locator(".search-result").all()
    return [
        (
            item.locator("a").inner_text(),
            item.locator("[data-part=facts]").inner_text(),
            item.locator("a").get_attribute("href"),
        )
        for item in items
    ]


def test_one_search_finds_pages_of_both_districts_and_opens_them_there(
    web: tuple[Path, str], open_page: Callable[..., Any]
) -> None:
    _, root = web
    page = open_page(f"{root}portal/search/index.html?q=乙部门")
    hits = found(page)
    assert {facts.split(" · ")[0] for _, facts, _ in hits} >= {"甲区", "乙区"}
    for _, facts, address in hits:
        if facts.startswith(("甲区", "乙区")):
            assert address.startswith(f"{root}{'a' if facts.startswith('甲区') else 'b'}/")
    there = next(address for _, facts, address in hits if facts.startswith("乙区"))
    page.goto(there)
    assert "乙区" in page.title()


def test_pages_that_are_the_same_in_two_districts_are_both_found(
    web: tuple[Path, str], open_page: Callable[..., Any]
) -> None:
    _, root = web
    hits = found(open_page(f"{root}portal/search/index.html?q=无障碍说明"))
    addresses = {address for _, _, address in hits}
    assert {f"{root}a/accessibility/", f"{root}b/accessibility/"} <= {re.sub("index.html$", "", a) for a in addresses}


def test_one_district_can_be_chosen_and_only_its_index_is_fetched(
    web: tuple[Path, str], open_page: Callable[..., Any]
) -> None:
    _, root = web
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}portal/search/index.html?q=乙部门&district=jia")
    hits = found(page)
    assert hits
    assert all(facts.startswith("甲区") for _, facts, _ in hits)
    assert not [url for url in asked if url.startswith(f"{root}b/")]


def test_the_policy_names_the_listed_origins_and_only_on_the_search_page(web: tuple[Path, str]) -> None:
    folder, root = web
    search = (folder / "portal" / "search" / "index.html").read_text(encoding="utf-8").replace("&#39;", "'")
    home = (folder / "portal" / "index.html").read_text(encoding="utf-8").replace("&#39;", "'")
    assert f"connect-src 'self' {root.rstrip('/')};" in search
    assert "script-src 'self' 'wasm-unsafe-eval';" in search
    assert "connect-src 'self';" in home
    assert f"connect-src 'self' {root.rstrip('/')};" in (folder / "portal" / "_headers").read_text(encoding="utf-8")


def test_figures_are_merged_with_district_address_and_checksum(web: tuple[Path, str]) -> None:
    folder, root = web
    lines = [json.loads(line) for line in (folder / "portal" / "figures.jsonl").read_text("utf-8").splitlines()]
    own = {name: len((folder / name / "figures.jsonl").read_text("utf-8").splitlines()) for name in ("a", "b")}
    assert [sum(line["district"] == id for line in lines) for id in ("jia", "yi")] == [own["a"], own["b"]]
    line = next(one for one in lines if one["district"] == "yi" and one["id"] == "rate")
    assert line["address"] == f"{root}b/{line['release']}/#rate"
    table = folder / "b" / line["release"] / "data.csv"
    assert line["sha256"]["data.csv"] == hashlib.sha256(table.read_bytes()).hexdigest()
    harvest = json.loads((folder / "portal" / "harvest.json").read_text("utf-8"))
    read = hashlib.sha256((folder / "b" / "figures.jsonl").read_bytes()).hexdigest()
    assert harvest["districts"][1]["files"]["figures.jsonl"] == read


def test_the_same_figure_stands_side_by_side(
    web: tuple[Path, str], open_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    _, root = web
    page = open_page(f"{root}portal/{BUDGET}/index.html", viewport={"width": 320, "height": 640})
    rows = page.locator("#table-compared tbody tr").all()
    assert [row.locator("th").inner_text() for row in rows] == ["甲区", "乙区"]
    assert rows[0].locator("td a").first.get_attribute("href") == f"{root}a/{BUDGET}/2024-Q2/r1/#rate"
    page.goto(f"{root}portal/{VOTE}/index.html")
    assert "没有公开这份报告" in page.locator("section[aria-labelledby=apart]").inner_text()
    page.goto(f"{root}portal/index.html")
    assert axe(page) == []
    page.goto(f"{root}portal/search/index.html?q=乙部门")
    assert found(page)
    assert axe(page) == []


def test_no_link_of_the_portal_is_dead(web: tuple[Path, str]) -> None:
    folder, _ = web
    dead = {
        link
        for path in sorted((folder / "portal").rglob("*.html"))
        for link in re.findall(r'(?:href|src)="((?!https?:)[^"#?]+)', path.read_text(encoding="utf-8"))
        if path.name != "404.html" and not (path.parent / link).exists()
    }
    assert dead == set()


def test_the_portal_is_valid_html(web: tuple[Path, str], html_errors: Callable[[list[Path]], list[str]]) -> None:
    folder, _ = web
    assert html_errors(sorted((folder / "portal").rglob("*.html"))) == []


def test_a_broken_district_stops_the_portal_or_is_left_out_by_name(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, root = web
    roster = tmp_path / "roster.toml"
    third = f'[[district]]\nid = "bing"\nname = "丙区"\nsource = "{tmp_path / "none"}"\nurl = "{root}c/"\n'
    text = ROSTER.format(root=root).replace('source = "a"', f'source = "{folder / "a"}"') + third
    roster.write_text(text, encoding="utf-8")
    assert main(["federate", str(roster), "--output", str(tmp_path / "portal")]) == 1
    assert not (tmp_path / "portal").exists()
    assert main(["federate", str(roster), "--output", str(tmp_path / "portal"), "--leave-out"]) == 0
    assert "丙区（读不到这个文件）" in (tmp_path / "portal" / "index.html").read_text(encoding="utf-8")
