"""Field inspection: its state machine by properties, its terms in working days by hand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.suggestion_handling.field_inspection.machine import (
    END,
    START,
    STATES,
    TRANSITIONS,
    ForbiddenStep,
    fold,
)
from scripts.disclosures.suggestion_handling.field_inspection.problem import METHOD, problem, problems
from scripts.measures.workday import CALENDAR, UnknownYear, is_workday, workdays
from tests.disclosures import sample

ROOM = registry.disclosure("suggestion_handling", "field_inspection")
RULE = sample.release(ROOM).method(METHOD)
STEPS = sorted({step for _, step in TRANSITIONS})
EMPTY = dict.fromkeys(ROOM.schemas["data"].names)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2025, 6, 30))


@given(st.lists(st.sampled_from(STEPS), max_size=8))
def test_steps_are_folded_or_refused_at_the_first_that_is_not_allowed(steps):
    state = START
    for position, step in enumerate(steps):
        if (state, step) not in TRANSITIONS:
            with pytest.raises(ForbiddenStep) as caught:
                fold(steps)
            assert (caught.value.state, caught.value.step, caught.value.position) == (state, step, position)
            return
        state = TRANSITIONS[state, step]
    assert fold(steps) == state


def test_every_state_can_be_reached_and_only_one_ends():
    assert {START, *TRANSITIONS.values()} == set(STATES)
    assert set(STATES) - {before for before, _ in TRANSITIONS} == {END}


def test_nothing_is_mended_before_it_was_transferred():
    with pytest.raises(ForbiddenStep):
        fold(["mended"])


@given(DAYS, DAYS)
def test_without_a_written_deadline_the_mending_is_due_on_a_working_day(given_on, day):
    cells = EMPTY | {"found": given_on, "transferred": given_on, "body": "114"}
    one = problem(0, cells, RULE, day)
    assert is_workday(one.due)
    assert workdays(given_on, one.due) == RULE["mend_workdays"]
    assert one.late == max(0, (day - one.due).days)
    assert one.overdue == (day > one.due)


def test_national_day_and_the_saturday_worked_instead_count_as_announced():
    one = problems(sample.release(ROOM))[1]
    assert (one.hand_over.isoformat(), one.returnable.isoformat()) == ("2024-10-08", "2024-10-16")


def test_new_years_day_is_skipped_in_a_term_that_runs_over_it():
    one = problems(sample.release(ROOM))[3]
    assert one.due.isoformat() == "2025-01-15"
    assert one.why == f"2024年12月17日移交，20 个工作日内，到2025年1月15日止（节假日历 {CALENDAR}）"


def test_a_deadline_that_was_written_is_the_deadline():
    one = problems(sample.release(ROOM))[2]
    assert (one.due.isoformat(), one.why, one.late) == ("2024-12-20", "移交时写明的期限", 11)


def test_mended_on_the_last_day_is_in_time():
    one = problems(sample.release(ROOM))[0]
    assert (one.due.isoformat(), one.kept, one.state) == ("2024-07-22", True, "closed")


def test_what_failed_its_review_is_still_late_from_the_deadline():
    one = problems(sample.release(ROOM))[1]
    assert (one.state, one.late, one.kept, one.decided) == ("failed", 46, False, True)


def test_a_year_without_holidays_known_has_no_deadline():
    cells = EMPTY | {"found": datetime.date(2090, 1, 2)}
    with pytest.raises(UnknownYear):
        problem(0, cells, RULE, datetime.date(2090, 3, 1))


def test_the_calendar_and_its_version_are_printed():
    edition = sample.edition(ROOM)
    assert edition.figures["workdays"].base.startswith(f"节假日历 {CALENDAR}，收录 2004—")
    assert 'figures["workdays"].base' in edition.template


def test_a_returned_problem_is_nobodys_to_mend():
    figures = ROOM.compute(sample.release(ROOM))
    assert figures["body.103"].value == 1
    assert figures["group.waiting"].value == 2


def test_the_groups_add_up_to_all_problems():
    figures = ROOM.compute(sample.release(ROOM))
    parts = [figure.value for id, figure in figures.items() if id.startswith("group.")]
    assert sum(parts) == figures["problems"].value
