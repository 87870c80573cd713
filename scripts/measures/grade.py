"""Grade: what a ballot or a score comes to under shares or cut-offs, with an explicit setting for the edge."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

Share = tuple[int, int]
"""Numerator and denominator of a required share; (1, 2) is half."""


class BadShare(ValueError):
    """A required share is not written as two whole numbers with a stroke between, or is above the whole."""


def share(text: str) -> Share:
    """Return a required share written as a fraction.

    Raises:
        BadShare: it has another form, a zero below the stroke, or is above 1.

    >>> share("1/2"), share("2/3")
    ((1, 2), (2, 3))
    """
    above, stroke, below = text.partition("/")
    if not (stroke and above.isdecimal() and below.isdecimal() and 0 < int(above) <= int(below)):
        raise BadShare(text)
    return int(above), int(below)


def reaches(votes: int, base: int, needed: Share, *, tie: bool) -> bool:
    """Return whether ``votes`` reach the share ``needed`` of ``base``.

    Args:
        votes: ballots counted for it.
        base: the body the rule names (全体组成人员, 实到人员 or 有效票), in persons or ballots.
        needed: the share, in integers.
        tie: whether exactly the share is enough (半数以上，含半数) or more is needed (过半数).

    >>> reaches(16, 31, (1, 2), tie=False), reaches(15, 30, (1, 2), tie=False), reaches(15, 30, (1, 2), tie=True)
    (True, False, True)
    """
    part, whole = votes * needed[1], base * needed[0]
    return part > whole or (tie and part == whole)


def grade(votes: Sequence[int], base: int, needed: Sequence[Share], *, tie: bool) -> int:
    """Return the position of the grade reached, 0 for the best, ``len(votes)`` when none is.

    The grades are tried from the best; each counts its own votes and those of all better ones
    (满意票不足的，加基本满意票再看是否达到).

    Args:
        votes: votes for each grade but the last, from the best.
        base: the body the rule names.
        needed: the share each of these grades needs.
        tie: whether exactly the share is enough.

    >>> half = ((1, 2), (1, 2))
    >>> [grade(votes, 31, half, tie=False) for votes in ((16, 0), (15, 1), (15, 0))]
    [0, 1, 2]
    """
    for position, (reached, share_needed) in enumerate(zip(accumulate(votes), needed, strict=True)):
        if reaches(reached, base, share_needed, tie=tie):
            return position
    return len(votes)


def of_score(score: Decimal | int, cut_offs: Sequence[Decimal | int], *, tie: bool = True, veto: bool = False) -> int:
    """Return the position of the grade a score reaches, 0 for the best, ``len(cut_offs)`` for the last.

    Args:
        score: unrounded, or rounded as the rule says before it is graded.
        cut_offs: the score that each grade but the last needs, falling.
        tie: whether exactly the cut-off is enough (90 分以上，含本数).
        veto: whether a case of the rule brings the last grade whatever the score is (一票否决).

    >>> [of_score(score, (90, 80, 60)) for score in (90, Decimal("89.99"), 60, 0)], of_score(95, (90, 80), veto=True)
    ([0, 1, 2, 3], 2)
    """
    if veto:
        return len(cut_offs)
    reached = (position for position, needed in enumerate(cut_offs) if score > needed or (tie and score == needed))
    return next(reached, len(cut_offs))
