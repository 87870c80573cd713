"""The way of a suggestion: whatever may happen passes the rules and ends in the phase that its dates say."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.disclosures.suggestion_handling.suggestion_register import checks
from scripts.disclosures.suggestion_handling.suggestion_register.test_figures import made, one
from scripts.disclosures.suggestion_handling.suggestion_register.transitions import (
    EVENTS,
    MOVES,
    START,
    WORDS,
    BadMove,
    history,
    walk,
)

PHASES = {
    "received": {"received"},
    "handling": {"assigned", "handling", "unanswered"},
    "returned": {"returned"},
    "replied": {"replied"},
    "redo": {"redo"},
    "replied_again": {"replied"},
    "closed": {"closed"},
    "withdrawn": {"withdrawn"},
}
"""State of the machine → phases in which a reader may find the suggestion."""
STATES = {"returned": "退办", "withdrawn": "撤回", "closed": "已办结", "redo": "再次办理"}


@st.composite
def courses(draw: st.DrawFn) -> list[str]:
    """A way through the machine from receipt, in which each event happens once, as a register can date it."""
    events, state = ["received"], "received"
    while moves := sorted(set(MOVES[state]) - set(events)):
        event = draw(st.sampled_from(["", *moves]))
        # A register keeps the first reply of a suggestion that was closed or sent back.
        if (
            not event
            or (event in {"closed"} and "replied" not in events)
            or (state == "received" and event == "replied")
        ):
            break
        events.append(event)
        state = MOVES[state][event]
        if state == "returned" and "assigned" in events:
            break
    return events


def row(events: list[str], gaps: list[int]) -> dict[str, Any]:
    cells: dict[str, Any] = {"handler": "115", "returned_reason": "不属于职责" if "returned" in events else None}
    when = datetime.date(2024, 7, 1)
    for event, gap in zip(events, gaps, strict=False):
        when += datetime.timedelta(days=gap)
        cells["closed" if event == "withdrawn" else event] = when
    state = walk(events)
    return cells | {"state": STATES.get(state)}


@given(courses(), st.lists(st.integers(0, 20), min_size=8, max_size=8))
def test_every_course_that_the_machine_allows_passes_the_rules(events: list[str], gaps: list[int]) -> None:
    cells = row(events, gaps)
    assert [str(problem) for problem in checks.check(made(cells))] == []


@given(courses(), st.lists(st.integers(0, 20), min_size=8, max_size=8))
def test_the_phase_a_reader_sees_is_where_the_machine_ends(events: list[str], gaps: list[int]) -> None:
    cells = row(events, gaps)
    assert one(**cells).phase in PHASES[walk(events)]


@given(st.lists(st.sampled_from(EVENTS), max_size=6))
def test_nothing_follows_the_end(events: list[str]) -> None:
    try:
        walk([*events, "closed"])
    except BadMove:
        return
    for event in EVENTS:
        with pytest.raises(BadMove):
            walk([*events, "closed", event])


@given(st.dictionaries(st.sampled_from([e for e in EVENTS if e != "withdrawn"]), st.dates()))
def test_history_is_in_order_and_loses_nothing(dates: dict[str, datetime.date]) -> None:
    cells = dict.fromkeys(EVENTS) | {"state": None} | dates
    found = history(cells)
    assert [day for day, _ in found] == sorted(day for day, _ in found)
    assert {event for _, event in found} == set(dates)


def test_the_machine_is_closed() -> None:
    assert set(MOVES) == set(WORDS)
    for moves in MOVES.values():
        assert set(moves) <= set(EVENTS)
        assert set(moves.values()) <= set(MOVES)
    assert START in MOVES


def test_a_second_refusal_is_final() -> None:
    again = ["received", "assigned", "replied", "reassigned", "second_replied"]
    assert walk(again) == "replied_again"
    with pytest.raises(BadMove, match="reassigned cannot follow replied_again"):
        walk([*again, "reassigned"])


def test_a_withdrawal_after_the_reply_is_refused() -> None:
    cells = {
        "assigned": datetime.date(2024, 7, 1),
        "replied": datetime.date(2024, 8, 1),
        "closed": datetime.date(2024, 8, 9),
        "state": "撤回",
    }
    assert [problem.code for problem in checks.check(made(cells))] == ["check.transition"]
