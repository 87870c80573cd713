"""Frame: the words around a picture that make it stand alone: title above, as-of, source and address below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from scripts.charts.theme import INK, MUTED, PAPER, STATUS

MARGIN, SMALL, TITLE = 8, 12, 18
"""Space around the words, and sizes of the small print and the title, in CSS pixels."""
WIDE_FROM = 0x2E80
"""From this code point on a character is as wide as it is high; others take ``NARROW`` of that."""
NARROW = 0.56
_CLOSING = "，。；：、！？）》”’〕%"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a picture.

    Args:
        title: above it; empty for none.
        measured: under the title: what is measured, in which unit, on which base.
        credit: lines below: what it is from and as of when; source and address.
        notice: the first line below, in red (演示数据); empty for none.
    """

    title: str = ""
    measured: str = ""
    credit: tuple[str, ...] = ()
    notice: str = ""


def measure(text: str, size: float) -> float:
    """Return about how wide a text is.

    >>> measure("进度", 10), measure("ab", 10)
    (20, 11.2)
    """
    return round(sum(size if ord(c) >= WIDE_FROM else size * NARROW for c in text), 3)


def wrap(text: str, size: float, width: float) -> list[str]:
    """Return the text in lines not wider than ``width``; numbers and addresses are cut only when longer than a line.

    >>> wrap("执行进度为 64.9%，占预算", 10, 60)
    ['执行进度为', '64.9%，占预', '算']
    """
    return list(_lines(text, size, width))


@lru_cache(maxsize=4096)
def _lines(text: str, size: float, width: float) -> tuple[str, ...]:
    """The same words stand under all pictures of a release."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and measure(line + piece, size) > width and piece not in _CLOSING:
            lines.append(line.strip())
            line = ""
        while measure(piece, size) > width:
            cut = max(1, next(n for n in range(1, len(piece) + 1) if measure(piece[:n], size) > width) - 1)
            lines.append(piece[:cut])
            piece = piece[cut:]
        line += piece
    return tuple([*lines, line.strip()] if line.strip() else lines)


def _pieces(text: str) -> list[str]:
    """Return the pieces between which a line may break: each wide character, each run of narrow ones."""
    pieces: list[str] = []
    for char in text:
        if pieces and ord(char) < WIDE_FROM and char != " " and ord(pieces[-1][-1]) < WIDE_FROM and pieces[-1] != " ":
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def line(text: str, x: float, y: float, size: float, colour: str = INK, weight: str = "") -> str:
    """Return one line of text as SVG, in the font of the whole picture; ``y`` is its base line."""
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{bold} fill="{colour}">{escape(text)}</text>'


def around(inner: str, width: int, height: int, words: Words) -> tuple[str, int]:
    """Return the content of a picture with its words, and the height of both."""
    room, top, texts = width - 2 * MARGIN, 0.0, []
    for text, size, colour, weight in (
        (words.title, TITLE, INK, "bold"),
        (words.measured, SMALL + 1, MUTED, ""),
    ):
        for one in wrap(text, size, room):
            top += size * 1.4
            texts.append(line(one, MARGIN, top, size, colour, weight))
    top = top + MARGIN if texts else 0
    bottom = top + height
    for text, colour in _below(words):
        for one in wrap(text, SMALL, room):
            bottom += SMALL * 1.5
            texts.append(line(one, MARGIN, bottom, SMALL, colour))
    bottom = round(bottom + (MARGIN if bottom > top + height else 0))
    paper = f'<rect width="{width}" height="{bottom}" fill="{PAPER}"/>'
    moved = f'<g transform="translate(0,{top:g})">{inner}</g>' if top else inner
    return f"{paper}{moved}{''.join(texts)}", bottom


def _below(words: Words) -> Sequence[tuple[str, str]]:
    notice = [(words.notice, STATUS["bad"])] if words.notice else []
    return [*notice, *((text, MUTED) for text in words.credit)]
