"""Streak: how often in a row something has held up to now."""

from __future__ import annotations

from collections.abc import Iterable


def streak(held: Iterable[bool | None]) -> int:
    """Return how many times in a row it held, counted back from the last (连续次数).

    A missing observation ends the streak: what was not reported did not hold.

    >>> streak([True, False, True, True]), streak([True, None]), streak([])
    (2, 0, 0)
    """
    count = 0
    for one in held:
        count = count + 1 if one else 0
    return count
