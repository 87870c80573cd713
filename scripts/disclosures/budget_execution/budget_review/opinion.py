"""Opinion: one opinion on a department's budget (审查意见), followed through the releases until it is closed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.term import METHOD
from scripts.measures.calendar import add_months, days_late
from scripts.measures.thread import Knot, threads
from scripts.model.release import Release

PENDING = "办理中"
OUTCOMES = {"adopted": "采纳", "partly": "部分采纳", "rejected": "未采纳", "pending": PENDING}
STAGES = {
    "closed": ("已办结", "专门委员会已确认办结"),
    "going": ("未办结、未逾期", "没有办结，答复和办结的期限都没有过"),
    "overdue": ("未办结、已逾期", "没有办结，答复或者办结已经超过期限"),
}
"""Stage → its name and what it means; the three add up to all."""
LEVELS = {"closed": "done", "going": "going", "overdue": "late"}


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Opinion:
    """One opinion as it stands on ``day``; ``knots`` are the rows that spoke of it, oldest first."""

    knots: Sequence[Knot]
    day: datetime.date

    def __getitem__(self, field: str) -> Any:
        """Return a cell of the newest row."""
        return self.knots[-1].cells[field]

    @property
    def id(self) -> str:
        """Its number, stable through the releases."""
        return str(self["id"])

    @property
    def code(self) -> str:
        """The department."""
        return str(self["department"])

    @property
    def here(self) -> Release:
        """The release that spoke of it last."""
        return self.knots[-1].release

    @property
    def closed(self) -> bool:
        """Whether the committee has confirmed it."""
        return self["closed"] is not None

    @property
    def outcome(self) -> str:
        """Key of ``OUTCOMES``."""
        return next(key for key, word in OUTCOMES.items() if word == self["outcome"])

    def _months(self, parameter: str) -> datetime.date:
        # The rule of the release that first published the opinion: a later rule moves no old deadline.
        return add_months(self["raised"], int(self.knots[0].release.method(METHOD)[parameter]))

    @property
    def reply_due(self) -> datetime.date:
        """Last day for the reply."""
        return self._months("reply_months")

    @property
    def close_due(self) -> datetime.date:
        """Last day for closing."""
        return self._months("close_months")

    @property
    def due(self) -> datetime.date:
        """The deadline that runs: of the reply until there is one, then of closing."""
        return self.reply_due if self["replied"] is None else self.close_due

    @property
    def late(self) -> int:
        """Calendar days past the deadline that runs; of a closed opinion, past the deadline of closing."""
        return days_late(self.due, self["closed"], self.day)

    @property
    def stage(self) -> str:
        """Key of ``STAGES``."""
        return "closed" if self.closed else "overdue" if self.late else "going"

    @property
    def level(self) -> str:
        """Status level."""
        return LEVELS[self.stage]

    @property
    def state(self) -> str:
        """What it waits for, without the days."""
        if self.closed:
            return "已办结"
        return "没有答复" if self["replied"] is None else "没有办结"

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return f"{self.state}，已逾期" if self.stage == "overdue" else self.state


def opinions(release: Release) -> list[Opinion]:
    """Return every opinion of the term up to this release, in the order they were first published.

    Lateness is counted to the day of the data, not of the build: what happened later is not in them.
    """
    day = min(release.at, release.as_of)
    return [Opinion(knots, day) for knots in threads(term.span(release), "opinions").values()]


def is_open(cells: Mapping[str, Any]) -> bool:
    """Return whether a row of the opinions speaks of one that is not closed."""
    return cells["closed"] is None


def carried(release: Release) -> list[Opinion]:
    """Return the opinions that were open at the end of the period before."""
    past = term.before(release)
    return [one for one in opinions(past[-1]) if not one.closed] if past else []
