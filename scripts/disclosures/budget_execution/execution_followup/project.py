"""Project: one project reviewed, the amount cut from its next budget, and whether the approved budget kept the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.disclosures.budget_execution.execution_followup.unit import ACCEPTED
from scripts.measures.ratio import percent
from scripts.model.release import Release


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Project:
    """One reviewed project of one release, which may be an earlier one; amounts in 万元."""

    release: Release
    row: int
    cells: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        """Return a cell."""
        return self.cells[field]

    @property
    def id(self) -> str:
        """Its code."""
        return str(self["id"])

    @property
    def code(self) -> str:
        """Its department."""
        return str(self["department"])

    @property
    def declined(self) -> bool:
        """Whether the explanation was found insufficient or wrong."""
        return bool(self["finding"] != ACCEPTED)

    @property
    def reduced(self) -> bool:
        """Whether anything is cut."""
        return bool(self["cut"] > 0)

    @property
    def rate(self) -> Decimal | None:
        """Executed in per cent of this year's budget."""
        return percent(self["executed"], self["budget"])


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Settled:
    """A cut of the year before and what the congress approved; ``row`` is ``None`` where this release does not say."""

    project: Project
    row: int | None
    approved: Decimal | None

    @property
    def kept(self) -> bool:
        """Whether exactly what was left after the cut was approved."""
        return self.approved is not None and self.approved == self.project["after"]


def projects(release: Release) -> list[Project]:
    """Return the reviewed projects of one release in file order."""
    return [Project(release, row, cells) for row, cells in release.tables["projects"].rows()]


def last_year(release: Release) -> Release | None:
    """Return the release of the year before, if it is published."""
    before = str(release.period.previous)
    return next((one for one in reversed(release.earlier) if str(one.period) == before), None)


def settled(release: Release) -> list[Settled]:
    """Return the cuts that last year's release announced, with the budgets of this year."""
    past = last_year(release)
    here = {cells["id"]: (row, cells["approved"]) for row, cells in release.tables["budgets"].rows()}
    cut = [one for one in projects(past) if one.reduced] if past else []
    return [Settled(one, *here.get(one.id, (None, None))) for one in cut]
