"""Shadow page (影子页): a page's HTML → the same page with its text split, for Pagefind alone to read."""

import re
from dataclasses import dataclass

from lxml import etree

from plugins.search.facet import EVERY_PAGE, Facet, take, text
from plugins.search.split import BREAK, SEAM, split, title_words

# Elements that do not interrupt a sentence; every other element ends the block before it.
# fmt: off
INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
])
# Pagefind reads none of these.
UNREAD = frozenset([
    "footer", "form", "head", "iframe", "label", "nav", "noscript", "script", "style", "svg", "template", "textarea",
])
# fmt: on

BODY = "data-pagefind-body"
_VALUES = ("data-pagefind-meta", "data-pagefind-sort")
_TITLE = re.compile(r"(?:^|,)\s*title(?::(.*)|\[\s*([\w-]+)\s*\])", re.DOTALL)
_BARE_NAME = re.compile(r"\s*([\w-]+)\s*")


class _Block:
    """The text nodes of one block, split together so that “12<b>3</b>” stays one number."""

    def __init__(self) -> None:
        self._nodes: list[tuple[etree._Element, str]] = []

    def add(self, element: etree._Element, part: str) -> None:
        if getattr(element, part):
            self._nodes.append((element, part))

    def end(self) -> None:
        joined = SEAM.join(getattr(*node) for node in self._nodes)
        if not joined.strip(f"{SEAM} \t\r\n"):
            self._nodes.clear()
            return
        written = split(joined).split(SEAM)
        # Punctuation on its own takes a place in Pagefind's count of words, so no phrase runs from block to block.
        written[-1] += f" {BREAK} "
        for (element, part), result in zip(self._nodes, written, strict=True):
            setattr(element, part, result)
        self._nodes.clear()


def _is_read(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag not in UNREAD and "data-pagefind-ignore" not in element.attrib


def _split_inside(element: etree._Element, block: _Block) -> None:
    block.add(element, "text")
    for child in element:
        if _is_read(child):
            inline = child.tag in INLINE
            if not inline:
                block.end()
            _split_inside(child, block)
            if not inline:
                block.end()
        block.add(child, "tail")


def _keep_values(document: etree._Element) -> None:
    """Write a title or sort value that is the element's text as an attribute, which stays unsplit."""
    for attribute in _VALUES:
        for element in document.xpath(f"//*[@{attribute}]"):
            name = _BARE_NAME.fullmatch(element.get(attribute))
            if name:
                element.set(attribute, f"{name[1]}:{text(element)}")


def _title(document: etree._Element, body: etree._Element) -> str:
    """Return the page's stated title; a page without one gets its first heading or else its ``<title>``."""
    for element in document.xpath("//*[@data-pagefind-meta]"):
        stated = _TITLE.search(element.get("data-pagefind-meta"))
        if stated:
            return stated[1] or element.get(stated[2], "")
    headings = body.xpath(".//h1") or document.xpath("//title")
    title = text(headings[0]) if headings else ""
    if title:
        etree.SubElement(body, "span").set("data-pagefind-meta", f"title:{title}")
    return title


@dataclass(frozen=True)
class Shadow:
    """What Pagefind reads in place of a page, and the facets in it."""

    html: str
    facets: frozenset[Facet]


def shadow(page: bytes) -> Shadow | None:
    """Return what to index in place of ``page`` (UTF-8 HTML), or None when it has no ``data-pagefind-body``."""
    if BODY.encode() not in page:
        return None
    document = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    bodies = document.xpath(f"//*[@{BODY}][not(ancestor::*[@{BODY}])]")
    if not bodies:
        return None
    facets = frozenset([EVERY_PAGE, *take(document)])
    _keep_values(document)
    title = _title(document, bodies[0])
    for body in bodies:
        block = _Block()
        _split_inside(body, block)
        block.end()
    hidden = title_words(title) + [facet.word for facet in sorted(facets)]
    etree.SubElement(bodies[0], "span").text = " ".join(hidden)
    written = etree.tostring(document, encoding="unicode", method="html", doctype="<!doctype html>")
    return Shadow(written, facets)
