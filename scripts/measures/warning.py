"""Warning: which threshold a gap to plan reaches, and in which periods in succession it stayed there (连续预警)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from scripts.model.period import Period

LEVELS = ("warn10", "warn20", "warn30")
"""Status levels of the thresholds, the lowest first."""


def level(gap: Decimal, thresholds: Iterable[Decimal | int]) -> str:
    """Return the status level of a gap in percentage points behind; a threshold that is just reached counts.

    >>> [level(Decimal(gap), (10, 20, 30)) for gap in ("9.99", "10", "29.99", "30")]
    ['ok', 'warn10', 'warn20', 'warn30']
    """
    reached = [name for name, threshold in zip(LEVELS, thresholds, strict=True) if gap >= threshold]
    return reached[-1] if reached else "ok"


def runs(
    gaps: Mapping[Period, Decimal], threshold: Decimal | int, *, within_year: bool = True
) -> list[tuple[Period, ...]]:
    """Return the longest runs of periods in succession in which the gap reached the threshold, oldest first.

    A period without a gap ends a run; so does the turn of the year where ``within_year``.

    Args:
        gaps: period → percentage points behind, unrounded.
    """
    found: list[tuple[Period, ...]] = []
    for period in sorted(gaps):
        if gaps[period] < threshold:
            continue
        last = found[-1] if found else ()
        follows = bool(last) and last[-1] == period.previous
        if follows and not (within_year and last[-1].year != period.year):
            found[-1] = (*last, period)
        else:
            found.append((period,))
    return found
