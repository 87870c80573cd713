"""Edition: a release with everything computed from it, ready to be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing of a chart: SVG text and its size in CSS pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Edition:
    """What the publish stage is given for each release.

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
    key: str = ""

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
