"""Promises of the review of department budgets (部门预算审查全覆盖), on its sample with single cells changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from scripts import registry
from scripts.model.figure import Figures
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "budget_review")


def changed(release: Release, resource: str, row: int, cells: Mapping[str, Any]) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def with_rule(release: Release, **parameters: int) -> Release:
    rule = release.method("budget_review")
    return replace(release, methods={"budget_review": replace(rule, parameters={**rule.parameters, **parameters})})


def figures(release: Release) -> Figures:
    return ROOM.compute(release)


def test_a_department_reviewed_twice_in_the_term_counts_once():
    found = figures(sample.release(ROOM))
    assert (found["reviewed"].value, found["so_far"].value) == (2, 3)
    history = ROOM.lay_out(sample.release(ROOM), found)["history"]
    assert [cell.text for cell in history.cells("so_far")] == ["2", "3"]


@pytest.mark.parametrize(("raised", "late"), [("2024-10-31", 0), ("2024-10-30", 1), ("2024-10-01", 30)])
def test_a_reply_is_overdue_from_the_day_after_its_deadline(raised, late):
    # Two months after 31 October is 31 December, the day of the data.
    day = datetime.date.fromisoformat(raised)
    release = changed(sample.release(ROOM), "opinions", 2, {"raised": day})
    found = figures(release)
    assert found["late.2024-01"].value == late
    assert found["opinions.overdue_reply"].value == (late > 0)


def test_a_reply_starts_the_deadline_of_closing():
    replied = {"replied": datetime.date(2024, 12, 30), "outcome": "采纳"}
    found = figures(changed(sample.release(ROOM), "opinions", 2, replied))
    assert (found["late.2024-01"].value, found["opinions.overdue_reply"].value) == (0, 0)


def test_an_opinion_keeps_the_deadline_of_the_rule_that_published_it():
    release = with_rule(sample.release(ROOM), close_months=24, reply_months=12)
    found = figures(release)
    assert found["late.2023-02"].value == 61
    assert found["late.2024-01"].value == 0


def test_building_later_makes_nothing_later():
    now = sample.release(ROOM)
    later = replace(now, at=datetime.date(2030, 1, 1))
    assert [one.as_json() for one in figures(now).values()] == [one.as_json() for one in figures(later).values()]


def test_outcomes_and_stages_each_add_up_to_all():
    found = figures(sample.release(ROOM))
    for names in (
        ("outcome.adopted", "outcome.partly", "outcome.rejected", "outcome.pending"),
        ("opinions.closed", "opinions.going", "opinions.overdue"),
    ):
        assert sum(int(found[name].value or 0) for name in names) == found["opinions"].value


def test_an_opinion_closed_before_is_known_from_the_release_that_closed_it():
    found = figures(sample.release(ROOM))
    source = found["items_closed.107"].sources[0]
    assert (source.release, source.rows) == ("budget_execution/budget_review/2023/r1", (2,))


def test_the_course_says_where_an_opinion_stood_at_each_years_end():
    release = sample.release(ROOM)
    course = ROOM.lay_out(release, figures(release))["course"]
    grids = dict(course.details)
    education = grids["区教委：3 条意见，2 条没有办结"]
    assert [[cell.text for cell in row[5:7]] for row in education.rows] == [
        ["没有办结", "已办结"],
        ["没有答复", "没有办结，已逾期"],
        ["", "没有答复，已逾期"],
    ]
    assert [cell.text for cell in grids["区民政局：1 条意见，都已办结"].rows[0][5:7]] == ["已办结", ""]


def test_another_term_starts_from_nothing():
    release = sample.release(ROOM)
    table = release.tables["coverage"]
    other = replace(table, frame=table.frame.assign(term="第十九届"))
    found = figures(replace(release, tables={**release.tables, "coverage": other}))
    assert (found["so_far"].value, found["meetings"].value, found["opinions.carried"].value) == (2, 2, 0)


def test_amounts_not_published_leave_the_total_unprinted():
    found = figures(changed(sample.release(ROOM), "data", 0, {"amount": None}))
    assert (found["amount"].value, found["amount.113"].value) == (None, 800)


def test_profile_says_review_opinions_and_what_is_still_to_come():
    release = sample.release(ROOM)
    told = {one.id: one for one in ROOM.mention(release, figures(release))}
    assert told["103"].sentence == (
        "2024年6月30日审查了2025年部门预算；截至2024年12月31日，本届对它提出审查意见 3 条，已办结 1 条，"
        "没有办结 2 条，其中逾期 2 条。"
    )
    assert told["103"].open == ("部门预算审查意见 2 条没有办结，其中逾期 2 条",)
    assert (told["115"].status, told["115"].word) == ("wait", "安排 2025 年审查")
    assert told["101"].sentence == "截至2024年12月31日，本届还没有审查它的部门预算，还没有安排年份。"


def test_open_items_are_the_opinions_not_closed():
    release = sample.release(ROOM)
    listed = {one.id: (one.state, one.status, one.late) for one in ROOM.items(release, figures(release)) or ()}
    assert listed == {
        "2023-02": ("没有办结", "late", 61),
        "2024-01": ("没有答复", "late", 123),
        "2024-02": ("没有办结", "going", 0),
        "2024-03": ("没有答复", "going", 0),
    }


def test_identities_hold_and_an_opinion_not_listed_breaks_one():
    release = sample.release(ROOM)
    assert {one.id: one.difference for one in ROOM.identify(release)} == {"listed.103": 0, "listed.113": 0, "flow": 0}
