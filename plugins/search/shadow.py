"""Shadow page (影子页): a page's HTML → the words of its text for Pagefind alone to read, and what results show."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from plugins.search import amount
from plugins.search.facet import EVERY_PAGE, FILTER, Facet, stated, text
from plugins.search.head import head
from plugins.search.split import BREAK, lines, normal, single

# Elements that do not interrupt a sentence; every other element ends the block before it.
# fmt: off
INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
])
# What is no text to be found.
UNREAD = frozenset([
    "footer", "form", "head", "iframe", "label", "nav", "noscript", "script", "style", "svg", "template", "textarea",
])
# fmt: on

BODY = "data-pagefind-body"
META, SORT, NAME = "data-pagefind-meta", "data-pagefind-sort", "data-search-name"
SUPERSEDED = Facet("status", "已有新版")
"""Pages that say so come behind the others."""
_DECLARED = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in (BODY, FILTER, META, SORT, NAME))}]")
_TABLES = etree.XPath(".//table[not(ancestor-or-self::*[@data-pagefind-ignore])]")
_STATED = re.compile(r"\s*([\w-]+)\s*(?::(.*)|\[\s*([\w-]+)\s*\]\s*)?", re.DOTALL)


@dataclass
class _Text:
    """The text of a page, block by block; what runs on through inline elements is one block (“12<b>3</b>”)."""

    blocks: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    def read(self, element: etree._Element) -> None:
        """Add everything inside an element."""
        self._parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNREAD and "data-pagefind-ignore" not in child.attrib:
                inline = child.tag in INLINE
                if not inline:
                    self.end()
                self.read(child)
                if not inline:
                    self.end()
            self._parts.append(child.tail or "")

    def end(self) -> None:
        """End a block."""
        joined = " ".join("".join(self._parts).split())
        self._parts.clear()
        if joined:
            self.blocks.append(joined)


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
        order: what pages are ordered by, the oldest first: replaced or not, and the date.
        facets: its filters' values.
        shown: what a result shows: title, facts and text.
    """

    html: str
    order: str
    facets: frozenset[Facet]
    shown: Mapping[str, str]


def shadow(page: bytes) -> Shadow | None:
    """Return what to index in place of ``page`` (UTF-8 HTML), or None when it has no ``data-pagefind-body``."""
    if BODY.encode() not in page:
        return None
    document = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    declared = _DECLARED(document)
    bodies = [element for element in declared if BODY in element.attrib and not _inside(element)]
    if not bodies:
        return None
    facets = frozenset([EVERY_PAGE, *stated(declared)])
    shown = dict(_stated(declared, META))
    shown["title"] = shown.get("title") or _title(document, bodies[0])
    names = [element.attrib[NAME] for element in declared if NAME in element.attrib]
    read = _Text()
    for body in bodies:
        read.read(body)
        read.end()
    shown["text"] = "\n".join(read.blocks)
    # Pagefind loses pages without a sort value; so a page without date has the earliest.
    date = dict(_stated(declared, SORT)).get("date") or "0000-00-00"
    order = f"{0 if SUPERSEDED in facets else 1} {date}"
    plain = normal(shown["text"])
    # Facets first: at the same place of every page they take least room in the index.
    parts = [head(shown["title"], names), *(facet.word for facet in sorted(facets)), BREAK, *lines(plain)]
    body = " ".join([*parts, *single(plain), *_amounts(bodies, shown["text"])])
    html = f'<!doctype html><html lang="zh"><body {BODY}><p {SORT}="date:{order}">{body}</p></body></html>'
    return Shadow(html, order, facets, shown)
