"""Folding: two texts that staff would call the same become equal (full width, blanks, case, a unit in brackets)."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_UNIT = re.compile(r"[(（\[【][^()（）]*[)）\]】]$")
_EDGES = " \t\r\n\u3000\xa0\u200b\ufeff"


def fold(text: str) -> str:
    """Return the text without any blank, in half width and lower case.

    >>> fold(" 主辦\\n 機關 "), fold("１２％")
    ('主辦機關', '12%')
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_unit(folded: str) -> str:
    """Return a folded header without the unit that ends it in brackets."""
    return _UNIT.sub("", folded)


def unit_of(header: str) -> str:
    """Return what stands in brackets at the end of a header.

    >>> unit_of("执行数（万元）"), unit_of("部门")
    ('万元', '')
    """
    match = _UNIT.search(fold(header))
    return match[0][1:-1] if match else ""


def trimmed(text: str) -> str:
    """Return the text without blanks around it, runs of inner blanks as one, line breaks as ``\\n``.

    >>> trimmed("　合          計 ")
    '合 計'
    """
    lines = [re.sub(r"[ \t\u3000\xa0]{2,}", " ", line.strip(_EDGES)) for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).replace("\r", "\n").strip(_EDGES)


def private_use(text: str) -> str:
    """Return the private-use characters in a text, each as ``U+E000``."""
    return " ".join(f"U+{ord(c):04X}" for c in text if unicodedata.category(c) == "Co")
