"""Split (切分): page text → words in which Pagefind finds every substring; ``split.js`` splits queries the same way.

Pagefind finds whole words, in quotes also runs of whole words. So each character, with the one after it, becomes a word
(“区教委” → 区教 教委 委): single characters would have lists as long as the site. Words overlap, and a query leaves its
last word out, so it finds whatever follows. The last character of a block or of a number stands alone, which keeps the
numbers of neighbouring cells apart.

Pagefind would cut Chinese words its own way and strip signs of numbers, hence words are written in a script that no
page uses (Yi, U+A016), two letters for a character. The text a reader sees in results is kept beside, see ``index.py``.
"""

import re
import unicodedata

SIGNS = frozenset("0123456789.%‰")
"""What a number is written with."""
BREAK = "⏎"
"""Punctuation on its own takes a place in Pagefind's count of words, so no phrase runs over it."""

_FIRST, _BITS = 0xA016, 9
_LONE_POINT = re.compile(r"(?<![0-9])\.(?![0-9])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9])")
# “64.9 %” is one number; “10 20” are two, and the only place where a blank counts.
_NO_GAP = re.compile(r"(?<=[0-9]) (?=[%‰])|(?<![0-9.%‰]) | (?![0-9.%‰])")
_GAP = re.compile(" +")


def fold(char: str) -> str:
    """Return one character without its width, circle or accent: ``Ａ`` → ``A``, ``①`` → ``1``, ``é`` → ``e``."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char))
    return unicodedata.normalize("NFC", "".join(part for part in plain if unicodedata.category(part)[0] != "M"))


def is_letter(char: str) -> bool:
    """Tell letters and numbers from all else; rare ideographs are letters even where Unicode's tables are older."""
    return unicodedata.category(char)[0] in "LN" or 0x20000 <= ord(char) <= 0x3FFFF


def _plain(char: str) -> str:
    """Return what one character counts for; a blank for punctuation, nothing for marks."""
    category = unicodedata.category(char)
    if char == "\n":
        return char
    if char in "\t\v\f\r" or category[0] == "Z":
        return " "
    plain = fold(char)
    if plain in (".", "%", "‰"):
        return plain
    if any(is_letter(part) for part in plain):
        return "".join(part.lower() if is_letter(part) else part if part in ".,%" else " " for part in plain)
    if char in ",，":
        return ","
    return "" if char != "_" and (category[0] in "CM" or category == "Pc") else " "


class _Plain(dict[int, str]):
    """Every character's part in a search, found once."""

    def __missing__(self, code: int) -> str:
        self[code] = text = _plain(chr(code))
        return text


_PLAIN = _Plain()


def normal(text: str) -> str:
    """Return what of a text counts when searching (归一): a page is found when the query's
    lies in that of one of its blocks.

    Width, case, accents, spaces and punctuation do not count, except the point and the percent sign of numbers, and
    that two numbers side by side are two. Lines stay lines.

    >>> normal("人大〔2024〕12号：Ａ类 12,300.50 万元，64.9％")
    '人大2024 12号a类12300.50万元64.9%'
    """
    text = _LONE_POINT.sub(" ", text.translate(_PLAIN))
    text = _THOUSANDS.sub("", text).replace(",", " ")
    return _NO_GAP.sub("", _GAP.sub(" ", text))


def letters(char: str) -> str:
    """Return one character as two letters of the index."""
    code = ord(char)
    return chr(_FIRST + (code >> _BITS)) + chr(_FIRST + (code & (1 << _BITS) - 1))


class _Words(dict[str, str]):
    """The word of each pair of characters, found once.

    A blank or the end of a line ends a number and is no word itself, but a line's end is a break.
    """

    def __missing__(self, pair: str) -> str:
        first, second = pair[0], pair[1]
        word = "" if first == " " else BREAK if first == "\n" else letters(first)
        if word and word != BREAK and second not in " \n":
            word += letters(second)
        self[pair] = word
        return word


_WORDS = _Words()


def lines(plain: str) -> list[str]:
    """Return the words of a text, given as it counts (``normal``), in order, with a break at the end of each line."""
    plain += "\n"
    return [*filter(None, map(_WORDS.__getitem__, map(str.__add__, plain, plain[1:] + "\n")))]


def words(text: str) -> list[str]:
    """Return a line's text as words of the index, in order.

    >>> [len(word) for word in words("区教委 10")]
    [4, 4, 4, 4, 2]
    """
    return lines(normal(text))[:-1]


def single(plain: str) -> list[str]:
    """Return each character of a text that counts, once, in order, as the word that it is alone."""
    return [_WORDS[f"{char} "] for char in sorted({*plain} - {" ", "\n"})]
