"""Number format: what a spreadsheet's format does to a number before one sees it (``#,##0.0,`` shows thousands)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from scripts.model.number import half_up

_HIDDEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Quoted text, escaped characters, padding and bracketed colours or conditions: they show no digits."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How one sees a number.

    Args:
        factor: what the stored number is multiplied by before it is shown (0.001 for one scaling comma).
        percent: whether it is shown as a percentage.
        text: the number as displayed, rounded by the format.
    """

    factor: Decimal
    percent: bool
    text: str


def show(value: Decimal, form: str) -> Shown:
    """Return how the format shows the number.

    >>> show(Decimal("644774"), "#,##0.0,").text, show(Decimal("0.8"), "0%").text, show(Decimal("7"), "0000").text
    ('644.8', '80%', '0007')
    """
    pattern = _section(value, form)
    percent = "%" in pattern
    digits = re.search(r"[0#?][0#?,.]*", pattern)
    if digits is None:
        return Shown(Decimal(1), percent, format(value * (100 if percent else 1), "f") + ("%" if percent else ""))
    run = digits[0]
    whole, _, decimals = run.partition(".")
    commas = len(whole) - len(whole.rstrip(",")) + decimals.count(",")
    factor = Decimal(1).scaleb(-3 * commas)
    number = half_up(value * factor * (100 if percent else 1), sum(c in "0#?" for c in decimals))
    text = f"{number:,f}" if "," in whole.rstrip(",") else f"{number:f}"
    if number >= 0 and "," not in text:
        # 0000 shows 0007: such numbers are codes.
        before, point, after = text.partition(".")
        text = before.zfill(whole.count("0")) + point + after
    return Shown(factor, percent, text + ("%" if percent else ""))


def _section(value: Decimal, form: str) -> str:
    """Return the part of the format for positive numbers, negative numbers or zero, without hidden parts."""
    sections = _HIDDEN.sub("", form).split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]
