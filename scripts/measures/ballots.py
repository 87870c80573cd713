"""Ballots: anonymous ballots counted into votes for each project; what the rule makes invalid counts for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scripts.model.ballot import Ballot, Tally

UNKNOWN = "写了没有列入票决的项目"
TWICE = "同一个项目写了两次"
TOO_MANY = "所选的项目多于每张票最多可选的数目"


def count(ballots: Iterable[Ballot], codes: Collection[str], limit: int | None = None) -> Tally:
    """Return what the ballots add up to.

    Args:
        ballots: one for each ballot returned; one that names nothing is valid and chooses nothing.
        codes: the projects on the ballot.
        limit: how many projects a ballot may name; ``None`` is no limit.

    >>> tally = count([Ballot("1", ("a", "b")), Ballot("2", ("b",)), Ballot("3", ("a", "b", "c"))], ("a", "b", "c"), 2)
    >>> tally.votes, tally.valid, tally.invalid
    ({'a': 1, 'b': 2, 'c': 0}, 2, {'3': '所选的项目多于每张票最多可选的数目'})
    """
    votes = dict.fromkeys(codes, 0)
    points = dict.fromkeys(codes, 0)
    invalid: dict[str, str] = {}
    valid = 0
    for ballot in ballots:
        if reason := _fault(ballot, votes, limit):
            invalid[ballot.number] = reason
            continue
        valid += 1
        for code, given in zip(ballot.codes, ballot.points or (1,) * len(ballot.codes), strict=True):
            votes[code] += 1
            points[code] += given
    return Tally(votes, points, valid, invalid)


def _fault(ballot: Ballot, codes: Collection[str], limit: int | None) -> str:
    if any(code not in codes for code in ballot.codes):
        return UNKNOWN
    if len(set(ballot.codes)) != len(ballot.codes):
        return TWICE
    return TOO_MANY if limit is not None and len(ballot.codes) > limit else ""
