"""What is still to be mended after a performance evaluation (绩效评价整改)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.measures.mending import Matter, matters
from scripts.measures.mending_table import open_items
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield each open point under its project."""
    names = release.codelists["key_projects"]

    def body(one: Matter) -> tuple[tuple[str, str], str]:
        return ("project", one.owner), names.label(one.owner)

    return open_items(matters(release, "project"), "绩效评价整改", body)
