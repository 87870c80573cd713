import gzip
import hashlib
import json
import stat
from pathlib import Path
from typing import ClassVar

import pytest
from pelican import signals

import plugins.search
from plugins.search import index
from tests.plugins.search import corpus


def digests(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def program(tmp_path, monkeypatch, script):
    path = tmp_path / "pagefind-in-test"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(index, "get_executable", lambda: path)


@pytest.fixture
def small(tmp_path):
    output = tmp_path / "output"
    corpus.write(corpus.samples(20), output)
    return output


def test_same_pages_in_another_folder_give_the_same_bytes(small, tmp_path):
    other = tmp_path / "elsewhere" / "output"
    corpus.write(corpus.samples(20), other)
    index.build(small)
    index.build(other)
    assert digests(small / "pagefind") == digests(other / "pagefind")


def test_a_second_build_leaves_nothing_of_the_first(small):
    index.build(small)
    first = digests(small / "pagefind")
    (small / "pagefind" / "old.pf_fragment").touch()
    index.build(small)
    assert digests(small / "pagefind") == first


def test_only_what_the_site_uses_is_published(small):
    index.build(small)
    names = {path.name for path in (small / "pagefind").iterdir()}
    assert {name for name in names if name.endswith((".js", ".css"))} == {"pagefind.js", "pagefind-worker.js"}


def test_pages_stay_as_they_were_and_no_folder_is_left(small, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(index.tempfile, "tempdir", str(scratch))
    before = digests(small)
    index.build(small)
    assert {path: digest for path, digest in digests(small).items() if path.parts[0] != "pagefind"} == before
    assert list(scratch.iterdir()) == []


def test_a_site_without_searchable_page_stops_the_build(tmp_path):
    (tmp_path / "index.html").write_text("<p>预算</p>")
    with pytest.raises(index.IndexFailed, match="data-pagefind-body"):
        index.build(tmp_path)


def test_a_preview_without_searchable_page_gets_an_index_that_says_so(tmp_path):
    page = '<meta name="robots" content="noindex, nofollow"><main>预算</main>'
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(page)
    assert index.build(tmp_path) == 1
    (fragment,) = (tmp_path / "pagefind" / "fragment").iterdir()
    said = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(index.SIGNATURE))
    assert said["meta"] == {"title": "预览的网站没有站内搜索"}
    assert json.loads((tmp_path / "pagefind" / "facets.json").read_text()) is not None
    (tmp_path / "open.html").write_text("<main>预算</main>")
    with pytest.raises(index.IndexFailed, match="data-pagefind-body"):
        index.build(tmp_path)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo broken >&2; exit 3", r"退出码 3.*\n.*broken"),
        ("exit 0", "退出码 0"),
        ("printf 'Total: \\n  Indexed 1 language\\n  Indexed 19 pages\\n'", "应索引 20 页，pagefind 只索引了 19 页"),
        ("printf 'Total: \\n  Indexed 0 languages\\n  Indexed 0 pages\\n'", "应索引 20 页，pagefind 只索引了 0 页"),
    ],
)
def test_a_failing_pagefind_stops_the_build_and_keeps_the_old_index(small, tmp_path, monkeypatch, script, message):
    index.build(small)
    before = digests(small)
    program(tmp_path, monkeypatch, script)
    with pytest.raises(index.IndexFailed, match=message):
        index.build(small)
    assert digests(small) == before


def test_pelican_indexes_what_it_has_written(small, tmp_path):
    class Site:
        output_path = str(small)
        settings: ClassVar = {"CACHE_PATH": str(tmp_path / "cache" / "pelican")}

    plugins.search.register()
    try:
        signals.finalized.send(Site())
    finally:
        signals.finalized.disconnect(plugins.search.write_index)
    assert Path(small, "pagefind", "pagefind.js").is_file()
