"""Claim: a number in a sentence somebody wrote, held against the published figures.

``theme/components/quote/quote.js`` does the same in the browser; ``tests/quotes.toml`` holds the cases that both pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scripts.model.number import half_up
from scripts.model.numeral import DECLARED
from scripts.model.store import CURRENT, WITHDRAWN

Line = Mapping[str, Any]
SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
"""Words that multiply a number → by how much."""
SURE, POSSIBLE, NEAR = 0.5, 0.2, 0.1
"""Likeness from which a figure is meant; from which it may be, when the value agrees; within which two are equal."""
PERIOD = 0.3
"""Likeness lost for each year, day or part of a year that the sentence names and the release does not."""
_DIGITS = {**dict(zip("零〇一二三四五六七八九", (0, *range(10)), strict=True)), "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_PERCENT = re.compile(r"百分之(负?[\d.]+)")
_NUMBER = re.compile(r"(?<![\d.])([+\-−]?)(\d+(?:\.\d+)?)\s?(百万|千万|万亿|千|万|亿)?")
_YEAR, _PART, _DAY = (
    re.compile(r"((?:19|20)\d{2})年"),
    re.compile(r"第[一二三四]季度|上半年|下半年"),
    re.compile(r"截至((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number as written.

    Args:
        text: as it stands in the sentence.
        value, places: in ``unit`` times ``scale``, and how many decimals were written.
        scale: 10000 for 万.
        unit: as figures have it, without 万 and 亿; empty when none of theirs follows.
        before: the sentence up to it.
    """

    text: str
    value: Decimal
    places: int
    scale: int
    unit: str
    before: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a claim: ``match``, ``outdated``, ``mismatch`` or ``unknown``, and the figure meant."""

    claim: str
    verdict: str
    figure: Line | None


def normal(text: str) -> str:
    """Return the text with half-width digits and signs, numbers without separators, Chinese numerals as digits.

    >>> normal("占６４.９％，共1,204.50 万元，三亿两千万元，百分之七十八点四")
    '占64.9%，共1204.50 万元，3.2亿元，78.4%'
    """
    text = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or c in "％．－＋" else c for c in text)
    text = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)
    text = re.sub(
        r"(百分之)?([零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)(?=(元|%|个百分点|项|件|个|票|人|分)?)",
        _digits,
        text,
    )
    return _PERCENT.sub(lambda match: f"{match[1]}%".replace("负", "-"), text)


def _digits(match: re.Match[str]) -> str:
    """Return a Chinese numeral in digits; one that may be a word (一般, 万, 三公) stays."""
    percent, said, unit = match[1] or "", match[2], match[3]
    if not percent and (not unit or not any(c in _TENS or c in "万亿点" for c in said) or said[0] in "百千万亿"):
        return match[0]
    whole, _, decimals = said.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], 0
        else:
            scale = 10**4 if char == "万" else 10**8
            if char == "亿":
                total, section, digit = (total + section + digit) * scale, 0, 0
            else:
                total, section, digit = total + (section + digit) * scale, 0, 0
    value = Decimal(total + section + digit)
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
    for word, scale in (("亿", 10**8), ("万", 10**4)):
        if value >= scale and word in whole:
            return f"{percent}{(value / scale).normalize():f}{word}"
    return f"{percent}{value}"


def claims(text: str, units: Iterable[str], phrases: Iterable[str] = ()) -> Iterator[Claim]:
    """Yield the numbers of a sentence that a published figure may state; dates and document numbers are none.

    Args:
        units: of the figures; the longest that follows a number is its own.
        phrases: names whose numbers are no claims.
    """
    said = normal(text)
    shown = said
    for phrase in phrases:
        shown = shown.replace(phrase, "\0" * len(phrase))
    for form in DECLARED.values():
        shown = form.sub(lambda match: "\0" * len(match[0]), shown)
    known = sorted({bare(unit)[0] for unit in units} - {""}, key=len, reverse=True)
    for match in _NUMBER.finditer(shown):
        rest = said[match.end() :].lstrip()
        unit = next((one for one in known if rest.startswith(one)), "")
        gap = len(said[match.end() :]) - len(rest)
        end = match.end() + (gap + len(unit) if unit else 0)
        sign = "-" if match[1] in {"-", "−"} else ""
        yield Claim(
            said[match.start() : end].strip(),
            Decimal(sign + match[2]),
            len(match[2].partition(".")[2]),
            SCALES[match[3] or ""],
            unit,
            said[: match.start()],
        )


def bare(unit: str) -> tuple[str, int]:
    """Return a unit without the word that multiplies it, and by how much that does.

    >>> bare("万元"), bare("%"), bare("万亿元")
    (('元', 10000), ('%', 1), ('元', 1000000000000))
    """
    for word in sorted(SCALES, key=len, reverse=True):
        if word and unit.startswith(word) and len(unit) > len(word):
            return unit.removeprefix(word), SCALES[word]
    return unit, 1


class Known:
    """The published figures, ready to be compared."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Keep those that have a value."""
        self.lines = [line for line in lines if line["value"] is not None or line["status"] == WITHDRAWN]
        self.units = {line["unit"] for line in self.lines}
        phrases = {line[name] for line in self.lines for name in ("label", "base") if line.get(name)}
        # Numbers in a name (比计划少支出 20 个百分点及以上的部门) state nothing of their own.
        self.phrases = sorted(
            (normal(one) for one in phrases if re.search(r"\d", one)), key=lambda one: (-len(one), one)
        )
        self.pairs = {line["label"]: pairs(line["label"]) for line in self.lines}


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, white space and punctuation left out.

    >>> sorted(pairs("执行（进度）"))
    ['执行', '行进', '进度']
    """
    kept = "".join(c for c in text if c.isalnum())
    return frozenset(kept[i : i + 2] for i in range(len(kept) - 1)) or frozenset({kept})


def check(text: str, known: Known) -> list[Verdict]:
    """Return a verdict on each number of the sentence."""
    return [_judge(claim, normal(text), known) for claim in claims(text, known.units, known.phrases)]


def _judge(claim: Claim, text: str, known: Known) -> Verdict:
    said = pairs(claim.before)
    times = {(line["title"], line["as_of"]) for line in known.lines}
    lost = {key: _lost(text, *key) for key in times}
    likeness = {label: len(mine & said) / len(mine) for label, mine in known.pairs.items()}
    scored = [
        (likeness[line["label"]] - lost[line["title"], line["as_of"]], line)
        for line in known.lines
        if likeness[line["label"]] >= POSSIBLE and line["value"] is not None and _comparable(claim, line)
    ]
    if not scored:
        return Verdict(claim.text, "unknown", None)
    top = max(score for score, _ in scored)
    likely = [one for one in scored if one[0] >= top - NEAR and one[0] >= POSSIBLE and _equal(claim, one[1])]
    if likely:
        _, same = max(likely, key=_preferred)
        return Verdict(claim.text, "match" if same["status"] == CURRENT else "outdated", same)
    if top < SURE:
        return Verdict(claim.text, "unknown", None)
    _, meant = max((one for one in scored if one[0] == top), key=_preferred)
    return Verdict(claim.text, "mismatch", meant)


def _preferred(one: tuple[float, Line]) -> tuple[bool, float, int, str, str]:
    """Current before replaced; then the likeliest, the one that says most, the newest."""
    score, line = one
    return line["status"] == CURRENT, score, len(line["label"]), line["as_of"], line["issued"]


def _lost(text: str, title: str, as_of: str) -> float:
    """Return how much less likely a release is meant because the sentence names another time."""
    year, month, day = (int(part) for part in as_of.split("-"))
    lost = 0.0
    for match in _DAY.finditer(text):
        lost += PERIOD * (tuple(map(int, match.groups())) != (year, month, day))
    years = set(_YEAR.findall(text))
    lost += PERIOD * bool(years and not any(one in title or int(one) == year for one in years))
    parts = set(_PART.findall(text))
    return lost + PERIOD * bool(parts and not any(one in title for one in parts))


def _comparable(claim: Claim, line: Line) -> bool:
    return not claim.unit or bare(line["unit"])[0] == claim.unit


def _equal(claim: Claim, line: Line) -> bool:
    """Return whether the published value, rounded as the claim is written, is the claim."""
    scale = bare(line["unit"])[1] if claim.unit or claim.scale > 1 else 1
    value = Decimal(line["value"]) * scale / claim.scale
    return half_up(abs(value) if claim.value >= 0 else value, claim.places) == claim.value
