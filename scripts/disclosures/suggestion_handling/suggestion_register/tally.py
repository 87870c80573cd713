"""Tally: suggestions counted for one handler or category, with the base that each rate needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLOCK, Item
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source

UNDECIDED = "没有一件已经答复或超过期限，无法计算"
DECIDED = "占已答复的和超过期限未答复的建议"


@dataclass(frozen=True)
class Tally:
    """What the items of one group add up to.

    Args:
        items: the group, in file order.
    """

    items: tuple[Item, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """The rows of the group."""
        return tuple(item.row for item in self.items)

    def rows(self, name: str) -> tuple[int, ...]:
        """Return the rows that the count ``name`` counts."""
        return tuple(item.row for item in self.items if getattr(item, name))

    def count(self, name: str) -> int:
        """Return how many have ``name``: ``answered``, ``open``, ``decided``, ``in_time`` or ``overdue``."""
        return len(self.rows(name))

    @property
    def on_time_rate(self) -> Decimal | None:
        """In time ÷ decided, in per cent; ``None`` when none is decided."""
        return percent(self.count("in_time"), self.count("decided"))

    @property
    def longest(self) -> int | None:
        """Days past the deadline of the one that is latest; ``None`` when none is late."""
        return max((item.overdue for item in self.items if item.overdue), default=None)


def by(items: Iterable[Item], field: str) -> dict[str, Tally]:
    """Return the tally of each code of ``field``, most suggestions first; a row without one is in none."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.cells[field] is not None:
            groups.setdefault(item.cells[field], []).append(item)
    order = sorted(groups, key=lambda code: (-len(groups[code]), code))
    return {code: Tally(tuple(groups[code])) for code in order}


def count(
    id: str,
    chosen: Iterable[Item],
    label: str,
    fields: tuple[str, ...],
    *,
    base: str = "",
    method: str = "",
    about: Mapping[str, str] | None = None,
) -> Figure:
    """Return how many items are ``chosen``, with their rows as the source."""
    rows = tuple(one.row for one in chosen)
    sources = (Source(fields, rows),)
    return Figure(id, len(rows), "件", label, base=base, dimensions=about or {}, sources=sources, method=method)


def share(part: Figure, whole: Figure, id: str, of: str, reason: str, places: int | None = None) -> Figure:
    """Return part ÷ whole in per cent with its base in words; missing with ``reason`` when the whole is zero."""
    value = percent(part.value, whole.value)
    return Figure(
        id,
        value,
        "%",
        f"{part.label}所占百分比",
        base=of,
        places=places,
        dimensions=part.dimensions,
        formula=f"{part.text} ÷ {whole.text}",
        terms=(part.id, whole.id),
        method=part.method,
        missing="" if value is not None else reason,
    )


def part(
    id: str,
    label: str,
    chosen: list[Item],
    whole: Figure,
    of: str,
    fields: tuple[str, ...],
    *,
    method: str = "",
    places: int | None = None,
) -> Figure:
    """Return the share of ``chosen`` in a whole that is not zero, whose count is no figure of its own."""
    return Figure(
        id,
        percent(len(chosen), whole.value),
        "%",
        label,
        base=of,
        places=places,
        dimensions=whole.dimensions,
        formula=f"{len(chosen)} ÷ {whole.text}",
        terms=(whole.id,),
        sources=(Source(fields, tuple(one.row for one in chosen)),),
        method=method,
    )


def rate(id: str, label: str, tally: Tally, terms: tuple[str, str], about: Mapping[str, str] | None = None) -> Figure:
    """Return the rate of replies in time (按期答复率) of a tally; ``terms`` are the ids of its two counts."""
    value = tally.on_time_rate
    return Figure(
        id,
        value,
        "%",
        label,
        base=DECIDED,
        dimensions=about or {},
        formula="在期限内答复的件数 ÷ 已答复的和超过期限未答复的件数",
        terms=terms,
        method=CLOCK,
        missing="" if value is not None else UNDECIDED,
    )
