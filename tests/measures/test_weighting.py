"""Promises of weights, cut-offs, extremes, deductions and secrecy."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.deduction import deducted, within
from scripts.measures.grade import of_score
from scripts.measures.secrecy import revealed
from scripts.measures.trimmed import trimmed_mean
from scripts.measures.weighting import complete, weighted

cents = st.integers(0, 10_000).map(lambda number: Decimal(number).scaleb(-2))
marks = st.lists(cents, min_size=3, max_size=12)


@st.composite
def weights(draw):
    """Return weights that add up to 100 exactly, in hundredths."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), max_size=8)))
    return [Decimal(b - a).scaleb(-2) for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]


@given(weights())
def test_weights_in_hundredths_add_up_exactly(parts):
    assert complete(parts)
    assert not complete([*parts, Decimal("0.01")])


@given(weights(), st.data())
def test_weighted_score_lies_between_the_lowest_and_the_highest(parts, data):
    scores = data.draw(st.lists(cents, min_size=len(parts), max_size=len(parts)))
    result = weighted(zip(parts, scores, strict=True), 100)
    assert result is not None
    assert min(scores) <= result <= max(scores)


@given(weights())
def test_full_marks_everywhere_are_a_hundred_and_a_missing_mark_makes_it_missing(parts):
    assert weighted(((part, 100) for part in parts), 100) == 100
    assert weighted([*((part, 100) for part in parts), (Decimal(1), None)], 100) is None


@given(cents, st.booleans())
def test_veto_always_brings_the_last_grade(score, tie):
    assert of_score(score, (90, 80, 60), tie=tie, veto=True) == 3


@pytest.mark.parametrize(
    ("score", "with_edge", "without_edge"),
    [("90", 0, 1), ("89.99", 1, 1), ("90.01", 0, 0), ("60", 2, 3), ("59.99", 3, 3), ("100", 0, 0), ("0", 3, 3)],
)
def test_edges_of_the_cut_offs_follow_the_setting(score, with_edge, without_edge):
    assert of_score(Decimal(score), (90, 80, 60), tie=True) == with_edge
    assert of_score(Decimal(score), (90, 80, 60), tie=False) == without_edge


@given(cents, cents)
def test_a_higher_score_never_has_a_worse_grade(one, other):
    low, high = sorted((one, other))
    assert of_score(high, (90, 80, 60)) <= of_score(low, (90, 80, 60))


@given(marks)
def test_mean_without_extremes_is_exact_and_within_the_marks(given_marks):
    mean = trimmed_mean(given_marks)
    kept = sorted(given_marks)[1:-1]
    assert mean is not None
    assert kept[0] <= mean <= kept[-1]
    assert abs(mean * len(kept) - sum(kept)) < Decimal("1e-27")


@given(marks, st.randoms())
def test_order_of_the_marks_changes_nothing(given_marks, random):
    shuffled = list(given_marks)
    random.shuffle(shuffled)
    assert trimmed_mean(shuffled) == trimmed_mean(given_marks)


@given(marks, cents)
def test_one_extreme_mark_cannot_move_the_mean_beyond_the_others(given_marks, extreme):
    mean = trimmed_mean([*given_marks, extreme])
    assert mean is not None
    assert min(given_marks) <= mean <= max(given_marks)


@pytest.mark.parametrize("given_marks", [[], [80], [80, 90], [80, None, 90]])
def test_too_few_or_missing_marks_have_no_mean(given_marks):
    assert trimmed_mean(given_marks) is None


@given(st.lists(st.integers(10, 20).map(lambda n: Decimal(n).scaleb(-2)), max_size=20))
def test_deductions_add_up_exactly_and_stop_at_the_cap(points):
    assert deducted(points) == sum(points, Decimal(0))
    assert deducted(points, Decimal("0.5")) == min(sum(points, Decimal(0)), Decimal("0.5"))


@pytest.mark.parametrize(("points", "allowed"), [("0.1", True), ("0.2", True), ("0.09", False), ("0.21", False)])
def test_deduction_at_its_edges(points, allowed):
    assert within(Decimal(points), Decimal("0.1"), Decimal("0.2")) is allowed


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_counts_are_published_only_of_groups_that_hide_their_members(votes):
    reason = revealed(votes, sum(votes), smallest=5, unanimous=10)
    assert (reason == "small") == (sum(votes) < 5)
    if sum(votes) >= 10:
        assert reason == ""
