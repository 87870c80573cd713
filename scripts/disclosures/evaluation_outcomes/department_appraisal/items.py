"""What is still open of the department appraisal (政府部门工作评议): opinions not mended, reviews not held."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.department_appraisal.opinion import (
    Opinion,
    Review,
    judged_on,
    opinions,
    reviews,
)
from scripts.measures.calendar import days_late
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

MENDING, HEARING = "评议意见整改", "评议满期复查"


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every opinion of the term that is not verified as completed, and every review whose months have passed."""
    for opinion in opinions(release):
        if opinion.open:
            yield _opinion(release, opinion)
    for review in reviews(release):
        if review.missed and review.level == "late":
            yield _review(release, review)


def _body(release: Release, code: str) -> tuple[tuple[str, str], str]:
    entry = release.codelists["departments"][code]
    return (unit_type(entry), code), entry.label


def _opinion(release: Release, one: Opinion) -> Item:
    entity, body = _body(release, one.code)
    # A late report is no longer overdue: what is open is its verification.
    late = one.late or 0 if one.overdue else 0
    state = one.state if one.overdue else one.word
    return Item(one.id, MENDING, entity, body, one.text, one.deadline, state, one.level, late)


def _review(release: Release, one: Review) -> Item:
    """The hearing is held by the standing committee; the department is the one that reports to it."""
    entity, body = _body(release, one.appraisal.code)
    late = days_late(one.due, None, judged_on(release))
    text = f"听取{body}落实评议意见情况的汇报"
    return Item(
        f"review-{one.appraisal.code}",
        HEARING,
        entity,
        body,
        text,
        one.due,
        "到期未复查",
        "late" if late else "wait",
        late,
    )
