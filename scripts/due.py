"""``portal due``: the disclosure calendar, what is published, due or late."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from scripts import instance, registry
from scripts.publish.agenda import agenda, published


def due(root: Path, at: datetime.datetime | None) -> tuple[datetime.date, list[dict[str, Any]]]:
    """Return the day spoken of and the entries of the calendar by due date.

    Args:
        at: lateness is counted to this day; default the newest ``issued`` that is not in the future.
    """
    material = instance.load(root, at)
    days = published(
        (one.id, one.approval.issued.date()) for one in material.releases.values() if one.approval is not None
    )
    titles = {str(room): room.title for room in registry.disclosures()}
    return material.at.date(), agenda(material.calendar, days, titles, material.at.date())
