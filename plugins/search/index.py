"""Search index (搜索索引): written pages → Pagefind's bundle in ``<output>/pagefind``."""

import gzip
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pagefind_bin import get_executable

from plugins.search import keep
from plugins.search.facet import Facet, listing
from plugins.search.shadow import BODY
from scripts.model.kept import Kept, digest
from scripts.model.workers import spread

BUNDLE = "pagefind"
FACETS = "facets.json"
SIGNATURE = b"pagefind_dcd"
"""Begins every decompressed file of Pagefind."""
# Pagefind writes these ready-made interfaces beside the index; the site has its own.
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
_CLOSED = re.compile(rb'<meta name="robots" content="noindex')
_PAGES = re.compile(r"^Total:.*?Indexed (\d+) pages?", re.MULTILINE | re.DOTALL)


class IndexFailed(RuntimeError):
    """Pagefind did not index every page it was given."""


def show(bundle: Path, shown: Mapping[str, Mapping[str, str]]) -> None:
    """Write the readable text of every page where Pagefind keeps the words it has read.

    Pagefind's script hands ``meta`` through untouched, while it would escape and cut its own ``content``.
    """

    def readable(path: Path) -> None:
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE))
        fragment |= {"content": "", "anchors": [], "meta": dict(shown[fragment["url"]])}
        data = SIGNATURE + json.dumps(fragment, ensure_ascii=False, separators=(",", ":")).encode()
        path.write_bytes(gzip.compress(data, mtime=0))

    spread(readable, sorted((bundle / "fragment").iterdir()))


def run_pagefind(site: Path, bundle: Path) -> int:
    """Index ``site`` into ``bundle`` and return the number of pages indexed.

    Raises:
        IndexFailed: the program ended with an error or did not say how many pages it read.
    """
    # One index whatever a page's language: Pagefind would else keep one per language and search only the reader's.
    command = [get_executable(), "--site", site, "--output-path", bundle, "--force-language", "zh"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    pages = _PAGES.search(done.stdout)
    if done.returncode or not pages:
        raise IndexFailed(f"建立搜索索引时 pagefind 出错（退出码 {done.returncode}）：\n{done.stdout}{done.stderr}")
    return int(pages[1])


def build(output: Path, cache: Path | None = None, previous: Path | None = None) -> int:
    """Replace ``output/pagefind`` by the index of the pages in ``output``.

    Args:
        cache: where shadows and index of earlier builds are kept by their content; default nowhere.
        previous: the site built last; files of its index that are the same are not written again.

    Returns:
        The number of pages indexed, at least 1.

    Raises:
        IndexFailed: no page has ``data-pagefind-body`` though some are open to search engines, or Pagefind failed or
            left pages out; the bundle that was there stays.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        site, bundle = Path(folder, "site"), Path(folder, BUNDLE)
        site.mkdir()
        kept = Kept(cache or Path(folder, "kept"))
        shown: dict[str, Mapping[str, str]] = {}
        facets: Counter[Facet] = Counter()
        parts = [keep.house()]
        for name, sha256, page in keep.write_shadows(output, site, kept):
            # As Pagefind names pages: `/a/b/` for `a/b/index.html`.
            address = "/" + name.as_posix().removesuffix("index.html")
            shown[address] = page.shown
            facets.update(page.facets)
            parts += [address, sha256, json.dumps(page.shown, ensure_ascii=False)]
        if not shown:
            shown["/"] = _closed(output, site)
        key = digest(parts)
        staged = output / f".{BUNDLE}"
        shutil.rmtree(staged, ignore_errors=True)
        before = previous / BUNDLE if previous else None
        if not keep.take_bundle(kept, key, staged, before):
            _index(site, bundle, shown, facets)
            keep.keep_bundle(kept, key, bundle)
            shutil.rmtree(staged, ignore_errors=True)
            if not keep.take_bundle(kept, key, staged, before):
                shutil.copytree(bundle, staged, dirs_exist_ok=True)
        kept.save()
        shutil.rmtree(output / BUNDLE, ignore_errors=True)
        staged.rename(output / BUNDLE)
    return len(shown)


def _closed(output: Path, site: Path) -> dict[str, str]:
    """Write the one page of the index of a preview, whose pages are all closed to searches; return what it shows.

    Raises:
        IndexFailed: a page is open, so that one at least should have been indexed.
    """
    pages = list(output.rglob("*.html"))
    if not pages or not all(_CLOSED.search(page.read_bytes()) for page in pages):
        raise IndexFailed(f"{output} 里没有带 data-pagefind-body 的网页，无法建立搜索索引。")
    (site / "index.html").write_text(f'<html lang="zh"><body><main {BODY}>预览</main></body></html>', encoding="utf-8")
    return {"title": "预览的网站没有站内搜索"}


def _index(site: Path, bundle: Path, shown: Mapping[str, Mapping[str, str]], facets: Counter[Facet]) -> None:
    """Write the index of the shadows in ``site`` into ``bundle``."""
    indexed = run_pagefind(site, bundle)
    if indexed != len(shown):
        raise IndexFailed(f"应索引 {len(shown)} 页，pagefind 只索引了 {indexed} 页。")
    show(bundle, shown)
    for path in bundle.iterdir():
        if path.name.partition(".")[0] in UNUSED:
            path.unlink()
    (bundle / FACETS).write_text(json.dumps(listing(facets), ensure_ascii=False), encoding="utf-8")
