"""Fragment (共用片段): a part of pages that is the same on many, made once; templates say on what it depends.

``{% call kept("masthead", where) %}…{% endcall %}`` makes what it encloses once for each set of values in its brackets.
Whoever writes one names there everything of the page that its words use; ``tests/plugins/site`` makes each kind of page
with and without keeping and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable

from markupsafe import Markup

Turn = Callable[[str, str], str]
"""What is done to a page's HTML before it is written: text and path in the output folder → text."""
# No page holds this sign: browsers read it as a fault, and cleaning takes it away.
_PLACE = re.compile("\x00([0-9]+)\x00")
SIBLING = "~"
"""Stands for the name of a page's own folder, which no folder is called by."""


def made(*values: Hashable, caller: Callable[[], str]) -> Markup:
    """Return a fragment as it is, where none is kept: on pages that Pelican itself makes."""
    del values
    return Markup(caller())  # noqa: S704 - written by a template, which has escaped what it shows


class Fragments:
    """The fragments of a build, by what they depend on, each as seen from the folders that show it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[tuple[Hashable, ...], int] = {}
        self._texts: list[str] = []
        self._seen: dict[tuple[int, str], str] = {}

    def keep(self, *values: Hashable, caller: Callable[[], str]) -> Markup:
        """Return the place of a fragment, which is made where no equal one was."""
        number = self._numbers.get(values)
        if number is None:
            text = str(caller())
            number = self._numbers[values] = len(self._texts)
            self._texts.append(text)
        return Markup(f"\x00{number}\x00")  # noqa: S704 - a number

    def fill(self, html: str, path: str, turn: Turn) -> str:
        """Return a page with its fragments in their places.

        Args:
            path: where the page is written.
            turn: done to each fragment once for all pages of a folder: from each of them other pages are equally far.
        """
        here = _sibling(path)

        def text(match: re.Match[str]) -> str:
            number = int(match[1])
            seen = self._seen.get((number, here))
            if seen is None:
                seen = self._seen[number, here] = turn(self._texts[number], here)
            return seen

        return _PLACE.sub(text, html)


def _sibling(path: str) -> str:
    """Return the path of a page beside this one, in a folder that no page links to.

    >>> _sibling("a/b/index.html"), _sibling("a/index.html"), _sibling("404.html")
    ('a/~/index.html', '~/index.html', '404.html')
    """
    folder, slash, name = path.rpartition("/")
    if not slash:
        return path
    above, slash, _ = folder.rpartition("/")
    return f"{above}{slash}{SIBLING}/{name}"


def turned(turns: list[Turn]) -> Turn:
    """Return all steps as one."""

    def turn(html: str, path: str) -> str:
        for one in turns:
            html = one(html, path)
        return html

    return turn
