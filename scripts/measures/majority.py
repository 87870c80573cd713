"""Majority: strictly more than half, in integers, of the body that the rule names."""

from __future__ import annotations


def majority(votes: int, body: int) -> bool:
    """Return whether ``votes`` are a majority (过半数) of ``body``.

    Args:
        votes: ballots in favour.
        body: all members (全体代表, 全体组成人员) unless the rule names another body; never those present by default.

    >>> majority(107, 213), majority(106, 213), majority(5, 10)
    (True, False, False)
    """
    return 2 * votes > body
