"""What is still open of the deputy review (代表述职评议与联络站星级): reviews whose planned year has passed."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.deputy_review import term
from scripts.measures.calendar import days_late
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every deputy planned for a year that is over by the end of the data, and not yet reviewed.

    The deputy is no body that is late: the station arranges the review.
    """
    for one in term.coverage(release):
        due = one.due
        if one.state in {"reviewed", "unscheduled"} or due is None or due > release.as_of:
            continue
        late = days_late(due, None, release.as_of)
        station = release.codelists["stations"].label(one.station)
        deputy = release.codelists["deputies"].label(one.code)
        yield Item(
            one.code,
            "代表述职评议",
            ("station", one.station),
            station,
            f"{deputy}向选民述职（计划 {one.planned} 年）",
            due,
            "还没有述职",
            "late" if late else "wait",
            late,
        )
