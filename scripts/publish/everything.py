"""Everything: writes all generated pages and files into ``content/``, on all cores; what is right already stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

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
from scripts.publish.part import Part
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, site_json

GENERATED = ("releases", "profiles")
TOGETHER = 32
"""Parts that a worker takes at once, of those that are many and small."""
WHOLE: tuple[Callable[[Site, Reuse], Iterable[Page]], ...] = (
    lambda site, _: backlog.pages(site),
    reference.pages,
    identity.pages,
    lambda site, _: tombstone.pages(site),
    home.pages,
)
"""Parts that show something of every release, and so are made in every build."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one task did: every file that belongs there, made or found made, and what is known of those files."""

    paths: list[str] = field(default_factory=list)
    known: dict[str, Result] = field(default_factory=dict)


Task = Callable[[], list[str]]
"""Writes some files of ``content`` and returns the paths of all that belong there."""


def publish(site: Site, content: Path, ledger: bytes, cache: Path | None = None) -> None:
    """Make ``content/releases`` and ``content/profiles`` hold the site and nothing else.

    Args:
        ledger: the bytes of ``ledger.jsonl`` as it is published.
        cache: where it is noted of what each part was made, so that what stands as it should is not made again.
    """
    reuse = Reuse(content, cache)
    for name in GENERATED:
        (content / name).mkdir(parents=True, exist_ok=True)
    root = content / "releases"
    alone: dict[str, Callable[[], bytes]] = {
        "figures.jsonl": lambda: catalog.figures_jsonl(site, reuse),
        "charts.jsonl": lambda: catalog.charts_jsonl(site, reuse),
        "catalog.jsonld": lambda: catalog.catalog(site),
        "site.json": lambda: json_bytes(site_json(site)),
        "llms.txt": lambda: llms.text(site),
        "ledger.jsonl": lambda: ledger,
    }
    # The longest first, so that no worker is left with one when the others are done.
    large = [*names.parts(site), *lists.parts(site), *(Part(partial(one, site, reuse)) for one in WHOLE)]
    many = [*release.parts(site, reuse), *series.parts(site, reuse), *profile.parts(site, reuse), *plain.parts(site)]
    tasks: list[Task] = [
        *(partial(_parts, content, [part], reuse) for part in large),
        *(partial(_file, root / name, make) for name, make in alone.items()),
        *(partial(_parts, content, some, reuse) for some in _some([*many, *summary.parts(site)])),
    ]
    before = reuse.found

    def work(task: Task) -> Done:
        reuse.found = {}
        paths = task()
        return Done(paths, reuse.found)

    done = spread(work, tasks, piece=1)
    reuse.save(before | {key: result for one in done for key, result in one.known.items()})
    _clear(content, {path for one in done for path in one.paths})


def _some(parts: list[Part]) -> Iterator[list[Part]]:
    """Yield the parts, some together."""
    for start in range(0, len(parts), TOGETHER):
        yield parts[start : start + TOGETHER]


def _file(path: Path, make: Callable[[], bytes]) -> list[str]:
    return [str(put(path, make()))]


def _parts(content: Path, parts: list[Part], reuse: Reuse) -> list[str]:
    """Make the parts that do not stand as they should, and return the paths of all."""
    paths: list[str] = []
    for part in parts:
        there = reuse.sizes(part.key)
        if there is None:
            made: dict[str, bytes | None] = {}
            for page in part.make():
                made |= write(content, page)
            reuse.note(part.key, made)
            there = dict.fromkeys(made, 0)
        paths += [f"{content}{os.sep}{path.replace('/', os.sep)}" for path in there]
    return paths


def _clear(content: Path, kept: set[str]) -> None:
    """Remove what an earlier build left and this one did not write."""
    for name in GENERATED:
        for folder, _, files in os.walk(content / name, topdown=False):
            strange = [file for file in files if f"{folder}{os.sep}{file}" not in kept]
            for file in strange:
                Path(folder, file).unlink()
            # A folder that holds a file is not asked whether it is empty.
            if len(strange) == len(files) and Path(folder) != content / name and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
