"""Secrecy: when published counts of a secret ballot would tell how a single person voted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scripts.model.problem import Problem
from scripts.model.release import Release

SMALL, UNANIMOUS = "small", "unanimous"
NEVER_EXPLAINED = frozenset(
    {
        "check.small-group",
        "check.unanimous-group",
        "check.named-inferable",
        "check.rest-inferable",
        "check.result-not-approved",
        "check.name-not-approved",
    }
)
"""Problems that no approver may accept: what they protect is not the approver's."""
Ballots = tuple[tuple[Any, ...], tuple[str, ...]]
SMALLEST = 5
"""Fewest ballots by which two revisions may differ, where the method states no smallest group."""


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


def differences(release: Release, secret: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield where a revision has so few ballots more or less than an earlier one that taking one off shows them.

    Args:
        secret: from ``disclosure.toml``: the ``key`` of a row in ``resource``, its ``options`` (lists of fields that
            share one set of ballots), and the ``method`` with the name of its ``smallest`` group; ``voters`` names the
            field of another resource (``meeting.valid``) where options do not add up to the ballots.
    """
    if release.withdraws:
        return
    for one in secret:
        smallest = int(release.method(one["method"]).parameters.get(one.get("smallest", ""), SMALLEST))
        for before in release.before:
            yield from _few(release, before, one, smallest)


def _few(release: Release, before: Release, one: Mapping[str, Any], smallest: int) -> Iterator[Problem]:
    table = release.tables[one["resource"]]
    was = _ballots(before, one)
    for (key, fields), (row, ballots) in _ballots(release, one).items():
        more = ballots - was[key, fields][1] if (key, fields) in was else 0
        if 0 < abs(more) < smallest:
            yield table.problem(
                "check.few-ballots-differ",
                row=row,
                field=fields[0],
                expected=f"比第 {before.id.revision} 版{'多' if more > 0 else '少'} {abs(more)} 张票，"
                f"不足 {smallest} 张：两版相减，就看得出这几张票怎样投",
                fix="票数各列全部留空，只公布结果；是原来抄错、票并没有增减的，批准时用 --explain 写明理由",
            )


def _ballots(release: Release, one: Mapping[str, Any]) -> dict[Ballots, tuple[int, int]]:
    """Return key of a row and fields → row and ballots, where votes are published."""
    resource, _, field = str(one.get("voters", "")).partition(".")
    number = release.tables[resource].records()[0][field] if resource and len(release.tables[resource]) else None
    found = {}
    for row, cells in release.tables[one["resource"]].rows():
        for fields in one["options"]:
            votes = [cells[name] for name in fields if cells[name] is not None]
            ballots = number if resource else sum(votes)
            if votes and ballots is not None:
                found[tuple(cells[name] for name in one["key"]), tuple(fields)] = (row, int(ballots))
    return found
