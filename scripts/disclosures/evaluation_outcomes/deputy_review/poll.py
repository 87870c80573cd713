"""Poll: the votes of one station's reviews or of one deputy, and the limits under which they may be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures.ratio import percent

METHOD = "deputy_review"
OPTIONS = ("satisfied", "basically", "dissatisfied", "abstain")
COUNTS = ("issued", "returned", "valid")


@dataclass(frozen=True, slots=True)
class Poll:
    """Votes by option and the counts of ballots; ``None`` is not published."""

    counts: Mapping[str, int | None]

    @classmethod
    def of(cls, cells: Mapping[str, Any]) -> Poll:
        """Return the poll of a row; a row without a column has no such count."""
        return cls({name: cells.get(name) for name in (*COUNTS, *OPTIONS)})

    def __getitem__(self, name: str) -> int | None:
        """Return one count."""
        return self.counts[name]

    @property
    def empty(self) -> bool:
        """Whether nothing is published."""
        return all(value is None for value in self.counts.values())

    @property
    def published(self) -> bool:
        """Whether valid ballots and every option are published."""
        return all(self.counts[name] is not None for name in ("valid", *OPTIONS))

    @property
    def votes(self) -> list[int]:
        """Votes by option."""
        return [self.counts[name] or 0 for name in OPTIONS]

    @property
    def approved(self) -> int | None:
        """满意 and 基本满意 together."""
        satisfied, basically = self.counts["satisfied"], self.counts["basically"]
        return None if satisfied is None or basically is None else satisfied + basically

    def share(self, votes: int | None) -> Decimal | None:
        """Return votes ÷ valid ballots in per cent."""
        return percent(votes, self.counts["valid"])


def inferable(reviewed: int, approved: int, smallest: int) -> bool:
    """Return whether a station's votes would tell those of single deputies who did not consent.

    What is published of the others can be taken off the station's sum, so the rest must be as many as the limit.

    >>> inferable(4, 0, 3), inferable(4, 2, 3), inferable(4, 4, 3), inferable(2, 0, 3)
    (False, True, False, True)
    """
    return 0 < reviewed - approved < smallest
