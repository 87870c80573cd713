"""Money of the large instance: the demonstration's generators over more departments and all years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from scripts.model.period import Period
from tests.instances.demonstration import budget, final_accounts, general_budget
from tests.instances.demonstration.base import Draft

FIRST = min(general_budget.YEARS)


@contextmanager
def widened(departments: Path, years: Sequence[int]) -> Iterator[None]:
    """Let the demonstration's generators see these departments and years; afterwards they are as before."""
    known = (min(years) - 1, *years)
    # Before the first year of the demonstration the land market was as in that year.
    land = {year: general_budget.LAND.get(year, general_budget.LAND[FIRST]) for year in known}
    approved = {
        year: (f"{year}年决算会议", f"{year + 1}-08-24", f"{year + 1}-09-08")
        for year in years
        if year not in final_accounts.APPROVED
    }
    phases = {
        year: (f"{year}-01-06", f"{year}-01-11", f"{year}-09-26", f"{year + 1}-01-17")
        for year in years
        if year not in final_accounts.PHASES
    }
    with (
        patch.object(budget, "DEPARTMENTS", departments),
        patch.object(final_accounts, "DEPARTMENTS", departments),
        patch.object(general_budget, "YEARS", known),
        patch.dict(general_budget.LAND, land),
        patch.dict(final_accounts.APPROVED, approved),
        patch.dict(final_accounts.PHASES, phases),
        patch.dict(
            budget.PERIODS, {period: _quarter(period) for period in _quarters(years) if period not in budget.PERIODS}
        ),
    ):
        _forget()
        yield
    _forget()


def _forget() -> None:
    """What was computed for other years is not true for these."""
    for kept in (general_budget._budget, general_budget._months):
        kept.cache_clear()


def drafts(departments: Path, years: Sequence[int]) -> list[Draft]:
    """Return every quarter, month and year of these years."""
    with widened(departments, years):
        quarters = budget.drafts(tuple(years))
        months = general_budget.drafts()
        accounts = [draft for draft in final_accounts.drafts() if int(draft.id.rpartition("/")[2]) in years]
    return [*quarters, *months, *accounts]


def _quarters(years: Sequence[int]) -> list[str]:
    return [f"{year}-Q{quarter}" for year in years for quarter in range(1, 5)]


def _quarter(period: str) -> tuple[str, str, str]:
    end = Period.parse(period).end
    return f"{period} 会议", (end + timedelta(days=18)).isoformat(), (end + timedelta(days=25)).isoformat()
