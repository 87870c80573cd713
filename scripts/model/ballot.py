"""Ballot: what one anonymous ballot names, what many add up to, and the result told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot, of nobody.

    Args:
        number: running number in the file; never a number that a voter had.
        codes: the projects it names, as written.
        points: points given to each of ``codes`` where the vote is by points; empty where each counts once.
    """

    number: str
    codes: tuple[str, ...]
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What ballots add up to.

    Args:
        votes: code → valid ballots that name it; every project on the ballot is there.
        points: code → points on valid ballots; equal to ``votes`` where the vote is not by points.
        valid: how many ballots counted.
        invalid: number of a ballot that did not → why, in Chinese.
    """

    votes: Mapping[str, int]
    points: Mapping[str, int]
    valid: int
    invalid: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recounting:
    """A recount in words.

    Args:
        steps: what was done, each a Chinese sentence, in order.
        chosen: code and name of the projects that follow, in the order of the printed table.
        announced: the same for the list that the meeting announced.
        differences: what contradicts the published numbers or the announced list, each a Chinese sentence.
        reason: why there is no result; empty when there is one.
    """

    steps: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...]
    announced: tuple[tuple[str, str], ...]
    differences: tuple[str, ...] = ()
    reason: str = ""
