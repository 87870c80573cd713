"""Transitions: the states of a suggestion as a closed list, and which dated event may follow which."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

START = ""
EVENTS = ("received", "returned", "assigned", "replied", "reassigned", "second_replied", "closed", "withdrawn")
"""Dated events in the order in which those of one day happened."""
MOVES: Mapping[str, Mapping[str, str]] = {
    # A register may begin anywhere before the reply: what it does not date has happened before.
    START: {
        "received": "received",
        "assigned": "handling",
        "returned": "returned",
        "replied": "replied",
        "closed": "closed",
        "withdrawn": "withdrawn",
    },
    "received": {
        "assigned": "handling",
        "returned": "returned",
        "replied": "replied",
        "closed": "closed",
        "withdrawn": "withdrawn",
    },
    "handling": {"returned": "returned", "replied": "replied", "closed": "closed", "withdrawn": "withdrawn"},
    "returned": {"assigned": "handling", "closed": "closed", "withdrawn": "withdrawn"},
    "replied": {"reassigned": "redo", "closed": "closed"},
    "redo": {"second_replied": "replied_again", "closed": "closed"},
    "replied_again": {"closed": "closed"},
    "closed": {},
    "withdrawn": {},
}
"""State → event → next state. A second refusal is final: nothing but the end follows the second reply."""
WORDS = {
    START: "还没有收到",
    "received": "已收到",
    "handling": "办理中",
    "returned": "退办",
    "replied": "已答复",
    "redo": "再次办理",
    "replied_again": "再次答复",
    "closed": "已办结",
    "withdrawn": "撤回",
}


class BadMove(ValueError):
    """An event cannot follow: ``state`` is where it stood, ``event`` what is said to have happened."""

    def __init__(self, state: str, event: str) -> None:
        """Say what cannot follow what."""
        super().__init__(f"{event} cannot follow {state or 'nothing'}")
        self.state = state
        self.event = event


def walk(events: Iterable[str]) -> str:
    """Return the state in which ``events``, in this order, end.

    Raises:
        BadMove: one cannot follow those before it.

    >>> walk(["received", "assigned", "replied", "reassigned", "second_replied", "closed"])
    'closed'
    """
    state = START
    for event in events:
        if event not in MOVES[state]:
            raise BadMove(state, event)
        state = MOVES[state][event]
    return state


def history(cells: Mapping[str, Any]) -> list[tuple[datetime.date, str]]:
    """Return the dated events of a row, oldest first.

    A row has one date for each kind of event: a suggestion returned and assigned anew shows the new day of assignment.
    ``closed`` of a withdrawn suggestion is the day of its withdrawal.
    """
    last = "withdrawn" if cells["state"] == "撤回" else "closed"
    dated = [
        (cells[field], last if field == "closed" else field)
        for field in EVENTS
        if field != "withdrawn" and cells[field] is not None
    ]
    back = cells["state"] == "退办"
    order = ["received", "assigned", "returned", *EVENTS[3:]] if back else list(EVENTS)
    return sorted(dated, key=lambda event: (event[0], order.index(event[1])))
