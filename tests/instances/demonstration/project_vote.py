"""Votes on livelihood projects of the demonstration district: three years, 20 candidates → 13 chosen in 2024.

The projects themselves are in ``projects.py``; a project that was not chosen and comes back keeps its code.
"""

from __future__ import annotations

from typing import Any

from tests.instances.demonstration.base import NOTE, Draft
from tests.instances.demonstration.projects import PROJECTS, Idea

CATEGORIES = {
    "education": ("教育和儿童", ""),
    "elderly": ("养老和助残", ""),
    "health": ("医疗卫生", ""),
    "housing": ("住房和社区环境", "住房社区"),
    "traffic": ("交通出行", ""),
    "environment": ("生态和水环境", "生态环境"),
    "culture": ("文化体育", ""),
    "safety": ("平安和安全", "平安安全"),
    "countryside": ("乡村建设", ""),
    "jobs": ("就业服务", ""),
}
SOURCES = {
    "survey": "基层调研",
    "deputy": "代表建议",
    "letter": "群众来信",
    "network": "网络征集",
    "department": "部门提出",
}
VOTES = {
    2023: {
        "p2023-01": 196, "p2023-02": 177, "p2023-03": 164, "p2023-04": 189, "p2023-05": 155, "p2023-06": 84,
        "p2023-07": 183, "p2023-08": 138, "p2023-09": 164, "p2023-10": 47, "p2023-11": 170, "p2023-12": 95,
        "p2023-13": 147, "p2023-14": 60, "p2023-15": 126, "p2023-16": 108, "p2023-17": 115, "p2023-18": 72,
    },
    2024: {
        "p2023-16": 145, "p2024-01": 201, "p2024-02": 195, "p2024-03": 163, "p2024-04": 191, "p2024-05": 110,
        "p2024-06": 178, "p2024-07": 152, "p2024-08": 186, "p2024-09": 62, "p2024-10": 171, "p2024-11": 133,
        "p2024-12": 90, "p2024-13": 170, "p2024-14": 117, "p2024-15": 75, "p2024-16": 160, "p2024-17": 41,
        "p2024-18": 121, "p2024-19": 50,
    },
    2025: {
        "p2024-14": 158, "p2025-01": 205, "p2025-02": 187, "p2025-03": 199, "p2025-04": 119, "p2025-05": 170,
        "p2025-06": 194, "p2025-07": 93, "p2025-08": 149, "p2025-09": 181, "p2025-10": 60, "p2025-11": 166,
        "p2025-12": 135, "p2025-13": 119, "p2025-14": 30, "p2025-15": 176, "p2025-16": 104, "p2025-17": 142,
        "p2025-18": 81, "p2025-19": 127, "p2025-20": 45, "p2025-21": 113,
    },
}  # fmt: skip
"""Year → project on the ballot → ballots in favour. 2023 has equals inside the limit, 2025 at it."""
RUNOFF = {"p2025-04": 126, "p2025-13": 84}
CHOSEN = {
    2023: (1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 17),
    2024: (1, 2, 3, 4, 6, 7, 8, 10, 11, 13, 16, 18),
    2025: (1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 15, 17, 19),
}
"""Year → numbers of the new projects announced as chosen; ``AGAIN`` came back from an earlier year and was chosen."""
AGAIN = {2024: "p2023-16", 2025: "p2024-14"}
OFF = {
    "p2023-19": ("p2023-01", "与加装电梯都是老旧住宅的适老化改造，同一批小区一并实施。"),
    "p2024-20": ("p2024-02", "与社区老年食堂服务同一批老年人，作为食堂的送餐服务一并实施。"),
    "p2024-21": ("", "位于已经列入拆迁计划的地块，建成后不能使用，不予列入。"),
    "p2025-22": ("p2025-06", "与学校周边交通整治是同几条道路，一并实施。"),
    "p2025-23": ("", "所需资金已经由上级专项资金安排，不再重复列入。"),
}
"""Project that did not reach the ballot → the project it was merged into, or none, and the reason."""
MEETINGS = {
    2023: ("第三次会议", "2023-01-11", 221, 209, 209, 208, 206, 2, 12, "示人常〔2023〕2号", "2023-01-13", "2023-01-19"),
    2024: ("第四次会议", "2024-01-17", 221, 213, 213, 213, 211, 2, 13, "示人常〔2024〕3号", "2024-01-19", "2024-01-24"),
    2025: ("第五次会议", "2025-01-15", 220, 214, 214, 214, 212, 2, 14, "示人常〔2025〕2号", "2025-01-17", "2025-01-23"),
}
"""Year → session, day, the six numbers, places, document, day of approval, day of publication."""
SECOND = {2025: (220, 214, 214, 213, 211, 2, 1)}
"""Year → the six numbers and the places of the second ballot among equals."""
NUMBERS = ("members", "present", "issued", "returned", "valid", "invalid", "places")


def codelists() -> dict[str, list[dict[str, Any]]]:
    """Return the projects, their categories and where they come from."""
    return {
        "projects": [{**_entry(code, idea.title), "year": code[1:5], "note": NOTE} for code, idea in PROJECTS.items()],
        "project_categories": [_entry(code, name, short) for code, (name, short) in CATEGORIES.items()],
        "project_sources": [_entry(code, name) for code, name in SOURCES.items()],
    }


def _entry(code: str, name: str, short: str = "") -> dict[str, Any]:
    return {"code": code, "name": name, "short": short, "aliases": "", "since": "", "until": ""}


def drafts() -> list[Draft]:
    """Return the votes of 2023, 2024 and 2025."""
    return [_draft(year) for year in VOTES]


def _draft(year: int) -> Draft:
    session, day, *numbers, document, approved, issued = MEETINGS[year]
    named = f"示范区第十八届人民代表大会{session}"
    counted = dict(zip(NUMBERS, numbers, strict=True))
    meeting = {"meeting": named, "date": day, "mode": "差额票决", **counted, "round": "首次", "note": NOTE}
    meetings = [meeting]
    if year in SECOND:
        meetings.append({**meeting, **dict(zip(NUMBERS, SECOND[year], strict=True)), "round": "再次"})
    codes = [*VOTES[year], *(code for code in OFF if code.startswith(f"p{year}"))]
    return Draft(
        f"livelihood_votes/project_vote/{year}",
        {"data": [_row(year, code, PROJECTS[code]) for code in codes], "meeting": meetings},
        document,
        approved,
        f"{issued}T09:00:00+08:00",
    )


def _row(year: int, code: str, idea: Idea) -> dict[str, Any]:
    merged, reason = OFF.get(code, ("", ""))
    again = AGAIN.get(year) == code
    completion = idea.completion if code.startswith(f"p{year}") else f"{year}{idea.completion[4:]}"
    return {
        "project": code,
        "title": idea.title,
        "category": idea.category,
        "township": idea.township or None,
        "place": idea.place,
        "source": idea.source,
        "description": idea.description,
        "cost_total": idea.cost_total,
        "cost_year": idea.cost_year,
        "beneficiaries": idea.beneficiaries,
        "lead": idea.lead,
        "completion": completion,
        "on_ballot": code not in OFF,
        "merged_into": merged or None,
        "reason": reason or None,
        "votes_for": VOTES[year].get(code),
        "votes_runoff": RUNOFF.get(code) if year == 2025 else None,
        "chosen": again or code in {f"p{year}-{number:02d}" for number in CHOSEN[year]},
        "note": NOTE,
    }
