"""Edition: a release with everything computed from it, ready to be published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.identity import Identity
from scripts.model.item import Item
from scripts.model.listing import Listing
from scripts.model.mention import Mention
from scripts.model.release import Release
from scripts.model.table import Schema
from scripts.model.text import Text

Parts = Mapping[str, Any]
"""Attribute → value: what rooms and charts make of a release."""
PARTS = frozenset(
    ["figures", "grids", "charts", "mentions", "extras", "identities", "items", "listing", "text", "pictures", "images"]
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing of a chart: SVG text and its size in CSS pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Edition:
    """What the publish stage is given for each release.

    An edition made ``of`` a way to get its parts gets each when it is first asked for: of ten thousand pages most stand
    as they should, and what they were made of is then not read.

    Args:
        release: the release.
        settings: the room's ``disclosure.toml``.
        schemas: the room's schemas by resource.
        template: the room's ``page.md.j2``.
        figures, grids, charts, mentions: what the room made.
        pictures: chart name → width name → drawing.
        images: chart name → PNG bytes.
        folder: the approved folder, whose files are published as they are.
        current: whether this is the current revision of its period.
        extras: file name → bytes that the room adds to the release.
        listing: what the release adds to the lists of its report; ``None`` when the room keeps none.
        items: what is still open, as the room's ``items.py`` says; ``None`` when the room has none.
        text: its words; ``None`` where nobody has rendered them.
        identities: the accounting identities of the release, none when the room states none.
        key: a hash of all that the values above are made of; empty when nobody asked for it.
    """

    release: Release
    settings: Mapping[str, Any]
    schemas: Mapping[str, Schema]
    template: str
    figures: Figures
    grids: Mapping[str, Grid]
    charts: Mapping[str, Chart]
    mentions: tuple[Mention, ...]
    pictures: Mapping[str, Mapping[str, Picture]]
    images: Mapping[str, bytes]
    folder: Path
    current: bool
    extras: Mapping[str, bytes] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    items: tuple[Item, ...] | None = None
    listing: Listing | None = None
    text: Text | None = None
    key: str = ""
    _load: Callable[[str], Parts] | None = field(default=None, init=False)

    @classmethod
    def of(cls, load: Callable[[str], Parts], **known: Any) -> Edition:
        """Return an edition whose ``PARTS`` are loaded on demand.

        Args:
            load: name of a part → its value by name, and those of others that come with it.
            known: everything else.
        """
        made = object.__new__(cls)
        for name, value in (known | {"_load": load}).items():
            object.__setattr__(made, name, value)
        return made

    def __getattr__(self, name: str) -> Any:
        """Return a part that was not asked for before."""
        if name not in PARTS or self._load is None:
            raise AttributeError(name)
        for part, value in self._load(name).items():
            object.__setattr__(self, part, value)
        return object.__getattribute__(self, name)

    def drawn(self, draw: Callable[[], Parts]) -> Edition:
        """Return the edition with ``pictures`` and ``images``, which ``draw`` gives when one is asked for."""

        def load(name: str) -> Parts:
            return draw() if name in {"pictures", "images"} else {name: getattr(self, name)}

        known = {one.name: getattr(self, one.name) for one in fields(self) if one.init and one.name not in PARTS}
        return Edition.of(load, **known)

    @property
    def title(self) -> str:
        """Title of the release (2024年第三季度部门预算执行进度)."""
        return f"{self.release.period.title}{self.settings['title']}"

    @property
    def address(self) -> str:
        """Site address of this revision (``/kind/report/period/r1/``)."""
        return f"/{self.release.id}/"

    @property
    def current_address(self) -> str:
        """Site address of whichever revision is current."""
        return f"/{self.release.id.current}/"
