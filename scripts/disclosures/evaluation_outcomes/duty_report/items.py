"""What is still to be mended after duty reports (述职意见整改)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.measures.mending import Matter, matters
from scripts.measures.mending_table import open_items
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield each open opinion under its post."""
    names = release.codelists["posts"]

    def body(one: Matter) -> tuple[tuple[str, str], str]:
        return ("post", one.owner), names.label(one.owner)

    return open_items(matters(release, "post"), "述职意见整改", body)
