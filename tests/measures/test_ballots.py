"""Ballots: what counts, what does not, and that nothing else changes a count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.ballots import TOO_MANY, TWICE, UNKNOWN, count
from scripts.model.ballot import Ballot


def test_each_fault_makes_a_ballot_invalid_with_its_reason() -> None:
    ballots = [Ballot("1", ("a", "x")), Ballot("2", ("a", "a")), Ballot("3", ("a", "b", "c")), Ballot("4", ("a",))]
    tally = count(ballots, ("a", "b", "c"), 2)
    assert dict(tally.invalid) == {"1": UNKNOWN, "2": TWICE, "3": TOO_MANY}
    assert (tally.valid, dict(tally.votes)) == (1, {"a": 1, "b": 0, "c": 0})


def test_a_blank_ballot_is_valid_and_chooses_nothing() -> None:
    tally = count([Ballot("1", ())], ("a",), 1)
    assert (tally.valid, dict(tally.votes), dict(tally.invalid)) == (1, {"a": 0}, {})


def test_points_and_ballots_that_name_a_project_are_two_numbers() -> None:
    tally = count([Ballot("1", ("a", "b"), (3, 1)), Ballot("2", ("a",), (2,))], ("a", "b"))
    assert (dict(tally.votes), dict(tally.points)) == ({"a": 2, "b": 1}, {"a": 5, "b": 1})


@given(
    st.lists(st.sets(st.sampled_from("abcde"), max_size=5), max_size=30),
    st.integers(0, 5),
    st.randoms(use_true_random=False),
)
def test_votes_never_exceed_valid_ballots_times_the_limit_in_any_order(names, limit, shuffler) -> None:  # type: ignore[no-untyped-def]
    ballots = [Ballot(str(number), tuple(sorted(codes))) for number, codes in enumerate(names)]
    tally = count(ballots, "abcde", limit)
    assert sum(tally.votes.values()) <= tally.valid * limit
    assert tally.valid + len(tally.invalid) == len(ballots)
    mixed = ballots[:]
    shuffler.shuffle(mixed)
    assert count(mixed, "abcde", limit).votes == tally.votes
