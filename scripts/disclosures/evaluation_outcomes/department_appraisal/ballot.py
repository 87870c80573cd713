"""Ballot: the counted votes on one department, and the grade they come to under the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.measures import grade
from scripts.measures.ratio import percent
from scripts.model.method import Method

OPTIONS = ("satisfied", "basically", "dissatisfied", "unknown", "abstain")
COUNTS = ("members_all", "present", "issued", "returned", "valid")
"""Each is part of the one before it."""
BASES = {"全体组成人员": "members_all", "实到人员": "present", "有效票": "valid"}
GRADES = ("satisfied", "basically", "dissatisfied")
"""Names of the grades in figure ids, in the order of the method's ``grades``, unless it states ``grade_ids``."""
LEVELS = ("ok", "going", "bad")
"""Status levels of these grades, unless the method states ``grade_levels``."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One department's counts by field name; ``None`` is not published, or not on the ballot paper."""

    counts: Mapping[str, int | None]

    @classmethod
    def of(cls, cells: Mapping[str, Any]) -> Ballot:
        """Return the ballot in a row of the main table."""
        return cls({name: cells[name] for name in (*COUNTS, *OPTIONS)})

    def __getitem__(self, name: str) -> int | None:
        """Return one count."""
        return self.counts[name]

    @property
    def published(self) -> tuple[str, ...]:
        """The options whose votes are published."""
        return tuple(option for option in OPTIONS if self[option] is not None)

    @property
    def group(self) -> tuple[str, int]:
        """The field that says how many voted, and how many: the group whose single votes must not show.

        Where no count of ballots or persons is published, the published votes are all that is known of it.
        """
        for name in reversed(COUNTS[1:]):
            if (count := self[name]) is not None:
                return name, count
        return self.published[0], sum(self[option] or 0 for option in self.published)

    @property
    def unanimous(self) -> bool:
        """Whether everyone who voted chose the same option."""
        return any(self[option] == self.group[1] for option in self.published)

    @property
    def approved(self) -> int | None:
        """满意 and 基本满意 together."""
        satisfied, basically = self["satisfied"], self["basically"]
        return None if satisfied is None or basically is None else satisfied + basically

    def base(self, method: Method) -> int | None:
        """Return the body that shares are shares of."""
        return self[BASES[method["base"]]]

    def share(self, votes: int | None, method: Method) -> Decimal | None:
        """Return ``votes`` in per cent of the base, unrounded."""
        return percent(votes, self.base(method))

    def grade(self, method: Method) -> str | None:
        """Return the grade that the rule gives; ``None`` when the counts it needs are not published."""
        base, satisfied, basically = self.base(method), self["satisfied"], self["basically"]
        needed = lines(method)
        if not base or not needed or satisfied is None or basically is None:
            return None
        position = grade.grade((satisfied, basically), base, needed, tie=method["tie_reaches"])
        return str(method["grades"][position])


def lines(method: Method) -> tuple[grade.Share, ...]:
    """Return the shares needed for 满意 and for 基本满意; none where grades do not follow from ballots (检查评定)."""
    if "satisfied_needs" not in method.parameters:
        return ()
    return grade.share(method["satisfied_needs"]), grade.share(method["basically_needs"])


def grade_name(word: str, method: Method) -> str:
    """Return the name of a grade in figure ids; empty for a word that the method does not know."""
    return dict(zip(method["grades"], grade_names(method), strict=True)).get(word, "")


def grade_level(word: str, method: Method) -> str:
    """Return the status level of a grade."""
    levels = method.parameters.get("grade_levels", LEVELS)
    return str(dict(zip(method["grades"], levels, strict=True)).get(word, "none"))


def grade_names(method: Method) -> tuple[str, ...]:
    """Return the names of the method's grades in figure ids, from the best; there may be more than three."""
    return tuple(method.parameters.get("grade_ids", GRADES))
