"""Facet (筛选项): a value by which found pages can be narrowed, carried through the index as a word of its own.

Pagefind has filters, but writes their values in another order at every run, and so never the same bytes twice.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

FILTER = "data-pagefind-filter"
# No word of page text is longer than one character, so a facet's word is never mistaken for text.
MARK = "\ua600"
_LETTERS = [chr(0xA500 + place) for place in range(64)]
_SPECIFICATION = re.compile(r"\s*([\w-]+)\s*(?:\[\s*([\w-]+)\s*\]\s*|:\s*(.*))?", re.DOTALL)


class UnreadableFilter(ValueError):
    """A ``data-pagefind-filter`` is none of ``name``, ``name:value`` and ``name[attribute]``."""


@dataclass(frozen=True, order=True)
class Facet:
    """One value of one filter: ``kind`` (类别) and ``预算执行``."""

    name: str
    value: str

    @property
    def word(self) -> str:
        """Eight letters that stand for this facet in the index."""
        digest = hashlib.sha256(f"{self.name}\0{self.value}".encode()).digest()
        return MARK + "".join(_LETTERS[byte % 64] for byte in digest[:8])


# Borne by every page, because Pagefind fetches its whole index when asked for all pages without a word.
EVERY_PAGE = Facet("page", "")


def text(element: etree._Element) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def stated(elements: Iterable[etree._Element]) -> Iterator[Facet]:
    """Yield the facets that elements declare.

    Raises:
        UnreadableFilter: the attribute is written in a form not read here.
    """
    for element in elements:
        written = element.get(FILTER)
        if written is None:
            continue
        specification = _SPECIFICATION.fullmatch(written)
        if not specification:
            raise UnreadableFilter(f"{FILTER}=“{written}”：只能写 name、name:值 或 name[属性]，一个元素写一项。")
        name, attribute, inline = specification.groups()
        value = element.get(attribute, "") if attribute else text(element) if inline is None else inline
        if value.strip():
            yield Facet(name, " ".join(value.split()))


def listing(counts: Counter[Facet]) -> dict[str, list[list[str | int]]]:
    """Return what ``facets.json`` holds: the values of each filter in order, each with its word and number of pages."""
    names: dict[str, list[list[str | int]]] = {}
    for facet in sorted(counts):
        names.setdefault(facet.name, []).append([facet.value, facet.word, counts[facet]])
    return names
