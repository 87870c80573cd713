"""Deputies and stations of the demonstration district: numbers for names, and where each belongs."""

from __future__ import annotations

from typing import Any

from tests.instances.demonstration.base import NOTE

GROUPS = {"g1": "第一代表小组", "g2": "第二代表小组", "g3": "第三代表小组", "g4": "第四代表小组"}
BEFORE = [f"d{number:03}" for number in range(1, 25)]
"""Deputies of the term before, to whom the points of 2015 to 2020 belong."""
LEFT = BEFORE[12:]
"""Those of them who were not elected again."""
NOW = [*BEFORE[:12], *(f"d{number:03}" for number in range(25, 61))]
"""The 48 deputies of the present term who report to voters at the stations, four at each."""
STATIONS = [f"st{code}" for code in range(601, 613)]
"""The central stations of the twelve townships; the code list is made with their activities."""


def group(deputy: str) -> str:
    """Return the group a deputy of the term before belonged to, six in each."""
    return f"g{BEFORE.index(deputy) // 6 + 1}"


def station(deputy: str) -> str:
    """Return the station of a deputy of the present term, four at each."""
    return STATIONS[NOW.index(deputy) // 4]


def deputies() -> list[dict[str, Any]]:
    """Return the code list of deputies: numbers only, no names."""
    rows = []
    for code in (*BEFORE, *NOW[12:]):
        rows.append(
            {
                "code": code,
                "name": f"代表 {code[1:]} 号",
                "short": "",
                "aliases": "",
                "since": "2022-01-01" if code not in BEFORE else "",
                "until": "2021-12-31" if code in LEFT else "",
                "note": NOTE,
            }
        )
    return rows
