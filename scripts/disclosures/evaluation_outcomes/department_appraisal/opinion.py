"""Opinion: one appraisal opinion on its way to being mended, and the review of its department after six months."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from scripts.disclosures.evaluation_outcomes.department_appraisal.term import METHOD, Appraisal, latest
from scripts.measures.calendar import days_late
from scripts.model.release import Release

MENDING, REPORTED, COMPLETED = "整改中", "已报告", "已完成"
RESULTS = {"fulfilled": "已落实", "partly": "部分落实", "unfulfilled": "未落实"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row of ``opinions`` with its lateness in calendar days, ``None`` without a deadline."""

    row: int
    id: str
    code: str
    text: str
    deadline: datetime.date | None
    reported: datetime.date | None
    state: str
    verification: str
    reviewed: datetime.date | None
    result: str
    reply: str
    late: int | None

    @property
    def open(self) -> bool:
        """Whether it is not yet verified as completed."""
        return self.state != COMPLETED

    @property
    def overdue(self) -> bool:
        """Whether it is still being mended after its deadline; a late report is late, but no longer overdue."""
        return self.state == MENDING and bool(self.late)

    @property
    def stage(self) -> str:
        """``completed``, ``reported``, ``overdue`` or ``going``: the four add up to all."""
        if self.overdue:
            return "overdue"
        return {COMPLETED: "completed", REPORTED: "reported"}.get(self.state, "going")

    @property
    def level(self) -> str:
        """Status level."""
        return {"completed": "done", "reported": "wait", "overdue": "late", "going": "going"}[self.stage]

    @property
    def word(self) -> str:
        """The state as reported, with what follows from the deadline."""
        if self.stage == "overdue":
            return "整改中，已逾期"
        if self.stage == "reported":
            return "已报告，继续整改" if self.verification or self.result else "已报告，待核实"
        return self.state


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Review:
    """The hearing on one department's mending (听取整改情况汇报), due some months after the appraisal."""

    appraisal: Appraisal
    opinions: tuple[Opinion, ...]
    due: datetime.date
    held: datetime.date | None
    day: datetime.date

    @property
    def passed(self) -> bool:
        """Whether the months have passed."""
        return self.due <= self.day

    @property
    def missed(self) -> bool:
        """Whether the months have passed and no review is published."""
        return self.passed and self.held is None

    @property
    def level(self) -> str:
        """Status level; where the rule leaves the review to need, none held is not late."""
        if self.held is not None:
            return "done"
        return "late" if self.missed and self.appraisal.method["review_required"] else "wait"

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        months = self.appraisal.method["review_months"]
        if self.held is not None:
            return "已复查"
        return "到期未复查" if self.missed else f"未满 {months} 个月"


def judged_on(release: Release) -> datetime.date:
    """Return the day lateness is judged on: the data's, not the build's.

    What was reported after the data closed is not in them; a later day would call it late.
    """
    return min(release.at, release.as_of)


def opinions(release: Release) -> list[Opinion]:
    """Return all opinions of the term so far, in file order."""
    day = judged_on(release)
    found = []
    for row, cells in release.tables["opinions"].rows():
        done = None if cells["state"] == MENDING else cells["reported"]
        late = None if cells["deadline"] is None else days_late(cells["deadline"], done, day)
        found.append(
            Opinion(
                row,
                cells["id"],
                cells["department"],
                cells["text"],
                cells["deadline"],
                cells["reported"],
                cells["state"],
                cells["verification"] or "",
                cells["reviewed"],
                cells["review_result"] or "",
                cells["reply"] or "",
                late,
            )
        )
    return found


def reviews(release: Release) -> list[Review]:
    """Return one review for each department appraised in the term, in the order they fall due."""
    found, day = opinions(release), judged_on(release)
    out = []
    for code, appraisal in latest(release).items():
        own = tuple(one for one in found if one.code == code)
        # A review before a reappraisal was of the appraisal before.
        held = [one.reviewed for one in own if one.reviewed is not None and one.reviewed >= appraisal.date]
        out.append(Review(appraisal, own, appraisal.review_due, max(held, default=None), day))
    return sorted(out, key=lambda review: (review.due, review.appraisal.code))


def months(release: Release) -> int:
    """Return after how many months the review is held under the release's method."""
    return int(release.method(METHOD)["review_months"])
