"""Promises of warnings: thresholds at their edges, and what ends a run."""

from decimal import Decimal

import pytest

from scripts.measures.warning import level, runs
from scripts.model.period import Period


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("-5", "ok"),
        ("9.99", "ok"),
        ("10", "warn10"),
        ("19.99", "warn10"),
        ("20", "warn20"),
        ("29.99", "warn20"),
        ("30", "warn30"),
        ("31", "warn30"),
    ],
)
def test_a_threshold_that_is_just_reached_counts(gap, said):
    assert level(Decimal(gap), (10, 20, 30)) == said


def said(gaps, **settings):
    found = runs({Period.parse(text): Decimal(gap) for text, gap in gaps.items()}, 30, **settings)
    return [[str(period) for period in run] for run in found]


def test_a_gap_just_below_the_threshold_ends_a_run():
    assert said({"2024-Q1": "30", "2024-Q2": "30", "2024-Q3": "29.99", "2024-Q4": "30"}) == [
        ["2024-Q1", "2024-Q2"],
        ["2024-Q4"],
    ]


def test_a_period_without_a_gap_ends_a_run():
    assert said({"2024-Q1": "31", "2024-Q3": "31"}) == [["2024-Q1"], ["2024-Q3"]]


def test_months_follow_months_as_quarters_follow_quarters():
    assert said({"2024-09": "31", "2024-10": "30.5"}) == [["2024-09", "2024-10"]]


def test_the_turn_of_the_year_ends_a_run_only_where_the_rule_says_so():
    gaps = {"2023-Q4": "31", "2024-Q1": "31"}
    assert said(gaps) == [["2023-Q4"], ["2024-Q1"]]
    assert said(gaps, within_year=False) == [["2023-Q4", "2024-Q1"]]


def test_order_of_the_rows_does_not_matter():
    assert said({"2024-Q3": "31", "2024-Q2": "30"}) == [["2024-Q2", "2024-Q3"]]
