"""What the “three public” expenses leave open: tables that were not handed in."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.three_public_expenses.unit import MISSING, of_state, units
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield each missing table of the newest period and of earlier ones that no later revision has filled."""
    names = release.codelists["departments"]
    for source in (*release.earlier, release):
        for one in of_state(units(source), MISSING):
            yield Item(
                f"{source.period}-{one.code}".lower(),
                "“三公”经费缺表",
                (unit_type(names[one.code]), one.code),
                one.name,
                f"{source.period.title}“三公”经费表没有公开：{one.explanation.rstrip('。')}",
                None,
                "缺表",
                "wait",
            )
