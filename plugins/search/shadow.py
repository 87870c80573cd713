"""Shadow page (影子页): a page's HTML → the words of its text for Pagefind alone to read, and what results show."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from plugins.search import amount
from plugins.search.facet import EVERY_PAGE, FILTER, Facet, stated, text
from plugins.search.head import head
from plugins.search.split import BREAK, lines, normal, single

BODY = "data-pagefind-body"
META, SORT, NAME = "data-pagefind-meta", "data-pagefind-sort", "data-search-name"
SUPERSEDED = Facet("status", "已有新版")
"""Pages that say so come behind the others."""
_DECLARED = etree.XPath(f"({' | '.join(f'//@{name}' for name in (BODY, FILTER, META, SORT, NAME))})/..")
_TABLES = etree.XPath(".//table[not(ancestor-or-self::*[@data-pagefind-ignore])]")
_TEXT = etree.XSLT(etree.parse(Path(__file__).with_name("text.xsl")))
_END = "\ufdd0"
"""Ends a block in what ``_TEXT`` yields."""
_STATED = re.compile(r"\s*([\w-]+)\s*(?::(.*)|\[\s*([\w-]+)\s*\]\s*)?", re.DOTALL)


def _stated(elements: Iterable[etree._Element], attribute: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values that an attribute states: ``name:value``, ``name[attribute]``, the element's text."""
    for element in elements:
        found = _STATED.fullmatch(element.get(attribute, ""))
        if found:
            name, value, other = found.groups()
            yield (
                name,
                " ".join((element.get(other, "") if other else text(element) if value is None else value).split()),
            )


def _inside(element: etree._Element) -> bool:
    return any(BODY in around.attrib for around in element.iterancestors())


def _title(document: etree._Element, body: etree._Element) -> str:
    headings = body.xpath(".//h1") or document.xpath("//title")
    return text(headings[0]) if headings else ""


def _amounts(bodies: list[etree._Element], text: str) -> list[str]:
    found = set(amount.in_text(text))
    for body in bodies:
        for table in _TABLES(body):
            found.update(amount.in_table(table))
    return sorted(found)


@dataclass(frozen=True)
class Shadow:
    """What Pagefind reads in place of a page, and what is known of the page.

    Attributes:
        words: the words of the index, with breaks between blocks.
        order: what pages are ordered by, the oldest first: replaced or not, and the date.
        facets: its filters' values.
        shown: what a result shows: title, facts and text.
    """

    words: str
    order: str
    facets: frozenset[Facet]
    shown: Mapping[str, str]


def page(words: bytes, place: int) -> bytes:
    """Return a page of these words for Pagefind to read, with its place among all when they are sorted."""
    head = f'<!doctype html><html lang="zh"><body {BODY}><p {SORT}="place:{place}">'
    return b"".join((head.encode(), words, b"</p></body></html>"))


def shadow(content: bytes) -> Shadow | None:
    """Return what to index in place of a page (UTF-8 HTML), or None when it has no ``data-pagefind-body``."""
    if BODY.encode() not in content:
        return None
    document = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", collect_ids=False))
    declared = _DECLARED(document)
    bodies = [element for element in declared if BODY in element.attrib and not _inside(element)]
    if not bodies:
        return None
    facets = frozenset(stated(declared))
    shown = dict(_stated(declared, META))
    shown["title"] = shown.get("title") or _title(document, bodies[0])
    names = [element.attrib[NAME] for element in declared if NAME in element.attrib]
    blocks = (" ".join(block.split()) for block in str(_TEXT(document)).split(_END))
    shown["text"] = "\n".join(filter(None, blocks))
    date = dict(_stated(declared, SORT)).get("date") or "0000-00-00"
    order = f"{0 if SUPERSEDED in facets else 1} {date}"
    plain = normal(shown["text"])
    parts = [head(shown["title"], names), EVERY_PAGE, BREAK, *lines(plain), *single(plain)]
    return Shadow(" ".join([*parts, *_amounts(bodies, shown["text"])]), order, facets, shown)
