"""Identity (勾稽关系): two numbers that must be equal, or keep an order, and whether a release keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.model.figure import IDENTIFIER
from scripts.model.number import with_unit
from scripts.model.pickling import by_slots
from scripts.model.problem import Place, Problem

RELATIONS = ("=", "≤")
STATES = {"held": "成立", "explained": "不成立，已说明", "failed": "不成立", "open": "不能核对"}
"""State of an identity → its word; ``open`` has a side that is not known."""
LEVELS = {"held": "ok", "explained": "warn10", "failed": "bad", "open": "none"}
"""State of an identity → status level."""
CODE = "check.identity-failed"
"""The one problem code of every identity that fails and is not explained."""


class BadIdentity(ValueError):
    """An identity could not be published or cited: its id, relation or missing reason is wrong."""


@by_slots
@dataclass(frozen=True, slots=True)
class Identity:
    """One accounting identity of one release.

    Args:
        id: stable within the report, in the form of a figure id (``parts.cumulative.201``); approvals explain by it.
        statement: the identity in a Chinese clause (一般公共服务支出的累计数＝所属各款之和).
        left, right: the two sides, exact; ``None`` when a side is not known, with ``missing`` as the reason.
        unit: of both sides.
        relation: ``=``, or ``≤`` for a limit.
        place: the cell to mend when it fails.
        missing: why it cannot be tested.

    Raises:
        BadIdentity: see the class.
    """

    id: str
    statement: str
    left: Decimal | int | None
    right: Decimal | int | None
    unit: str
    place: Place
    relation: str = "="
    missing: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be published."""
        if not IDENTIFIER.fullmatch(self.id):
            raise BadIdentity(f"identity id {self.id!r}: lower-case ASCII words joined by dots")
        if self.relation not in RELATIONS:
            raise BadIdentity(f"identity {self.id}: no relation {self.relation}")
        if self.difference is None and not self.missing:
            raise BadIdentity(f"identity {self.id}: a side is missing without reason")

    @property
    def difference(self) -> Decimal | None:
        """Left minus right, ``None`` when a side is not known."""
        return None if self.left is None or self.right is None else Decimal(self.left) - Decimal(self.right)

    def state(self, explained: Mapping[str, str]) -> str:
        """Return the state: a key of ``STATES``.

        Args:
            explained: identity id or problem code → reason that the approver accepted.
        """
        gap = self.difference
        if gap is None:
            return "open"
        if gap == 0 or (self.relation == "≤" and gap < 0):
            return "held"
        return "explained" if self.reason(explained) else "failed"

    def reason(self, explained: Mapping[str, str]) -> str:
        """Return why it may fail, as the approval says; empty when it does not."""
        return explained.get(self.id, explained.get(CODE, ""))

    def problem(self) -> Problem:
        """Return the problem of a failed identity, at its cell."""
        left, right, gap = (with_unit(side, self.unit) for side in (self.left, self.right, self.difference))
        word = "相等" if self.relation == "=" else "不大于"
        return Problem(
            CODE,
            self.place,
            f"勾稽关系 {self.id} 不成立：{self.statement}；左边是 {left}，右边是 {right}，应当{word}，相差 {gap}",
            f"核对两边，改正错的一格；确实如此的，请批准人用 --explain {self.id}=理由 写明",
            left,
        )
