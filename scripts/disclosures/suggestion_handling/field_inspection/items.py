"""What field inspection (暗访视察问题移交整改) leaves open: problems not yet mended and verified."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.field_inspection.machine import AWAITED, STATES
from scripts.disclosures.suggestion_handling.field_inspection.problem import problems
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Yield one item for each open problem; it is late only while its mending is awaited."""
    names = release.codelists["departments"]
    for one in problems(release):
        if not one.open:
            continue
        code = one.cells["body"] if one.state in {*AWAITED, "mended"} else None
        yield Item(
            one.cells["id"],
            "暗访问题整改",
            ("", "") if code is None else (unit_type(names[code]), code),
            "" if code is None else names.label(code),
            f"{one.cells['place']}：{one.cells['before']}",
            one.due if one.state in AWAITED else None,
            STATES[one.state][0],
            one.level,
            one.late if one.overdue else 0,
        )
