"""Editions: every release with what its room computes from it, on all cores; what was computed before is reused."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.instance import ROOT, Instance
from scripts.model.collection import no_collection
from scripts.model.edition import Edition, Parts
from scripts.model.kept import Kept, Result, digest, installed, tree_digest
from scripts.model.release import Release
from scripts.model.workers import spread
from scripts.publish.words import render

GROUPS = {
    "figures": ("figures",),
    # A chart shows the very grid that a table shows.
    "shown": ("grids", "charts"),
    "text": ("text",),
    "mentions": ("mentions",),
    "listing": ("listing",),
    "others": ("extras", "identities", "items"),
}
"""What is kept and read together."""
UNDRAWN: Parts = {"pictures": {}, "images": {}}


def compute(material: Instance, release: Release) -> Edition:
    """Return a release with everything computed from it but its pictures."""
    return Edition(**_facts(material, release), **_made(release), **UNDRAWN)


def compute_all(material: Instance, cache: Path, code: str = "") -> list[Edition]:
    """Return every release of the instance, computed; its parts are read from the cache when they are asked for.

    Args:
        cache: where results are kept. The key of a release holds all that its room is given: the bytes approved, those
            of the earlier releases, code lists and methods, and the code that computes.
        code: what ``code_digest`` returned, when the caller has it.
    """
    kept = Kept(cache)
    common = base(code or code_digest(), material.root)
    releases = list(material.releases.values())
    keys = [key_of(common, release) for release in releases]

    def made(place: int) -> dict[str, Result]:
        known = {group: kept.find(digest([keys[place], group])) for group in GROUPS}
        found = {group: one for group, one in known.items() if one is not None and kept.read(one) is not None}
        if len(found) < len(GROUPS):
            parts = _parts(material, releases[place])
            for group, names in GROUPS.items():
                found[group] = kept.write(pickle.dumps({name: parts[name] for name in names}, protocol=5))
        return found

    results = spread(made, range(len(releases)), piece=1)
    for key, found in zip(keys, results, strict=True):
        kept.use({digest([key, group]): one for group, one in found.items()})
    kept.save()
    return [
        Edition.of(_reader(kept, material, release, found), **_facts(material, release), **UNDRAWN, key=key)
        for release, found, key in zip(releases, results, keys, strict=True)
    ]


def _reader(kept: Kept, material: Instance, release: Release, found: Mapping[str, Result]) -> Callable[[str], Parts]:
    """Return what reads a part of an edition from the cache, with those that are kept together with it."""

    def load(name: str) -> Parts:
        group = next(group for group, names in GROUPS.items() if name in names)
        content = kept.read(found[group])
        if content is None:
            # Spoilt since it was found.
            made = _parts(material, release)
            return {name: made[name] for name in GROUPS[group]}
        with no_collection():
            parts: Parts = pickle.loads(content)  # noqa: S301 - the very bytes that this program wrote
        return parts

    return load


def _parts(material: Instance, release: Release) -> dict[str, Any]:
    """Return all parts of an edition but its pictures."""
    parts = _made(release)
    return {**parts, "text": render(Edition(**_facts(material, release), **parts, **UNDRAWN))}


def _made(release: Release) -> dict[str, Any]:
    """Return what a room makes of a release."""
    room = registry.disclosure(release.id.kind, release.id.report)
    figures = room.compute(release)
    grids = room.lay_out(release, figures)
    items = room.items(release, figures)
    return {
        "figures": figures,
        "grids": grids,
        "charts": room.draw(release, figures, grids),
        "mentions": tuple(room.mention(release, figures)),
        "extras": room.extras(release),
        "items": None if items is None else tuple(items),
        "identities": tuple(room.identify(release)),
        "listing": room.listing(release),
    }


def _facts(material: Instance, release: Release) -> dict[str, Any]:
    """Return what is known of an edition before anything is computed."""
    room = registry.disclosure(release.id.kind, release.id.report)
    return {
        "release": release,
        "settings": room.settings,
        "schemas": room.schemas,
        "template": room.template,
        "folder": material.folder(release.id),
        "current": material.revisions(release.id)[-1] is release,
    }


def code_digest() -> str:
    """Return a hash of all that computes: the code and the packages."""
    return digest([tree_digest(ROOT, ["scripts"]), installed()])


def base(code: str, root: Path) -> str:
    """Return a hash of all that every room may ask: what computes, the code lists and the methods of ``root``."""
    return digest([code, tree_digest(root / "data", ["codelists", "methods"])])


def key_of(base: str, release: Release) -> str:
    """Return the key of one release; an approval binds every byte of its folder."""
    said = [base]
    for one in (release, *release.earlier):
        said += [str(one.id), one.approval.sha256 if one.approval else ""]
    return digest(said)
