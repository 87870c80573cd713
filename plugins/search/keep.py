"""Keep: what is indexed and shown of pages, made on all cores; of unchanged pages, and unchanged shards, as it was."""

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plugins.search import files
from plugins.search.facet import Facet
from plugins.search.shadow import Shadow, shadow
from scripts.model.kept import Kept, Result, digest, tree_digest
from scripts.model.workers import spread

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """A searchable page of the site: its address as Pagefind names it, and what is kept of it.

    Attributes:
        words: what Pagefind reads of it.
        size: their bytes.
        fragment: the file of what a result shows of it.
    """

    address: str
    path: Path
    order: str
    facets: frozenset[Facet]
    words: Result
    size: int
    fragment: Result


@cache
def house() -> str:
    """Return a hash of what decides an index besides its pages: this code and the libraries it calls."""
    versions = [f"{name} {version(name)}" for name in ("lxml", "pagefind-bin", "deflate")]
    return digest([tree_digest(HERE, ["."]), platform.python_version(), *versions])


def pages(output: Path, kept: Kept, hashes: Mapping[str, str] | None = None) -> list[Page]:
    """Return every searchable page of ``output``, what is indexed and shown of it kept.

    Args:
        hashes: the SHA-256 of pages by path in ``output``, where it is known; the others are read.
    """
    base, known = house(), hashes or {}

    def make(path: Path) -> dict[str, Result]:
        inside = path.relative_to(output).as_posix()
        content = None if inside in known else path.read_bytes()
        key = digest([base, inside, known[inside] if content is None else hashlib.sha256(content).hexdigest()])
        found = {name: kept.find(name) for name in (key, f"{key} shown")}
        if None not in found.values():
            return found  # type: ignore[return-value]  # as just seen
        made = shadow(path.read_bytes() if content is None else content)
        return dict(zip(found, _keep(_address(inside), made, kept), strict=True))

    paths = sorted(output.rglob("*.html"))
    found = []
    for path, results in zip(paths, spread(make, paths), strict=True):
        kept.use(results)
        words, fragment = results.values()
        # A page with nothing to index has no note.
        if words.note is not None:
            found.append(_page(_address(path.relative_to(output).as_posix()), path, words, fragment))
    return found


def alone(path: Path, title: str, kept: Kept) -> Page:
    """Return a page that is not of the site, to be indexed as its home page; a result shows the title alone."""
    made = shadow(path.read_bytes())
    return _page("/", path, *_keep("/", made and replace(made, shown={"title": title}), kept))


def _address(inside: str) -> str:
    return "/" + inside.removesuffix("index.html")


def _page(address: str, path: Path, words: Result, fragment: Result) -> Page:
    facets = frozenset(Facet(name, value) for name, value in words.note["facets"])
    return Page(address, path, words.note["order"], facets, words, words.note["size"], fragment)


def _keep(address: str, made: Shadow | None, kept: Kept) -> tuple[Result, Result]:
    """Keep what is indexed and what is shown of a page."""
    if made is None:
        return kept.write(b""), kept.write(b"")
    facets = [[facet.name, facet.value] for facet in sorted(made.facets)]
    words = made.words.encode()
    note = {"order": made.order, "facets": facets, "size": len(words)}
    return kept.write(words, note), kept.write(files.fragment(address, made.shown))


def words(one: Page, kept: Kept) -> bytes:
    """Return what Pagefind reads of a page."""
    content = kept.read(one.words)
    return content if content is not None else _again(one).words.encode()


def fragment(one: Page, kept: Kept) -> bytes:
    """Return the file of what a result shows of a page."""
    content = kept.read(one.fragment)
    return content if content is not None else files.fragment(one.address, _again(one).shown)


def _again(one: Page) -> Shadow:
    made = shadow(one.path.read_bytes())
    if made is None:
        raise ValueError(f"{one.path} has changed while it was indexed")
    return made


def take_bundle(kept: Kept, key: str, bundle: Path, before: Path | None) -> bool:
    """Write the index kept under ``key`` into ``bundle`` and say whether it was there whole.

    Args:
        before: the index of the site built last, whose files stay the same files where their bytes are the same.
    """
    found = kept.find(key)
    if found is None:
        return False
    kept.use({key: found})
    for name, sha256 in found.note["files"].items():
        target = bundle / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not kept.put(Result(sha256), target, before / name if before else None):
            return False
    return True


def keep_bundle(kept: Kept, key: str, content: Mapping[str, bytes]) -> None:
    """Keep the files of an index under ``key``."""
    hashes = {name: kept.write(content[name]).sha256 for name in content}
    kept.use({key: kept.write(key.encode(), {"files": hashes})})
