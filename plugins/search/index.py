"""Search index (搜索索引): written pages → Pagefind's bundle in ``<output>/pagefind``."""

import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from pagefind_bin import get_executable

from plugins.search.facet import Facet, listing
from plugins.search.shadow import shadow

BUNDLE = "pagefind"
FACETS = "facets.json"
# Pagefind writes these ready-made interfaces beside the index; the site has its own.
UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
_PAGES = re.compile(r"^Total:.*?Indexed (\d+) pages?", re.MULTILINE | re.DOTALL)


class IndexFailed(RuntimeError):
    """Pagefind did not index every page it was given."""


def write_shadows(output: Path, target: Path) -> tuple[int, Counter[Facet]]:
    """Write the shadow of every searchable page of ``output`` into ``target``; return their number and facets."""
    count = 0
    facets: Counter[Facet] = Counter()
    for path in sorted(output.rglob("*.html")):
        page = shadow(path.read_bytes())
        if page is not None:
            copy = target / path.relative_to(output)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(page.html, encoding="utf-8")
            count += 1
            facets.update(page.facets)
    return count, facets


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


def build(output: Path) -> int:
    """Replace ``output/pagefind`` by the index of the pages in ``output``.

    Returns:
        The number of pages indexed, at least 1.

    Raises:
        IndexFailed: no page has ``data-pagefind-body``, or Pagefind failed or left pages out; the bundle that was
            there stays.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        site, bundle = Path(folder, "site"), Path(folder, BUNDLE)
        site.mkdir()
        written, facets = write_shadows(output, site)
        if not written:
            raise IndexFailed(f"{output} 里没有带 data-pagefind-body 的网页，无法建立搜索索引。")
        indexed = run_pagefind(site, bundle)
        if indexed != written:
            raise IndexFailed(f"应索引 {written} 页，pagefind 只索引了 {indexed} 页。")
        for path in bundle.iterdir():
            if path.name.partition(".")[0] in UNUSED:
                path.unlink()
        (bundle / FACETS).write_text(json.dumps(listing(facets), ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(output / BUNDLE, ignore_errors=True)
        shutil.copytree(bundle, output / BUNDLE)
    return indexed
