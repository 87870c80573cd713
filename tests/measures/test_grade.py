"""Promises of grades by shares of a base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.grade import BadShare, grade, reaches, share

HALF = ((1, 2), (1, 2))


def test_base_of_all_members_makes_a_majority_of_those_present_not_enough():
    # 15 of 27 present is a majority of those present, and less than half of 31 members.
    assert grade((15, 0), 31, HALF, tie=False) == 2
    assert grade((15, 0), 27, HALF, tie=False) == 0


@pytest.mark.parametrize(("tie", "position"), [(True, 0), (False, 1)])
def test_exactly_half_is_decided_by_the_setting(tie, position):
    assert grade((15, 5), 30, HALF, tie=tie) == position


@pytest.mark.parametrize(("votes", "reached"), [(20, False), (21, True)])
def test_two_thirds_is_exact_in_integers(votes, reached):
    # Two thirds of 31 is 20.67.
    assert reaches(votes, 31, (2, 3), tie=False) is reached


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "-1/2", "0.5", "1/2/3"])
def test_share_of_another_form_is_refused(text):
    with pytest.raises(BadShare):
        share(text)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 500), st.booleans())
def test_one_more_vote_never_lowers_the_grade(first, second, base, tie):
    before = grade((first, second), base, HALF, tie=tie)
    assert grade((first + 1, second), base, HALF, tie=tie) <= before
    assert grade((first, second + 1), base, HALF, tie=tie) <= before


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 500))
def test_counting_the_tie_changes_nothing_but_the_tie(first, second, base):
    strict, lenient = (grade((first, second), base, HALF, tie=tie) for tie in (False, True))
    exact = 2 * first == base or 2 * (first + second) == base
    assert (strict != lenient) <= exact
