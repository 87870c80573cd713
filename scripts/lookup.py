"""Lookup: from an address, as people copy it from a page or write it, to the release and figure it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts import instance, registry
from scripts.instance import Instance
from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.release import KINDS, Release
from scripts.usage import WrongUsage, release_id

NEAR = 8
"""How many figure ids are offered when one does not exist."""


@dataclass(frozen=True, eq=False, repr=False)
class Found:
    """What an address names; ``figure`` is absent when it names a whole release."""

    material: Instance
    edition: Edition
    figure: Figure | None

    @property
    def release(self) -> Release:
        """The release."""
        return self.edition.release


def load(root: Path, *, preview: bool) -> Instance:
    """Return the instance as the public knows it, or with what is still under embargo."""
    return instance.load(root, preview=preview)


def find(material: Instance, text: str) -> Found:
    """Return what ``kind/report/period[/r<n>][#id]`` or a full site address with the same at its end names.

    Raises:
        WrongUsage: nothing has that address.
    """
    place, _, anchor = text.strip().partition("#")
    release = _release(material, _path(place))
    made = edition(material, release)
    if not anchor:
        return Found(material, made, None)
    id = unquote(anchor)
    if id not in made.figures:
        stem = id.split(".")[0]
        near = [one for one in made.figures if one.split(".")[0] == stem] or list(made.figures)
        more = " 等" if len(near) > NEAR else ""
        raise WrongUsage(f"{release.id} 没有数字“{id}”。有：{'、'.join(near[:NEAR])}{more}。")
    return Found(material, made, made.figures[id])


def edition(material: Instance, release: Release) -> Edition:
    """Return a release with its figures and nothing else computed."""
    room = registry.disclosure(release.id.kind, release.id.report)
    current = material.revisions(release.id)[-1] is release
    folder = material.folder(release.id)
    return Edition(release, room.settings, room.schemas, "", room.compute(release), {}, {}, (), {}, {}, folder, current)


def _path(place: str) -> str:
    """Return ``kind/report/period[/r<n>]`` from an address that may have a host, a base path and a file name."""
    parts = [unquote(part) for part in urlsplit(place).path.split("/") if part and part != "index.html"]
    starts = [index for index, part in enumerate(parts) if part in KINDS]
    return "/".join(parts[starts[0] : starts[0] + 4]) if starts else "/".join(parts)


def _release(material: Instance, path: str) -> Release:
    id = release_id(path)
    known = [release for release in material.releases.values() if release.id.current == id.current]
    if not known:
        periods = [str(release.period) for release in material.current(id.series)]
        have = f"{id.series} 公开过：{'、'.join(periods)}。" if periods else "portal due 列出公开过的和应当公开的。"
        raise WrongUsage(f"没有公开过 {id.current}。{have}")
    if path.count("/") == 2:
        return known[-1]
    for release in known:
        if release.id == id:
            return release
    raise WrongUsage(f"{id.current} 没有第 {id.revision} 版，有 {len(known)} 版。")
