"""Promises about whole sites: nothing dangles, nothing leaks, the same input gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from plugins.assets.sheets import asked, classes
from scripts import registry
from scripts.build import build
from scripts.instance import ROOT
from tests.site.built import AT, CANARY, CORRECTED

ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "srcset", "form": "action"}
GENERATED_BY_SEARCH = "pagefind/"


def pages(site: Path) -> list[Path]:
    """Return every page of a site."""
    return sorted(site.rglob("*.html"))


def parsed(path: Path) -> lxml.html.HtmlElement:
    """Return a page as a tree."""
    return lxml.html.fromstring(path.read_bytes().decode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))


def broken_links(site: Path) -> list[str]:
    """Return every internal address and anchor that leads nowhere, with the page it stands on."""
    ids: dict[Path, set[str]] = {}
    broken = []
    for page in pages(site):
        # Servers show 404.html at any address, so its links alone begin at the base path.
        if page.name == "404.html":
            continue
        for element in parsed(page).iter(*ATTRIBUTES):
            target = element.get(ATTRIBUTES[element.tag])
            if target is None:
                continue
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            assert not parts.path.startswith("/"), f"{page.relative_to(site)}: {target} breaks under a base path"
            there = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not there.is_file():
                broken.append(f"{page.relative_to(site)}: {target}")
            elif parts.fragment and there.suffix == ".html":
                if there not in ids:
                    ids[there] = {str(e.get("id")) for e in parsed(there).iter() if e.get("id")}
                if unquote(parts.fragment) not in ids[there]:
                    broken.append(f"{page.relative_to(site)}: {target}")
    return broken


@pytest.mark.parametrize("which", ["site", "demonstration"])
def test_every_internal_link_and_anchor_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    broken = broken_links(request.getfixturevalue(which))
    assert broken[:20] == []


@pytest.mark.parametrize("which", ["site", "demonstration"])
def test_no_id_stands_twice_on_a_page(which: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(which)
    for page in pages(site):
        ids = [e.get("id") for e in parsed(page).iter() if e.get("id")]
        twice = {id for id in ids if ids.count(id) > 1} if len(ids) != len(set(ids)) else set()
        assert not twice, page.relative_to(site)


@pytest.mark.parametrize("which", ["site", "demonstration"])
def test_every_figure_has_its_address(which: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(which)
    ids: dict[str, set[str]] = {}
    lost = []
    for line in (site / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        address, _, id = json.loads(line)["address"].partition("#")
        if address not in ids:
            page = site / address.strip("/") / "index.html"
            ids[address] = {str(e.get("id")) for e in parsed(page).iter() if e.get("id")}
        if id not in ids[address]:
            lost.append(f"{address}#{id}")
    assert lost[:20] == []


def test_two_builds_give_the_same_bytes_in_other_folders_zones_and_locales(instance_root: Path, tmp_path: Path) -> None:
    seen = []
    for number, (zone, locale) in enumerate([("Asia/Shanghai", "C.UTF-8"), ("America/New_York", "POSIX")]):
        root = tmp_path / f"copy{number}" / ("deep" * number)
        shutil.copytree(instance_root, root, ignore=shutil.ignore_patterns("releases", "profiles"))
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(number + 7)}
        command = [sys.executable, "-m", "scripts", "build", "--instance", str(root), "--output", str(root / "out")]
        command += ["--at", AT.isoformat()]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        files = {p.relative_to(root / "out").as_posix(): p for p in (root / "out").rglob("*") if p.is_file()}
        seen.append({name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()})
    assert {name for name in {*seen[0], *seen[1]} if seen[0].get(name) != seen[1].get(name)} == set()
    assert len(seen[0]) > 100


def test_what_is_under_embargo_appears_in_no_output(site: Path) -> None:
    leaks = []
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    content = b"".join(archive.read(name) for name in archive.namelist())
            if CANARY.encode() in content or " ".join(CANARY).encode() in content:
                leaks.append(path.relative_to(site).as_posix())
    assert leaks == []
    assert not (site / CORRECTED / "2024-Q3").exists()


def test_a_preview_shows_it_and_says_so(instance_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "preview"
    shutil.copytree(instance_root, root, ignore=shutil.ignore_patterns("releases", "profiles"))
    output = build(root, root / "out", at=AT, preview=True)
    page = (output / CORRECTED / "2024-Q3" / "index.html").read_text(encoding="utf-8")
    assert "noindex" in page
    assert "<strong>未发布</strong>" in page
    assert CANARY in (output / CORRECTED / "2024-Q3" / "r1" / "data.csv").read_text(encoding="utf-8-sig")


def test_a_replaced_revision_stays_at_its_address_with_a_banner_that_says_what_changed(site: Path) -> None:
    old = parsed(site / CORRECTED / "2024-Q2" / "r1" / "index.html").text_content()
    assert "已被第 2 版代替" in old
    assert "漏报一笔支出" in old
    current = parsed(site / CORRECTED / "2024-Q2" / "index.html").text_content()
    assert "这一版是更正" in current
    assert ("查看现行版本" in old, "查看原来的一版" in old) == (True, False)
    assert ("查看现行版本" in current, "查看原来的一版" in current) == (False, True)
    corrections = parsed(site / "corrections" / "index.html").text_content()
    assert "乙部累计执行数" in corrections
    assert "800.20 万元" in corrections
    assert "900.20 万元" in corrections


def test_published_tables_are_the_approved_bytes(site: Path, instance_root: Path) -> None:
    approved = instance_root / "data" / "approved"
    checked = 0
    for path in approved.glob("*/*/*/*/*.csv"):
        published = site / path.relative_to(approved)
        if published.exists():
            assert published.read_bytes() == path.read_bytes()
            checked += 1
    assert checked >= 8


def test_every_page_and_download_of_the_demonstration_says_that_it_is_one(demonstration: Path) -> None:
    silent = []
    for path in demonstration.rglob("*"):
        inside = path.relative_to(demonstration).as_posix()
        if not path.is_file() or inside.startswith(("theme/", GENERATED_BY_SEARCH, "feeds/")):
            continue
        if path.suffix in {".html", ".csv", ".svg"} or path.name in {"figures.json", "datapackage.json"}:
            text = path.read_text(encoding="utf-8-sig")
            # Charts' rows and series hold no free cell; the page and archive beside them say what they are.
            free = path.suffix != ".csv" or ((path.parent / "approval.json").exists() and path.stem in _resources(path))
            if free and "演示" not in text and len(text.splitlines()) > 1:
                silent.append(inside)
    assert silent == []


def _resources(path: Path) -> set[str]:
    return {r["name"] for r in json.loads((path.parent / "datapackage.json").read_bytes())["resources"]}


def test_no_page_asks_for_anything_outside_or_runs_inline_script(demonstration: Path) -> None:
    for page in pages(demonstration):
        tree = parsed(page)
        for element in tree.iter("script", "link", "img", "source", "iframe"):
            address = element.get("src") or element.get("href") or element.get("srcset") or ""
            if element.tag == "link" and element.get("rel") in {"canonical", "license"}:
                continue
            assert not urlsplit(address).netloc, page
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert element.get("src"), page
        assert not tree.xpath("//*[@style] | //style | //@onclick"), page
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']"), page


def test_every_page_has_one_heading_a_language_and_a_description(demonstration: Path) -> None:
    for page in pages(demonstration):
        tree = parsed(page)
        english = page.relative_to(demonstration).parts[0] == "en"
        assert tree.get("lang") == ("en" if english else "zh-CN"), page
        assert len(tree.xpath("//h1")) == 1, page
        assert tree.xpath("string(//title)").strip(), page


def test_chinese_text_has_no_half_width_punctuation(demonstration: Path) -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!](?=[\u4e00-\u9fff])|[\u4e00-\u9fff]\.(?=[\u4e00-\u9fff])")
    found = []
    for page in pages(demonstration):
        main = parsed(page).xpath("//main")
        for match in wrong.finditer(main[0].text_content() if main else ""):
            found.append(f"{page.relative_to(demonstration)}: {match[0]}")
    assert found[:10] == []


def test_the_manifest_names_every_file_with_its_hash(site: Path) -> None:
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    there = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(files) == there
    for name, sha256 in files.items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == sha256


def test_feeds_and_catalogues_are_well_formed(site: Path) -> None:
    feeds = sorted((site / "feeds").glob("*.xml"))
    assert {"all.xml", "corrections.xml", "budget_execution.xml"} <= {feed.name for feed in feeds}
    for feed in [*feeds, site / "sitemap.xml"]:
        assert lxml.etree.parse(feed).getroot() is not None
    catalog = json.loads((site / "catalog.jsonld").read_bytes())
    kinds = [dataset["@type"] for dataset in catalog["dcat:dataset"]]
    assert kinds.count("dcat:DatasetSeries") == len(registry.disclosures())


def test_a_build_that_fails_leaves_the_site_before_it_untouched(
    site: Path, instance_root: Path, tmp_path: Path
) -> None:
    root = tmp_path / "broken"
    shutil.copytree(instance_root, root, ignore=shutil.ignore_patterns("releases", "profiles"))
    output = shutil.copytree(site, root / "out")
    before = (output / "manifest.json").read_bytes()
    table = root / "data" / "approved" / CORRECTED / "2024-Q2" / "r1" / "data.csv"
    table.write_bytes(table.read_bytes().replace(b"800.2", b"800.3"))
    command = [sys.executable, "-m", "scripts", "build", "--instance", str(root), "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "[approval.changed-file]" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (output / "manifest.json").read_bytes() == before
    assert sorted(p.name for p in output.iterdir()) == sorted(p.name for p in site.iterdir())
    assert not [p.name for p in root.iterdir() if p.name.startswith(".out")]


def test_no_page_sends_more_than_sixty_kilobytes_before_interaction(demonstration: Path) -> None:
    heavy = {}
    for page in pages(demonstration):
        wanted = {page}
        for element in parsed(page).iter("script", "link", "img"):
            address = element.get("src") or (element.get("href") if element.get("rel") == "stylesheet" else None)
            if address and element.get("loading") != "lazy" and not urlsplit(address).netloc and address[0] != "/":
                wanted.add((page.parent / unquote(urlsplit(address).path)).resolve())
        size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in wanted if path.suffix != ".json")
        if size > 60 * 1024:
            heavy[page.relative_to(demonstration).as_posix()] = size
    assert heavy == {}


def test_no_page_needs_more_than_fifteen_kilobytes_of_styles(demonstration: Path) -> None:
    theme = demonstration / "theme"
    rules = {sheet.name: asked(sheet.read_text(encoding="utf-8")) for sheet in theme.glob("*.css")}
    sizes = {sheet.name: sheet.stat().st_size for sheet in theme.glob("*.css")}
    extra = {name for name in rules if name.startswith(("print.", "live."))}
    heavy, lacking = {}, {}
    for page in pages(demonstration):
        html = page.read_text(encoding="utf-8")
        loaded = set(re.findall(r'<link rel="stylesheet" href="[^"]*?theme/([^"]+)"(?! media="print")', html))
        if (size := sum(map(sizes.__getitem__, loaded))) > 15_000:
            heavy[page.relative_to(demonstration).as_posix()] = size
        there = classes(html)
        for name in set(rules) - extra - loaded:
            if any(rule <= there for rule in rules[name]):
                lacking[page.relative_to(demonstration).as_posix()] = name
    assert heavy == {}
    assert lacking == {}


def test_every_style_and_script_is_named_by_its_bytes(site: Path) -> None:
    files = list((site / "theme").iterdir())
    assert len(files) > 15
    for path in files:
        assert path.name.split(".")[1] == hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    names = {path.name for path in files}
    for script in (site / "theme").glob("*.js"):
        assert set(re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8"))) <= names


def test_an_article_shows_the_current_figure_and_chart_and_stands_with_its_report(site: Path) -> None:
    article = (site / "news" / "analysis" / "index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<figure class="chart" id="chart-budget_execution-department_execution-[^"]+-r2-departments"', article
    )
    assert "出自：" in article
    assert 'class="figure"' in article
    for page in ("index.html", "budget_execution/index.html", f"{CORRECTED}/index.html", "news/index.html"):
        assert "专报 analysis" in (site / page).read_text(encoding="utf-8"), page
    assert [p for p in site.rglob("*") if p.is_file() and b"to-come" in p.read_bytes()] == []
