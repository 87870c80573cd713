"""A release on paper: one tagged PDF with a running head, dated by its publication, offered on its page."""

import re
import shutil
from pathlib import Path

import pytest

from scripts import paper
from scripts.instance import ROOT
from scripts.verify import verify
from tests.setup import tools

PAGE = """<html><head><title>执行进度 · 站</title><meta http-equiv="Content-Security-Policy" content="x">
<link rel="canonical" href="https://example.org/a/b/2024/"><script src="x.js"></script></head><body class="t-release">
<dt>数据截至</dt><dd>2024年6月30日</dd><a class="x" href="../../index.html">上</a><a href="#rate">1</a>
<img src="a.svg" loading="lazy"><script type="application/ld+json">{"datePublished": "2027-02-01T09:00"}</script>
<ul class="downloads">
<li>CSV</li></ul></body></html>"""


def test_a_sheet_runs_nothing_waits_for_nothing_and_leads_to_the_public_site() -> None:
    sheet = paper.sheet(PAGE)
    assert not re.search(r"<script|Content-Security|lazy", sheet)
    assert '<a class="x" href="https://example.org/a/index.html">' in sheet
    assert '<a href="#rate">' in sheet
    assert '@top-right { content: "数据截至2024年6月30日"' in sheet


def test_without_a_public_address_no_link_names_a_file_of_this_machine() -> None:
    sheet = paper.sheet(PAGE.replace("https://example.org", ""))
    assert '<a class="x">' in sheet
    assert '<a href="#rate">' in sheet


def test_a_title_cannot_leave_the_style() -> None:
    sheet = paper.sheet(PAGE.replace("<title>执行进度", "<title>&lt;/style&gt;&quot;}"))
    assert sheet.count("</style>") == 1


def test_the_moment_of_printing_gives_way_to_the_day_of_publication() -> None:
    pdf = b"/CreationDate (D:20261122021000+00'00')\n/ModDate (D:20261122021000+08'00')"
    dated = paper.dated(pdf, PAGE)
    assert dated == b"/CreationDate (D:20270201000000+00'00')\n/ModDate (D:20270201000000+00'00')"
    assert len(dated) == len(pdf)


def test_a_site_of_one_release_is_printed_offered_once_and_sealed(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable = tools.chromium()
    assert executable is not None
    wanted = site / "budget_execution" / "department_execution" / "2024-Q2" / "index.html"
    copied = tmp_path / "site"
    shutil.copytree(site, copied)
    page = copied / wanted.relative_to(site)
    monkeypatch.setattr(paper, "releases", lambda _: iter([page]))
    for _ in range(2):
        assert paper.make(copied, str(executable)) == 1
    pdf = page.with_name(paper.NAME).read_bytes()
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (zh-CN)" in pdf
    assert b"/Outlines" in pdf
    assert b"D:20270201000000" in pdf
    assert b"file://" not in pdf
    assert page.read_text(encoding="utf-8").count(f'href="{paper.NAME}"') == 1
    assert verify(copied, ROOT).problems == []
    assert not list(copied.rglob(".print.html"))


def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(paper.NoBrowser, match="没有找到 Chromium"):
        paper.browser()
