"""Mending: points to be put right (整改事项), from the rows of a release to their stage and lateness."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.measures.calendar import days_late
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

MENDING, REPORTED, COMPLETED = "整改中", "已报告", "已完成"
STAGES = {
    "completed": ("已完成", "经核实完成"),
    "reported": ("已报告、未完成", "已书面报告，尚未经核实完成"),
    "going": ("整改中、未逾期", "尚在整改，没有超过期限"),
    "overdue": ("整改中、已逾期", "尚在整改，已超过期限"),
}
"""Stage → its name and what it means; the four add up to all."""
LEVELS = {"completed": "done", "reported": "wait", "going": "going", "overdue": "late"}
RESULTS = {"已落实": "done", "部分落实": "going", "未落实": "bad"}
"""What a review may find → status level."""
FIELDS = ("state", "deadline", "reported")


@dataclass(frozen=True, slots=True)
class Matter:
    """One point to be put right, with its lateness in calendar days, ``None`` without a deadline."""

    row: int
    id: str
    owner: str
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
    def stage(self) -> str:
        """Key of ``STAGES``; a late report is late, but no longer overdue."""
        if self.state == MENDING and self.late:
            return "overdue"
        return {COMPLETED: "completed", REPORTED: "reported"}.get(self.state, "going")

    @property
    def open(self) -> bool:
        """Whether it is not yet verified as completed."""
        return self.stage != "completed"

    @property
    def level(self) -> str:
        """Status level."""
        return LEVELS[self.stage]

    @property
    def word(self) -> str:
        """The state as reported, with what follows from the deadline."""
        words = {"overdue": "整改中，已逾期", "reported": "已报告，待核实"}
        if self.stage == "reported" and (self.verification or self.result):
            return "已报告，继续整改"
        return words.get(self.stage, self.state)


def matters(release: Release, owner: str, resource: str = "opinions") -> list[Matter]:
    """Return the matters of a release in file order.

    Args:
        owner: field that says who has to mend it.

    Lateness is counted to the day of the data, not of the build: what was reported later is not in them.
    """
    day = min(release.at, release.as_of)
    found = []
    for row, cells in release.tables[resource].rows():
        done = None if cells["state"] == MENDING else cells["reported"]
        found.append(
            Matter(
                row,
                cells["id"],
                cells[owner],
                cells["text"],
                cells["deadline"],
                cells["reported"],
                cells["state"],
                cells["verification"] or "",
                cells["reviewed"],
                cells["review_result"] or "",
                cells["reply"] or "",
                None if cells["deadline"] is None else days_late(cells["deadline"], done, day),
            )
        )
    return found


def figures(found: Sequence[Matter], noun: str, resource: str = "opinions", ids: str = "opinions") -> Iterator[Figure]:
    """Yield how many matters there are, by stage, open, the share completed, and each matter's days late.

    Args:
        noun: what a matter is called (整改事项).
        ids: first part of the figures' ids.
    """

    def source(chosen: Sequence[Matter]) -> tuple[Source, ...]:
        return (Source(FIELDS, tuple(one.row for one in chosen), resource),)

    yield Figure(ids, len(found), "条", noun, sources=source(found))
    for stage, (word, meaning) in STAGES.items():
        chosen = [one for one in found if one.stage == stage]
        late = "late" if stage == "overdue" and chosen else ""
        yield Figure(
            f"{ids}.{stage}",
            len(chosen),
            "条",
            f"{word}的{noun}",
            base=noun,
            formula=meaning,
            terms=(ids,),
            sources=source(chosen),
            status=late,
        )
    opened = [one for one in found if one.open]
    yield Figure(
        f"{ids}.open",
        len(opened),
        "条",
        f"未完成的{noun}",
        base=f"{noun}，含已报告、未经核实完成的",
        formula=f"{noun} − 已完成的{noun}",
        terms=(ids, f"{ids}.completed"),
    )
    yield Figure(
        f"{ids}.completed_share",
        percent(len(found) - len(opened), len(found)),
        "%",
        f"{noun}完成率",
        base=f"占全部{noun}",
        formula=f"已完成的{noun} ÷ {noun}",
        terms=(f"{ids}.completed", ids),
        missing="" if found else f"没有公布{noun}",
    )
    for one in found:
        yield Figure(
            f"late.{one.id}",
            one.late,
            "天",
            f"第 {one.id} 号{noun}迟报天数",
            base="截至期末仍未报告的，算到期末",
            formula="报告日期（未报告的用数据截至日） − 整改期限，按自然日，不早于期限为 0",
            sources=source([one]),
            missing="" if one.late is not None else "没有规定期限",
            status="late" if one.stage == "overdue" else "",
        )
