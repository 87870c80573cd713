"""What is still open of the follow-up of budget execution (约见约谈、专项评审与预算调减)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.execution_followup.project import projects
from scripts.disclosures.budget_execution.execution_followup.unit import units
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

HEARING, CUT = "预算执行约谈", "下一年预算调减"


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every hearing or finding still to come, and every cut that no approved budget shows yet."""
    names = release.codelists["departments"]
    for unit in units(release):
        if unit.open:
            entity = (unit_type(names[unit.code]), unit.code)
            text = "约谈预算执行进度滞后的情况" if unit.cells["hearing"] is None else "认定约谈时说明的情况是否成立"
            yield Item(
                f"hearing-{unit.code}",
                HEARING,
                entity,
                names.label(unit.code),
                text,
                unit.due,
                unit.state,
                unit.level,
                unit.late,
            )
    for one in projects(release):
        if one.reduced:
            entity = (unit_type(names[one.code]), one.code)
            text = f"{one['name']}的{release.period.year + 1}年预算调减 {figures[f'cut.{one.id}'].words}"
            yield Item(
                f"cut-{one.id}", CUT, entity, names.label(one.code), text, None, "等待下一年预算批准后核对", "wait"
            )
