"""Packing: beside each text of a site the same compressed, so that no web server has to do it for every reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.model.kept import Kept, Result, digest
from scripts.model.problem import Place, Problem
from scripts.model.workers import spread
from scripts.publish.packed import PACKED, pack, unpacks_to, versions

TEXT = {
    ".bib", ".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonl", ".jsonld", ".md", ".pb", ".py", ".ris", ".svg",
    ".toml", ".txt", ".xml",
}  # fmt: skip
"""What becomes smaller; everything else on a site is compressed already."""
LEAST = 1024
"""Bytes below which a compressed answer is hardly smaller."""
ASSETS = "theme"
QUALITY = {".gz": 6, ".br": 5}
"""Of ordinary files: a page in two milliseconds. The next steps of brotli take thrice as long for three hundredths."""
BEST = {".gz": 9, ".br": 11}
"""Of styles and scripts: few, fetched by everyone, and the same until the program changes."""


def pack_all(site: Path, before: Path, cache: Path) -> int:
    """Write ``.gz`` and ``.br`` beside every text of ``site`` that becomes smaller by it; return how many.

    Args:
        before: the site built last; what is as it was there stays the same file.
        cache: where results are kept by content, so that an unchanged file is not compressed again.
    """
    kept = Kept(cache)
    base = versions()

    def one(path: Path) -> dict[str, Result]:
        content = path.read_bytes()
        inside = path.relative_to(site)
        found: dict[str, Result] = {}
        for suffix, quality in (BEST if inside.parts[0] == ASSETS else QUALITY).items():
            key = digest([base, suffix, str(quality), hashlib.sha256(content).digest()])
            target = path.with_name(path.name + suffix)
            known = kept.find(key)
            if known is None or not (known.note or kept.put(known, target, before / f"{inside}{suffix}")):
                packed = pack(suffix, content, quality)
                # The note of what did not become smaller says so, and no file stands there.
                known = kept.write(packed) if len(packed) < len(content) else Result("", note="larger")
                if not known.note:
                    kept.put(known, target, before / f"{inside}{suffix}")
            found[key] = known
        return found

    paths = sorted(path for path in site.rglob("*") if path.suffix in TEXT and path.stat().st_size > LEAST)
    done = spread(one, paths)
    for results in done:
        kept.use(results)
    kept.save()
    return sum(not result.note for results in done for result in results.values())


def differing(there: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield the files compressed beforehand that hold something other than the file beside them.

    Args:
        there: path in the site → file.
    """
    for name, path in there.items():
        plain = there.get(name.rpartition(".")[0])
        if not name.endswith(PACKED) or path.is_symlink():
            continue
        if plain is None or not unpacks_to(path.suffix, path.read_bytes(), plain.read_bytes()):
            fix = "重新下载；仍然如此的，不要引用，请告知公开机关"
            yield Problem("verify.packed-differs", Place(name), "解压后与旁边的原文件不同", fix)


def without_packed(listed: Mapping[str, Any], there: Mapping[str, Path]) -> dict[str, Any]:
    """Return a site's list of files without compressed ones that are not there: a copy may do without them."""
    names = {*listed}
    return {name: value for name, value in listed.items() if name in there or not is_packed(name, names)}


def is_packed(name: str, names: set[str]) -> bool:
    """Return whether a file of a site is another one compressed.

    >>> is_packed("a.html.gz", {"a.html", "a.html.gz"}), is_packed("b.gz", {"b.gz"})
    (True, False)
    """
    return name.endswith(PACKED) and name.rpartition(".")[0] in names
