"""Facet (筛选项): a value by which found pages can be narrowed.

Pagefind has filters, but writes their values in another order at every run, and so never the same bytes twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

FILTER = "data-pagefind-filter"
# Borne by every page, because Pagefind fetches its whole index when asked for all pages without a word. No word of page
# text is one letter long and of this script.
EVERY_PAGE = "\ua600"
_SPECIFICATION = re.compile(r"\s*([\w-]+)\s*(?:\[\s*([\w-]+)\s*\]\s*|:\s*(.*))?", re.DOTALL)


class UnreadableFilter(ValueError):
    """A ``data-pagefind-filter`` is none of ``name``, ``name:value`` and ``name[attribute]``."""


@dataclass(frozen=True, order=True)
class Facet:
    """One value of one filter: ``kind`` (类别) and ``预算执行``."""

    name: str
    value: str


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


def columns(pages: Sequence[frozenset[Facet]]) -> dict[str, list[list[Any]]]:
    """Return of each filter the sets of values that pages have, and for each page the number of its set.

    >>> columns([frozenset([Facet("year", "2024年")]), frozenset()])
    {'year': [[[], ['2024年']], [1, 0]]}
    """
    found: dict[str, list[list[Any]]] = {}
    for name in sorted({facet.name for facets in pages for facet in facets}):
        of_pages = [tuple(sorted(facet.value for facet in facets if facet.name == name)) for facets in pages]
        sets = sorted({*of_pages})
        number = {values: place for place, values in enumerate(sets)}
        found[name] = [[*map(list, sets)], [number[values] for values in of_pages]]
    return found
