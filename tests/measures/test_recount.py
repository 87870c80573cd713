"""The recount of a vote follows from votes and rule alone, and says what they leave open."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measures.recount import (
    NO_BODY,
    NO_COST,
    NO_RULE,
    NO_VOTES,
    Candidate,
    Recount,
    Rule,
    differences,
    recount,
)


def votes(**counts: int) -> list[Candidate]:
    return [Candidate(code, count) for code, count in counts.items()]


def test_the_most_votes_fill_the_places() -> None:
    result = recount(votes(a=90, b=160, c=120), Rule(places=2))
    assert result == Recount(chosen=("b", "c"))
    assert result.complete


def test_exactly_half_is_no_majority() -> None:
    result = recount(votes(a=110, b=111), Rule(majority=True, body=220, places=2))
    assert (result.chosen, result.short) == (("b",), ("a",))


def test_the_majority_is_of_the_body_that_the_rule_names() -> None:
    candidates = votes(a=110)
    assert recount(candidates, Rule(majority=True, body=221)).chosen == ()
    assert recount(candidates, Rule(majority=True, body=213)).chosen == ("a",)


def test_item_by_item_chooses_everything_with_a_majority() -> None:
    assert recount(votes(a=12, b=11, c=10), Rule(majority=True, body=20)).chosen == ("a", "b")


def test_places_are_left_empty_rather_than_given_without_majority() -> None:
    assert recount(votes(a=12, b=10, c=9), Rule(majority=True, body=20, places=3)).chosen == ("a",)


def test_equals_inside_the_limit_are_all_chosen() -> None:
    assert recount(votes(a=9, b=9, c=5), Rule(places=2)) == Recount(chosen=("a", "b"))


def test_equals_at_the_limit_stay_undecided() -> None:
    result = recount(votes(a=9, b=7, c=7, d=7, e=1), Rule(places=3))
    assert (result.chosen, result.tied, result.vacant, result.complete) == (("a",), ("b", "c", "d"), 2, False)


def test_a_second_ballot_decides_between_equals() -> None:
    tied = [Candidate("a", 9), Candidate("b", 7, runoff=80), Candidate("c", 7, runoff=120)]
    assert recount(tied, Rule(places=2)) == Recount(chosen=("a", "c"))


def test_a_second_ballot_of_only_some_equals_decides_nothing() -> None:
    tied = [Candidate("b", 7, runoff=80), Candidate("c", 7)]
    assert recount(tied, Rule(places=1)).tied == ("b", "c")


def test_a_second_ballot_may_end_equal_too() -> None:
    tied = [Candidate("b", 7, runoff=80), Candidate("c", 7, runoff=80)]
    assert recount(tied, Rule(places=1)).tied == ("b", "c")


def test_equals_are_all_chosen_where_the_rule_says_so() -> None:
    assert recount(votes(a=9, b=7, c=7), Rule(places=2, all_in=True)).chosen == ("a", "b", "c")


def test_a_budget_passes_over_what_no_longer_fits_and_tries_the_next() -> None:
    candidates = [Candidate("a", 9, 60), Candidate("b", 8, 50), Candidate("c", 7, Decimal("40")), Candidate("d", 6, 1)]
    assert recount(candidates, Rule(budget=100)).chosen == ("a", "c")


def test_equals_that_do_not_fit_together_leave_the_rest_open() -> None:
    candidates = [Candidate("a", 9, 60), Candidate("b", 8, 30), Candidate("c", 8, 20), Candidate("d", 6, 5)]
    result = recount(candidates, Rule(budget=100))
    assert (result.chosen, result.tied, result.vacant, result.unsettled) == (("a",), ("b", "c"), None, ("d",))


def test_of_equals_only_those_that_fit_are_in_question() -> None:
    candidates = [Candidate("a", 9, 60), Candidate("b", 8, 90), Candidate("c", 8, 20), Candidate("d", 6, 20)]
    assert recount(candidates, Rule(budget=100)) == Recount(chosen=("a", "c", "d"))


def test_what_is_not_published_is_the_reason() -> None:
    assert recount(votes(a=1), Rule(known=False, places=1)).reason == NO_RULE
    assert recount(votes(a=1), Rule()).reason == NO_RULE
    assert recount([Candidate("a", 1), Candidate("b", None)], Rule(places=1)).reason == NO_VOTES
    assert recount(votes(a=1), Rule(majority=True, places=1)).reason == NO_BODY
    assert recount(votes(a=1), Rule(budget=10)).reason == NO_COST


def test_differences_name_both_the_left_out_and_the_slipped_in() -> None:
    result = recount(votes(a=9, b=7, c=5), Rule(places=2))
    assert differences(result, {"a": True, "b": False, "c": True}) == {"b": True, "c": False}


def test_more_equals_than_places_is_a_difference() -> None:
    result = recount(votes(a=9, b=7, c=7), Rule(places=2))
    assert differences(result, {"a": True, "b": True, "c": True}) == {"c": False}
    assert differences(result, {"a": True, "b": False, "c": True}) == {}


def test_without_a_result_nothing_differs() -> None:
    assert differences(Recount(reason=NO_VOTES), {"a": True}) == {}


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(0, 12), st.integers(0, 60))
def test_the_chosen_fit_the_places_and_all_have_the_majority(counts: list[int], places: int, body: int) -> None:
    candidates = [Candidate(str(index), count) for index, count in enumerate(counts)]
    result = recount(candidates, Rule(majority=True, body=body, places=places))
    assert len(result.chosen) <= places
    assert all(2 * counts[int(code)] > body for code in (*result.chosen, *result.tied))
    assert not result.tied or len(result.chosen) + len(result.tied) > places


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(counts: list[int], shuffler) -> None:  # type: ignore[no-untyped-def]
    candidates = [Candidate(str(index), count) for index, count in enumerate(counts)]
    mixed = candidates[:]
    shuffler.shuffle(mixed)
    one, other = (recount(order, Rule(places=5)) for order in (candidates, mixed))
    assert (set(one.chosen), set(one.tied), one.vacant) == (set(other.chosen), set(other.tied), other.vacant)


def pabulib(name: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return META and PROJECTS of a vote file of the real data; skip where it is not at hand."""
    folder = os.environ.get("GONGKAI_REAL_DATA")
    real = Path(folder) if folder else Path(__file__).parents[3] / "shared" / "real-data"
    path = next(real.glob(f"*/{name}.pb"), None)
    if path is None:
        pytest.skip(f"{name}.pb is not at hand")
    meta: dict[str, str] = {}
    projects: list[dict[str, str]] = []
    section, header = "", list[str]()
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.reader(file, delimiter=";"):
            if len(record) == 1 and record[0] in {"META", "PROJECTS", "VOTES"}:
                section, header = record[0], []
            elif not header:
                header = record
            elif section == "META":
                meta[record[0]] = record[1]
            elif section == "PROJECTS":
                projects.append(dict(zip(header, record, strict=True)))
    return meta, projects


def test_the_vote_of_warsaw_mokotow_is_reproduced_exactly() -> None:
    meta, projects = pabulib("poland_warszawa_2022_mokotow")
    candidates = [Candidate(row["project_id"], int(row["votes"]), int(row["cost"])) for row in projects]
    result = recount(candidates, Rule(budget=int(meta["budget"])))
    assert result.complete
    assert (len(candidates), len(result.chosen), int(meta["budget"])) == (97, 26, 8_047_458)
    assert differences(result, {row["project_id"]: row["selected"] == "1" for row in projects}) == {}
    assert sum(int(row["cost"]) for row in projects if row["project_id"] in result.chosen) == 8_046_720
