"""What holds for every page of a site, whatever its type."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from plugins.headers.policy import header_policy

TYPES = {
    "404", "article", "calendar", "changes", "corrections", "data", "embed", "glossary", "home", "kind", "method",
    "methods", "names", "news", "open", "page", "profile", "profiles", "project", "release", "report", "search",
    "suggestion", "topics",
}  # fmt: skip
OTHER_KINDS = ("livelihood_votes", "evaluation_outcomes", "suggestion_handling")
HOSTILE = "budget_execution/department_execution/2024-Q2/r1/index.html"
RELEASE = "budget_execution/department_execution/2024-Q3/r1/index.html"


def tree(site: Path, page: str) -> lxml_html.HtmlElement:
    """Return the parsed page."""
    return lxml_html.parse(str(site / page), lxml_html.HTMLParser(encoding="utf-8")).getroot()


def data_blocks(root: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    """Return the script elements that hold data and are not run."""
    found: list[lxml_html.HtmlElement] = root.xpath("//script[@type='application/ld+json']")
    return found


def test_the_fixture_has_a_page_of_each_type(site: Path, pages: list[str]) -> None:
    classes = {tree(site, page).find("body").get("class").removeprefix("t-") for page in pages}
    assert classes == TYPES


def test_two_builds_give_the_same_bytes(site: Path, builder: Callable[..., None], tmp_path: Path) -> None:
    builder(tmp_path / "again", PYTHONHASHSEED="7", TZ="America/New_York", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="0")
    files = {file.relative_to(site) for file in site.rglob("*") if file.is_file()}
    assert files == {file.relative_to(tmp_path / "again") for file in (tmp_path / "again").rglob("*") if file.is_file()}
    assert [str(f) for f in sorted(files) if (site / f).read_bytes() != (tmp_path / "again" / f).read_bytes()] == []


def test_data_files_stand_beside_their_page_and_sources_do_not(site: Path) -> None:
    folder = (site / RELEASE).parent
    assert (folder / "data.csv").is_file()
    assert (folder / "execution.wide.svg").is_file()
    assert list(site.rglob("*.md")) == []
    assert list(site.rglob("page.json")) + list(site.rglob("site.json")) == []


def test_every_page_is_valid_html(site: Path, pages: list[str], html_errors) -> None:
    assert html_errors([site / page for page in pages]) == []


def test_every_page_has_one_heading_of_each_rank_in_order(site: Path, pages: list[str]) -> None:
    for page in pages:
        ranks = [int(node.tag[1]) for node in tree(site, page).iter("h1", "h2", "h3", "h4")]
        assert ranks.count(1) == 1, page
        assert all(after <= before + 1 for before, after in pairwise(ranks)), page


def test_nothing_inline_and_nothing_from_elsewhere(site: Path, pages: list[str]) -> None:
    for page in pages:
        root = tree(site, page)
        assert root.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == [], page
        assert [s for s in root.iter("script") if not s.get("src") and s.get("type") != "application/ld+json"] == [], (
            page
        )
        loaded = root.xpath("//script/@src | //img/@src | //source/@srcset | //link[@rel='stylesheet']/@href")
        assert [address for address in loaded if urlsplit(address).netloc] == [], page


def test_every_page_states_the_policy_that_servers_send(site: Path, pages: list[str]) -> None:
    headers = (site / "_headers").read_text(encoding="utf-8")
    for page in pages:
        root = tree(site, page)
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        page_type = root.find("body").get("class").removeprefix("t-")
        assert header_policy(page_type).startswith(policy + "; frame-ancestors"), page
        assert header_policy(page_type) in headers


def test_every_link_inside_the_site_leads_somewhere(site: Path, pages: list[str]) -> None:
    ids = {page: set(tree(site, page).xpath("//@id")) for page in pages}
    broken = []
    for page in pages:
        for address in tree(site, page).xpath(
            "//a/@href | //img/@src | //source/@srcset | //link/@href | //@data-href-spec"
        ):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or any(kind in parts.path for kind in OTHER_KINDS):
                continue
            path = parts.path.removeprefix("/rd/") + "index.html" * parts.path.endswith("/")
            base = site if page == "404.html" else (site / page).parent
            target = (base / unquote(path)).resolve() if parts.path else site / page
            name = target.relative_to(site).as_posix()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in ids.get(name, set())):
                broken.append(f"{page}: {address}")
    assert broken == []


def test_no_link_depends_on_where_the_site_is_put(site: Path, pages: list[str]) -> None:
    for page in pages:
        if page != "404.html":
            addresses = tree(site, page).xpath("//@href | //@src | //@srcset | //@action")
            assert [address for address in addresses if address.startswith("/")] == [], page


def test_hostile_text_is_shown_and_does_nothing(site: Path) -> None:
    root = tree(site, HOSTILE)
    assert root.xpath("//@onerror | //@onclick | //svg | //a[starts-with(@href, 'javascript')]") == []
    assert [s.text for s in root.iter("script") if s.text and s not in data_blocks(root)] == []
    assert root.xpath("string(//h1)") == '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}'
    described = json.loads(root.xpath("string(//script[@type='application/ld+json'])"))
    assert described["name"] == root.xpath("string(//h1)")


def test_an_address_of_a_figure_stands_once_on_its_page(site: Path, pages: list[str]) -> None:
    for page in pages:
        ids = tree(site, page).xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), page
    release = tree(site, RELEASE)
    assert release.xpath("string(//*[@id='rate']//*[@class='panel__number'])").startswith("64.9%")
    assert release.xpath("string(//td[@id='rate.d-0405'])") == "52.3"


def test_every_number_in_the_sentence_leads_to_its_panel(site: Path) -> None:
    root = tree(site, RELEASE)
    links = root.xpath("//div[@class='sentence']//a[@class='figure']/@href")
    assert links == ["#executed", "#rate", "#gap", "#warned"]
    assert all(root.xpath(f"//*[@id='{link[1:]}' and contains(@class, 'panel')]") for link in links)


def test_a_chart_has_words_a_table_and_files(site: Path) -> None:
    for chart in tree(site, RELEASE).xpath("//figure[@data-chart]"):
        image = chart.find(".//img")
        assert re.search(r"\d", image.get("alt"))
        assert len(image.get("alt")) >= 15
        assert image.get("width")
        assert image.get("height")
        assert chart.find(".//source").get("media") == "(max-width: 40em)"
        assert chart.xpath(".//table") or chart.xpath(".//a[text()='看数据表']")


def test_search_reads_the_words_and_not_the_frame(site: Path, pages: list[str]) -> None:
    for page in pages:
        root = tree(site, page)
        bodies = root.xpath("//*[@data-pagefind-body]")
        page_type = root.find("body").get("class").removeprefix("t-")
        assert len(bodies) == (page_type not in {"404", "news", "search", "names", "embed"}), page
        for body in bodies:
            assert len(body.xpath(".//*[@data-pagefind-sort]")) <= 1, page
            assert [mark for mark in body.xpath(".//sup") if mark.get("data-pagefind-ignore") is None] == [], page
            assert [nav for nav in body.iter("nav") if nav.get("data-pagefind-ignore") is None] == [], page


def test_no_style_sheet_has_an_address_of_another_host(site: Path) -> None:
    sheets = list((site / "theme").glob("*.css"))
    assert len(sheets) > 5
    assert [sheet.name for sheet in sheets if "url(" in sheet.read_text(encoding="utf-8")] == []
