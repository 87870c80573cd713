"""What is open in the register of suggestions (建议办理台账): suggestions that still wait for a reply."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.suggestion_register import progress
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

KINDS = ("代表建议答复", "代表建议再次办理")


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every suggestion that a handler still has to answer, for the first or the second time."""
    for one in progress.items(release):
        clock = one.running
        if clock is None or not clock.pending or one.phase not in {"assigned", "handling", "unanswered", "redo"}:
            continue
        cells = one.cells
        entity, body = ("", ""), ""
        if cells["handler"]:
            entry = release.codelists["departments"][cells["handler"]]
            entity, body = (unit_type(entry), cells["handler"]), entry.label
        yield Item(
            cells["code"],
            KINDS[clock is one.second],
            entity,
            body,
            f"{cells['number'] or ''}“{cells['title']}”",
            clock.due,
            progress.PHASES[one.phase][0],
            "late" if clock.late else one.level,
            clock.late,
            f"/profiles/suggestion/{cells['code']}/",
        )
