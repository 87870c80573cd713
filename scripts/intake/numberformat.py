"""Number format: what a spreadsheet's format does to a number before one sees it (``#,##0.0,`` shows thousands)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from scripts.model.number import half_up

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<padding>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)', re.DOTALL
)
"""Quoted text, escaped characters (``!`` in Chinese spreadsheets), padding, bracketed colours or conditions."""
_CONDITION = re.compile(r"(?:<=|>=|<>|[<>=])\s*-?[0-9]+(?:\.[0-9]+)?")
_LONGEST = 255
"""Characters of a format; Excel takes no more, and brackets that never close take time by their square."""
_UNIT = re.compile("(?:百|千|十?万|萬|百万|千万|亿|億)(?:元|人)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """How one sees a number.

    Args:
        factor: what the stored number is multiplied by before it is shown (0.001 for one scaling comma).
        percent: whether it is shown as a percentage.
        text: the number as displayed, rounded by the format.
        unit: what the format writes behind the digits when that is a unit (万 in ``0!.0,"万"``).
        mixed: whether the format shows large and small numbers in different units.
    """

    factor: Decimal
    percent: bool
    text: str
    unit: str = ""
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: its digits with points and commas, and the words around them.

    Args:
        digits: placeholders, ``.`` and ``,``; a written point that is no decimal point is ``·``.
        after: the words behind the digits.
        percent: whether it has a percent sign.
        condition: ``>=10000`` where it holds for some numbers only.
        words: whether it shows any text.
    """

    digits: str
    after: str
    percent: bool
    condition: str
    words: bool

    @property
    def factor(self) -> Decimal:
        """What the stored number is multiplied by."""
        whole, point, decimals = self.digits.partition(".")
        commas = len(whole) - len(whole.rstrip(",")) + decimals.count(",")
        # 0!.0, shows 12345 as 1.2: the point is only written, and what stands behind it is part of the whole number.
        written = 0 if point else sum(c in "0#?" for c in whole.partition("·")[2])
        return Decimal(1).scaleb(-3 * commas - written)

    @property
    def unit(self) -> str:
        """The unit behind the digits; empty when there is none."""
        match = _UNIT.match(self.after)
        return match[0] if match else ""


def show(value: Decimal, form: str) -> Shown:
    """Return how the format shows the number.

    >>> show(Decimal("644774"), "#,##0.0,").text, show(Decimal("0.8"), "0%").text, show(Decimal("7"), "0000").text
    ('644.8', '80%', '0007')
    >>> show(Decimal("12345"), '0!.0,"万"')
    Shown(factor=Decimal('0.0001'), percent=False, text='1.2', unit='万', mixed=False)
    """
    sections = [_section(part) for part in _parts(form)]
    chosen = _chosen(value, sections)
    scales = {(one.factor, one.unit, one.percent) for one in sections if one.digits}
    mixed = len(scales) > 1 and any(one.condition for one in sections)
    if not chosen.digits:
        text = format(value * (100 if chosen.percent else 1), "f") + ("%" if chosen.percent else "")
        return Shown(Decimal(1), chosen.percent, text, chosen.unit, mixed)
    whole, point, decimals = chosen.digits.partition(".")
    behind = decimals if point else whole.partition("·")[2]
    number = half_up(value * chosen.factor * (100 if chosen.percent else 1), sum(c in "0#?" for c in behind))
    front = whole.partition("·")[0]
    text = f"{number:,f}" if "," in front.rstrip(",") else f"{number:f}"
    if number >= 0 and "," not in text:
        # 0000 shows 0007: such numbers are codes.
        before, dot, after = text.partition(".")
        text = before.zfill(front.count("0")) + dot + after
    return Shown(chosen.factor, chosen.percent, text + ("%" if chosen.percent else ""), chosen.unit, mixed)


def hides(value: Decimal | None, form: str) -> bool:
    """Whether the format shows nothing of a number, or of a text (``None``); a zero may be shown as nothing.

    >>> hides(Decimal(5), ";;;"), hides(Decimal(0), "0.0;-0.0;;@"), hides(None, ";;;"), hides(None, "0.0")
    (True, False, True, False)
    """
    sections = [_section(part) for part in _parts(form)]
    if len(sections) < 2 or value == 0:
        return False
    if value is None:
        return len(sections) > 3 and not sections[3].words
    chosen = _chosen(value, sections)
    return not chosen.digits and not chosen.words


def _parts(form: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotation marks is text."""
    form = form if len(form) <= _LONGEST else ""
    parts, start = [], 0
    for match in _TOKEN.finditer(form):
        if match["plain"] == ";":
            parts.append(form[start : match.start()])
            start = match.end()
    return [*parts, form[start:]]


def _section(part: str) -> _Section:
    tokens: list[tuple[str, bool]] = []
    condition, percent = "", False
    for match in _TOKEN.finditer(part):
        if match["bracket"] is not None:
            condition = match["bracket"] if _CONDITION.fullmatch(match["bracket"]) else condition
        elif match["quoted"] is not None or match["escaped"] is not None:
            tokens += [(c, False) for c in match["quoted"] or match["escaped"] or ""]
        elif match["plain"] is not None:
            percent |= match["plain"] == "%"
            tokens.append((match["plain"], True))
    places = [at for at, (c, live) in enumerate(tokens) if live and c in "0#?"]
    words = any(not c.isspace() for c, _ in tokens)
    if not places:
        return _Section("", "", percent, condition, words)
    end = places[-1] + 1
    while end < len(tokens) and tokens[end] == (",", True):
        end += 1
    run = "".join(c if live and c in "0#?,." else "·" if c == "." else "" for c, live in tokens[places[0] : end])
    after = "".join(c for c, _ in tokens[end:] if not c.isspace())
    return _Section(run, after, percent, condition, words)


def _chosen(value: Decimal, sections: list[_Section]) -> _Section:
    """Return the section for a number: the first whose condition holds, else by its sign."""
    if any(one.condition for one in sections):
        for one in sections[:3]:
            if not one.condition or _holds(value, one.condition):
                return one
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _holds(value: Decimal, condition: str) -> bool:
    sign, limit = condition.rstrip("-.0123456789 "), Decimal(condition.lstrip("<>= "))
    return {
        ">": value > limit,
        "<": value < limit,
        ">=": value >= limit,
        "<=": value <= limit,
        "=": value == limit,
        "<>": value != limit,
    }.get(sign, False)
