"""The demonstration votes: the magnitudes of the practice, rules that hold, and codes that stay."""

from __future__ import annotations

from functools import cache

from scripts import registry
from scripts.disclosures.livelihood_votes.project_vote.vote import vote
from scripts.intake import codelist, method, table
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId
from tests.instances.demonstration import project_vote
from tests.instances.demonstration.base import HOME
from tests.instances.demonstration.generate import csv_bytes


@cache
def releases() -> dict[str, Release]:
    room = registry.disclosure("livelihood_votes", "project_vote")
    lists = codelist.read_all(HOME / "data" / "codelists")
    rules = method.read_all(HOME / "data" / "methods")["project_vote"]
    found: dict[str, Release] = {}
    for draft in project_vote.drafts():
        id = ReleaseId.parse(draft.id)
        tables = {
            name: table.parse(csv_bytes(schema.names, draft.tables[name]), schema, lists, f"{name}.csv")
            for name, schema in room.schemas.items()
        }
        methods = {"project_vote": in_force(rules, id.period.end)}
        found[str(id.period)] = Release(id, tables, lists, methods, id.period.end, tuple(found.values()))
    return found


def test_the_code_lists_in_data_are_those_of_the_votes() -> None:
    for name, rows in project_vote.codelists().items():
        names = list(dict.fromkeys(key for row in rows for key in row))
        written = (HOME / "data" / "codelists" / f"{name}.csv").read_bytes()
        assert written == csv_bytes(names, rows)[3:].replace(b"\r\n", b"\n")


def test_every_vote_passes_the_rules_and_is_reproduced_by_the_recount() -> None:
    room = registry.disclosure("livelihood_votes", "project_vote")
    for release in releases().values():
        assert [str(problem) for problem in room.check(release)] == []
        found = vote(release)
        assert found.result.complete
        assert set(found.result.chosen) == {project.code for project in found.ballot if project.chosen}


def test_2024_has_twenty_candidates_and_thirteen_chosen_by_213_of_221_deputies() -> None:
    figures = registry.disclosure("livelihood_votes", "project_vote").compute(releases()["2024"])
    ids = ("candidates", "withdrawn", "on_ballot", "chosen", "members", "present", "issued", "returned", "majority")
    assert [figures[id].value for id in ids] == [22, 2, 20, 13, 221, 213, 213, 213, 111]


def test_equals_stand_inside_the_limit_in_2023_and_at_it_in_2025() -> None:
    before, after = vote(releases()["2023"]), vote(releases()["2025"])
    assert before.find("p2023-03").votes == before.find("p2023-09").votes
    assert before.first.tied == ()
    assert after.first.tied == ("p2025-04", "p2025-13")
    assert (after.find("p2025-04").chosen, after.find("p2025-13").chosen) == (True, False)


def test_no_more_votes_are_given_than_the_valid_ballots_could_hold() -> None:
    for release in releases().values():
        found = vote(release)
        assert sum(project.votes or 0 for project in found.ballot) <= found.meeting["valid"] * found.meeting["places"]


def test_a_project_that_comes_back_keeps_its_code_and_department() -> None:
    first, again = (vote(releases()[year]).find("p2023-16") for year in ("2023", "2024"))
    assert (first.chosen, again.chosen) == (False, True)
    assert (first.title, first.cells["lead"]) == (again.title, again.cells["lead"])
