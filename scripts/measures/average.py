"""Average: the middle of a set, missing when the set is empty or a member is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scripts.model.number import PRECISE


def median(values: Iterable[Decimal | int | None]) -> Decimal | None:
    """Return the middle value (中位数), of an even number the mean of the two in the middle, or ``None``.

    >>> median([9, 1, 4]), median([1, 2]), median([]), median([1, None])
    (Decimal('4'), Decimal('1.5'), None, None)
    """
    known: list[Decimal] = []
    for value in values:
        if value is None:
            return None
        known.append(Decimal(value))
    if not known:
        return None
    known.sort()
    half = len(known) // 2
    if len(known) % 2:
        return known[half]
    return PRECISE.divide(known[half - 1] + known[half], Decimal(2))
