"""Secret ballots, over all rooms that have them: tiny groups, one mind, what one number off another shows."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from scripts import instance, registry
from scripts.measures.secrecy import NEVER_EXPLAINED
from scripts.model.problem import Problem
from scripts.model.release import Release, RevisionNote
from tests.disclosures import sample

Rows = list[dict[str, str]]
SECRET = {str(room): room for room in registry.disclosures() if room.settings.get("secret")}
MARK = "check.small-group"
NOTE = RevisionNote("correction", "样例", "样例", datetime.date(2030, 1, 1))
ROOMS = pytest.mark.parametrize("name", SECRET)


def rows_of(room: registry.Disclosure, resource: str) -> Rows:
    path = sample.periods(room)[-1] / f"{resource}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def changed(room: registry.Disclosure, **tables: Callable[[Rows], None]) -> Release:
    """Return the sample with the rows of one table changed."""
    [(resource, change)] = tables.items()
    rows = rows_of(room, resource)
    change(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return sample.release(room, (resource, out.getvalue().encode(), f"{resource}.csv"))


def revised(first: Release, second: Release) -> Release:
    """Return ``second`` as the correction of ``first``."""
    later = replace(second, id=replace(second.id, revision=2), revision=NOTE)
    return instance.link(later, [first])


def found(release: Release) -> list[str]:
    return [one.code for one in registry.disclosure(release.id.kind, release.id.report).check(release)]


def setting(row: int, **cells: object) -> Callable[[Rows], None]:
    return lambda rows: rows[row].update({name: str(value) for name, value in cells.items()})


APPRAISAL, DUTY = "evaluation_outcomes/department_appraisal", "evaluation_outcomes/duty_report"
REVIEW, VOTE = "evaluation_outcomes/deputy_review", "livelihood_votes/project_vote"
SATISFACTION, HANDLING = "livelihood_votes/project_satisfaction", "suggestion_handling/handling_appraisal"


def ballots(
    total: int, *votes: int, fields: str = "satisfied basically dissatisfied abstain", **more: object
) -> dict[str, object]:
    """Return the cells of a ballot of ``total`` persons, all of whom were there."""
    counts = dict.fromkeys(("present", "issued", "returned", "valid"), total)
    return {**counts, **dict(zip(fields.split(), votes, strict=True)), **more}


def polled(row: int, total: int, *votes: int) -> Callable[[Rows], None]:
    cells = ballots(total, *votes)
    del cells["present"]
    return setting(row, **cells)


NONE = {"fields": ""}
TINY = ballots(3, 2, 1, 0, 0, members_all=5, unknown="")
ALIKE = ballots(9, 9, 0, 0, 0, members_all=15, unknown="")
MATRIX = {
    ("tiny", APPRAISAL): ("data", setting(1, **TINY), "check.small-group"),
    ("one mind", APPRAISAL): ("data", setting(1, **ALIKE), "check.unanimous-group"),
    ("tiny", DUTY): ("data", setting(0, **TINY), "check.small-group"),
    ("one mind", DUTY): ("data", setting(0, **ALIKE), "check.unanimous-group"),
    ("tiny", REVIEW): ("data", polled(1, 3, 2, 1, 0, 0), "check.small-group"),
    ("one mind", REVIEW): ("data", polled(1, 9, 9, 0, 0, 0), "check.unanimous-group"),
    ("parts of a total", REVIEW): (
        "coverage",
        setting(5, approved="是", valid=20, satisfied=10, basically=10, dissatisfied=0, abstain=0),
        "check.named-inferable",
    ),
    ("rest of a total", REVIEW): (
        "coverage",
        setting(4, valid=113, satisfied=78, basically=29, dissatisfied=4, abstain=2),
        "check.rest-inferable",
    ),
    ("tiny", VOTE): ("meeting", setting(0, **ballots(4, **NONE, invalid=0)), "check.small-group"),
    ("one mind", VOTE): ("meeting", setting(1, **ballots(11, **NONE, invalid=0)), "check.unanimous-group"),
    ("tiny", SATISFACTION): ("meeting", setting(0, **ballots(4, **NONE, invalid=0)), "check.small-group"),
    ("one mind", SATISFACTION): (
        "data",
        setting(1, satisfied=8, basically=0, dissatisfied=0, abstain=0),
        "check.unanimous-group",
    ),
    ("tiny", HANDLING): ("data", setting(0, attitude_good=5), "check.small-group"),
    ("one mind", HANDLING): (
        "data",
        setting(1, manner_good=9, manner_fair=0, manner_poor=0),
        "check.unanimous-group",
    ),
}
LATE: dict[str, tuple[str, Callable[[Rows], None]]] = {
    # One more ballot: 满意, by who came late.
    APPRAISAL: ("data", setting(1, valid=30, returned=30, issued=30, present=30, satisfied=22)),
    DUTY: ("data", setting(2, valid=27, satisfied=19)),
    REVIEW: ("data", setting(1, valid=91, returned=91, issued=91, satisfied=73)),
    VOTE: ("meeting", setting(0, valid=19, invalid=0)),
    SATISFACTION: ("data", setting(1, satisfied=8)),
    HANDLING: ("data", setting(1, attitude_good=5)),
}


def test_every_room_that_speaks_of_a_secret_ballot_says_which_columns_are_its_votes() -> None:
    spoken = {
        str(room)
        for room in registry.disclosures()
        if any(MARK in path.read_text("utf-8") for path in room.folder.glob("*.py") if "test_" not in path.name)
    }
    assert spoken == set(SECRET)
    assert set(LATE) == set(SECRET)
    assert {name for _, name in MATRIX} == set(SECRET)
    for room in SECRET.values():
        for one in room.settings["secret"]:
            names = set(room.schemas[one["resource"]].names)
            assert {*one["key"], *(field for fields in one["options"] for field in fields)} <= names
            assert one["method"] in room.methods


@pytest.mark.parametrize(("why", "name"), list(MATRIX))
def test_votes_that_would_show_are_refused(why: str, name: str) -> None:
    resource, change, code = MATRIX[why, name]
    assert code in found(changed(SECRET[name], **{resource: change}))


@ROOMS
def test_a_revision_that_adds_one_ballot_is_refused(name: str) -> None:
    room = SECRET[name]
    resource, change = LATE[name]
    first, second = sample.release(room), changed(room, **{resource: change})
    assert "check.few-ballots-differ" not in found(second)
    assert "check.few-ballots-differ" in found(revised(first, second))
    # The other way round too: one ballot taken out shows as well.
    assert "check.few-ballots-differ" in found(revised(second, first))


@ROOMS
def test_a_revision_that_leaves_the_ballots_or_is_of_others_passes(name: str) -> None:
    room = SECRET[name]
    first = sample.release(room)
    assert "check.few-ballots-differ" not in found(revised(first, sample.release(room)))
    withdrawn = replace(revised(first, changed(room, **dict([LATE[name]]))), revision=replace(NOTE, type="withdrawal"))
    assert "check.few-ballots-differ" not in found(withdrawn)


def test_nobody_can_explain_away_what_protects_the_voters(monkeypatch: pytest.MonkeyPatch) -> None:
    resource, change, code = MATRIX["tiny", APPRAISAL]
    made = changed(SECRET[APPRAISAL], **{resource: change})
    assert made.approval is not None
    all_found: list[Problem] = registry.disclosure("evaluation_outcomes", "department_appraisal").check(made)
    explained = {one.code: "会议同意" for one in all_found}
    accepted = replace(made, approval=replace(made.approval, explained=explained))
    assert {one.code for one in instance.check_rules(accepted)} == {code} <= NEVER_EXPLAINED


def test_a_misprint_of_the_ballots_may_be_explained() -> None:
    resource, change = LATE[APPRAISAL]
    made = revised(sample.release(SECRET[APPRAISAL]), changed(SECRET[APPRAISAL], **{resource: change}))
    assert made.approval is not None
    explained = {"check.few-ballots-differ": "原来抄漏一张，票没有增减"}
    accepted = replace(made, approval=replace(made.approval, explained=explained))
    assert "check.few-ballots-differ" not in {one.code for one in instance.check_rules(accepted)}
