"""Appraisal of handling: verdicts by the rule, secrecy, and what follows a low result."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import METHOD, QUESTIONS, sheet, sheets
from scripts.disclosures.suggestion_handling.handling_appraisal.study import studies
from tests.disclosures import sample

ROOM = registry.disclosure("suggestion_handling", "handling_appraisal")
RULE = sample.release(ROOM).method(METHOD)
BLANK = dict.fromkeys((field for fields in QUESTIONS.values() for field in fields), 0)
VOTES = st.integers(0, 60)


def ruled(satisfied: int, basically: int, dissatisfied: int):
    cells = BLANK | {"satisfied": satisfied, "basically": basically, "dissatisfied": dissatisfied}
    return sheet(0, cells, RULE)


@given(VOTES, VOTES, VOTES)
def test_a_better_vote_never_makes_a_worse_verdict(satisfied, basically, dissatisfied):
    order = ["满意", "基本满意", "不满意"]
    before = ruled(satisfied, basically, dissatisfied + 1)
    after = ruled(satisfied + 1, basically, dissatisfied)
    assert order.index(after.ruled) <= order.index(before.ruled)
    assert before.low or not after.low


def test_exactly_half_is_not_more_than_half():
    assert ruled(5, 0, 5).ruled == "不满意"
    assert ruled(5, 1, 4).ruled == "基本满意"
    assert ruled(6, 0, 4).ruled == "满意"


def test_the_line_of_low_results_is_exact():
    assert not ruled(6, 4, 0).low
    assert ruled(599, 401, 0).low


def test_without_ballots_nothing_is_low_and_there_is_no_rate():
    one = ruled(0, 0, 0)
    assert (one.low, one.satisfied_share) == (False, None)


def test_blank_answers_are_no_part_of_the_base():
    merged = sheets(sample.release(ROOM))[2]
    assert (merged.cells["returned"], merged.valid("overall"), merged.valid("manner")) == (15, 14, 14)


def test_a_low_result_is_followed_from_study_to_mending_with_its_dates():
    stages = [(one.stage, one.late, one.mended_late) for one in studies(sample.release(ROOM))]
    assert stages == [("mended", 0, 10), ("mending", 6, 0), ("waiting", 0, 0)]


def test_a_study_is_due_three_calendar_months_after_the_appraisal():
    assert studies(sample.release(ROOM))[2].due.isoformat() == "2025-02-08"


def test_the_page_says_that_it_is_back_to_back_and_names_every_base():
    edition = sample.edition(ROOM)
    assert "背靠背" in edition.template
    assert edition.figures["covered_share"].base == "占当年办理的全部建议"
    assert edition.figures["overall_share.satisfied"].base == "占综合测评的有效票"


def test_a_merged_group_names_no_suggestion():
    made = sample.release(ROOM)
    named = {one.id for one in ROOM.mention(made, ROOM.compute(made)) if one.type == "suggestion"}
    assert named == {"s2024-001", "s2024-002", "s2024-003"}
