"""What the appraisal of handling (建议办理质效测评) leaves open: low results not yet studied or mended."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.handling_appraisal.study import STAGES, studies
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield one item for each low result that is not mended."""
    for one in studies(release):
        if not one.open:
            continue
        entry = release.codelists["departments"][one.cells["handler"]]
        yield Item(
            one.cells["id"],
            "质效测评后整改" if one.stage == "mending" else "专题调研",
            (unit_type(entry), one.cells["handler"]),
            entry.label,
            one.cells["finding"] or one.cells["title"],
            one.due,
            STAGES[one.stage][0],
            one.level,
            one.late,
        )
