"""Editions: every release with what its room computes from it, on all cores; what was computed before is reused."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.instance import ROOT, Instance
from scripts.model.edition import Edition
from scripts.model.kept import Kept, Result, digest, installed, tree_digest
from scripts.model.release import Release
from scripts.model.workers import spread


def compute(material: Instance, release: Release) -> Edition:
    """Return a release with everything computed from it but its pictures."""
    return _edition(material, release, _made(release))


def compute_all(material: Instance, cache: Path, code: str = "") -> list[Edition]:
    """Return every release of the instance, computed.

    Args:
        cache: where results are kept. The key of a release holds all that its room is given: the bytes approved, those
            of the earlier releases, code lists and methods, and the code that computes.
        code: what ``code_digest`` returned, when the caller has it.
    """
    kept = Kept(cache)
    common = base(code or code_digest(), material.root)
    releases = list(material.releases.values())
    keys = [key_of(common, release) for release in releases]

    def made(place: int) -> Result:
        found = kept.find(keys[place])
        if found is None or kept.read(found) is None:
            found = kept.write(pickle.dumps(_made(releases[place]), protocol=5))
        return found

    results = spread(made, range(len(releases)), piece=1)
    kept.use(dict(zip(keys, results, strict=True)))
    kept.save()
    editions = []
    for release, result, key in zip(releases, results, keys, strict=True):
        content = kept.read(result)
        # Written by this program into its own folder, and the bytes are those that it wrote.
        parts = _made(release) if content is None else pickle.loads(content)  # noqa: S301
        editions.append(_edition(material, release, parts, key))
    return editions


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


def _edition(material: Instance, release: Release, made: dict[str, Any], key: str = "") -> Edition:
    room = registry.disclosure(release.id.kind, release.id.report)
    return Edition(
        release=release,
        settings=room.settings,
        schemas=room.schemas,
        template=room.template,
        pictures={},
        images={},
        folder=material.folder(release.id),
        current=material.revisions(release.id)[-1] is release,
        key=key,
        **made,
    )


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
