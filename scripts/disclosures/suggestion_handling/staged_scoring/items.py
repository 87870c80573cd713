"""What staged scoring (百分制分段评价) leaves open: stages that are being handled again, each with its deadline."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.staged_scoring.item import items as rows
from scripts.disclosures.suggestion_handling.staged_scoring.machine import STAGES, STATES
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield one item for each suggestion whose redo is awaited."""
    for one in rows(release):
        redo = one.running
        if redo is None:
            continue
        entry = release.codelists["departments"][one.cells["handler"]]
        yield Item(
            one.cells["code"],
            f"{STAGES[redo.stage]}重新办理",
            (unit_type(entry), one.cells["handler"]),
            entry.label,
            one.cells["title"],
            redo.due,
            STATES[one.state][0],
            "late" if redo.late else "going",
            redo.late,
            f"/profiles/suggestion/{one.cells['code']}/",
        )
