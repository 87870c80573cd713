"""Number: exact decimals and how a reader sees them, rounded once, half up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

PRECISE = Context(prec=34, rounding=ROUND_HALF_UP)
"""Arithmetic context of every division: 34 significant digits, as IEEE 754 decimal128."""

DASH = "—"
"""What stands for a number that does not exist or may not be printed; its reason stands beside it."""

DEFAULT_PLACES = {"%": 1, "个百分点": 1, "万元": 2, "亿元": 2, "元": 2, "分": 2}
"""Decimal places by unit; units not named are counts and show none unless they have some."""


def half_up(value: Decimal, places: int) -> Decimal:
    """Return ``value`` rounded half up (四舍五入) away from zero to ``places`` decimals.

    >>> half_up(Decimal("0.125"), 2), half_up(Decimal("-2.5"), 0)
    (Decimal('0.13'), Decimal('-3'))
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=60))


def plain(value: Decimal | int) -> str:
    """Return the exact value in positional notation without trailing zeros.

    >>> plain(Decimal("1.200E+3")), plain(Decimal("-0.50")), plain(Decimal("-0"))
    ('1200', '-0.5', '0')
    """
    text = format(Decimal(value), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def places_for(unit: str, value: Decimal) -> int:
    """Return how many decimals a reader sees for ``unit``."""
    if unit in DEFAULT_PLACES:
        return DEFAULT_PLACES[unit]
    exponent = value.as_tuple().exponent
    return min(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0


def show(value: Decimal | int | None, unit: str = "", places: int | None = None) -> str:
    """Return the number as printed, without its unit except ``%``; commas between thousands.

    100 % (and 0 %) is printed only when exact: otherwise decimals are added until it is not.

    >>> show(Decimal("312456.789"), "万元"), show(Decimal("99.97"), "%"), show(Decimal(100), "%"), show(None, "%")
    ('312,456.79', '99.97%', '100%', '—')
    """
    if value is None:
        return DASH
    value = Decimal(value)
    digits = places_for(unit, value) if places is None else places
    if unit == "%":
        if value in (0, 100):
            return f"{plain(value)}%"
        while half_up(value, digits) in (0, 100) and digits < 12:
            digits += 1
    rounded = half_up(value, digits)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}" + ("%" if unit == "%" else "")


def with_unit(value: Decimal | int | None, unit: str = "", places: int | None = None) -> str:
    """Return the number and its unit as running text has it.

    >>> with_unit(Decimal("10.1"), "个百分点"), with_unit(13, "项"), with_unit(Decimal("64.94"), "%")
    ('10.1 个百分点', '13 项', '64.9%')
    """
    text = show(value, unit, places)
    return text if unit in {"", "%"} or value is None else f"{text} {unit}"


def faithful_places(value: Decimal, thresholds: Iterable[Decimal | int], places: int = 1) -> int:
    """Return the fewest decimals, at least ``places``, at which rounding does not carry the value onto a threshold.

    A gap of 9.96 is below the threshold 10; printed as 10.0 it would contradict its own status.

    >>> faithful_places(Decimal("9.96"), [10, 20, 30]), faithful_places(Decimal("10.04"), [10, 20, 30])
    (2, 1)
    """
    limits = [Decimal(limit) for limit in thresholds]
    while places < 12 and any((half_up(value, places) >= limit) != (value >= limit) for limit in limits):
        places += 1
    return places
