"""Change: growth over the same time of the year before (同比), only on a base that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.ratio import percent

INCOMPARABLE = "与上年同期口径不同，不可比"
NO_BASE = "没有上年同期数"
BAD_BASE = "上年同期数为 0 或负数，无法计算"
NO_VALUE = "本期数不全"


@dataclass(frozen=True, slots=True)
class Growth:
    """A growth in per cent, unrounded; or ``None`` and why there is none."""

    value: Decimal | None
    missing: str = ""


def growth(now: Decimal | None, before: Decimal | None, *, comparable: bool = True) -> Growth:
    """Return (now − before) ÷ before in per cent.

    A base of zero or below gives no rate: from −2 to 3 is no growth of −250 %.

    >>> growth(Decimal(110), Decimal(100)).value, growth(Decimal(3), Decimal(-2)).missing
    (Decimal('10'), '上年同期数为 0 或负数，无法计算')
    """
    if not comparable:
        return Growth(None, INCOMPARABLE)
    if now is None:
        return Growth(None, NO_VALUE)
    if before is None:
        return Growth(None, NO_BASE)
    if before <= 0:
        return Growth(None, BAD_BASE)
    return Growth(percent(now - before, before))
