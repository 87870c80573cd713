"""Sheets: which of the theme's style sheets a page needs, as the classes in it say."""

import re
from collections.abc import Iterable, Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_NOT = re.compile(r":(?:not|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
_CLASSES = re.compile(r'class="([^"]*)"')
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def classes(html: str) -> frozenset[str]:
    """Return every class of a page.

    >>> sorted(classes('<p class="more"><a class="cell num" href="/">1</a></p>'))
    ['cell', 'more', 'num']
    """
    # Most elements have the classes of many others: each value is looked at once.
    return frozenset(" ".join(set(_CLASSES.findall(html))).split())


def asked(css: str) -> set[frozenset[str]]:
    """Return, for each selector of a sheet that names classes, those that a page must have for it to apply.

    >>> sorted(map(sorted, asked(".chart .table, .chart:not(.x) p { margin: 0 } p { color: red }")))
    [['chart'], ['chart', 'table']]
    """
    selectors = (one for head in _RULE.findall(_COMMENT.sub("", css)) for one in _NOT.sub("", head).split(","))
    return {frozenset(found) for found in map(_CLASS.findall, selectors) if found}


class Sheets:
    """The sheets that are not on every page, in the order in which they are loaded.

    Args:
        sheets: name → style sheet.
    """

    def __init__(self, sheets: Mapping[str, str]) -> None:
        self._asked = {name: asked(text) for name, text in sheets.items()}
        self._known: dict[frozenset[str], list[str]] = {}

    def of(self, parts: Iterable[str]) -> list[str]:
        """Return the names of the sheets that have a rule for a page of these parts."""
        there = frozenset().union(*map(classes, parts))
        if there not in self._known:
            self._known[there] = [name for name, rules in self._asked.items() if any(rule <= there for rule in rules)]
        return self._known[there]
