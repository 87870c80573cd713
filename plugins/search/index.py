"""Search index (搜索索引): written pages → Pagefind's bundle in ``<output>/pagefind``."""

import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pagefind_bin import get_executable

from plugins.search import keep
from plugins.search.facet import listing
from plugins.search.shadow import BODY
from plugins.search.shard import Shard, shards
from scripts.model.kept import Kept, digest, place
from scripts.model.workers import spread

BUNDLE = "pagefind"
FACETS = "facets.json"
SIGNATURE = b"pagefind_dcd"
"""Begins every decompressed file of Pagefind."""
# Pagefind writes these ready-made interfaces beside the index; the site has its own.
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
PROGRAM = (".js", ".pagefind")
"""Endings of Pagefind's own files, which stand in the newest shard alone."""
CHUNK = 4000
"""Places of words in each piece of the index: a query fetches a piece for each of its words, and before it the list of
all pieces. Pagefind's own choice is five times that."""
CLOSED = "预览的网站没有站内搜索"
_CLOSED = re.compile(rb'<meta name="robots" content="noindex')
_PAGES = re.compile(r"^Total:.*?Indexed (\d+) pages?", re.MULTILINE | re.DOTALL)


class IndexFailed(RuntimeError):
    """Pagefind did not index every page it was given."""


def run_pagefind(site: Path, bundle: Path) -> int:
    """Index ``site`` into ``bundle`` and return the number of pages indexed.

    Raises:
        IndexFailed: the program ended with an error or did not say how many pages it read.
    """
    # One index whatever a page's language: Pagefind would else keep one per language and search only the reader's.
    command = [get_executable(), "--site", site, "--output-path", bundle, "--force-language", "zh"]
    setting = os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=setting)
    pages = _PAGES.search(done.stdout)
    if done.returncode or not pages:
        raise IndexFailed(f"建立搜索索引时 pagefind 出错（退出码 {done.returncode}）：\n{done.stdout}{done.stderr}")
    return int(pages[1])


def build(output: Path, cache: Path | None = None, previous: Path | None = None) -> int:
    """Replace ``output/pagefind`` by the index of the pages in ``output``.

    Args:
        cache: where shadows and indexes of earlier builds are kept by their content; default nowhere.
        previous: the site built last; files of its index that are the same are not written again.

    Returns:
        The number of pages indexed, at least 1.

    Raises:
        IndexFailed: no page has ``data-pagefind-body`` though some are open to search engines, or Pagefind failed or
            left pages out; the bundle that was there stays.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        kept = Kept(cache or Path(folder, "kept"))
        base = keep.house()
        pages = [*keep.pages(output, kept)] or [_closed(output, Path(folder, "closed.html"), kept)]
        parts = shards(pages)
        staged = output / f".{BUNDLE}"
        shutil.rmtree(staged, ignore_errors=True)
        before = previous / BUNDLE if previous else None
        for number, shard in enumerate(reversed(parts)):
            target, there = staged / shard.name, before / shard.name if before else None
            without = PROGRAM if shard.name else ()
            key = digest([base, *(part for page in shard.pages for part in (page.address, page.kept.sha256))])
            if not keep.take_bundle(kept, key, target, there, without):
                files = _index(shard, Path(folder, f"part-{number}"), kept)
                keep.keep_bundle(kept, key, files)
                shutil.rmtree(target, ignore_errors=True)
                _write({name: files[name] for name in files if not name.endswith(tuple(without))}, target, there)
        _write({FACETS: _listing(parts)}, staged, before)
        kept.save()
        shutil.rmtree(output / BUNDLE, ignore_errors=True)
        staged.rename(output / BUNDLE)
    return len(pages)


def _write(files: Mapping[str, bytes], target: Path, before: Path | None) -> None:
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        place(content, target / name, before / name if before else None)


def _listing(parts: list[Shard]) -> bytes:
    """Return what ``facets.json`` holds: each filter's values, and of each shard name, pages and replaced pages."""
    counts = Counter(facet for shard in parts for page in shard.pages for facet in page.facets)
    named = [[shard.name, len(shard.pages), shard.replaced] for shard in parts]
    return json.dumps({"shards": named, **listing(counts)}, ensure_ascii=False, separators=(",", ":")).encode()


def _closed(output: Path, page: Path, kept: Kept) -> keep.Page:
    """Return the one page of the index of a preview, whose pages are all closed to searches.

    Raises:
        IndexFailed: a page is open, so that one at least should have been indexed.
    """
    there = list(output.rglob("*.html"))
    if not there or not all(_CLOSED.search(one.read_bytes()) for one in there):
        raise IndexFailed(f"{output} 里没有带 data-pagefind-body 的网页，无法建立搜索索引。")
    page.write_text(f"<main {BODY}>预览</main>", encoding="utf-8")
    return keep.alone(page, CLOSED, kept)


def _index(shard: Shard, folder: Path, kept: Kept) -> dict[str, bytes]:
    """Return the files of the index of a shard, by their names in it.

    A result's fragment, where Pagefind keeps the words it has read, holds the readable text of its page instead:
    Pagefind's script hands ``meta`` through untouched, while it would escape and cut its own ``content``.
    """
    site, bundle = folder / "site", folder / BUNDLE
    site.mkdir(parents=True)
    shown = keep.lay(shard.pages, site, kept)
    indexed = run_pagefind(site, bundle)
    if indexed != len(shown):
        raise IndexFailed(f"应索引 {len(shown)} 页，pagefind 只索引了 {indexed} 页。")

    def content(path: Path) -> bytes:
        written = path.read_bytes()
        if path.suffix != ".pf_fragment":
            return written
        fragment = json.loads(gzip.decompress(written).removeprefix(SIGNATURE))
        fragment |= {"content": "", "anchors": [], "meta": dict(shown[fragment["url"]])}
        data = SIGNATURE + json.dumps(fragment, ensure_ascii=False, separators=(",", ":")).encode()
        return gzip.compress(data, mtime=0)

    paths = [path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.name.startswith(UNUSED)]
    names = [path.relative_to(bundle).as_posix() for path in paths]
    shutil.rmtree(site)
    return dict(zip(names, spread(content, paths), strict=True))
