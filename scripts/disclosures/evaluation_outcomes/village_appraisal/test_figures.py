"""Promises of the village appraisal (村（居）综合考评), on its sample with single cells changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.evaluation_outcomes.village_appraisal.score import (
    METHOD,
    Appraised,
    criteria,
    places,
    position,
    total,
)
from scripts.measures.weighting import complete
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("evaluation_outcomes", "village_appraisal")
SAMPLE = sample.release(ROOM)
RULE = SAMPLE.method(METHOD)
SCORES = st.decimals(0, 100, places=1)
VILLAGES = st.lists(st.tuples(st.decimals(0, 100, places=2), st.booleans()), min_size=1, max_size=20)


def village(number: int, points: Decimal | None, veto: bool = False) -> Appraised:
    return Appraised(number, f"v{number:03}", points, "", None, veto, "", {})


def changed(release: Release, code: str, **cells: Any) -> Release:
    frame = release.table.frame.copy()
    for field, value in cells.items():
        frame.loc[frame["village"] == code, field] = value
    return replace(release, tables={**release.tables, "data": replace(release.table, frame=frame)})


def codes(release: Release) -> list[str]:
    return [problem.code for problem in ROOM.check(release)]


def test_a_veto_sets_the_grade_and_leaves_the_total_as_scored() -> None:
    figures = ROOM.compute(SAMPLE)
    assert figures["total.v005"].value == figures["highest"].value == Decimal("96.25")
    assert (figures["rank.v005"].value, figures["rank.v005"].missing) == (None, "一票否决，不参加排名")
    assert codes(changed(SAMPLE, "v005", grade="优秀")) == ["check.grade-mismatch"]


def test_without_the_veto_the_same_total_is_graded_and_ranked_by_its_points() -> None:
    cleared = changed(SAMPLE, "v005", veto=False, veto_ground=None)
    assert codes(cleared)[0] == "check.grade-mismatch"
    figures = ROOM.compute(changed(cleared, "v005", grade="优秀"))
    assert [figures[f"rank.v00{n}"].value for n in range(1, 6)] == [2, 3, 4, 4, 1]


def test_one_village_without_a_total_leaves_no_places_for_any() -> None:
    blank = changed(SAMPLE, "v004", total=None, grade=None, rank=None)
    figures = ROOM.compute(blank)
    assert [figures[f"rank.v00{n}"].value for n in range(1, 6)] == [None] * 5
    assert figures["rank.v001"].missing == "有村（社区）没有总分，不排名次"
    assert (figures["median"].value, figures["median"].missing) == (None, "1 个村（社区）没有总分，不计算")
    assert set(codes(blank)) == {"check.rank-mismatch"}


def test_years_under_different_rules_are_not_compared() -> None:
    other = replace(RULE, version="2024")
    figures = ROOM.compute(replace(SAMPLE, methods={METHOD: other}))
    assert (figures["change.v001"].value, figures["change.v001"].missing) == (None, "口径改为 2024 版，不与上一年比较")


def test_another_weight_is_another_total() -> None:
    rule = replace(RULE, parameters={**RULE.parameters, "weights": [20, 30, 15, 20, 15]})
    assert "check.total-mismatch" in codes(replace(SAMPLE, methods={METHOD: rule}))


def test_a_repeated_score_does_not_change_the_years_result() -> None:
    rescored = ROOM.lay_out(SAMPLE, ROOM.compute(SAMPLE))["mending"]
    assert [cell.text for cell in rescored.cells("rescore")] == ["—", "—", "85.0"]
    assert ROOM.compute(SAMPLE)["total.v004"].value == Decimal("83.8")


@pytest.mark.parametrize(("points", "reached"), [("90", 0), ("89.99", 1), ("80", 1), ("60", 2), ("59.99", 3)])
def test_a_grade_begins_exactly_at_its_cut_off(points: str, reached: int) -> None:
    assert position(village(1, Decimal(points)), RULE) == reached


def test_the_weights_of_the_rule_add_up_to_the_whole() -> None:
    assert complete([one.weight for one in criteria(RULE)])
    assert len(RULE["grades"]) == len(RULE["cut_offs"]) + 1
    assert RULE["veto_grade"] in RULE["grades"]


@given(st.lists(SCORES, min_size=5, max_size=5))
def test_a_total_lies_between_the_lowest_and_the_highest_score(points: list[Decimal]) -> None:
    scores = dict(zip((one.code for one in criteria(RULE)), points, strict=True))
    whole = total(scores, RULE)
    assert whole is not None
    assert min(points) <= whole <= max(points)


@given(st.lists(SCORES, min_size=5, max_size=5), st.integers(0, 4))
def test_a_missing_score_makes_the_total_missing(points: list[Decimal], gone: int) -> None:
    scores = dict(zip((one.code for one in criteria(RULE)), points, strict=True))
    del scores[criteria(RULE)[gone].code]
    assert total(scores, RULE) is None


@given(st.decimals(0, 100, places=2))
def test_a_veto_brings_its_grade_whatever_the_total_is(points: Decimal) -> None:
    assert RULE["grades"][position(village(1, points, veto=True), RULE) or 0] == "不合格"


@given(VILLAGES)
def test_places_begin_at_one_share_ties_and_skip_the_next(rows: list[tuple[Decimal, bool]]) -> None:
    found = [village(number, points, veto) for number, (points, veto) in enumerate(rows)]
    ruled = places(found, RULE)
    rivals = [one for one in found if not one.veto]
    assert set(ruled) == {one.code for one in rivals}
    for one in rivals:
        assert ruled[one.code] == 1 + sum((other.total or 0) > (one.total or 0) for other in rivals)
