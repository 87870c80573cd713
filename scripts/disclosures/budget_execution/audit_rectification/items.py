"""What is still to be mended after audits (审计查出问题整改)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.audit_rectification.finding import findings
from scripts.measures.mending import Matter
from scripts.measures.mending_table import open_items
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield each open finding under the unit that has to mend it."""
    names = release.codelists["departments"]

    def body(one: Matter) -> tuple[tuple[str, str], str]:
        return (unit_type(names[one.owner]), one.owner), names.label(one.owner)

    return open_items([one.matter for one in findings(release)], "审计查出问题整改", body)
