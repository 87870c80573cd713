"""Parsing: a text that staff typed to a number or a date, exactly, with what had to be overlooked on the way."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_NEGATIVE = re.compile(r"\((.+)\)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE = re.compile(
    r"(民国|民國)?([0-9〇零一二三四五六七八九]{2,4})年([0-9一二三四五六七八九十]{1,3})月([0-9一二三四五六七八九十]{1,3})日?"
)
_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -,]*(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(r"(.*[\d日])[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_ROC = 1911
_YEAR = re.compile(r"(民国|民國)?(\d{2,4})年度?")


def number(text: str) -> tuple[Decimal, bool, list[str]] | None:
    """Return the number, whether it is a percentage, and the codes of what was overlooked; ``None`` when it is none.

    >>> number("１,234.5")
    (Decimal('1234.5'), False, ['import.full-width', 'import.thousands'])
    >>> number("80%"), number("1204.5万")
    ((Decimal('80'), True, []), None)
    """
    codes = []
    plain = unicodedata.normalize("NFKC", text)
    if plain != text:
        codes.append("import.full-width")
    plain = plain.strip()
    if "\u2212" in plain or _NEGATIVE.fullmatch(plain):
        plain = _NEGATIVE.sub(r"-\1", plain.replace("\u2212", "-"))
        codes.append("import.negative")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").rstrip() if percent else plain
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
        codes.append("import.thousands")
    if not (plain.isascii() and _NUMBER.fullmatch(plain)) or len(plain) > 30:
        return None
    return Decimal(plain), percent, codes


def year(text: str) -> tuple[int, bool] | None:
    """Return the year meant and whether it was counted from 1912 (民国).

    >>> year("101年"), year("2012年"), year("2012")
    ((2012, True), (2012, False), None)
    """
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if match is None:
        return None
    return _gregorian(int(match[2]), bool(match[1]))


def _gregorian(number: int, republic: bool) -> tuple[int, bool]:
    return (number + _ROC, True) if republic or number < 200 else (number, False)


def date(text: str, order: str = "") -> tuple[datetime.date, bool] | None:
    """Return the day and whether its year was counted from 1912; ``None`` when it is no certain day.

    Day and month may stand in either order, so a date that does not begin with the year needs ``order``.

    >>> date("2024年9月30日"), date("101.12.31"), date("04/08/2023"), date("04/08/2023", "DMY")
    ((datetime.date(2024, 9, 30), False), (datetime.date(2012, 12, 31), True), None, (datetime.date(2023, 8, 4), False))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if clock := _CLOCK.fullmatch(plain):
        plain = clock[1]
    republic = False
    if match := _CHINESE.fullmatch(plain.replace(" ", "")):
        full, republic = _gregorian(int(match[2].translate(_DIGITS)), bool(match[1]))
        parts = (full, _count(match[3]), _count(match[4]))
    elif match := _NAMED.fullmatch(plain):
        name = match[2].lower()[:3]
        parts = (int(match[3]), _MONTHS.index(name) + 1 if name in _MONTHS else 0, int(match[1]))
    elif match := _NUMERIC.fullmatch(plain):
        first, second, third = match[1], int(match[3]), match[4]
        if len(first) >= 3 and len(third) <= 2:
            full, republic = _gregorian(int(first), False)
            parts = (full, second, int(third))
        elif order in {"DMY", "MDY"} and len(first) <= 2 and len(third) in {2, 4}:
            full = int(third) + (2000 if len(third) == 2 else 0)
            parts = (full, second, int(first)) if order == "DMY" else (full, int(first), second)
        else:
            return None
    elif match := _COMPACT.fullmatch(plain):
        parts = (int(match[1]), int(match[2]), int(match[3]))
    else:
        return None
    try:
        return datetime.date(*parts), republic
    except ValueError:
        return None


def _count(text: str) -> int:
    """Return a Chinese or Arabic count below 100 (三十一 → 31); 0 when it is none."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(_DIGITS))
    tens_digit = int(tens.translate(_DIGITS)) if tens else 1
    return tens_digit * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
