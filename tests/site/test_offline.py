"""An offline copy opens from a disk with search, numbers and interactive charts, and is the same in every run."""

import json
import zipfile
from pathlib import Path

import pytest

from scripts.instance import ROOT
from scripts.offline import FOLDER, NOTE, NoSite, entries, main, make
from scripts.verify import verify

RELEASE = "budget_execution/department_execution/2024-Q2/index.html"


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline copy of the site of samples; its archive stands beside it."""
    return make(site, tmp_path_factory.mktemp("offline") / "copy")[0]


def test_it_finds_pages_shows_where_a_number_comes_from_and_draws_charts_without_a_server(
    copy: Path, open_page
) -> None:
    page = open_page(f"{(copy / 'search' / 'index.html').as_uri()}?q=甲部")
    first = page.locator(".search-results a").first
    assert first.inner_text() == "甲部"
    page.locator("[name=q]").fill("甲部 没有这样的词")
    assert page.locator("[data-part=status]").inner_text().startswith("找到 0 页")
    assert page.locator("[data-part=none]").is_visible()
    page.locator("[name=q]").fill("甲部")
    first.click()
    assert page.url == (copy / "profiles" / "department" / "101" / "index.html").as_uri()
    page.goto(f"{(copy / RELEASE).as_uri()}#rate.102")
    page.locator(".panel--cell").wait_for()
    assert "累计执行数" in page.locator(".panel--cell").inner_text()
    page.get_by_role("button", name="交互图").first.click()
    page.locator(".chart__live svg").first.wait_for()


def test_it_is_sealed_anew_and_the_site_stays_as_it_was(copy: Path, site: Path) -> None:
    assert verify(copy, ROOT).problems == []
    assert verify(site, ROOT).problems == []
    assert not (copy / "pagefind").exists()
    assert (site / "pagefind").is_dir()
    (script,) = (site / "theme").glob("site.*.js")
    assert "offlineFile" not in script.read_text(encoding="utf-8")


def test_the_archive_holds_the_copy_and_is_the_same_in_every_run(copy: Path, site: Path, tmp_path: Path) -> None:
    archive = copy.with_name("copy.zip")
    with zipfile.ZipFile(archive) as packed:
        names = {name.removeprefix(f"{FOLDER}/") for name in packed.namelist()}
    assert names == {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert {"index.html", NOTE} <= names
    assert make(site, tmp_path / "other")[1].read_bytes() == archive.read_bytes()


def test_the_list_names_every_page_that_the_search_of_the_site_finds(copy: Path) -> None:
    listed = {address: names for address, _, _, names, _, _ in entries(copy)}
    assert RELEASE in listed
    assert "index.html" not in listed
    text = (copy / "search" / "index.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("window.offlineIndex=").rstrip(";\n"))
    assert [row[0] for row in rows] == list(listed)


def test_a_folder_without_a_site_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoSite, match="make html"):
        make(tmp_path / "empty", tmp_path / "copy")
    assert main([str(tmp_path / "empty"), str(tmp_path / "copy")]) == 1
    assert main([]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
