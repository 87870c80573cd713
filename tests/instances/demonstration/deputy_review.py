"""Reviews of 48 deputies at 12 stations in two years of the term, and the stars of the stations."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from tests.instances.demonstration import stations
from tests.instances.demonstration.base import NOTE, Draft, source
from tests.instances.demonstration.deputies import NOW, STATIONS, station

TERM = "第十八届"
DAYS = {
    2023: {"st601": "2023-04-18", "st603": "2023-05-23", "st605": "2023-06-15", "st608": "2023-09-12",
           "st610": "2023-10-19", "st611": "2023-11-16"},
    2024: {"st602": "2024-04-16", "st604": "2024-05-21", "st606": "2024-06-13", "st609": "2024-09-10",
           "st612": "2024-10-17"},
}  # fmt: skip
"""Year → station → day of its meeting with voters."""
ABSENT = ("d055", "d056")
"""Planned for 2023 at 五宝, where only two others reported: their votes are not published, and two are overdue."""
APPROVED = "d005"
"""The one deputy whose result is published by approval, with three others at the same station."""
MEETINGS = {
    2023: ("主任会议第二十六次会议", "2024-01-11", "2024-01-18"),
    2024: ("主任会议第三十八次会议", "2025-01-09", "2025-01-16"),
}
OPTIONS = ("satisfied", "basically", "dissatisfied", "abstain")


def drafts() -> list[Draft]:
    """Return the two years."""
    variety = source("deputy_review")
    votes = {code: _votes(variety) for code in NOW}
    found = []
    for year, (meeting, date, issued) in MEETINGS.items():
        work = _work(year)
        found.append(
            Draft(
                f"evaluation_outcomes/deputy_review/{year}",
                {
                    "data": [_station(code, votes, year) for code in DAYS[year]],
                    "coverage": [_coverage(code, votes, year) for code in NOW],
                    "stations": [_stars(variety, code, work[code]) for code in STATIONS],
                },
                f"示范区人大常委会{meeting}",
                date,
                f"{issued}T09:00:00+08:00",
            )
        )
    return found


def _year(deputy: str) -> int | None:
    """Return the year for which a deputy's review is planned; one station has none before 2025."""
    return next((year for year, days in DAYS.items() if station(deputy) in days), None)


def _votes(variety: Random) -> dict[str, int]:
    whole = variety.randrange(26, 41)
    basically, dissatisfied, abstain = variety.randrange(3, 9), variety.randrange(0, 3), variety.randrange(0, 2)
    return {
        "satisfied": whole - basically - dissatisfied - abstain,
        "basically": basically,
        "dissatisfied": dissatisfied,
        "abstain": abstain,
    }


def _reviewed(deputy: str, year: int) -> bool:
    planned = _year(deputy)
    return planned is not None and planned <= year and deputy not in ABSENT


def _station(code: str, votes: dict[str, dict[str, int]], year: int) -> dict[str, Any]:
    own = [deputy for deputy in NOW if station(deputy) == code and _reviewed(deputy, year)]
    row: dict[str, Any] = {"station": code, "reviewed": len(own), "note": NOTE}
    if len(own) >= 3:
        row |= {option: sum(votes[deputy][option] for deputy in own) for option in OPTIONS}
        row["valid"] = sum(row[option] for option in OPTIONS)
        row["returned"] = row["valid"] + (1 if code in {"st603", "st609"} else 0)
        row["issued"] = row["returned"] + 2
    return row


def _coverage(deputy: str, votes: dict[str, dict[str, int]], year: int) -> dict[str, Any]:
    planned, done = _year(deputy), _reviewed(deputy, year)
    # The plan for a year is made at the end of the year before.
    known = planned if planned is not None and planned <= year + 1 else None
    row: dict[str, Any] = {
        "deputy": deputy,
        "term": TERM,
        "station": station(deputy),
        "planned": 2025 if planned is None and year == 2024 else known,
        "reviewed": DAYS[planned][station(deputy)] if done and planned else None,
        "form": ("书面" if NOW.index(deputy) % 4 == 3 else "口头") if done else None,
        "approved": deputy == APPROVED and done,
        "note": NOTE,
    }
    if row["approved"]:
        row |= votes[deputy] | {"valid": sum(votes[deputy].values())}
    return row


def _work(year: int) -> dict[str, tuple[int, int, int]]:
    """Return each station's activities, matters raised in the year and those of them solved, as its own report has."""
    tables = next(draft.tables for draft in stations.drafts() if draft.id.endswith(f"/{year}"))
    found = {}
    for code in STATIONS:
        raised = [row for row in tables["matters"] if row["station"] == code and str(row["raised"])[:4] == str(year)]
        times = sum(row["times"] for row in tables["data"] if row["station"] == code)
        found[code] = (times, len(raised), sum(row["solved"] is not None for row in raised))
    return found


def _stars(variety: Random, code: str, work: tuple[int, int, int]) -> dict[str, Any]:
    activities, raised, solved = work
    survey = Decimal(variety.randrange(760, 985)) / 10
    star = 0
    for stars, least, percent, points in ((5, 12, 90, 90), (4, 8, 75, 80), (3, 4, 60, 70)):
        if activities >= least and solved * 100 >= percent * raised and survey >= points:
            star = stars
            break
    return {
        "station": code,
        "activities": activities,
        "raised": raised,
        "solved": solved,
        "survey": survey,
        "star": star,
        "note": NOTE,
    }
