"""What is still open of the review of department budgets (部门预算审查全覆盖): opinions not closed."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.budget_review.opinion import opinions
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

KIND = "部门预算审查意见"


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every opinion of the term that its committee has not confirmed as closed."""
    names = release.codelists["departments"]
    for one in opinions(release):
        if not one.closed:
            entity = (unit_type(names[one.code]), one.code)
            yield Item(
                one.id, KIND, entity, names.label(one.code), one["text"], one.due, one.state, one.level, one.late
            )
