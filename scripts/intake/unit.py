"""Unit: exact factors between the units of a file and of a schema."""

from __future__ import annotations

import re
from decimal import Decimal

from scripts.intake.folding import fold

_MONEY = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8}
_PEOPLE = {"人": 0, "千人": 3, "万人": 4}
_SHARE = {"1": 0, "%": -2, "‰": -3}
_FAMILIES = (_MONEY, _PEOPLE, _SHARE)
_TRADITIONAL = str.maketrans("萬億單", "万亿单")
_STATED = re.compile(r"单位[:：]?(?:人民币|新台币)?(\S+?)(?:[)）,，;；、/]|$)")


def canonical(unit: str) -> str:
    """Return a unit in the characters of the schema (萬元 → 万元)."""
    return fold(unit).translate(_TRADITIONAL)


def factor(source: str, target: str) -> Decimal | None:
    """Return what a number in ``source`` is multiplied by to be in ``target``; ``None`` when they do not convert.

    >>> factor("千元", "万元"), factor("元", "元"), factor("1", "%"), factor("人", "万元")
    (Decimal('0.1'), Decimal('1'), Decimal('1E+2'), None)
    """
    source, target = canonical(source), canonical(target)
    if source == target:
        return Decimal(1)
    for family in _FAMILIES:
        if source in family and target in family:
            return Decimal(1).scaleb(family[source] - family[target])
    return None


def is_money(unit: str) -> bool:
    """Whether amounts are stated in it."""
    return canonical(unit) in _MONEY


def stated(text: str) -> str:
    """Return the unit that a corner cell states, empty when it states none.

    >>> stated("單位：千元"), stated("（单位：万元）"), stated("表 4")
    ('千元', '万元', '')
    """
    match = _STATED.search(canonical(text))
    return match[1] if match else ""
