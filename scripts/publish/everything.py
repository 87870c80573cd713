"""Everything: writes all generated pages and files into ``content/``, on all cores; what is right already stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.model.edition import Edition
from scripts.model.kept import Result
from scripts.model.workers import spread
from scripts.publish import (
    backlog,
    catalog,
    home,
    identity,
    lists,
    llms,
    names,
    plain,
    profile,
    reference,
    release,
    series,
    summary,
    tombstone,
)
from scripts.publish.page import Page, json_bytes, put, write
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, site_json

GENERATED = ("releases", "profiles")


@dataclass(frozen=True, slots=True)
class Done:
    """What one task did: pages written, every file that belongs to them, and what is known of the files of releases."""

    pages: int
    paths: list[str]
    reused: dict[str, Result] = field(default_factory=dict)


Task = Callable[[], Done]
WHOLE = (
    profile.pages,
    lists.pages,
    backlog.pages,
    names.pages,
    plain.pages,
    summary.pages,
    series.pages,
    reference.pages,
    identity.pages,
    tombstone.pages,
)
"""Parts that are written by one worker each, the longest first."""


def publish(site: Site, content: Path, ledger: bytes, cache: Path | None = None) -> int:
    """Make ``content/releases`` and ``content/profiles`` hold the site and nothing else; return the number of pages.

    Args:
        ledger: the bytes of ``ledger.jsonl`` as it is published.
        cache: where it is noted of what the files of each release were made; default nowhere.
    """
    reuse = Reuse(site, content, cache)
    for name in GENERATED:
        (content / name).mkdir(parents=True, exist_ok=True)
    root = content / "releases"
    alone: dict[str, Callable[[], bytes]] = {
        "figures.jsonl": lambda: catalog.figures_jsonl(site),
        "charts.jsonl": lambda: catalog.charts_jsonl(site),
        "catalog.jsonld": lambda: catalog.catalog(site),
        "site.json": lambda: json_bytes(site_json(site)),
        "llms.txt": lambda: llms.text(site),
        "ledger.jsonl": lambda: ledger,
    }
    tasks: list[Task] = [
        *(_pages(content, part, site) for part in WHOLE),
        *(_file(root / name, make) for name, make in alone.items()),
        *(_release(content, site, edition, reuse) for edition in site.editions),
        lambda: _written(content, [home.page(site)]),
    ]
    done = spread(lambda task: task(), tasks, piece=1)
    reuse.save({key: result for one in done for key, result in one.reused.items()})
    _clear(content, {path for one in done for path in one.paths})
    return sum(one.pages for one in done)


def _pages(content: Path, part: Callable[[Site], Iterable[Page]], site: Site) -> Task:
    return lambda: _written(content, part(site))


def _release(content: Path, site: Site, edition: Edition, reuse: Reuse) -> Task:
    def work() -> Done:
        reuse.found = {}
        done = _written(content, release.pages(site, edition, reuse))
        return replace(done, reused=reuse.found)

    return work


def _file(path: Path, make: Callable[[], bytes]) -> Task:
    return lambda: Done(0, [str(put(path, make()))])


def _written(content: Path, pages: Iterable[Page]) -> Done:
    """Write pages and return what was done."""
    count, paths = 0, []
    for page in pages:
        paths += [str(path) for path in write(content, page)]
        count += 1
    return Done(count, paths)


def _clear(content: Path, kept: set[str]) -> None:
    """Remove what an earlier build left and this one did not write."""
    for name in GENERATED:
        for folder, _, files in os.walk(content / name, topdown=False):
            here = Path(folder)
            for file in files:
                if f"{folder}{os.sep}{file}" not in kept:
                    (here / file).unlink()
            if here != content / name and not any(here.iterdir()):
                here.rmdir()
