"""Registry: finds the rooms by folder and says what a room is.

A room has ``disclosure.toml``, ``schema.json`` and the modules ``checks``, ``figures``, ``tables``, ``charts`` and
``mentions``. Others are optional: ``items.py`` yields what is still open, for ``/open-items/`` (未办结事项) and its
feed. A room without it is listed there by the ``open`` clauses of its mentions; a room whose clauses are no open
work has an ``items.py`` that yields nothing. ``identities.py`` yields the accounting identities (勾稽关系) of a
release; the limit of days from approval to publication is one of them where the room applies that method.
``[[secret]]`` in ``disclosure.toml`` names the columns of secret ballots (``scripts.measures.secrecy.differences``).
``extras.py`` adds files to a release, named under ``[extras."<file>"]`` in ``disclosure.toml``; ``recounting.py`` lets
``portal recount`` count a vote again.
"""

from __future__ import annotations

import importlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

from scripts.measures import deadline, secrecy
from scripts.model.ballot import Ballot, Recounting, Tally
from scripts.model.chart import Chart
from scripts.model.figure import Figure, Figures
from scripts.model.grid import Grid
from scripts.model.identity import BadIdentity, Identity
from scripts.model.item import BadItem, Item
from scripts.model.listing import Listing
from scripts.model.mention import Mention
from scripts.model.problem import Problem
from scripts.model.release import KINDS, Release
from scripts.model.table import Schema

ROOMS = Path(__file__).parent / "disclosures"


_PLAIN = re.compile(r"[a-z][a-z0-9_-]*\.[a-z]+")
"""What a file that a room adds may be called."""


class NoRoom(LookupError):
    """There is no room of that kind and report."""


class BadExtra(ValueError):
    """A room adds a file whose name is no plain file name or that ``disclosure.toml`` does not explain."""


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


class Items(Protocol):
    """``items.py``, which a room may have: what is still open, for ``/open-items/``.

    It is asked for the newest period of the report only, so the newest release must say everything that is open in the
    report, if need be from ``release.earlier``. Lateness is counted to ``release.as_of`` with
    ``scripts.measures.calendar.days_late``, never to the day of the build. What is done is left out; what has no
    deadline is listed, and is never late.
    """

    def items(self, release: Release, figures: Figures) -> Iterator[Item]:
        """Yield one item for each open thing, in any order; ids do not repeat and do not change between releases."""


class Extras(Protocol):
    """``extras.py``, which a room may have: files that its releases carry beside those of every release."""

    def extras(self, release: Release) -> Mapping[str, bytes]:
        """Return file name → bytes; titles are in ``disclosure.toml`` under ``[extras."<name>"]``."""


class Listings(Protocol):
    """``listings.py``, which a room may have: its rows in lists by unit, topic or status that run across releases."""

    def listing(self, release: Release) -> Listing:
        """Return the rows with the lists in which each stands."""


class Recounts(Protocol):
    """``recounting.py``, which a room of votes may have: the result once more, step by step."""

    def retell(self, release: Release, tally: Tally | None = None) -> Recounting:
        """Return what follows from the published counts, or from a ``tally`` of ballots, and what differs."""

    def projects(self, release: Release) -> tuple[tuple[str, ...], int | None]:
        """Return the codes on the ballot and how many a ballot may name; ``None`` when the rule sets no limit."""

    def pabulib(self, release: Release, ballots: Sequence[Ballot] | None = None) -> bytes:
        """Return the vote as a Pabulib file, with its ballots where there are any."""


@dataclass(frozen=True, eq=False, repr=False)
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

    @property
    def english(self) -> Mapping[str, Any]:
        """The words of ``english.toml``; empty when the room has none."""
        path = self.folder / "english.toml"
        return _toml(path) if path.is_file() else {}

    @property
    def recounts(self) -> Recounts | None:
        """The room's ``recounting.py``; ``None`` when its releases are no votes."""
        return cast("Recounts", self._module("recounting")) if self._has("recounting") else None

    def _has(self, name: str) -> bool:
        return (self.folder / f"{name}.py").is_file()

    def _module(self, name: str) -> ModuleType:
        return importlib.import_module(f"scripts.disclosures.{self.kind}.{self.report}.{name}")

    def check(self, release: Release) -> list[Problem]:
        """Return every problem that the room's rules find, and every identity that fails without explanation."""
        explained = release.approval.explained if release.approval else {}
        found = list(self._module("checks").check(release))
        found += secrecy.differences(release, self.settings.get("secret", ()))
        try:
            identities = self.identify(release)
        except BadIdentity:
            # Rows that the rules refuse may share an id; once mended they do not.
            if not found:
                raise
            identities = []
        return [*found, *(one.problem() for one in identities if one.state(explained) == "failed")]

    def identify(self, release: Release) -> list[Identity]:
        """Return the accounting identities of the release.

        Raises:
            BadIdentity: two identities have one id.
        """
        found: list[Identity] = []
        if self._has("identities"):
            found += self._module("identities").identities(release)
        if deadline.METHOD in release.methods:
            found.append(deadline.identity(release))
        if len({one.id for one in found}) < len(found):
            raise BadIdentity(f"{self}: identity ids used twice")
        return found

    def compute(self, release: Release) -> Figures:
        """Return the figures of the release."""
        figures: list[Figure] = self._module("figures").compute(release)
        return Figures([*figures, deadline.figure(release)] if deadline.METHOD in release.methods else figures)

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

    def items(self, release: Release, figures: Figures) -> list[Item] | None:
        """Return what is still open, or ``None`` when the room has no ``items.py``.

        Raises:
            BadItem: two items have one id.
        """
        if not self._has("items"):
            return None
        found: list[Item] = list(self._module("items").items(release, figures))
        if len({one.id for one in found}) < len(found):
            raise BadItem(f"{self}: item ids used twice")
        return found

    def listing(self, release: Release) -> Listing | None:
        """Return what the release adds to the lists of its report, or ``None`` when the room has no ``listings.py``."""
        return cast("Listing", self._module("listings").listing(release)) if self._has("listings") else None

    def extras(self, release: Release) -> dict[str, bytes]:
        """Return the files that the room adds to the release; most rooms add none.

        Raises:
            BadExtra: a name is no plain file name, or has no title in ``disclosure.toml``.
        """
        if not self._has("extras"):
            return {}
        files: Mapping[str, bytes] = self._module("extras").extras(release)
        for name in files:
            if not _PLAIN.fullmatch(name) or name not in self.settings.get("extras", {}):
                raise BadExtra(f"{self}: {name}")
        return dict(files)


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
