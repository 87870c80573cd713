"""Harmless text: what every text that is published is checked for, whether a cell, a name, a rule or an approval."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from scripts.intake.notation import texts
from scripts.model.problem import Place, Problem

# Control and bidirectional characters, joiners and separators nobody sees, lone surrogates, tags, and the code points
# that are no characters: invisible or reordering. Private use is left: rare family names are written with it, shown as
# a box, and an import lists each (`import.private-use`).
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
)
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a text begins with that a spreadsheet runs, also full-width as East Asian versions do."""

_SPACES = "\t\n\r\u00a0\u3000"
"""Safe, though they cannot be printed, and common."""

MOST_CHARACTERS = 20_000
"""Of one text; beyond it is refused, never cut."""

UNSAFE_WORDS = "含有看不见的控制字符或改变文字方向的字符"


def any_unsafe(texts: Collection[str]) -> bool:
    """Whether any of the texts holds a character of ``UNSAFE``; none of these is printable."""
    joined = "".join(texts)
    if joined.isprintable():
        return False
    for space in _SPACES:
        joined = joined.replace(space, "")
    return not joined.isprintable() and UNSAFE.search(joined) is not None


def begins_formula(texts: Collection[str]) -> bool:
    """Whether any of the texts begins as ``FORMULA`` does."""
    return any(map(FORMULA.match, {text[:1] for text in texts}))


def faults(value: Any, name: str, row: int | None = None, header: str = "") -> Iterator[Problem]:
    """Yield what is wrong with the texts in a value of a settings file, approval or code list (``text.*``).

    Args:
        value: a text, or lists and mappings that hold some.
        name: of the file, as staff know it.
        row, header: where in the file, when known.
    """
    place = Place(name, row=row, header=header)
    for text in texts(value):
        if UNSAFE.search(text):
            yield Problem("text.unsafe-character", place, UNSAFE_WORDS, "删去这些字符，重新输入这段文字", text)
        elif len(text) > MOST_CHARACTERS:
            expected = f"一段文字最多 {MOST_CHARACTERS} 字，这里有 {len(text)} 字"
            yield Problem("text.too-long", place, expected, "缩短文字", text)
