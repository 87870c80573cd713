"""Score: one village's items, its total, grade and place under the method in force, with the veto (一票否决)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.grade import of_score
from scripts.measures.ranking import rank
from scripts.measures.weighting import weighted
from scripts.model.method import Method
from scripts.model.number import half_up
from scripts.model.release import Release

METHOD = "village_appraisal"
FULL = 100


@dataclass(frozen=True, slots=True)
class Criterion:
    """One item with its weight in per cent."""

    code: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Appraised:
    """One village of one release; ``total`` is ``None`` when it was not appraised."""

    row: int
    code: str
    total: Decimal | None
    grade: str
    rank: int | None
    veto: bool
    ground: str
    scores: dict[str, Decimal]


def criteria(method: Method) -> list[Criterion]:
    """Return the items of this version in its order."""
    parts = zip(method["items"], method["item_titles"], method["weights"], strict=True)
    return [Criterion(code, title, Decimal(weight)) for code, title, weight in parts]


def appraised(release: Release) -> list[Appraised]:
    """Return the villages in file order."""
    scores: dict[str, dict[str, Decimal]] = {}
    for cells in release.tables["scores"].records():
        scores.setdefault(cells["village"], {})[cells["item"]] = cells["score"]
    return [
        Appraised(
            row,
            cells["village"],
            cells["total"],
            cells["grade"] or "",
            cells["rank"],
            cells["veto"],
            cells["veto_ground"] or "",
            scores.get(cells["village"], {}),
        )
        for row, cells in release.table.rows()
    ]


def total(scores: Mapping[str, Decimal], method: Method) -> Decimal | None:
    """Return the weighted total, rounded as the rule says before it is graded and ranked; ``None`` without an item."""
    whole = weighted([(one.weight, scores.get(one.code)) for one in criteria(method)], FULL)
    return None if whole is None else half_up(whole, method["places"])


def position(one: Appraised, method: Method) -> int | None:
    """Return the grade a village must have, 0 for the best; a veto brings the grade of the veto whatever the total."""
    if one.total is None:
        return None
    veto = method["grades"].index(method["veto_grade"])
    return veto if one.veto else of_score(one.total, method["cut_offs"], tie=method["cut_off_counts"])


def level(one: Appraised, method: Method) -> str:
    """Return the status level of a village's grade."""
    if one.veto:
        return "bad"
    reached = position(one, method)
    return "none" if reached is None else {0: "ok", len(method["cut_offs"]): "warn10"}.get(reached, "")


def contest(found: list[Appraised], method: Method) -> list[Appraised]:
    """Return the villages that take part in the ranking: without the vetoed unless the rule ranks them too."""
    return [one for one in found if method["veto_ranked"] or not one.veto]


def places(found: list[Appraised], method: Method) -> dict[str, int]:
    """Return the place of each village; empty when one of those that take part has no total."""
    totals = {one.code: one.total for one in contest(found, method)}
    return rank(totals) if totals and None not in totals.values() else {}
