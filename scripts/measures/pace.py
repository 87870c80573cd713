"""Pace: how much of the year has passed (序时进度), against which spending is held."""

from __future__ import annotations

import datetime
from decimal import Decimal

from scripts.model.number import PRECISE


def elapsed(end: datetime.date) -> Decimal:
    """Return the months of the year up to and with the month of ``end``, in per cent of twelve.

    >>> elapsed(datetime.date(2024, 9, 30)), elapsed(datetime.date(2024, 12, 31))
    (Decimal('75'), Decimal('100'))
    """
    return PRECISE.divide(Decimal(end.month) * 100, Decimal(12))
