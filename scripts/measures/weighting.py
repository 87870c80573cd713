"""Weighting: one score out of several criteria, exact, missing when a criterion is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scripts.measures.total import total
from scripts.model.number import PRECISE

Part = tuple[Decimal | int, Decimal | int | None]
"""Weight of a criterion, and its score."""


def complete(weights: Iterable[Decimal | int], whole: Decimal | int = 100) -> bool:
    """Return whether the weights add up to the whole, exactly.

    >>> complete([Decimal("33.3"), Decimal("33.3"), Decimal("33.4")]), complete([50, 49])
    (True, False)
    """
    return sum(map(Decimal, weights), Decimal(0)) == whole


def weighted(parts: Iterable[Part], full: Decimal | int) -> Decimal | None:
    """Return the sum of weight × score ÷ full marks (加权得分); ``None`` when a score is missing.

    Args:
        parts: weight and score of every criterion.
        full: the marks that earn the whole weight, more than 0 (百分制 is 100).

    >>> weighted([(60, 90), (40, 80)], 100), weighted([(60, 90), (40, None)], 100), weighted([], 100)
    (Decimal('86'), None, None)
    """
    found = list(parts)
    if not found:
        return None
    earned = total(None if score is None else Decimal(weight) * score for weight, score in found)
    return None if earned is None else PRECISE.divide(earned, Decimal(full))
