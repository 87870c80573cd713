"""Identities of the review of department budgets (部门预算审查全覆盖): opinions counted, and none lost on the way."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.opinion import carried, opinions
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "条"


def identities(release: Release) -> Iterator[Identity]:
    """Yield for each review that its opinions are all listed, and that what was open is closed or still open."""
    names, found, before = release.codelists["departments"], opinions(release), carried(release)
    new = [one for one in found if one.knots[0].release is release]
    for one in term.reviewed_in(release):
        yield Identity(
            f"listed.{one.code}",
            f"审查报告写明对{names.label(one.code)}的意见数＝意见表里本期提出的条数",
            one.opinions,
            sum(opinion.code == one.code for opinion in new),
            UNIT,
            release.table.place(one.row, "opinions"),
        )
    followed = {one.id for one in (*before, *new)}
    closed = sum(one.closed and one.here is release for one in found if one.id in followed)
    yield Identity(
        "flow",
        "上期末未办结＋本期提出＝本期办结＋期末未办结",
        len(before) + len(new),
        closed + sum(not one.closed for one in found),
        UNIT,
        release.tables["opinions"].place(),
    )
