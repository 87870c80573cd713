"""Pabulib: a vote in the common form of participatory budgets, for those who compare or recount many votes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.disclosures.livelihood_votes.project_vote.vote import BY_BUDGET, Project, Vote, vote
from scripts.measures.total import total
from scripts.model.ballot import Ballot
from scripts.model.number import plain
from scripts.model.release import Release

YUAN = 10_000
"""Money stands in 万元 in a release and in yuan in a Pabulib file, which knows no unit of its own."""
COLUMNS = ("project_id", "cost", "votes", "name", "category", "selected")
OPTIONAL = ("votes_against", "abstain", "votes_runoff")
"""Columns that stand only where a project has the number."""


def pabulib(release: Release, ballots: Sequence[Ballot] | None = None) -> bytes:
    """Return the vote as a ``.pb`` file: META, PROJECTS, and VOTES where there are ballots.

    Args:
        ballots: anonymous ballots that were published; without them META says that none were.
    """
    found = vote(release)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(("META",))
    writer.writerow(("key", "value"))
    writer.writerows(_meta(release, found, ballots))
    writer.writerow(("PROJECTS",))
    extra = [name for name in OPTIONAL if any(one.cells[name] is not None for one in found.ballot)]
    writer.writerow((*COLUMNS, *extra))
    for project in found.ballot:
        writer.writerow((*_row(project), *(_text(project.cells[name]) for name in extra)))
    if ballots is not None:
        points = any(ballot.points for ballot in ballots)
        writer.writerow(("VOTES",))
        writer.writerow(("voter_id", "vote", "points") if points else ("voter_id", "vote"))
        for ballot in ballots:
            given = (",".join(map(str, ballot.points)),) if points else ()
            writer.writerow((ballot.number, ",".join(ballot.codes), *given))
    return stream.getvalue().encode()


def _meta(release: Release, found: Vote, ballots: Sequence[Ballot] | None) -> Iterator[tuple[str, str]]:
    cells, method = found.meeting, found.method
    day = cells["date"].strftime("%d.%m.%Y")
    yield "description", f"{release.period.title}民生实事项目票决，{cells['meeting']}"
    yield "instance", str(release.period)
    yield "num_projects", str(len(found.ballot))
    counted = cells["valid"] if ballots is None else len(ballots)
    if counted is not None:
        yield "num_votes", str(counted)
    # Readers of this form want a budget; where the rule has none, the sum of all costs is one that limits nothing.
    everything = total(project.cells["cost_total"] for project in found.ballot)
    limit = everything if cells["budget"] is None else cells["budget"]
    if limit is not None:
        yield "budget", _yuan(limit)
    yield "vote_type", "approval"
    yield "rule", "greedy" if cells["mode"] == BY_BUDGET and not method["majority"] else "unknown"
    yield "date_begin", day
    yield "date_end", day
    if found.per_ballot is not None:
        yield "max_length", str(found.per_ballot)
    if cells["places"] is not None:
        yield "places", str(cells["places"])
    if found.needed is not None:
        yield "majority", str(found.needed)
    yield "edition", str(release.id.revision)
    said = f"票决方式：{cells['mode']}，规则见口径 {method.cited}；金额是公布的万元数乘 10000。"
    if cells["budget"] is None:
        said += "没有预算上限，budget 是全部候选项目金额之和，不限制任何项目。"
    if ballots is None:
        yield "ballots", "unpublished"
        said += "没有公布匿名选票，因此没有 VOTES 部分；votes 是公布的赞成票，num_votes 是有效票。"
    yield "comment", said


def _row(project: Project) -> tuple[str, ...]:
    category = ",".join(project.codes("category"))
    chosen = "1" if project.chosen else "0"
    return (project.code, _yuan(project.cells["cost_total"]), _text(project.votes), project.title, category, chosen)


def _yuan(amount: Decimal | int | None) -> str:
    return "" if amount is None else plain(Decimal(amount) * YUAN)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
