"""Staged scoring: its state machine by properties, its clock and totals by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.suggestion_handling.staged_scoring.item import METHOD, item, items, total, verdict
from scripts.disclosures.suggestion_handling.staged_scoring.machine import (
    FINAL,
    START,
    STATES,
    TRANSITIONS,
    ForbiddenStep,
    fold,
)
from scripts.measures.calendar import add_months
from tests.disclosures import sample

ROOM = registry.disclosure("suggestion_handling", "staged_scoring")
RULE = sample.release(ROOM).method(METHOD)
STEPS = sorted({step for _, step in TRANSITIONS})
SCORES = st.integers(0, 1000).map(lambda n: Decimal(n) / 10)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
EMPTY = dict.fromkeys(ROOM.schemas["data"].names)


@st.composite
def walks(draw):
    """Return steps, each one that the rules allow, as long or short as it pleases."""
    state, taken = START, []
    while draw(st.booleans()) or len(taken) < 3:
        possible = sorted(step for before, step in TRANSITIONS if before == state)
        if not possible:
            break
        taken.append(draw(st.sampled_from(possible)))
        state = TRANSITIONS[state, taken[-1]]
    return taken


@given(walks())
def test_an_allowed_walk_ends_in_a_known_state_and_refuses_at_most_once_for_good(steps):
    state = fold(steps)
    assert state in STATES
    kinds = [kind for _, kind in steps]
    assert kinds.count("refailed") <= 1
    assert (state == "refused") == ("refailed" in kinds)
    for stage in ("reply", "result"):
        assert steps.count((stage, "failed")) <= 1
        assert steps.count((stage, "redone")) <= steps.count((stage, "failed"))


@given(walks(), st.sampled_from(STEPS))
def test_nothing_follows_a_final_result(steps, more):
    if fold(steps) in FINAL:
        with pytest.raises(ForbiddenStep) as caught:
            fold([*steps, more])
        assert caught.value.position == len(steps)


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


def test_every_state_can_be_reached_and_only_final_ones_end():
    assert {START, *TRANSITIONS.values()} == set(STATES)
    assert set(STATES) - {before for before, _ in TRANSITIONS} == set(FINAL)


def test_the_result_is_not_scored_before_the_reply_has_passed():
    with pytest.raises(ForbiddenStep):
        fold([("reply", "reported"), ("reply", "failed"), ("result", "reported")])


@given(SCORES, SCORES)
def test_a_total_lies_between_its_two_scores_and_has_one_verdict(reply, result):
    points = total(reply, result, RULE)
    assert min(reply, result) <= points <= max(reply, result)
    assert verdict(points, RULE) in {"满意", "基本满意", "不满意"}


@given(DAYS, DAYS)
def test_a_failed_stage_has_two_calendar_months_from_the_day_the_handler_was_told(told, day):
    cells = EMPTY | {
        "code": "s1", "title": "某", "handler": "114", "reply_reported": told, "reply_scored": told,
        "reply_score": Decimal(59), "reply_told": told,
    }  # fmt: skip
    redo = item(0, cells, RULE, day).running
    assert redo.due == add_months(told, 2)
    assert (redo.due.year * 12 + redo.due.month) - (told.year * 12 + told.month) == 2
    assert redo.due.day <= told.day
    assert redo.late == max(0, (day - redo.due).days)


def test_told_on_new_years_eve_the_deadline_is_the_last_day_of_february():
    one = items(sample.release(ROOM))[0]
    assert (one.redos[0].due.isoformat(), one.redos[0].late) == ("2024-02-29", 0)


def test_the_pass_score_itself_passes():
    one = items(sample.release(ROOM))[4]
    assert (one.state, one.total, one.verdict) == ("finished", Decimal(60), "基本满意")


def test_a_second_refusal_has_no_total_and_its_reason():
    figures = ROOM.compute(sample.release(ROOM))
    assert (figures["total.s2024-002"].value, figures["total.s2024-002"].missing) == (None, "再次不通过，不计算总分")


def test_what_became_of_a_stage_adds_up_to_all_that_were_scored():
    figures = ROOM.compute(sample.release(ROOM))
    for stage in ("reply", "result"):
        parts = sum(figures[f"{stage}.{key}"].value for key in ("passed", "repassed", "waiting", "refused"))
        assert parts == figures[f"{stage}.scored"].value


def test_the_page_says_that_a_second_refusal_is_final():
    made = sample.edition(ROOM)
    assert "再次不通过的，直接认定为不满意，不再办理" in made.template
    assert made.release.method(METHOD)["redo_months"] == 2
