"""Ratio: rates, shares and gaps, missing when their base is zero or missing."""

from __future__ import annotations

from decimal import Decimal

from scripts.model.number import PRECISE


class ZeroDenominator(ZeroDivisionError):
    """The base of a ratio is zero; the page shows “—” with the reason."""


def ratio(part: Decimal | int, base: Decimal | int) -> Decimal:
    """Return part ÷ base as a fraction to 34 significant digits.

    Raises:
        ZeroDenominator: ``base`` is 0.

    >>> ratio(Decimal("842"), Decimal("1000"))
    Decimal('0.842')
    """
    if base == 0:
        raise ZeroDenominator
    return PRECISE.divide(Decimal(part), Decimal(base))


def percent(part: Decimal | int | None, base: Decimal | int | None) -> Decimal | None:
    """Return part ÷ base in per cent, ``None`` when either is missing or the base is zero.

    Above 100 and below 0 are possible and true (超预算, 退款).

    >>> percent(27, 40), percent(5, 0), percent(None, 3)
    (Decimal('67.5'), None, None)
    """
    if part is None or base is None or base == 0:
        return None
    return PRECISE.divide(Decimal(part) * 100, Decimal(base))
