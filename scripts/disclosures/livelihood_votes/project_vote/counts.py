"""Counts: ballots within those present, votes within the ballots, names within the places; every breach of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.disclosures.livelihood_votes.project_vote.vote import Vote
from scripts.model.problem import Problem
from scripts.model.release import Release

BALLOTS = (
    ("check.present-above-members", "present", "members", "实到不能多于应到（全体代表）"),
    ("check.issued-above-present", "issued", "present", "发出的票不能多于实到代表"),
    ("check.returned-above-issued", "returned", "issued", "收回的票不能多于发出的票，多于的票决无效"),
)
"""Problem code, field, the field it may not exceed, and the rule in words."""


def breaches(release: Release, found: Vote) -> Iterator[Problem]:
    """Yield every breach of an identity in the first ballot and in the second."""
    yield from _six(release, found.meeting, 0)
    votes = [project.votes for project in found.ballot if project.votes is not None]
    yield from _names(release, 0, votes, found.meeting["valid"], found.per_ballot, "每张票最多可选")
    if found.second is not None:
        yield from _six(release, found.second, 1)
        yield from _second(release, found, found.second)


def _six(release: Release, cells: Mapping[str, Any], row: int) -> Iterator[Problem]:
    table = release.tables["meeting"]
    for code, field, limit, words in BALLOTS:
        if cells[field] is not None and cells[limit] is not None and cells[field] > cells[limit]:
            yield table.problem(
                code,
                row=row,
                field=field,
                expected=f"{words}，{table.schema[limit].title}是 {cells[limit]}",
                fix="核对会议的计票记录，改正错的那一格",
            )
    parts = [cells["returned"], cells["valid"], cells["invalid"]]
    if None not in parts and parts[0] != parts[1] + parts[2]:
        yield table.problem(
            "check.returned-sum",
            row=row,
            field="returned",
            expected=f"收回的票等于有效票加无效票，{parts[1]}＋{parts[2]}＝{parts[1] + parts[2]}",
            fix="核对收回、有效、无效三个数，改正错的那一格",
        )


def _names(
    release: Release, row: int, votes: list[int], valid: int | None, limit: int | None, words: str
) -> Iterator[Problem]:
    """Yield when all votes together are more than the valid ballots can have named."""
    if valid is not None and limit is not None and sum(votes) > valid * limit:
        yield release.tables["meeting"].problem(
            "check.votes-above-places",
            row=row,
            field="valid",
            expected=f"赞成票之和 {sum(votes)} 不能多于有效票 {valid} 张乘{words}的 {limit} 项，即 {valid * limit}",
            fix="核对有效票、应选名额和各项目的得票，改正错的那一格",
        )


def _second(release: Release, found: Vote, second: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what cannot be in a second ballot: it decides the places that the first left open, among equals."""
    again = [project for project in found.ballot if project.cells["votes_runoff"] is not None]
    valid, places, vacant = second["valid"], second["places"], found.first.vacant
    above = [project for project in again if valid is not None and project.cells["votes_runoff"] > valid]
    for project in above:
        yield release.table.problem(
            "check.runoff-above-valid",
            row=project.row,
            field="votes_runoff",
            expected=f"再次票决的得票不能多于那一次的有效票 {valid}",
            fix="核对这一项的再次票决赞成票和会议表第二行的有效票",
        )
    if places is not None and not found.first.reason and vacant is not None and places != vacant:
        yield release.tables["meeting"].problem(
            "check.runoff-places",
            row=1,
            field="places",
            expected=f"首次票决以后余下的名额是 {vacant} 项",
            fix="核对首次票决的得票和应选名额；没有得票相同的项目就没有再次票决，删去这一行",
        )
    if not above:
        votes = [project.cells["votes_runoff"] for project in again]
        yield from _names(release, 1, votes, valid, places, "余下的名额")
