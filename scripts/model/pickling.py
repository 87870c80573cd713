"""Pickling: slotted dataclasses that are kept and read by the hundred thousand."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def by_slots(cls: type[T]) -> type[T]:
    """Let a frozen dataclass with slots be pickled by its slots; its own way asks for its fields for each value."""
    names = [one.name for one in fields(cls)]  # type: ignore[arg-type]  # a dataclass
    state = attrgetter(*names)
    slots = [getattr(cls, name).__set__ for name in names]

    def restore(self: T, values: tuple[Any, ...]) -> None:
        for slot, value in zip(slots, values, strict=True):
            slot(self, value)

    cls.__getstate__ = lambda self: state(self)  # type: ignore[method-assign]  # the one that dataclasses give
    cls.__setstate__ = restore  # type: ignore[attr-defined]  # as above
    return cls
