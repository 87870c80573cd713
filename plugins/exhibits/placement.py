"""Placement: which chart, table or figure a placeholder in the words means, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any

from markupsafe import Markup, escape

_QUOTED = r'(?:[^">]|"[^"]*")*'
_CHART = re.compile(rf"<p>\s*(<img\b{_QUOTED}>)\s*</p>")
_TABLE = re.compile(rf"<p>\s*(<a\b{_QUOTED}>)(?:(?!</a>).)*</a>\s*</p>", re.DOTALL)
_LINK = re.compile(rf"<a\b{_QUOTED}>")
_LEAD = re.compile(r"\s*<p>(?:(?!</p>).)*</p>", re.DOTALL)


class NoExhibit(LookupError):
    """The words of a page place a chart or table that its data does not hold."""


class Anchors:
    """The figure ids that a page has given an element already; an id stands once, at its first place."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin with the ids of the figures that stand in the words: their panels are their places."""
        self._taken = set(taken)

    def take(self, identifier: str) -> bool:
        """Return whether the element asking may carry ``identifier``."""
        if not identifier or identifier in self._taken:
            return False
        self._taken.add(identifier)
        return True


class _Tag(HTMLParser):
    """Reads the attributes of one start tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes of the tag."""
        self.values = {name: value or "" for name, value in attrs}


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, unescaped."""
    return _Tag(tag).values


def split_lead(html: str) -> tuple[str, str]:
    """Return the first paragraph, when it is words, and the rest."""
    match = _LEAD.match(html)
    if match is None or _CHART.fullmatch(match[0].strip()) or 'title="table:' in match[0]:
        return "", html
    return match[0].strip(), html[match.end() :]


def cited(html: str) -> set[str]:
    """Return the ids of the figures that stand in the words."""
    if 'title="figure"' not in html:
        return set()
    links = (attributes(match[0]) for match in _LINK.finditer(html))
    return {link.get("href", "").removeprefix("#") for link in links if link.get("title") == "figure"}


def placed_tables(html: str) -> set[str]:
    """Return the names of the tables that the words place."""
    titles = (attributes(match[1]).get("title", "") for match in _TABLE.finditer(html))
    return {title.removeprefix("table:") for title in titles if title.startswith("table:")}


def place(html: str, page: Any, chart: Callable[..., Markup], table: Callable[..., Markup]) -> str:
    """Return ``html`` with its placeholders replaced.

    Raises:
        NoExhibit: see the class.
    """
    # To the search index a footnote mark would cut its sentence in two.
    html = html.replace('<sup id="fnref', '<sup data-pagefind-ignore id="fnref')
    # Every placeholder says in its title what it stands for.
    if " title=" not in html:
        return html
    shown = placed_tables(html)

    def find(collection: str, name: str) -> dict[str, Any]:
        try:
            return page.data[collection][name]
        except KeyError:
            raise NoExhibit(f"{page.relative_source_path} places {name}, which is not among its {collection}") from None

    def draw(match: re.Match[str]) -> str:
        what, _, name = attributes(match[1]).get("title", "").partition(":")
        if what != "chart":
            return match[0]
        item = find("charts", name)
        grid = item.get("grid", "")
        inner = page.data.get("tables", {}).get(grid) if grid not in shown else None
        return str(chart(name.replace("/", "-"), item, inner, page.anchors))

    def tabulate(match: re.Match[str]) -> str:
        what, _, name = attributes(match[1]).get("title", "").partition(":")
        return str(table(name, find("tables", name), page.anchors)) if what == "table" else match[0]

    def mark(match: re.Match[str]) -> str:
        values = attributes(match[0])
        if values.get("title") != "figure":
            return match[0]
        return f'<a class="figure" href="{escape(values.get("href", ""))}">'

    return _TABLE.sub(tabulate, _CHART.sub(draw, _LINK.sub(mark, html)))
