"""Secrecy: when published counts of a secret ballot would tell how a single person voted."""

from __future__ import annotations

from collections.abc import Sequence

SMALL, UNANIMOUS = "small", "unanimous"


def revealed(votes: Sequence[int], voters: int, *, smallest: int, unanimous: int) -> str:
    """Return why the counts may not be published: ``small``, ``unanimous``, or empty when they may.

    Args:
        votes: published votes by option.
        voters: how many voted.
        smallest: fewest voters whose counts may be published.
        unanimous: fewest voters whose counts may be published when all chose the same.

    >>> [revealed(votes, sum(votes), smallest=5, unanimous=10) for votes in ((3, 1), (9, 0), (8, 1), (10, 0))]
    ['small', 'unanimous', '', '']
    """
    if not votes:
        return ""
    if voters < smallest:
        return SMALL
    return UNANIMOUS if voters in votes and voters < unanimous else ""
