"""Chart theme: fonts, colours and spacing of every picture; colours are the site's tokens."""

from __future__ import annotations

from typing import Any

FONT = "Noto Sans SC"
INK, MUTED, GRID, PAPER = "#1c1e21", "#565b62", "#dedbd4", "#ffffff"
ORDINARY = "#5b6470"
ACCENT = "#14508c"
STATUS = {
    "ok": "#5b6470",
    "done": "#1d6b3a",
    "going": "#14508c",
    "wait": "#565b62",
    "warn10": "#7a5c00",
    "warn20": "#a84300",
    "warn30": "#a01318",
    "late": "#a01318",
    "bad": "#a01318",
    "none": "#565b62",
}
"""Status level → colour of its mark, at least 3:1 on white."""
SERIES = ("#14508c", "#c8590a", "#1d7f5f", "#8f3b8a", "#7a6a00", "#5b6470", "#b3261e")
"""Colours of series that are not statuses, in order of use."""
ORDERED = ("#1d6b3a", "#6b93b8", "#c8590a", "#a01318", "#8a8f96")
"""Colours from good to bad, the last for abstention (满意, 基本满意, 不满意 …)."""
TEXT_SIZE = 13


def config() -> dict[str, Any]:
    """Return the Vega-Lite config; inner labels for screen readers are off because they are English."""
    return {
        "aria": False,
        "font": FONT,
        "background": PAPER,
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "titleColor": MUTED,
            "labelFontSize": TEXT_SIZE,
            "titleFontSize": TEXT_SIZE,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": MUTED,
            "tickColor": GRID,
            "labelLimit": 240,
        },
        "legend": {
            "labelColor": INK,
            "labelFontSize": TEXT_SIZE,
            "title": None,
            "orient": "top",
            "symbolType": "square",
            "columns": 3,
            "labelLimit": 300,
        },
        "text": {"color": INK, "fontSize": TEXT_SIZE, "font": FONT},
        "bar": {"color": ORDINARY},
    }
