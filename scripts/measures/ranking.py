"""Ranking: places with ties, only over a complete set."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class IncompleteSet(ValueError):
    """A rank was asked for although a member has no value."""


def rank(values: Mapping[K, Decimal | int | None], *, ascending: bool = False) -> dict[K, int]:
    """Return the place of each member; the highest value is first unless ``ascending``.

    Ties share a place and the next is skipped (并列，1、2、2、4), as appraisal rules publish it.

    Raises:
        IncompleteSet: a value is missing; a rank over an incomplete set is not printed.

    >>> rank({"a": 3, "b": 5, "c": 3, "d": 1})
    {'a': 2, 'b': 1, 'c': 2, 'd': 4}
    """
    known = {key: value for key, value in values.items() if value is not None}
    if len(known) < len(values):
        raise IncompleteSet(", ".join(str(key) for key in values if key not in known))
    ordered = sorted(known.values(), reverse=not ascending)
    first: dict[Decimal | int, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in known.items()}
