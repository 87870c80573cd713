"""Linking: the first use of each term in a page's HTML becomes a link to its definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# fmt: off
SKIPPED = frozenset([
    "a", "abbr", "button", "caption", "code", "dfn", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd",
    "pre", "sup", "svg", "table", "th",
])
# fmt: on
"""Inside these nothing is linked: links, headings, code, tables, pictures, footnote marks."""
_TAG = re.compile(r'(<(?:[^">]|"[^"]*")*>)')
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write a term; ``id`` is empty for words that only contain one and mean something else (预算法)."""

    text: str
    id: str


def terms_of(listed: Iterable[Mapping[str, Any]]) -> list[Term]:
    """Return the ways to write all terms, the longest first, so that 调整预算 is not taken for 预算.

    Args:
        listed: ``id``, ``names`` (the term and its aliases) and ``except`` of each, as ``site.json`` has them.
    """
    found = [Term(str(name), str(one["id"])) for one in listed for name in one["names"]]
    found += [Term(str(name), "") for one in listed for name in one.get("except", ())]
    # The first to define a word keeps it.
    kept = {term.text: term for term in reversed(found) if term.text}
    return sorted(kept.values(), key=lambda term: (-len(term.text), term.text))


def link(html: str, terms: list[Term]) -> str:
    """Return the HTML with a link at the first use of each term.

    >>> link("<h2>口径</h2><p>口径见下，口径。</p>", [Term("口径", "definition")])
    '<h2>口径</h2><p><a class="term" href="/glossary/#definition">口径</a>见下，口径。</p>'
    """
    if not terms:
        return html
    ids = {term.text: term.id for term in terms}
    pattern = re.compile("|".join(re.escape(term.text) for term in terms))
    used: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        id = ids[match[0]]
        if not id or id in used:
            return match[0]
        used.add(id)
        return f'<a class="term" href="/glossary/#{id}">{match[0]}</a>'

    depth = 0
    out = []
    for place, part in enumerate(_TAG.split(html)):
        if place % 2:
            name = _NAME.match(part)
            if name and name[1].lower() in SKIPPED:
                depth = max(0, depth - 1) if part.startswith("</") else depth + 1
            out.append(part)
        else:
            out.append(part if depth else pattern.sub(mark, part))
    return "".join(out)
