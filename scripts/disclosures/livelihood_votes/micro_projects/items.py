"""What is still open of a special fund (民生“微实事”专项资金): matters with money that are not done."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.micro_projects.fund import fund
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield every matter that got money and is not done."""
    units = release.codelists["departments"]
    for one in fund(release).matters:
        if not one.funded or one.completed:
            continue
        lead = one.cells["lead"]
        level, word = one.stands
        yield Item(
            one.code,
            "微实事项目",
            (unit_type(units[lead]), lead) if lead else ("", ""),
            units.label(lead) if lead else "",
            one.title,
            one.cells["due"],
            "超过计划完成日期" if one.late else word,
            level,
            one.days if one.late else 0,
            f"/profiles/project/{one.code}/",
        )
