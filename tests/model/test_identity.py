"""An identity holds, fails, is explained, or cannot be tested; a failed one is a problem at its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scripts.model.identity import CODE, BadIdentity, Identity
from scripts.model.problem import Place

PLACE = Place("data.csv", row=3, column="D", header="累计数（万元）")


def made(left: str | None, right: str | None, relation: str = "=", missing: str = "") -> Identity:
    sides = [None if side is None else Decimal(side) for side in (left, right)]
    return Identity("parts.cumulative.201", "类＝各款之和", *sides, "万元", PLACE, relation, missing)


@pytest.mark.parametrize(
    ("left", "right", "relation", "state"),
    [
        ("5", "5.00", "=", "held"),
        ("5", "5.01", "=", "failed"),
        ("-0.01", "0", "=", "failed"),
        ("20", "20", "≤", "held"),
        ("0", "20", "≤", "held"),
        ("21", "20", "≤", "failed"),
    ],
)
def test_an_identity_holds_to_the_last_digit(left: str, right: str, relation: str, state: str) -> None:
    assert made(left, right, relation).state({}) == state


def test_a_missing_side_cannot_be_tested_and_says_why() -> None:
    assert made(None, "5", missing="有一格空着").state({}) == "open"
    with pytest.raises(BadIdentity):
        made(None, "5")


def test_the_approver_explains_one_identity_by_its_id_or_all_by_the_code() -> None:
    one = made("5", "6")
    assert one.state({one.id: "重列"}) == "explained"
    assert one.state({CODE: "四舍五入"}) == "explained"
    assert one.state({"parts.cumulative.205": "重列"}) == "failed"
    assert one.reason({one.id: "重列", CODE: "四舍五入"}) == "重列"


def test_a_held_identity_needs_no_explanation() -> None:
    assert made("5", "5").state({CODE: "四舍五入"}) == "held"


def test_the_problem_names_cell_sides_difference_and_cure() -> None:
    problem = made("5", "7.5").problem()
    assert (problem.code, problem.place, problem.found) == (CODE, PLACE, "5.00 万元")
    assert "左边是 5.00 万元，右边是 7.50 万元，应当相等，相差 -2.50 万元" in problem.expected
    assert "--explain parts.cumulative.201=理由" in problem.fix
