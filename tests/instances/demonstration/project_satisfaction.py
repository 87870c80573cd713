"""Satisfaction tests of the demonstration district's livelihood projects, by its standing committee, each December."""

from __future__ import annotations

from typing import Any

from scripts.model.period import Period
from tests.instances.demonstration.base import NOTE, Draft
from tests.instances.demonstration.project_progress import LAST, chosen
from tests.instances.demonstration.projects import PROJECTS

MEMBERS = 31
GRADES = ("满意", "基本满意", "不满意")
MEETINGS = {
    2023: ("第十七次会议", "2023-12-21", 28, 28, 28, 28, 0, "示人常〔2023〕38号", "2023-12-21", "2023-12-28"),
    2024: ("第二十七次会议", "2024-12-30", 29, 29, 29, 29, 0, "示人常〔2024〕41号", "2024-12-30", "2025-01-08"),
    2025: ("第三十四次会议", "2025-12-25", 30, 30, 30, 29, 1, "示人常〔2025〕40号", "2025-12-25", "2025-12-31"),
}
"""Year → session, day, present, issued, returned, valid, invalid, document, day of approval, day of publication."""
VOTES = {
    2023: {
        "p2023-01": (22, 5, 1, 0), "p2023-02": (24, 4, 0, 0), "p2023-03": (25, 3, 0, 0), "p2023-04": (12, 12, 3, 1),
        "p2023-05": (20, 7, 1, 0), "p2023-07": (19, 8, 1, 0), "p2023-08": (17, 9, 2, 0), "p2023-09": (26, 2, 0, 0),
        "p2023-11": (25, 3, 0, 0), "p2023-13": (16, 10, 1, 1), "p2023-15": (27, 1, 0, 0), "p2023-17": (21, 6, 1, 0),
    },
    2024: {
        "p2024-01": (24, 4, 1, 0), "p2024-02": (18, 9, 1, 1), "p2024-03": (22, 6, 1, 0), "p2024-04": (28, 1, 0, 0),
        "p2024-06": (23, 5, 1, 0), "p2024-07": (25, 4, 0, 0), "p2024-08": (24, 5, 0, 0), "p2024-11": (27, 2, 0, 0),
        "p2024-13": (19, 8, 2, 0), "p2024-16": (20, 7, 1, 1), "p2024-18": (15, 11, 3, 0), "p2023-16": (11, 10, 7, 1),
    },
    2025: {
        "p2024-10": (21, 7, 1, 0),
        "p2025-01": (8, 7, 13, 1), "p2025-02": (25, 4, 0, 0), "p2025-03": (27, 2, 0, 0), "p2025-04": (20, 8, 1, 0),
        "p2025-05": (22, 6, 1, 0), "p2025-06": (18, 9, 2, 0), "p2025-08": (17, 9, 2, 1), "p2025-09": (23, 5, 1, 0),
        "p2025-11": (28, 1, 0, 0), "p2025-12": (19, 9, 1, 0), "p2025-15": (24, 5, 0, 0), "p2025-17": (26, 3, 0, 0),
        "p2025-19": (16, 11, 2, 0), "p2024-14": (22, 6, 1, 0),
    },
}  # fmt: skip
"""Year → project → 满意, 基本满意, 不满意, 弃权; every row adds to the valid ballots."""
NOT_YET = "经程序延期到2025年4月30日，完成后在2025年测评。"


def drafts() -> list[Draft]:
    """Return one release for each year whose progress is published to its end."""
    last = Period.parse(LAST)
    return [_draft(year) for year in VOTES if Period.parse(f"{year}-Q4") <= last]


def grade(votes: tuple[int, int, int, int]) -> str:
    """Return what was announced: half of all members is enough."""
    if 2 * votes[0] >= MEMBERS:
        return GRADES[0]
    return GRADES[1] if 2 * (votes[0] + votes[1]) >= MEMBERS else GRADES[2]


def _draft(year: int) -> Draft:
    session, day, present, sent, returned, valid, invalid, document, approved, issued = MEETINGS[year]
    meeting = {
        "meeting": f"区第十八届人大常委会{session}",
        "date": day,
        "voters": "常委会组成人员",
        "members": MEMBERS,
        "present": present,
        "issued": sent,
        "returned": returned,
        "valid": valid,
        "invalid": invalid,
        "note": NOTE,
    }
    codes = [*VOTES[year], *(code for code in chosen(year) if code not in VOTES[year])]
    return Draft(
        f"livelihood_votes/project_satisfaction/{year}",
        {"data": [_row(year, code) for code in codes], "meeting": [meeting]},
        document,
        approved,
        f"{issued}T09:00:00+08:00",
    )


def _row(year: int, code: str) -> dict[str, Any]:
    row: dict[str, Any] = {"project": code, "lead": PROJECTS[code].lead, "note": NOTE}
    votes = VOTES[year].get(code)
    if votes is None:
        return row | {"reason": NOT_YET}
    counts = dict(zip(("satisfied", "basically", "dissatisfied", "abstain"), votes, strict=True))
    return row | counts | {"grade": grade(votes)}
