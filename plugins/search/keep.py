"""Keep: shadow pages made on all cores, those of unchanged pages and the whole index of an unchanged site taken as they
were.
"""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from plugins.search.facet import Facet
from plugins.search.shadow import BODY, Shadow, shadow
from scripts.model.kept import Kept, Result, digest, tree_digest
from scripts.model.workers import spread

HERE = Path(__file__).parent


def house() -> str:
    """Return a hash of what decides an index besides its pages: this code and the libraries it calls."""
    versions = [f"{name} {version(name)}" for name in ("lxml", "pagefind-bin")]
    return digest([tree_digest(HERE, ["."]), platform.python_version(), *versions])


def write_shadows(output: Path, target: Path, kept: Kept) -> Iterator[tuple[Path, str, Shadow]]:
    """Write the shadow of every searchable page of ``output`` into ``target``.

    Yields:
        Path of the page in the site, hash of what Pagefind is given of it, and its shadow without the HTML.
    """
    base = house()

    def make(path: Path) -> tuple[str, Result] | None:
        page = path.read_bytes()
        if BODY.encode() not in page:
            return None
        key = digest([base, page])
        copy = target / path.relative_to(output)
        copy.parent.mkdir(parents=True, exist_ok=True)
        found = kept.find(key)
        # A page that turned out to have nothing to index has no note.
        if found is None or (found.note is not None and not kept.put(found, copy)):
            made = shadow(page)
            found = kept.write(made.html.encode() if made else b"", _note(made))
            if made:
                copy.write_text(made.html, encoding="utf-8")
        return key, found

    paths = sorted(output.rglob("*.html"))
    made = [(path, one) for path, one in zip(paths, spread(make, paths), strict=True) if one is not None]
    kept.use(dict(one for _, one in made))
    for path, (_, result) in made:
        if result.note is not None:
            facets = frozenset(Facet(name, value) for name, value in result.note["facets"])
            yield path.relative_to(output), result.sha256, Shadow("", facets, result.note["shown"])


def take_bundle(kept: Kept, key: str, bundle: Path, before: Path | None = None) -> bool:
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


def keep_bundle(kept: Kept, key: str, bundle: Path) -> None:
    """Keep the files of an index under ``key``."""
    paths = sorted(path for path in bundle.rglob("*") if path.is_file())
    files = {path.relative_to(bundle).as_posix(): kept.write(path.read_bytes()).sha256 for path in paths}
    kept.use({key: kept.write(key.encode(), {"files": files})})


def _note(made: Shadow | None) -> dict[str, object] | None:
    if made is None:
        return None
    return {"facets": [[facet.name, facet.value] for facet in sorted(made.facets)], "shown": dict(made.shown)}
