"""Amount (数额): money and percentages on a page, as words of the index that are equal when the values are.

“1.23亿”, “12,300 万元” and a cell “12,300.00” below a heading in 万元 are one amount. ``amount.js`` reads
queries alike.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from lxml import etree

MARK = "\ua601"
# 10 to the power of …
UNITS = {
    "元": 0, "千元": 3, "万": 4, "万元": 4, "百万元": 6, "千万": 7, "千万元": 7, "亿": 8, "亿元": 8,
    "万亿": 12, "万亿元": 12,
}  # fmt: skip
PERCENT = frozenset("%％")
EXACT, RATE, TEN_THOUSAND, HUNDRED_MILLION = "\ua602", "\ua603", "\ua604", "\ua605"
_SIGNS = "0123456789."
_NUMBER = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"(?<![0-9.])({_NUMBER})[^\S\n]*({'|'.join(sorted(UNITS, key=len, reverse=True))}|[%％])")
_BARE = re.compile(_NUMBER)
_HEADED = re.compile(r"[（(]\s*([^（()）]+?)\s*[)）]\s*$")
# A share of 亿 below this is not how anyone writes a sum.
_SUM = Decimal(10) ** 7


@cache
def _letter(signs: str) -> str:
    return chr(0xA500 + sum((_SIGNS.index(sign) + 1) * 12**place for place, sign in enumerate(signs)))


def _letters(mark: str, text: str) -> str:
    """Return a numeral as letters of a script no page uses, two signs in one."""
    return MARK + mark + "".join(_letter(text[at : at + 2]) for at in range(0, len(text), 2))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@lru_cache(1 << 16)
def codes(number: str, unit: str) -> tuple[str, ...]:
    """Return the words of one amount: itself, and as a reader may have rounded it (亿 to two places, whole 万).

    >>> len([*codes("12,345.67", "万元")]), len([*codes("64.9", "%")])
    (3, 1)
    """
    value = Decimal(re.sub("[,，]", "", number))
    if unit in PERCENT:
        return (_letters(RATE, _plain(value)),)
    value = value.scaleb(UNITS[unit])
    found = [_letters(EXACT, _plain(value))]
    if value >= _SUM:
        found.append(_letters(HUNDRED_MILLION, _plain(_round(value.scaleb(-8), 2))))
    if value >= 10_000 and value % 10_000:
        found.append(_letters(TEN_THOUSAND, _plain(_round(value.scaleb(-4), 0))))
    return tuple(found)


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def in_text(text: str) -> Iterator[str]:
    """Yield the words of all amounts that a text writes with their unit on the same line."""
    for number, unit in dict.fromkeys(_AMOUNT.findall(text)):
        yield from codes(number, unit)


def in_table(table: etree._Element) -> Iterator[str]:
    """Yield the words of the cells below a heading that names their unit."""
    units = [_HEADED.search("".join(cell.itertext())) for cell in table.xpath("./thead/tr[last()]/*")]
    known = {at: unit[1] for at, unit in enumerate(units) if unit and (unit[1] in UNITS or unit[1] in PERCENT)}
    if not known:
        return
    for row in table.xpath("./tbody/tr"):
        cells = list(row)
        for at, unit in known.items():
            found = _BARE.search("".join(cells[at].itertext())) if at < len(cells) else None
            if found:
                yield from codes(found[0], unit)
