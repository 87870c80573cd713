"""Flip: a change of a figure that turns its meaning, which readers must see before all others."""

from __future__ import annotations

from decimal import Decimal

FLIPS = {"sign": "正负相反", "rank": "名次变动", "": ""}
"""Kind of flip → its name, the worst first."""


def flip(id: str, was: str | None, becomes: str | None) -> str:
    """Return how two exact values of a figure differ: ``sign``, ``rank`` or empty.

    >>> flip("gap", "-5", "3"), flip("rank.101", "2", "1"), flip("rate_rank.101", "2", "2"), flip("gap", "5", None)
    ('sign', 'rank', '', '')
    """
    if not was or not becomes:
        return ""
    if Decimal(was) * Decimal(becomes) < 0:
        return "sign"
    return "rank" if id.split(".")[0].endswith("rank") and was != becomes else ""
