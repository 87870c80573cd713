"""Recount: the chosen projects once more, from the published votes and the published rule alone.

Nothing is decided here that the rule leaves open: projects with equal votes at the limit stay undecided, and without
votes or without a rule there is a reason instead of a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from scripts.measures.majority import majority

NO_RULE = "规则未给出，不能重算"
NO_VOTES = "得票数没有全部公布，不能重算"
NO_BODY = "过半数的基数没有公布，不能重算"
NO_COST = "项目金额没有全部公布，不能按预算上限重算"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One project on the ballot.

    Args:
        code: persistent code.
        votes: ballots in favour; ``None`` when not published.
        cost: what counts against a budget ceiling; needed only where the rule has one.
        runoff: ballots in favour in a second ballot held among equals (再次票决).
    """

    code: str
    votes: int | None
    cost: Decimal | int | None = None
    runoff: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How the chosen follow from the votes: most votes first, within whichever limits are set.

    Args:
        known: false when no rule was published.
        majority: whether strictly more than half of ``body`` is needed.
        body: size of the body that the majority is of (全体代表, 到会代表 or 有效票).
        places: the greatest number of projects; ``None`` is no limit.
        budget: the greatest sum of costs; a project that no longer fits is passed over and the next is tried.
        all_in: equals at the limit are chosen together, beyond ``places``; otherwise they stay undecided.
    """

    known: bool = True
    majority: bool = False
    body: int | None = None
    places: int | None = None
    budget: Decimal | int | None = None
    all_in: bool = False


@dataclass(frozen=True, slots=True)
class Recount:
    """What follows from votes and rule.

    Args:
        chosen: codes certainly chosen, most votes first, file order among equals.
        tied: codes with equal votes that the rule does not order.
        vacant: how many of ``tied`` may still be chosen; ``None`` where the budget decides how many.
        unsettled: codes after ``tied`` whose fate depends on theirs (only under a budget).
        short: codes without the majority.
        reason: why there is no result; empty when there is one.
    """

    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    vacant: int | None = 0
    unsettled: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Whether every project is decided."""
        return not self.reason and not self.tied


def recount(candidates: Sequence[Candidate], rule: Rule) -> Recount:
    """Return the result that follows from the votes.

    Args:
        candidates: the projects on the ballot, no others.
        rule: limits and majority; with neither places nor budget nor majority it is no rule.

    >>> votes = [Candidate("a", 9), Candidate("b", 7), Candidate("c", 7), Candidate("d", 3)]
    >>> recount(votes, Rule(majority=True, body=12, places=2))
    Recount(chosen=('a',), tied=('b', 'c'), vacant=1, unsettled=(), short=('d',), reason='')
    """
    if not rule.known or (not rule.majority and rule.places is None and rule.budget is None):
        return Recount(reason=NO_RULE)
    if any(one.votes is None for one in candidates):
        return Recount(reason=NO_VOTES)
    if rule.majority and rule.body is None:
        return Recount(reason=NO_BODY)
    if rule.budget is not None and any(one.cost is None for one in candidates):
        return Recount(reason=NO_COST)
    passed = [one for one in candidates if not rule.majority or majority(_votes(one), rule.body or 0)]
    short = tuple(one.code for one in candidates if one not in passed)
    return _fill(_order(passed), rule, short)


def differences(result: Recount, announced: Mapping[str, bool]) -> dict[str, bool]:
    """Return the codes whose announced fate contradicts the recount, with what the recount says.

    Equals that the rule leaves open contradict nothing as long as no more of them are announced than places are left.

    >>> differences(Recount(chosen=("a",), tied=("b", "c"), vacant=1), {"a": True, "b": False, "c": True, "d": True})
    {'d': False}
    """
    if result.reason:
        return {}
    open_codes = set(result.tied) | set(result.unsettled)
    wrong = {
        code: code in result.chosen
        for code, said in announced.items()
        if code not in open_codes and said != (code in result.chosen)
    }
    if result.vacant is not None:
        taken = [code for code in result.tied if announced.get(code)]
        wrong |= dict.fromkeys(taken[result.vacant :], False)
    return wrong


def _votes(one: Candidate) -> int:
    return one.votes or 0


def _order(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Return groups of equals, most votes first; a second ballot held among all of a group orders it."""
    groups = []
    ordered = sorted(candidates, key=lambda one: -_votes(one))
    for _, found in groupby(ordered, key=_votes):
        group = list(found)
        if len(group) > 1 and all(one.runoff is not None for one in group):
            again = sorted(group, key=lambda one: -(one.runoff or 0))
            groups += [list(part) for _, part in groupby(again, key=lambda one: one.runoff)]
        else:
            groups.append(group)
    return groups


def _fill(groups: list[list[Candidate]], rule: Rule, short: tuple[str, ...]) -> Recount:
    chosen: list[str] = []
    left = None if rule.budget is None else Decimal(rule.budget)
    for index, group in enumerate(groups):
        room = None if rule.places is None else rule.places - len(chosen)
        if room is not None and room <= 0:
            break
        fitting = [one for one in group if left is None or _cost(one) <= left]
        together = sum(map(_cost, fitting), Decimal(0))
        affordable = left is None or together <= left
        if affordable and (room is None or len(fitting) <= room or rule.all_in):
            chosen += [one.code for one in fitting]
            left = None if left is None else left - together
            continue
        tied = tuple(one.code for one in fitting)
        if left is None:
            return Recount(tuple(chosen), tied, room, short=short)
        # Which of the equals is taken decides what is left for all that come after them.
        later = tuple(one.code for later_group in groups[index + 1 :] for one in later_group)
        return Recount(tuple(chosen), tied, None, later, short)
    return Recount(tuple(chosen), short=short)


def _cost(one: Candidate) -> Decimal:
    return Decimal(one.cost or 0)
