"""Total: sums that are missing when a part is missing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def total(parts: Iterable[Decimal | int | None]) -> Decimal | None:
    """Return the exact sum (合计), or ``None`` when any part is missing.

    >>> total([Decimal("1.1"), 2]), total([1, None]), total([])
    (Decimal('3.1'), None, Decimal('0'))
    """
    result = Decimal(0)
    for part in parts:
        if part is None:
            return None
        result += part
    return result
