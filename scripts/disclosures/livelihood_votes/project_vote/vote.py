"""Vote (票决): the candidates of one release, its meeting and its rule, ready to be counted again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.majority import majority
from scripts.measures.recount import NO_RULE, NO_VOTES, Candidate, Recount, Rule, recount
from scripts.model.method import Method, NoMethod
from scripts.model.period import chinese_date
from scripts.model.release import Release

METHOD = "project_vote"
BY_PLACES, ITEM_BY_ITEM, BY_BUDGET, UNPUBLISHED = "差额票决", "逐项表决", "预算上限", "未公布"
BODIES = {"全体代表": "members", "到会代表": "present", "有效票": "valid"}
"""Body that a majority is of, as the method names it → field of the meeting."""
ALL_IN, AGAIN = "一并入选", "再次票决"
PER_BALLOT, AS_PLACES = "per_ballot", "应选名额"
"""Parameter of the method: how many projects a ballot may name, a number or as many as there are places."""


@dataclass(frozen=True)
class Project:
    """One row of the table: a project that was put forward, on the ballot or not."""

    row: int
    code: str
    cells: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The name printed on the ballot."""
        return str(self.cells["title"])

    @property
    def on_ballot(self) -> bool:
        """Whether it was voted on."""
        return bool(self.cells["on_ballot"])

    @property
    def chosen(self) -> bool:
        """Whether the meeting announced it as chosen."""
        return bool(self.cells["chosen"])

    @property
    def votes(self) -> int | None:
        """Ballots in favour; ``None`` when not published."""
        return self.cells["votes_for"]

    def codes(self, field: str) -> tuple[str, ...]:
        """Return the codes of a list field in the order given."""
        return tuple((self.cells[field] or "").split("|")) if self.cells[field] else ()


@dataclass(frozen=True)
class Vote:
    """One vote.

    Args:
        projects: every project put forward, in file order.
        meeting: field → value of the meeting's first row.
        second: the same of the second ballot held among equals; ``None`` when none was held or nothing is published.
        method: the version of the rule applied.
        body: size of the body that a majority is of; ``None`` when no majority is needed or its size is not published.
        result: the recount from the published numbers.
        first: the recount without second ballots, to see who was equal at the limit.
    """

    projects: tuple[Project, ...]
    meeting: Mapping[str, Any]
    second: Mapping[str, Any] | None
    method: Method
    body: int | None
    result: Recount
    first: Recount

    @property
    def ballot(self) -> tuple[Project, ...]:
        """The projects on the ballot, in file order."""
        return tuple(project for project in self.projects if project.on_ballot)

    @property
    def date(self) -> str:
        """The day of the vote in Chinese."""
        day: datetime.date = self.meeting["date"]
        return chinese_date(day)

    @property
    def needed(self) -> int | None:
        """The fewest ballots that are a majority; ``None`` when none is needed or the body is not published."""
        return None if self.body is None else self.body // 2 + 1

    @property
    def per_ballot(self) -> int | None:
        """The most projects that one ballot may name; ``None`` when the rule or the places are not published."""
        limit = self.method.parameters.get(PER_BALLOT)
        if self.meeting["mode"] == UNPUBLISHED or limit is None:
            return None
        return self.meeting["places"] if limit == AS_PLACES else int(limit)

    @property
    def complete(self) -> bool:
        """Whether the votes of all projects on the ballot are published."""
        return all(project.votes is not None for project in self.ballot)

    @property
    def ordered(self) -> tuple[Project, ...]:
        """The ballot as it is printed: most votes first, then the chosen, then by code; unpublished votes last."""
        return tuple(
            sorted(
                self.ballot,
                key=lambda one: (
                    one.votes is None,
                    -(one.votes or 0),
                    -(one.cells["votes_runoff"] or 0),
                    not one.chosen,
                    one.code,
                ),
            )
        )

    def find(self, code: str) -> Project:
        """Return the project ``code``."""
        return next(project for project in self.projects if project.code == code)

    def outcome(self, project: Project) -> tuple[str, str]:
        """Return status level and word of what became of a project."""
        if not project.on_ballot:
            return "none", "票决前合并" if project.cells["merged_into"] else "未列入票决"
        return ("done", "入选") if project.chosen else ("wait", "未入选")

    def why_not(self, project: Project) -> str:
        """Return in Chinese why a project on the ballot was not chosen, from votes and rule."""
        code, votes = project.code, project.votes
        if self.result.reason:
            plain = {NO_RULE: "票决规则没有公布", NO_VOTES: "得票没有全部公布"}
            return plain.get(self.result.reason, self.result.reason)
        if code in self.result.short:
            return f"没有达到{self.method['body']}的过半数"
        if code in self.first.tied or code in self.first.unsettled:
            return "得票相同，再次票决没有入选" if project.cells["votes_runoff"] is not None else "得票相同，由会议决定"
        if self.meeting["mode"] == BY_BUDGET:
            return "所需金额超过预算上限内余下的部分"
        passed = self.body is not None and votes is not None and majority(votes, self.body)
        return "过半数，但得票在应选名额之外" if passed else "得票在应选名额之外"


def vote(release: Release, counted: Mapping[str, int] | None = None) -> Vote:
    """Return the vote of a release whose ``meeting`` has its one row, or a second for a second ballot.

    Args:
        counted: code → ballots in favour counted by someone else, to stand for those published.

    Raises:
        NoMethod: the rule names a body that a majority cannot be of.
    """
    meeting, *again = release.tables["meeting"].records()
    method = release.method(METHOD)
    projects = tuple(
        Project(row, cells["project"], cells | _counted(cells, counted)) for row, cells in release.table.rows()
    )
    if method["body"] not in BODIES:
        raise NoMethod(f"{method.cited}: body is {method['body']!r}, known are {'、'.join(BODIES)}")
    body = meeting[BODIES[method["body"]]] if method["majority"] and meeting["mode"] != UNPUBLISHED else None
    rule = _rule(meeting, method, body)
    ballot = [project for project in projects if project.on_ballot]
    result = recount([_candidate(project, second=True) for project in ballot], rule)
    first = recount([_candidate(project, second=False) for project in ballot], rule)
    return Vote(projects, meeting, again[0] if again else None, method, body, result, first)


def _counted(cells: Mapping[str, Any], counted: Mapping[str, int] | None) -> dict[str, int]:
    code = cells["project"]
    return {"votes_for": counted[code]} if counted is not None and code in counted else {}


def _rule(meeting: Mapping[str, Any], method: Method, body: int | None) -> Rule:
    mode = meeting["mode"]
    # A limit that the mode needs and the meeting does not state is no rule at all.
    lacking = (mode == BY_PLACES and meeting["places"] is None) or (mode == BY_BUDGET and meeting["budget"] is None)
    if mode == UNPUBLISHED or lacking:
        return Rule(known=False)
    return Rule(
        majority=bool(method["majority"]),
        body=body,
        places=meeting["places"],
        budget=meeting["budget"] if mode == BY_BUDGET else None,
        all_in=method["ties"] == ALL_IN,
    )


def _candidate(project: Project, *, second: bool) -> Candidate:
    cost: Decimal | None = project.cells["cost_total"]
    return Candidate(project.code, project.votes, cost, project.cells["votes_runoff"] if second else None)
