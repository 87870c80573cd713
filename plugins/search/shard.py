"""Shard (分片): the pages of one span of years, indexed by themselves: a changed page has its span alone indexed anew.

The browser merges the shards. As each holds a span of time of its own, the order of all pages is that of the shards and
then that within each, see ``search.js``.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.search.keep import Page

SMALLEST = 2000
"""Pages of a shard, at least, but for the newest, which has a quarter; each shard costs a query some requests."""
MOST = 4
"""Full shards at most; sites that are larger have larger ones."""


@dataclass(frozen=True)
class Shard:
    """Pages of one span of years, by address; the newest shard has no name."""

    name: str
    pages: tuple[Page, ...]

    @property
    def replaced(self) -> int:
        """How many pages there are a newer version of; they come behind those of all shards."""
        return sum(page.order.startswith("0") for page in self.pages)


def year(page: Page) -> str:
    """Return the year of a page's date, ``0000`` when it has none."""
    found = page.order[2:6]
    return found if len(found) == 4 and found.isascii() and found.isdecimal() else "0000"


def shards(pages: Iterable[Page]) -> list[Shard]:
    """Return all pages in shards, the oldest first; one more page seldom moves another to another shard.

    Args:
        pages: at least one.
    """
    by_address = sorted(pages, key=lambda page: page.address)
    size = SMALLEST
    while len(by_address) > size * MOST:
        size *= 2
    spans: list[list[str]] = [[]]
    held, left = 0, len(by_address)
    for one, count in sorted(Counter(map(year, by_address)).items()):
        # The newest years, when they are few pages, are asked for with those before.
        if held >= size and left >= size // 4:
            spans.append([])
            held = 0
        spans[-1].append(one)
        held += count
        left -= count
    names = {one: span[-1] for span in spans[:-1] for one in span}
    return [
        Shard(name, tuple(page for page in by_address if names.get(year(page), "") == name))
        for name in [*dict.fromkeys(names.values()), ""]
    ]
