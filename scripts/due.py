"""``portal due``: the disclosure calendar, what is published, due or late."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from scripts import instance, registry
from scripts.publish.agenda import agenda


def due(root: Path, at: datetime.datetime | None) -> tuple[datetime.date, list[dict[str, Any]]]:
    """Return the day spoken of and the entries of the calendar by due date.

    Args:
        at: lateness is counted to this day; default the newest ``issued`` that is not in the future.
    """
    material = instance.load(root, at)
    published: dict[str, datetime.date] = {}
    for release in material.releases.values():
        assert release.approval is not None
        day = release.approval.issued.date()
        published[release.id.current] = min(day, published.get(release.id.current, day))
    titles = {str(room): room.title for room in registry.disclosures()}
    return material.at.date(), agenda(material.calendar, published, titles, material.at.date())
