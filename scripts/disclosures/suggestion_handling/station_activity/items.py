"""What station activity (联络站活动与群众反映) leaves open: matters raised and not yet solved."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.station_activity.record import matters
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield one item for each unsolved matter.

    久未解决 asks a station to follow a matter more closely; it is no legal deadline, so that none is missed here.
    """
    names = release.codelists["departments"]
    for one in matters(release):
        if one.solved:
            continue
        code = one.cells["handler"]
        yield Item(
            one.cells["id"],
            "群众反映的事",
            ("", "") if code is None else (unit_type(names[code]), code),
            "" if code is None else names.label(code),
            one.cells["text"],
            None,
            "久未解决" if one.late else "办理中",
            "going",
            href=f"/profiles/station/{one.cells['station']}/",
        )
