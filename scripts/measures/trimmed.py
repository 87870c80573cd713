"""Trimmed: the mean of marks after the highest and the lowest are dropped."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scripts.model.number import PRECISE


def trimmed_mean(marks: Iterable[Decimal | int | None], drop: int = 1) -> Decimal | None:
    """Return the mean without the ``drop`` highest and the ``drop`` lowest marks (去掉最高分和最低分的平均分).

    Of equal extremes as many as ``drop`` are dropped and the others stay.

    Args:
        marks: every mark given; a missing one makes the mean missing.
        drop: how many at each end; 0 is the plain mean.

    Returns:
        To 34 significant digits; ``None`` when a mark is missing or none would be left.

    >>> trimmed_mean([70, 80, 90, 100]), trimmed_mean([90, 90, 60]), trimmed_mean([80, 90]), trimmed_mean([1, 2], 0)
    (Decimal('85'), Decimal('90'), None, Decimal('1.5'))
    """
    known: list[Decimal] = []
    for mark in marks:
        if mark is None:
            return None
        known.append(Decimal(mark))
    left = sorted(known)[drop : len(known) - drop]
    return PRECISE.divide(sum(left, Decimal(0)), Decimal(len(left))) if left else None
