"""Star: what a station reaches under the method in force (星级人大代表联络站)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.ratio import percent
from scripts.model.method import Method

METHOD = "station_stars"


@dataclass(frozen=True, slots=True)
class Station:
    """One station's year; ``star`` is as published, ``None`` when it was not assessed."""

    row: int
    code: str
    activities: int
    raised: int
    solved: int
    survey: Decimal | None
    star: int | None

    @classmethod
    def of(cls, row: int, cells: Mapping[str, Any]) -> Station:
        """Return the station of a row."""
        return cls(
            row,
            cells["station"],
            cells["activities"],
            cells["raised"],
            cells["solved"],
            cells["survey"],
            cells["star"],
        )

    @property
    def solved_rate(self) -> Decimal | None:
        """Solved ÷ raised in per cent; ``None`` when nothing was raised."""
        return percent(self.solved, self.raised)


def star(one: Station, method: Method) -> int | None:
    """Return the stars reached: the highest level of which every need is met, 0 for none, ``None`` without a survey.

    The share solved is compared in integers; a station to which nothing was raised is not judged by it.
    """
    if one.survey is None:
        return None
    needs = zip(method["stars"], method["activities"], method["solved"], method["survey"], strict=True)
    for level, activities, solved, survey in needs:
        enough = one.raised == 0 or Decimal(one.solved) * 100 >= Decimal(solved) * one.raised
        if one.activities >= activities and one.survey >= survey and enough:
            return int(level)
    return 0


def word(number: int | None) -> str:
    """Return a star rating in words."""
    return "没有评定" if number is None else f"{number} 星" if number else "没有评上"


def level(number: int | None, method: Method) -> str:
    """Return the status level of a star rating."""
    return "none" if not number else "ok" if number == max(method["stars"]) else ""
