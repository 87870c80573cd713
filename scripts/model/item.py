"""Item: one thing that is still open (未办结事项), and who has to do it by when."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from scripts.model.pickling import by_slots
from scripts.model.status import SHAPES

OVERDUE = "late"
"""Status level of an item past its deadline."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadItem(ValueError):
    """An item could not be listed: its id, status, days or address is wrong."""


@by_slots
@dataclass(frozen=True, slots=True)
class Item:
    """One open thing: an opinion not yet mended, a suggestion not yet answered, money not yet returned.

    The room that yields it is known from its release. What is done is no item: it is left out.

    Args:
        id: stable within the report, lower-case ASCII and hyphens (``2024s1-02``); part of the item's address.
        kind: what sort of thing it is, a Chinese noun (评议意见整改, 代表建议答复).
        entity: profile type and id of the body that has to act; empty strings where no body is named.
        body: its name as printed; empty where no body is named.
        text: what is open, in the words of the release.
        deadline: last day in time; ``None`` where the rule sets none.
        state: where it stands, in the report's own words (整改中), without the days.
        status: level in ``scripts.model.status``; ``late`` if and only if ``late`` is above 0.
        late: calendar days past the deadline at the release's ``as_of``, 0 when in time or without deadline.
        href: address of its own page (``/profiles/suggestion/…/``); empty means the page of the release.

    Raises:
        BadItem: see the class.
    """

    id: str
    kind: str
    entity: tuple[str, str]
    body: str
    text: str
    deadline: datetime.date | None
    state: str
    status: str
    late: int = 0
    href: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be listed."""
        if not _ID.fullmatch(self.id):
            raise BadItem(f"item {self.id!r}: an id is lower-case ASCII letters, digits and hyphens")
        if not (self.kind and self.text and self.state):
            raise BadItem(f"item {self.id}: kind, text and state are said in words")
        if self.status not in SHAPES or self.late < 0 or (self.late > 0) != (self.status == OVERDUE):
            raise BadItem(f"item {self.id}: status {self.status!r} with {self.late} days late")
        if self.late and self.deadline is None:
            raise BadItem(f"item {self.id}: late without a deadline")
        if self.href and not self.href.startswith("/"):
            raise BadItem(f"item {self.id}: {self.href!r} is no address of this site")
