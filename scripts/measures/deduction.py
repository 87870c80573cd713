"""Deduction: points taken off under a rule, with the most that may be taken in all."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def within(points: Decimal, least: Decimal, most: Decimal) -> bool:
    """Return whether one deduction is among those the rule allows, both ends included.

    >>> within(Decimal("0.2"), Decimal("0.1"), Decimal("0.2")), within(Decimal("0.05"), Decimal("0.1"), Decimal("0.2"))
    (True, False)
    """
    return least <= points <= most


def deducted(points: Iterable[Decimal], cap: Decimal | None = None) -> Decimal:
    """Return the sum of deductions (扣分合计), at most ``cap`` where the rule has one (扣完为止).

    >>> deducted([Decimal("0.1"), Decimal("0.2")]), deducted([Decimal("0.2")] * 4, Decimal("0.5")), deducted([])
    (Decimal('0.3'), Decimal('0.5'), Decimal('0'))
    """
    all_points = sum(points, Decimal(0))
    return all_points if cap is None else min(all_points, cap)
