"""Machine: the states of a problem from its finding to its end and the only steps between them; pure."""

from __future__ import annotations

from collections.abc import Iterable

STATES = {
    "found": ("待移交", "wait"),
    "transferred": ("整改中", "going"),
    "returned": ("退回，待重新移交", "bad"),
    "mended": ("已整改，待复核", "ok"),
    "failed": ("复核不合格，继续整改", "going"),
    "closed": ("整改到位", "done"),
}
"""State → word and status level, in the order in which a problem passes them."""
START, END = "found", "closed"
AWAITED = ("transferred", "failed")
"""States in which the mending is awaited and its deadline runs."""
TRANSITIONS = {
    ("found", "transferred"): "transferred",
    ("transferred", "returned"): "returned",
    ("returned", "retransferred"): "transferred",
    ("transferred", "mended"): "mended",
    ("mended", "passed"): "closed",
    ("mended", "failed"): "failed",
    ("failed", "remended"): "closed",
}
"""(State, step) → state; what is not here cannot happen."""


class ForbiddenStep(ValueError):
    """A step that the rules do not allow in the state reached; ``position`` is its place among all."""

    def __init__(self, state: str, step: str, position: int) -> None:
        super().__init__(f"{step} in state {state}")
        self.state, self.step, self.position = state, step, position


def fold(steps: Iterable[str]) -> str:
    """Return the state that ``steps`` lead to from the start.

    Raises:
        ForbiddenStep: at the first step that is not allowed.

    >>> fold(["transferred", "returned", "retransferred", "mended", "passed"])
    'closed'
    """
    state = START
    for position, step in enumerate(steps):
        if (state, step) not in TRANSITIONS:
            raise ForbiddenStep(state, step, position)
        state = TRANSITIONS[state, step]
    return state
