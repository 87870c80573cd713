"""Unit: exact factors between the units of a file and of a schema."""

from __future__ import annotations

import re
from decimal import Decimal

from scripts.intake.folding import fold, unit_of

_MONEY = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8}
_PEOPLE = {"人": 0, "千人": 3, "万人": 4}
_SHARE = {"1": 0, "%": -2, "‰": -3}
_FAMILIES = (_MONEY, _PEOPLE, _SHARE)
_TRADITIONAL = str.maketrans("萬億單", "万亿单")
_KNOWN = "|".join(sorted((name for family in _FAMILIES for name in family if name != "1"), key=len, reverse=True))
_SAID = re.compile(r"单位[:：]?(?:人民币|新台币)?([^\s，,；;。:：)）\]】]+?)(?=单位|[，,；;。:：)）\]】]|$)")
_FOREIGN = re.compile("元|币|圆|镑")
_BRACKETS = re.compile(
    rf"[(（\[【](?:单位[:：]?)?(?:人民币)?({'|'.join(sorted(_MONEY, key=len, reverse=True))})[)）\]】]$"
)


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


def is_known(unit: str) -> bool:
    """Whether it is a unit that converts."""
    return any(canonical(unit) in family for family in _FAMILIES)


def stated(text: str) -> str:
    """Return the unit of money that a cell above the table states, empty when it states none.

    What is no money known here but sounds like it (美元) is returned too, to be refused rather than taken for yuan; who
    fills in the form (填报单位：区教委) is no unit.

    >>> stated("單位：千元"), stated("（单位：人、万元）"), stated("表 4"), stated("填报单位：区教委  单位：亿元")
    ('千元', '万元', '', '亿元')
    >>> stated("万元"), stated("部门预算执行表（元）"), stated("单位：百万美元"), stated("单位负责人：张某")
    ('万元', '元', '百万美元', '')
    """
    folded = canonical(text)
    if folded in _MONEY:
        return folded
    said = [part for match in _SAID.finditer(folded) for part in re.split("[、/和]", match[1])]
    for part in said:
        if (one := re.match(_KNOWN, part)) and one[0] == part and part in _MONEY:
            return part
    for part in said:
        if _FOREIGN.search(part) and part not in _PEOPLE:
            return part
    match = _BRACKETS.search(folded)
    return match[1] if match else ""


def of_header(header: str, target: str) -> str:
    """Return the unit that a header states in brackets for a field in ``target``; empty when it states none.

    Brackets may hold a remark (含税); of a header of two rows the lower one counts first. Money that does not convert
    is returned, to be refused.

    >>> [of_header(header, "万元") for header in ("预算（元，含结转）/年初", "金额（含税）", "金额（美元）")]
    ['元', '', '美元']
    """
    for part in (header, *reversed(header.split("/"))):
        said = unit_of(part).replace("人民币", "")
        for one in (said, *re.split("[，,；;、/]", said)):
            if one and factor(one, target) is not None:
                return one
        if is_money(target) and _FOREIGN.search(said):
            return said
    return ""
