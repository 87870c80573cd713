"""Machine: the states of staged scoring and the only steps between them; pure, knows no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

STATES = {
    "awaiting_reply": ("等待答复", "wait"),
    "reply_to_score": ("已答复，待打分", "going"),
    "reply_again": ("答复不通过，重新办理", "going"),
    "reply_to_rescore": ("已重新答复，待打分", "going"),
    "awaiting_result": ("答复通过，等待落实", "going"),
    "result_to_score": ("已报告落实，待打分", "going"),
    "result_again": ("落实不通过，重新办理", "going"),
    "result_to_rescore": ("已重新落实，待打分", "going"),
    "finished": ("两段都通过", "done"),
    "refused": ("再次不通过，不满意", "bad"),
}
"""State → word and status level, in the order in which a suggestion passes them."""
STAGES = {"reply": "答复阶段", "result": "落实阶段"}
AGAIN = {"reply": "reply_again", "result": "result_again"}
"""Stage → the state in which it is being handled again."""
FINAL = ("finished", "refused")
START = "awaiting_reply"
_NEXT = {"reply": "awaiting_result", "result": "finished"}
_BEFORE = {"reply": "awaiting_reply", "result": "awaiting_result"}

Step = tuple[str, str]
"""Stage and what happened in it: ``reported``, ``passed``, ``failed``, ``redone``, ``repassed`` or ``refailed``."""


class ForbiddenStep(ValueError):
    """A step that the rules do not allow in the state reached.

    Args:
        state: where the suggestion stood.
        step: what is said to have happened.
        position: of the step among all.
    """

    def __init__(self, state: str, step: Step, position: int) -> None:
        super().__init__(f"{step} in state {state}")
        self.state, self.step, self.position = state, step, position


def _steps() -> Iterator[tuple[str, Step, str]]:
    for stage in STAGES:
        yield _BEFORE[stage], (stage, "reported"), f"{stage}_to_score"
        yield f"{stage}_to_score", (stage, "passed"), _NEXT[stage]
        yield f"{stage}_to_score", (stage, "failed"), AGAIN[stage]
        yield AGAIN[stage], (stage, "redone"), f"{stage}_to_rescore"
        yield f"{stage}_to_rescore", (stage, "repassed"), _NEXT[stage]
        yield f"{stage}_to_rescore", (stage, "refailed"), "refused"


TRANSITIONS = {(state, step): after for state, step, after in _steps()}
"""(State, step) → state; what is not here cannot happen."""


def fold(steps: Iterable[Step]) -> str:
    """Return the state that ``steps`` lead to from the start.

    Raises:
        ForbiddenStep: at the first step that is not allowed.

    >>> fold([("reply", "reported"), ("reply", "failed"), ("reply", "redone"), ("reply", "refailed")])
    'refused'
    """
    state = START
    for position, step in enumerate(steps):
        if (state, step) not in TRANSITIONS:
            raise ForbiddenStep(state, step, position)
        state = TRANSITIONS[state, step]
    return state
