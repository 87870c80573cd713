import gzip
import hashlib
import json
import re
import shutil
import stat
from pathlib import Path
from typing import ClassVar

import pytest
from pelican import signals

import plugins.search
from plugins.search import index, shard
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


@pytest.fixture
def sharded(small, monkeypatch):
    """A site whose index has some shards, and the folders that Pagefind was asked to index."""
    monkeypatch.setattr(shard, "SMALLEST", 40_000)
    asked = []
    run = index.run_pagefind

    def counted(site, bundle):
        asked.append(len([*site.rglob("*.html")]))
        return run(site, bundle)

    monkeypatch.setattr(index, "run_pagefind", counted)
    return small, asked


def change(output):
    """Change a page of the newest year; return how many pages are of its shard."""
    page = max(output.rglob("*/*/index.html"), key=lambda path: re.findall(r"date:([0-9-]*)", path.read_text()))
    page.write_text(page.read_text().replace("</main>", "<p>新写的一段</p></main>"))
    return json.loads((output / "pagefind" / "facets.json").read_text())["shards"][-1][1]


def test_only_the_shard_of_a_changed_page_is_indexed_again_and_the_bytes_are_those_of_a_full_build(sharded, tmp_path):
    small, asked = sharded
    index.build(small, tmp_path / "cache")
    assert len(asked) > 2
    assert sum(asked) == 20
    newest = change(small)
    asked.clear()
    index.build(small, tmp_path / "cache")
    assert asked == [newest]
    found = digests(small / "pagefind")
    index.build(small)
    assert digests(small / "pagefind") == found


def test_a_page_whose_hash_is_known_is_not_read_again(sharded, tmp_path):
    small, asked = sharded
    hashes = {
        path.relative_to(small).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in small.rglob("*.html")
    }
    index.build(small, tmp_path / "cache")
    found = digests(small / "pagefind")
    for path in small.rglob("*.html"):
        path.write_text("another")
    asked.clear()
    index.build(small, tmp_path / "cache", hashes=hashes)
    assert asked == []
    assert digests(small / "pagefind") == found


def test_an_unchanged_site_is_not_indexed_again_and_keeps_its_files(sharded, tmp_path):
    small, asked = sharded
    index.build(small, tmp_path / "cache")
    found = digests(small / "pagefind")
    previous = tmp_path / "previous"
    shutil.copytree(small, previous)
    asked.clear()
    index.build(small, tmp_path / "cache", previous)
    assert asked == []
    assert digests(small / "pagefind") == found
    for path in found:
        assert (small / "pagefind" / path).samefile(previous / "pagefind" / path)


def test_what_is_spoilt_in_the_cache_is_made_anew(sharded, tmp_path):
    small, asked = sharded
    index.build(small, tmp_path / "cache")
    found = digests(small / "pagefind")
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file() and path.name != "index":
            path.write_bytes(b"spoilt")
    asked.clear()
    index.build(small, tmp_path / "cache")
    assert asked
    assert digests(small / "pagefind") == found


def test_pagefind_s_own_files_stand_in_the_newest_shard_alone(sharded):
    small, _ = sharded
    index.build(small)
    bundle = small / "pagefind"
    shards = json.loads((bundle / "facets.json").read_text())["shards"]
    assert [name for name, _ in shards][-1] == ""
    for name, pages in shards:
        assert len(list((bundle / name / "fragment").iterdir())) == pages
        entry = json.loads((bundle / name / "pagefind-entry.json").read_text())
        assert entry["languages"]["zh"]["page_count"] == pages
    assert len(list(bundle.rglob("*.js"))) == 2
    assert len(list(bundle.rglob("*.pagefind"))) == 1


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
    said = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd"))
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
    class Pages:
        hashes: ClassVar = {"pages/1/index.html": "0" * 64}

    class Site:
        output_path = str(small)
        settings: ClassVar = {"CACHE_PATH": str(tmp_path / "cache" / "pelican")}

    plugins.search.register()
    try:
        signals.all_generators_finalized.send([Site(), Pages()])
        signals.finalized.send(Site())
    finally:
        signals.all_generators_finalized.disconnect(plugins.search.collect)
        signals.finalized.disconnect(plugins.search.write_index)
    assert Path(small, "pagefind", "pagefind.js").is_file()
