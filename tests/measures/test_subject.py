"""Subjects add up once, growth needs a comparable base, the limit of days counts from approval."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from scripts import registry
from scripts.measures import deadline
from scripts.measures.change import BAD_BASE, INCOMPARABLE, NO_BASE, growth
from scripts.measures.parts import parts, whole
from scripts.measures.subject import exists, tops
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "general_budget")


def test_a_total_counts_no_money_twice() -> None:
    lines = {"201": Decimal(5), "20101": Decimal(5), "2010104": Decimal(2), "20502": Decimal(1)}
    assert whole(lines) == 6
    assert tops(lines) == ["201", "20502"]


@pytest.mark.parametrize(
    ("now", "before", "comparable", "value", "missing"),
    [
        ("110", "100", True, "10", ""),
        ("-10", "100", True, "-110", ""),
        ("5", "0", True, None, BAD_BASE),
        ("5", "-3", True, None, BAD_BASE),
        ("5", None, True, None, NO_BASE),
        ("5", "100", False, None, INCOMPARABLE),
    ],
)
def test_growth_has_a_base_above_zero_of_the_same_scope(
    now: str, before: str | None, comparable: bool, value: str | None, missing: str
) -> None:
    found = growth(Decimal(now), None if before is None else Decimal(before), comparable=comparable)
    assert found.value == (None if value is None else Decimal(value))
    assert found.missing == missing


def test_a_blank_among_the_parts_leaves_the_identity_untested() -> None:
    table = sample.release(ROOM).table
    frame = table.frame.copy()
    frame.loc[frame["code"] == "10119", "last_cumulative"] = None
    made = parts(replace(table, frame=frame), {"last_cumulative": "上年同期累计数"}, side="side")
    found = {one.id: one for one in made}
    assert found["parts.last_cumulative.101"].state({}) == "open"


def test_a_subject_is_in_use_from_its_first_day_to_its_last() -> None:
    release = sample.release(ROOM)
    new = release.codelists["functions"]["20139"]
    days = (datetime.date(2023, 12, 31), datetime.date(2024, 1, 1))
    assert [exists(new, day) for day in days] == [False, True]


@pytest.mark.parametrize(("days", "state", "status"), [(0, "held", "ok"), (20, "held", "ok"), (21, "failed", "late")])
def test_the_twentieth_day_is_in_time_and_the_next_is_late(days: int, state: str, status: str) -> None:
    release = sample.release(ROOM)
    assert release.approval is not None
    issued = release.approval.issued.replace(year=2024, month=3, day=1)
    changed = replace(
        release, approval=replace(release.approval, date=issued.date(), issued=issued.replace(day=1 + days))
    )
    assert deadline.figure(changed).value == days
    assert (deadline.identity(changed).state({}), deadline.figure(changed).status) == (state, status)
    assert deadline.identity(changed).state({"issued_days": "等待印制"}) == ("held" if state == "held" else "explained")


def test_a_draft_has_no_days_yet() -> None:
    draft = replace(sample.release(ROOM), approval=None)
    assert deadline.figure(draft).missing == "尚未批准"
    assert deadline.identity(draft).state({}) == "open"
