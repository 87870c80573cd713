"""Promises of the duty reports (任命人员述职测评), on its sample with single cells changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from scripts import registry
from scripts.intake import codelist, table
from scripts.intake import method as methods
from scripts.model.release import Release, ReleaseId

ROOM = registry.disclosure("evaluation_outcomes", "duty_report")
SAMPLE = Path(__file__).parent / "sample"
LISTS = codelist.read_all(SAMPLE / "codelists")
METHOD = methods.read_all(SAMPLE / "methods")["duty_report"][0]
COUNTS = ("members_all", "present", "issued", "returned", "valid", "satisfied", "basically", "dissatisfied", "abstain")


def read(period, earlier=(), **parameters):
    id = ReleaseId.parse(f"{ROOM}/{period}")
    tables = {name: table.read(SAMPLE / period / f"{name}.csv", schema, LISTS) for name, schema in ROOM.schemas.items()}
    rule = replace(METHOD, parameters={**METHOD.parameters, **parameters})
    return Release(id, tables, LISTS, {"duty_report": rule}, id.period.end, earlier)


def sample(**parameters):
    return read("2024", (read("2023"),), **parameters)


def changed(release, row, **cells):
    old = release.tables["data"]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, "data": replace(old, frame=frame)})


def codes(release):
    return [problem.code for problem in ROOM.check(release)]


@pytest.mark.parametrize(("tie", "found"), [(False, []), (True, ["check.grade-mismatch"])])
def test_exactly_half_of_all_members_is_decided_by_the_method(tie, found):
    assert codes(sample(tie_reaches=tie)) == found


def test_written_report_without_a_test_is_published_as_such():
    release = sample()
    figures = ROOM.compute(release)
    assert "satisfied.post-120" not in figures
    told = {one.id: one for one in ROOM.mention(release, figures)}
    assert told["post-120"].word == "书面报告，不测评"
    assert told["post-120"].sentence == "2024年11月26日在样例会议书面报告履职情况，没有测评。"


def test_no_person_is_named_outside_the_table_that_was_approved():
    release = sample()
    figures = ROOM.compute(release)
    grids = ROOM.lay_out(release, figures)
    assert "样某" in [cell.text for cell in grids["reports"].cells("person")]
    said = [one.sentence + one.title for one in ROOM.mention(release, figures)]
    said += [figure.label for figure in figures.values()]
    assert not any("样某" in text for text in said)


@pytest.mark.parametrize(
    ("cells", "found"),
    [({"person_approved": False}, ["check.name-not-approved"]), ({"post": "post-124", "grade": None}, None)],
)
def test_a_name_needs_a_public_office_and_an_approval(cells, found):
    got = codes(changed(sample(), 0, **cells))
    assert got == found if found else "check.name-not-approved" in got


def test_a_refused_name_is_not_repeated_in_the_problem():
    (problem,) = ROOM.check(changed(sample(), 0, person_approved=None))
    assert "样某" not in str(problem)


def test_small_secret_ballot_is_refused_and_its_grade_alone_is_not():
    small = {"present": 4, "issued": 4, "returned": 4, "valid": 4, "satisfied": 3, "basically": 1, "dissatisfied": 0}
    assert "check.small-group" in codes(changed(sample(), 0, **small, abstain=0))
    assert codes(changed(sample(), 0, **dict.fromkeys(COUNTS))) == []


def test_who_reports_twice_counts_once_in_the_term():
    assert ROOM.compute(sample())["so_far"].value == 3
    assert isinstance(sample(), Release)


def test_nobody_has_a_place():
    release = sample()
    assert not any("名次" in figure.label for figure in ROOM.compute(release).values())
