"""Numeral: which digits in words written by hand are a number that must be a figure, and which are declared exceptions.

A date, a document number, an ordinal or the name of a standard is no result; everything else with a digit is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEARS = r"(?<!\d)(?:19|20)\d{2}"
DECLARED = {
    "日期和时间": re.compile(
        rf"{_YEARS}\s?年(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?(?:\s?\d{{1,2}}[时点](?:\d{{1,2}}分)?)?"
        rf"|{_YEARS}(?:年)?[—–-]{_YEARS}\s?年"
        r"|(?<!\d)\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?(?!\d)"
        rf"|{_YEARS}-(?:\d{{2}}-\d{{2}}|Q[1-4]|S[12]|\d{{2}})(?!\d)"
        r"|(?<![\d.])\d{1,2}\s?[时点](?!\d)|(?<![\d.:])\d{1,2}:\d{2}(?![\d:])"
    ),
    "文号": re.compile(r"[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?\d+\s?号|(?<![\d.])\d+\s?号"),
    "序数（第几条、第几页）": re.compile(r"第\s?\d+(?:\s?[—–～至-]\s?\d+)?"),
    "标准、版本和名称": re.compile(
        r"(?:GB|GB/T|GA|GA/T|DB|ISO|IEC|RFC|WCAG|DCAT|Python|Data Package)\s?\d[\d.]*(?:\s?[—–-]\s?(?:19|20)\d{2})?"
        r"|(?<![A-Za-z0-9])[A-Za-z][A-Za-z_./+-]*\d[A-Za-z0-9_./+-]*"
    ),
}
"""Name of an exception → its form. The names are in the handbook."""
NUMERAL = re.compile(r"[+\-−]?\d(?:[\d,，.．:：]*\d)?[%％‰]?")
MARKER = re.compile(r"\{\{\s*(figure|former figure|chart|number)\s*[:：]\s*([^{}]*?)\s*\}\}")
"""In pages that people write: ``{{figure: address#id}}``, ``{{former figure: address/r1#id}}``, ``{{number: 400%}}``,
``{{chart: address#name}}``."""
SHOWN_FIELDS = ("title", "description", "summary")
"""Fields of a page's front matter that readers see."""
_FIELD = re.compile(r"([A-Za-z_-]+)\s*:")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LIST = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_HIDDEN = re.compile(
    r"(`+)(?:(?!\1).)+\1(?!`)"  # code
    r"|(?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"  # address of a link or picture
    r"|<[^<>\s][^<>]*>|https?://[^\s）)>]+|&#?\w+;"  # tag, address, entity
    r"|\[\^\w+\]:?|^\s*\[[^\]]+\]:\s.*$"  # footnote, definition of a link
    r"|^\s*\d+[.)]\s"  # number of a list item
)


def orphans(text: str) -> list[str]:
    """Return the numerals of plain words that are no declared exception, in order.

    >>> orphans("2024年9月30日，示人常〔2024〕12号第14条：执行 64.9%，共 1,204 万元，见 r1 和 GB/T 7714—2025")
    ['64.9%', '1,204']
    """
    for form in DECLARED.values():
        text = form.sub(lambda match: " " * len(match[0]), text)
    return [match[0] for match in NUMERAL.finditer(text)]


def visible(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of a page's source, all but what readers see as words blanked, positions kept.

    Blanked: code, addresses of links, tags, numbers of list items, front matter that is not printed.
    """
    head, fenced, listed, before = _has_front_matter(markdown), "", False, ""
    for number, line in enumerate(markdown.splitlines(), start=1):
        if head:
            head = bool(line.strip())
            field = _FIELD.match(line)
            shown = field is not None and field[1].lower() in SHOWN_FIELDS
            yield number, " " * field.end() + line[field.end() :] if field and shown else ""
            continue
        fence = _FENCE.match(line)
        if fenced or fence:
            fenced = "" if fenced and fence and fence[1] == fenced else fenced or (fence[1] if fence else "")
            yield number, ""
            continue
        listed = bool(_LIST.match(line)) or (listed and (not line.strip() or line.startswith((" ", "\t"))))
        code = line.startswith(("    ", "\t")) and not listed and not before.strip()
        yield number, "" if code else _HIDDEN.sub(lambda match: " " * len(match[0]), line)
        before = "" if code else line


def typed(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, numeral) of every number typed into a page instead of being cited.

    >>> list(typed("Title: 2024年\\n\\n执行 {{figure: a/b/2024#rate}}，见 `x=5`。\\n共 12 项，{{number: 400%}}。"))
    [(4, '12')]
    """
    for number, line in visible(markdown):
        for numeral in orphans(MARKER.sub(lambda match: " " * len(match[0]), line)):
            yield number, numeral


def markers(markdown: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield (line number, match of ``MARKER``) of every marker that readers see replaced."""
    for number, line in visible(markdown):
        for match in MARKER.finditer(line):
            yield number, match


def _has_front_matter(markdown: str) -> bool:
    return _FIELD.match(markdown.removeprefix("\ufeff")) is not None
