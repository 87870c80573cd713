"""Split (切分): page text → the form in which Pagefind finds every substring; ``split.js`` splits queries the same way.

Pagefind finds whole words, in quotes also runs of whole words. So each letter or Chinese character becomes a word of
its own. A digit becomes a word that stands for itself and the digit after it (“2025年” → 20 02 25 5 年), because ten
single digits would have lists as long as the site; the last digit of a number stands alone, which keeps the numbers
of neighbouring cells apart. The decimal point and the percent sign are words too.

Pagefind would strip the point and cut “98.6%” its own way, hence these words are written in a script that no page
uses (Vai, U+A500). All other punctuation clings to the word before it, where Pagefind ignores it and the reader of an
excerpt still sees it.
"""

import re
import unicodedata

# 10 last digits, 100 pairs, then the signs; consecutive code points, each a letter to Pagefind.
BASE = 0xA500
SIGNS = ".%‰"
_PAIRS = BASE + 10
_SIGNS = _PAIRS + 100
_END = _SIGNS + len(SIGNS)

# Begins a word of the title, see ``title_words``.
TITLE = "\ua581"

# Stand-ins for what Pagefind would drop, add or misread: it collapses spaces, ends blocks with a full stop, and takes
# the underscore for a letter.
SPACE, STOP, UNDERSCORE, BREAK = "␣", "․", "▁", "⏎"

# Joins the text nodes of one block; cannot occur in HTML.
SEAM = "\0"

_PAIR = re.compile(r"([0-9])(?=\0*(?:[,，]\0*)?([0-9])?)")
_POINT = re.compile(r"(?<=[0-9])\.|(?<=[0-9]\0)\.|\.(?=\0*[0-9])")
_WORD = re.compile(r" (.)")


def fold(char: str) -> str:
    """Return one character without its width, circle or accent: ``Ａ`` → ``A``, ``①`` → ``1``, ``é`` → ``e``."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char))
    return unicodedata.normalize("NFC", "".join(part for part in plain if unicodedata.category(part)[0] != "M"))


def is_letter(char: str) -> bool:
    """Tell letters and numbers from all else; rare ideographs are letters even where Unicode's tables are older."""
    return unicodedata.category(char)[0] in "LN" or 0x20000 <= ord(char) <= 0x3FFFF


def _shown(char: str) -> str:
    if BASE <= ord(char) < _END:
        return ""  # ours alone: a cell holding such a letter must not turn into a figure
    category = unicodedata.category(char)
    if char in "\t\n\v\f\r" or category[0] == "Z":
        return SPACE
    plain = fold(char)
    if plain in (".", "%", "‰"):
        return plain
    if any(is_letter(part) for part in plain):
        return "".join(part if part in "0123456789.%" else " " + part if is_letter(part) else part for part in plain)
    if char == "_":
        return UNDERSCORE
    return "" if category[0] in "CM" or category == "Pc" else char


class _Shown(dict[int, str]):
    """Every character's written form, found once."""

    def __missing__(self, code: int) -> str:
        self[code] = text = SEAM if code == 0 else _shown(chr(code))
        return text


_SHOWN = _Shown()
_SIGN_WORDS = {ord(sign): f" {chr(_SIGNS + place)}" for place, sign in enumerate(SIGNS)}
_POINT_WORD = _SIGN_WORDS.pop(ord("."))
_STOPS = {ord("."): STOP}


def _digit(match: re.Match[str]) -> str:
    first, second = match.groups()
    return f" {chr(BASE + int(first) if second is None else _PAIRS + int(first + second))}"


def split(text: str) -> str:
    """Write one block's text as words for Pagefind, a space before each.

    Args:
        text: the text of one block element; ``SEAM`` between its text nodes stays where it is.

    Returns:
        The words, with their punctuation; ``join`` in ``split.js`` reads it as ordinary text again.

    >>> split("区教委，A类")
    ' 区 教 委， A 类'
    """
    text = text.translate(_SHOWN)
    text = _POINT.sub(_POINT_WORD, text).translate(_STOPS)
    return _PAIR.sub(_digit, text).translate(_SIGN_WORDS)


def words(text: str) -> list[str]:
    """Return the words Pagefind keeps of a block's text: what a phrase must hold, in order."""
    return [word.lower() for word in _WORD.findall(split(text))]


def title_words(title: str) -> list[str]:
    """Return a title's words in a form of their own, so that titles can be asked alone.

    Pagefind gives every page that holds a phrase the same score. It would part a word mixed of two scripts; hence each
    word, one character, is written as three letters of its code point.
    """
    return [TITLE + "".join(chr(BASE + (ord(word) >> shift & 63)) for shift in (12, 6, 0)) for word in words(title)]


def normal(text: str) -> str:
    """Return what of a text counts when searching (归一): a page is found when the query's
    lies in that of one of its blocks.

    Width, case, accents, spaces and punctuation do not count, except the point and the percent sign of numbers, and
    that two numbers side by side are two.

    >>> normal("人大〔2024〕12号：Ａ类 12,300.50 万元，64.9％")
    '人大2024 12号a类12300.50万元64.9%'
    """
    parts: list[str] = []
    ended = False
    for word in words(text):
        code = ord(word)
        digit = BASE <= code < _SIGNS
        if ended and digit:
            parts.append(" ")
        ended = BASE <= code < _PAIRS
        if digit:
            parts.append(str(code - BASE if ended else (code - _PAIRS) // 10))
        else:
            parts.append(SIGNS[code - _SIGNS] if _SIGNS <= code < _END else word)
    return "".join(parts)
