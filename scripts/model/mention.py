"""Mention: what one release says about one entity; a profile page is made of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.model.pickling import by_slots
from scripts.model.status import SHAPES


class BadMention(ValueError):
    """A mention's entity, date or status could not be shown."""


@by_slots
@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened to the entity."""

    date: datetime.date
    text: str
    status: str = ""


@by_slots
@dataclass(frozen=True, slots=True)
class Mention:
    """One release's word on one entity.

    Args:
        type: profile type: ``department``, ``township``, ``project``, ``suggestion``, ``deputy``, ``village`` …
        id: code of the entity; ASCII, part of its address.
        title: name of the entity as this release prints it; the code list's name wins where there is one.
        sentence: what the release says in one Chinese sentence.
        figures: ids of this release's figures that belong to the entity, the most important first.
        status, word: level and word when the entity stands somewhere (``warn30`` 少支出 30 个百分点以上).
        open: what is still open with it, each a Chinese clause (3 项整改逾期).
        events: dated events, any order.
        relations: (type, id, words) of other entities, e.g. the handler of a suggestion.
        detail: material for the page of a type that has its own template (a suggestion's texts and steps); JSON values.
    """

    type: str
    id: str
    title: str
    sentence: str
    figures: tuple[str, ...] = ()
    status: str = ""
    word: str = ""
    open: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an address or status that does not exist."""
        if not (self.id.isascii() and self.id.replace("-", "").isalnum() and self.id == self.id.lower()):
            raise BadMention(f"{self.type} {self.id!r}: an id is lower-case ASCII letters, digits and hyphens")
        if self.status and self.status not in SHAPES:
            raise BadMention(f"{self.type} {self.id}: no status {self.status}")
