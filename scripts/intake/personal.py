"""Personal data: identity and mobile numbers in texts and numbers, masked as soon as they are found."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
"""First digits of the region code; counties change too often to be told from an old number."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Digits may stand apart; letters and digits around them make it something else (a checksum, an address).
_EDGE, _END = r"(?<![0-9A-Za-z_.])", r"(?![0-9A-Za-z_]|\.\d)"
_GAP = r"[ \-‐–—·]?"
_EIGHTEEN = re.compile(_EDGE + r"[1-8]" + rf"(?:{_GAP}\d){{16}}{_GAP}[\dXx]" + _END)
_FIFTEEN = re.compile(_EDGE + r"[1-8]\d{14}" + _END)
_NO_AMOUNT = r"(?! ?(?:[元万亿千百美港%]|\([+-]))"
"""An amount is followed by its unit or by how it changed (14343646000 (+307%))."""
_MOBILE = re.compile(_EDGE + rf"(?:\+?86{_GAP})?(1[3-9]\d){_GAP}(\d{{4}}){_GAP}(\d{{4}})" + _END + _NO_AMOUNT)
_LONG = re.compile(rf"\d(?:{_GAP}\d){{10}}|\d\.\d{{5,16}}[eE]\+?17")
"""What every identity and mobile number holds, however it is written."""
_SHORTEST = 10
"""Characters of ``_LONG``."""
_APART = "\nA-DF-WYZa-df-wyz!\"#$%&'()*,/:;<=>?@\\[\\\\\\]^_`{|}~、。《》“”（），；：？！\u4e00-\u9fff"
"""Characters that are no part of ``_LONG``, nor become one, nor join with another, when they are normalised (NFKC)."""
_STRETCH = re.compile(f"[^{_APART}]{{4,}}+")
"""Where there may be a ``_LONG``: no character becomes more than three digits."""
_MAIL = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{0,63})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)")
_SCIENTIFIC = re.compile(r"([1-8])\.(\d{5,16})[eE]\+?17")

IDENTITY, OLD_IDENTITY = "scan.identity-number", "scan.old-identity-number"
MOBILE, MAIL = "scan.mobile-number", "scan.mail-address"
WORDS = {
    IDENTITY: "居民身份证号码",
    OLD_IDENTITY: "15 位的旧身份证号码",
    MOBILE: "手机号码",
    MAIL: "电子邮件地址",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """Personal data that was found.

    Args:
        kind: key of ``WORDS``: the code of the problem that it is.
        masked: what may be shown of it.
        lossy: stored as a number, so that its last digits are lost and its check digit proves nothing.
    """

    kind: str
    masked: str
    lossy: bool = False


def traces(text: str) -> Iterator[Trace]:
    """Yield the personal data in a text, full-width digits and gaps included.

    >>> [(one.kind, one.masked) for one in traces("张某，１１０１０１ 19900307 7475，138-0000-0000")]
    [('scan.identity-number', '11**************75'), ('scan.mobile-number', '138******00')]
    """
    text = unicodedata.normalize("NFKC", text)
    if not any(map(str.isdecimal, text)) and "@" not in text:
        return
    spans = []
    for match in _EIGHTEEN.finditer(text):
        digits = re.sub(_GAP[:-1], "", match[0]).upper()
        if is_identity(digits):
            spans.append(match.span())
            yield Trace(IDENTITY, mask(digits))
    for match in _FIFTEEN.finditer(text):
        if match[0][:2] in _PROVINCES and _is_day(f"19{match[0][6:12]}"):
            yield Trace(OLD_IDENTITY, mask(match[0]))
    for match in _MOBILE.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            yield Trace(MOBILE, f"{match[1]}******{match[3][2:]}")
    for match in _SCIENTIFIC.finditer(text):
        digits = match[1] + match[2]
        if digits[:2] in _PROVINCES and (len(digits) < 14 or _is_day(digits[6:14])):
            yield Trace(IDENTITY, mask(digits.ljust(18, "0")), lossy=True)
    for match in _MAIL.finditer(text):
        yield Trace(MAIL, f"{match[1][0]}***@{match[2]}")


def in_number(digits: str) -> Trace | None:
    """Return the identity number that a whole number of 18 digits was, if its region and day are right.

    A spreadsheet keeps 15 digits of a number; those of the region and the day of birth are among them.
    """
    if len(digits) == 18 and digits[:2] in _PROVINCES and _is_day(digits[6:14]):
        return Trace(IDENTITY, mask(digits), lossy=not is_identity(digits))
    return None


def is_mobile(digits: str) -> bool:
    """Whether eleven digits could be a mobile number; as an amount they could be something else."""
    return re.fullmatch(r"1[3-9]\d{9}", digits) is not None


def is_identity(digits: str) -> bool:
    """Whether region, day of birth and check digit are right (GB 11643)."""
    if digits[:2] not in _PROVINCES or not _is_day(digits[6:14]):
        return False
    return _CHECKS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def mask(digits: str) -> str:
    """Return a number of which only the ends can be read."""
    return f"{digits[:2]}{'*' * (len(digits) - 4)}{digits[-2:]}"


def personal_data(text: str) -> str:
    """Return what personal data that may never be published a text holds (居民身份证号码, 手机号码); empty for none."""
    found = {one.kind for one in traces(text)}
    return next((WORDS[kind] for kind in (IDENTITY, MOBILE) if kind in found), "")


def any_personal(texts: Collection[str]) -> bool:
    """Whether ``personal_data`` finds something in any of the texts."""
    # No more than a text with a number so long is normalised, of nearly all texts nothing.
    found = [one for one in _STRETCH.findall("\n".join(texts)) if len(one) >= _SHORTEST or not one.isascii()]
    if not found or not _LONG.search(unicodedata.normalize("NFKC", "\n".join(found))):
        return False
    return any(map(personal_data, texts))


def _is_day(digits: str) -> bool:
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1890 <= day.year <= 2099
