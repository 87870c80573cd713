"""Search index (搜索索引): written pages → Pagefind's bundle in ``<output>/pagefind``."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from pagefind_bin import get_executable

from plugins.search import files, keep
from plugins.search.facet import columns
from plugins.search.shadow import BODY, page
from plugins.search.shard import Shard, shards
from scripts.model.kept import Kept, digest, place
from scripts.model.workers import cores, spread

BUNDLE = "pagefind"
FACETS = "facets.json"
ENTRY = "pagefind-entry.json"
FRAGMENTS = "fragment"
LANGUAGE = "zh"
"""One index whatever a page's language: Pagefind would else keep one per language and search only the reader's."""
# Pagefind writes these ready-made interfaces and fragments beside the index; the site has its own.
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", FRAGMENTS)
WASM = ".pagefind"
PROGRAM = (".js", WASM)
"""Endings of Pagefind's own files, which stand in the last shard alone."""
CHUNK = 1500
"""Places of words in each piece of the index: a query fetches a piece of every shard for each of its words, and before
that the list of all pieces. Pagefind's own choice is 20,000."""
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
    command = [get_executable(), "--site", site, "--output-path", bundle, "--force-language", LANGUAGE]
    setting = os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=setting)
    pages = _PAGES.search(done.stdout)
    if done.returncode or not pages:
        raise IndexFailed(f"建立搜索索引时 pagefind 出错（退出码 {done.returncode}）：\n{done.stdout}{done.stderr}")
    return int(pages[1])


def build(
    output: Path, cache: Path | None = None, previous: Path | None = None, hashes: Mapping[str, str] | None = None
) -> int:
    """Replace ``output/pagefind`` by the index of the pages in ``output``.

    Args:
        cache: where what was made of pages and shards by earlier builds is kept by their content; default nowhere.
        previous: the site built last; files of its index that are the same are not written again.
        hashes: the SHA-256 of pages by path in ``output``, where it is known.

    Returns:
        The number of pages indexed, at least 1.

    Raises:
        IndexFailed: no page has ``data-pagefind-body`` though some are open to search engines, or Pagefind failed or
            left pages out; the bundle that was there stays.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        kept = Kept(cache or Path(folder, "kept"))
        pages = keep.pages(output, kept, hashes) or [_closed(output, Path(folder, "closed.html"), kept)]
        parts = shards(pages)
        staged = output / f".{BUNDLE}"
        shutil.rmtree(staged, ignore_errors=True)
        before = previous / BUNDLE if previous else None
        placed = {shard.name: (staged / shard.name, before / shard.name if before else None) for shard in parts}
        keys = {shard.name: _key(shard) for shard in parts}
        missing = [shard for shard in parts if not keep.take_bundle(kept, keys[shard.name], *placed[shard.name])]
        for shard, content in _indexed(missing, Path(folder), kept):
            keep.keep_bundle(kept, keys[shard.name], content)
            shutil.rmtree(staged / shard.name / "index", ignore_errors=True)
            _write(content, *placed[shard.name])
        _write_fragments(parts, placed, kept)
        _write({FACETS: _listing(parts)}, staged, before)
        kept.save()
        shutil.rmtree(output / BUNDLE, ignore_errors=True)
        staged.rename(output / BUNDLE)
    return len(pages)


def _key(shard: Shard) -> str:
    return digest([keep.house(), shard.name, *_names(shard), *(page.words.sha256 for page in shard.pages)])


def _write(content: Mapping[str, bytes], target: Path, before: Path | None) -> None:
    for name, data in content.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).unlink(missing_ok=True)
        place(data, target / name, before / name if before else None)


def _names(shard: Shard) -> list[str]:
    """Return the names of the fragments of a shard's pages."""
    return files.named(shard.number, [page.fragment.sha256 for page in shard.pages])


def _write_fragments(parts: Sequence[Shard], placed: Mapping[str, tuple[Path, Path | None]], kept: Kept) -> None:
    """Write what results show of all pages."""
    wanted = []
    for shard in parts:
        (placed[shard.name][0] / FRAGMENTS).mkdir(parents=True)
        for one, name in zip(shard.pages, _names(shard), strict=True):
            wanted.append((one, f"{FRAGMENTS}/{name}.pf_fragment", *placed[shard.name]))

    def write(one: tuple[keep.Page, str, Path, Path | None]) -> None:
        page, name, target, before = one
        place(keep.fragment(page, kept), target / name, before / name if before else None)

    spread(write, wanted)


def _listing(parts: Sequence[Shard]) -> bytes:
    """Return what ``facets.json`` holds of the shards and all their pages.

    Shards have names and numbers of pages; a page how much newer it is than the one before it in its shard, counted in
    the dates that pages have; filters their values, see ``columns``.
    """
    orders = {order: place for place, order in enumerate(sorted({page.order for part in parts for page in part.pages}))}
    ages = [[0, *(orders[page.order] for page in part.pages)] for part in parts]
    told = {
        "shards": [[part.name, len(part.pages)] for part in parts],
        "newer": [after - before for part in ages for before, after in pairwise(part)],
        "filters": columns([page.facets for part in parts for page in part.pages]),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


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


def _indexed(missing: Sequence[Shard], folder: Path, kept: Kept) -> Iterator[tuple[Shard, dict[str, bytes]]]:
    """Yield shards with the files of their indexes."""
    # Those that take longest begin first.
    ordered = sorted(missing, key=lambda shard: -sum(one.size for one in shard.pages))
    sites = [folder / f"site-{number}" for number in range(len(ordered))]
    bundles = [folder / f"bundle-{number}" for number in range(len(ordered))]
    for site in sites:
        site.mkdir()

    def lay(laid: tuple[Path, int, keep.Page]) -> None:
        site, number, one = laid
        # Pagefind lists pages by address: in their order, the list is the shortest.
        (site / f"{number:06}.html").write_bytes(page(keep.words(one, kept), number))

    spread(lay, [(site, *one) for site, shard in zip(sites, ordered, strict=True) for one in enumerate(shard.pages)])
    with ThreadPoolExecutor(cores()) as pool:
        for shard, bundle, indexed in zip(ordered, bundles, pool.map(run_pagefind, sites, bundles), strict=True):
            if indexed != len(shard.pages):
                raise IndexFailed(f"应索引 {len(shard.pages)} 页，pagefind 只索引了 {indexed} 页。")
            yield shard, _content(bundle, shard)


def _content(bundle: Path, shard: Shard) -> dict[str, bytes]:
    """Return the files of the index that Pagefind made of a shard, by their names.

    Its fragments hold the words it has read. Those of the site stand in their place, and its meta is told their names.
    """
    content = {
        name: path.read_bytes()
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and not (name := path.relative_to(bundle).as_posix()).startswith(UNUSED)
    }
    # Fetched with the first query.
    content |= {name: files.smaller(data) for name, data in content.items() if name.endswith(WASM)}
    if shard.name:
        content = {name: data for name, data in content.items() if not name.endswith(PROGRAM)}
    entry = json.loads(content[ENTRY])
    language = entry["languages"][LANGUAGE]
    meta = files.renamed(content.pop(f"pagefind.{language['hash']}.pf_meta"), _names(shard))
    language["hash"] = f"{LANGUAGE}_{hashlib.sha256(meta).hexdigest()[:10]}"
    return content | {f"pagefind.{language['hash']}.pf_meta": meta, ENTRY: json.dumps(entry).encode()}
