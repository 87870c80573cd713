"""Keep: shadow pages made on all cores; those of unchanged pages, and the indexes of unchanged shards, as they were."""

import json
import platform
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from plugins.search.facet import Facet
from plugins.search.shadow import BODY, Shadow, shadow
from scripts.model.kept import Kept, Result, digest, tree_digest
from scripts.model.workers import spread

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """A searchable page of the site: its address as Pagefind names it, and what is kept of it."""

    address: str
    path: Path
    order: str
    facets: frozenset[Facet]
    kept: Result


def house() -> str:
    """Return a hash of what decides an index besides its pages: this code and the libraries it calls."""
    versions = [f"{name} {version(name)}" for name in ("lxml", "pagefind-bin")]
    return digest([tree_digest(HERE, ["."]), platform.python_version(), *versions])


def pages(output: Path, kept: Kept) -> Iterator[Page]:
    """Yield every searchable page of ``output``, the shadow of each kept."""
    base = house()

    def make(path: Path) -> tuple[str, Result] | None:
        page = path.read_bytes()
        if BODY.encode() not in page:
            return None
        key = digest([base, page])
        return key, kept.find(key) or _keep(shadow(page), kept)

    paths = sorted(output.rglob("*.html"))
    made = [(path, one) for path, one in zip(paths, spread(make, paths), strict=True) if one is not None]
    kept.use(dict(one for _, one in made))
    for path, (_, result) in made:
        # A page that turned out to have nothing to index has no note.
        if result.note is not None:
            yield _page(path, "/" + path.relative_to(output).as_posix().removesuffix("index.html"), result)


def alone(path: Path, title: str, kept: Kept) -> Page:
    """Return a page that is not of the site, to be indexed as its home page; a result shows the title alone."""
    made = shadow(path.read_bytes())
    return _page(path, "/", _keep(made and replace(made, shown={"title": title}), kept))


def _page(path: Path, address: str, result: Result) -> Page:
    facets = frozenset(Facet(name, value) for name, value in result.note["facets"])
    return Page(address, path, result.note["order"], facets, result)


def _keep(made: Shadow | None, kept: Kept) -> Result:
    if made is None:
        return kept.write(b"")
    facets = [[facet.name, facet.value] for facet in sorted(made.facets)]
    return kept.write(_packed(made), {"order": made.order, "facets": facets})


def _packed(made: Shadow) -> bytes:
    return json.dumps(dict(made.shown), ensure_ascii=False).encode() + b"\n" + made.html.encode()


def lay(some: Collection[Page], site: Path, kept: Kept) -> dict[str, Mapping[str, str]]:
    """Write the shadows of pages below ``site``, as Pagefind looks for them; return what results show, by address."""

    def write(page: Page) -> Mapping[str, str]:
        content = kept.read(page.kept)
        if content is None:
            made = shadow(page.path.read_bytes())
            content = _packed(made) if made else b"{}\n"
        shown, _, html = content.partition(b"\n")
        address = page.address + "index.html" if page.address.endswith("/") else page.address
        target = site / address[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(html)
        said: Mapping[str, str] = json.loads(shown)
        return said

    listed = list(some)
    return {page.address: said for page, said in zip(listed, spread(write, listed), strict=True)}


def take_bundle(kept: Kept, key: str, bundle: Path, before: Path | None, without: Collection[str] = ()) -> bool:
    """Write the index kept under ``key`` into ``bundle`` and say whether it was there whole.

    Args:
        before: the index of the site built last, whose files stay the same files where their bytes are the same.
        without: endings of the names of files that are not wanted.
    """
    found = kept.find(key)
    if found is None:
        return False
    kept.use({key: found})
    for name, sha256 in found.note["files"].items():
        if not name.endswith(tuple(without)):
            target = bundle / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not kept.put(Result(sha256), target, before / name if before else None):
                return False
    return True


def keep_bundle(kept: Kept, key: str, files: Mapping[str, bytes]) -> None:
    """Keep the files of an index under ``key``."""
    hashes = {name: kept.write(content).sha256 for name, content in files.items()}
    kept.use({key: kept.write(key.encode(), {"files": hashes})})
