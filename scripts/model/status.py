"""Status: the closed set of levels a reader sees, each with a shape so that it is never colour alone."""

from __future__ import annotations

SHAPES = {
    "ok": "●",
    "done": "●",
    "going": "◐",
    "wait": "○",
    "warn10": "▲",
    "warn20": "◆",
    "warn30": "■",
    "late": "■",
    "bad": "✕",
    "none": "–",
}
"""Level → shape. ``warn10/20/30`` are budget warnings; ``late`` is overdue; ``bad`` is refused or not satisfied."""


def shaped(level: str, word: str) -> str:
    """Return the word with its shape before it.

    >>> shaped("warn20", "20 个百分点")
    '◆ 20 个百分点'
    """
    return f"{SHAPES[level]} {word}"
