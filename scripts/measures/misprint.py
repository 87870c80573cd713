"""Misprint: rows that ought to add to the same number, and the cell that is probably wrong where one does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scripts.measures.average import median

K = TypeVar("K", bound=Hashable)

AGREE = 3
"""How many rows must add to one number before another row's sum counts as odd."""


@dataclass(frozen=True, slots=True)
class Misprint:
    """One row whose sum differs.

    Args:
        sum: what the row adds to.
        expected: what the others add to.
        agreeing: how many rows add to ``expected``.
        position: the cell that is probably wrong.
        probable: what it would have to be.
    """

    sum: int
    expected: int
    agreeing: int
    position: int
    probable: int


def misprints(rows: Mapping[K, Sequence[int]]) -> dict[K, Misprint]:
    """Return the rows whose sum differs from the one sum that more than half of the rows share.

    The same persons vote on every row (同一次测评), so their sums are equal. Of the cells that could mend the row
    alone, that one is named which comes nearest to the middle (中位数) of its column in the other rows.

    Returns:
        Nothing when fewer than ``AGREE`` rows, or not more than half of them, share a sum: then no row is the odd one.

    >>> rows = {"a": [95, 27, 0], "b": [175, 43, 4], "c": [161, 58, 3], "d": [165, 57, 0]}
    >>> misprints(rows)["a"].probable, misprints(rows)["a"].position
    (195, 0)
    """
    sums = {key: sum(cells) for key, cells in rows.items()}
    if not sums:
        return {}
    expected, agreeing = Counter(sums.values()).most_common(1)[0]
    if agreeing < AGREE or 2 * agreeing <= len(rows):
        return {}
    fits = [rows[key] for key, found in sums.items() if found == expected]
    out = {}
    for key, found in sums.items():
        if found != expected:
            position, probable = _probable(rows[key], expected - found, fits)
            out[key] = Misprint(found, expected, agreeing, position, probable)
    return out


def _probable(cells: Sequence[int], lacking: int, fits: Sequence[Sequence[int]]) -> tuple[int, int]:
    candidates = [(position, cell + lacking) for position, cell in enumerate(cells) if cell + lacking >= 0]
    middles = [median(row[position] for row in fits) or 0 for position in range(len(cells))]
    return min(candidates, key=lambda one: (abs(one[1] - middles[one[0]]), one[0]), default=(0, cells[0]))
