"""What is still open of the village appraisal (村（居）综合考评): problems not yet mended."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.measures import mending, mending_table
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every problem that is not verified as mended, whichever year found it."""
    names = release.codelists["villages"]
    found = mending.matters(release, "village")
    yield from mending_table.open_items(
        found, "村（社区）考评整改", lambda one: (("village", one.owner), names.label(one.owner))
    )
