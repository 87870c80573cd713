"""Registry: finds the rooms by folder and says what a room is."""

from __future__ import annotations

import importlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from scripts.model.chart import Chart
from scripts.model.figure import Figure, Figures
from scripts.model.grid import Grid
from scripts.model.mention import Mention
from scripts.model.problem import Problem
from scripts.model.release import KINDS, Release
from scripts.model.table import Schema

ROOMS = Path(__file__).parent / "disclosures"


class NoRoom(LookupError):
    """There is no room of that kind and report."""


class Checks(Protocol):
    """``checks.py``: rules across cells; what one cell may hold is in the schema."""

    def check(self, release: Release) -> Iterator[Problem]:
        """Yield every breach at its cell."""


class FiguresOf(Protocol):
    """``figures.py``: arithmetic."""

    def compute(self, release: Release) -> list[Figure]:
        """Return every number the page may print, in reading order."""


class Tables(Protocol):
    """``tables.py``: the printed tables."""

    def lay_out(self, release: Release, figures: Figures) -> dict[str, Grid]:
        """Return the grids by name; names are file names."""


class Charts(Protocol):
    """``charts.py``: the pictures, drawn from grids with ``scripts.charts.marks``."""

    def draw(self, release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
        """Return the charts by name; names are file names."""


class Mentions(Protocol):
    """``mentions.py``: what the release says about single entities, for their profiles."""

    def mention(self, release: Release, figures: Figures) -> Iterator[Mention]:
        """Yield one mention for each entity."""


@dataclass(frozen=True, eq=False)
class Disclosure:
    """One room: ``scripts/disclosures/<kind>/<report>/``.

    Args:
        kind, report: folder names.
        folder: where it is.
        settings: ``disclosure.toml``: ``title``, ``definition``, ``cycle``, ``owner``, ``order``, ``methods``,
            ``headline`` (figure id), ``card`` … as ``tests/disclosures`` checks.
        schemas: resource name → schema; ``schema.json`` is ``data``, ``<resource>.schema.json`` the others.
    """

    kind: str
    report: str
    folder: Path
    settings: Mapping[str, Any]
    schemas: Mapping[str, Schema]

    def __str__(self) -> str:
        """Return ``kind/report``."""
        return f"{self.kind}/{self.report}"

    @property
    def title(self) -> str:
        """Chinese title of the report."""
        return str(self.settings["title"])

    @property
    def methods(self) -> tuple[str, ...]:
        """Names of the methods the room applies."""
        return tuple(self.settings.get("methods", ()))

    @property
    def template(self) -> str:
        """The text of ``page.md.j2``."""
        return (self.folder / "page.md.j2").read_text(encoding="utf-8")

    def _module(self, name: str) -> ModuleType:
        return importlib.import_module(f"scripts.disclosures.{self.kind}.{self.report}.{name}")

    def check(self, release: Release) -> list[Problem]:
        """Return every problem that the room's rules find."""
        return list(self._module("checks").check(release))

    def compute(self, release: Release) -> Figures:
        """Return the figures of the release."""
        return Figures(self._module("figures").compute(release))

    def lay_out(self, release: Release, figures: Figures) -> dict[str, Grid]:
        """Return the printed tables of the release."""
        grids: dict[str, Grid] = self._module("tables").lay_out(release, figures)
        return grids

    def draw(self, release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
        """Return the charts of the release."""
        charts: dict[str, Chart] = self._module("charts").draw(release, figures, grids)
        return charts

    def mention(self, release: Release, figures: Figures) -> list[Mention]:
        """Return what the release says about single entities."""
        return list(self._module("mentions").mention(release, figures))


@cache
def disclosures() -> tuple[Disclosure, ...]:
    """Return every room, by kind in the order of the site and then by ``order`` and name."""
    rooms = [_load(folder) for kind in KINDS for folder in sorted((ROOMS / kind).glob("*/")) if _is_room(folder)]
    return tuple(sorted(rooms, key=lambda room: (KINDS.index(room.kind), room.settings.get("order", 99), room.report)))


def disclosure(kind: str, report: str) -> Disclosure:
    """Return the room of ``kind/report``.

    Raises:
        NoRoom: the folder does not exist.
    """
    for room in disclosures():
        if (room.kind, room.report) == (kind, report):
            return room
    raise NoRoom(f"{kind}/{report}")


@cache
def kinds() -> Mapping[str, Mapping[str, Any]]:
    """Return ``kind.toml`` of each kind, in the order of the site: title, short, lead, law."""
    return {kind: _toml(ROOMS / kind / "kind.toml") for kind in KINDS}


def _is_room(folder: Path) -> bool:
    return (folder / "disclosure.toml").is_file()


def _load(folder: Path) -> Disclosure:
    schemas = {"data": _schema(folder / "schema.json")}
    for path in sorted(folder.glob("*.schema.json")):
        schemas[path.name.removesuffix(".schema.json")] = _schema(path)
    return Disclosure(folder.parent.name, folder.name, folder, _toml(folder / "disclosure.toml"), schemas)


def _schema(path: Path) -> Schema:
    return Schema.parse(json.loads(path.read_text(encoding="utf-8")))


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
