"""Shard (分片): pages indexed by themselves: a changed page has its shard alone indexed anew.

What changes with every release lies in the newest shard: pages without a date, profiles, what is of the newest years.
Of the others each shard holds a span of years; a folder of very many pages has shards of its own. The browser merges
all, see ``merged.js``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.search.keep import Page

SMALLEST = 24_000_000
"""Bytes of words in a shard, at least, but for the newest of its folder, which has a quarter: some seconds of work."""
MOST = 8
"""Times that on a whole site; one that is larger has larger shards, as each costs a query requests and bytes."""
MANY = 1000
"""Pages of a folder that has shards of its own, at least."""
OWN = 2
"""Times the size of others such a shard has: its pages seldom change."""


@dataclass(frozen=True)
class Shard:
    """Pages in order, the oldest first; the last shard, which has Pagefind's own files, has no name."""

    number: int
    name: str
    pages: tuple[Page, ...]


def year(page: Page) -> str:
    """Return the year of a page's date, nothing when it has none."""
    found = page.order[2:6]
    return found if re.fullmatch("[1-9][0-9]{3}", found) else ""


def folder(page: Page) -> str:
    """Return the name of the folder that holds a page and others like it."""
    return page.address.rstrip("/").rpartition("/")[0].rpartition("/")[2]


def shards(pages: Iterable[Page]) -> list[Shard]:
    """Return all pages in shards; one more page seldom moves another to another shard.

    Args:
        pages: at least one.
    """
    ordered = sorted(pages, key=lambda page: (page.order, page.address))
    size = SMALLEST
    while sum(page.size for page in ordered) > size * MOST:
        size *= 2
    held = _sizes(folder, ordered)
    # Their names become those of folders of the index.
    many = {name for name, count in Counter(map(folder, ordered)).items() if count >= MANY}
    large = {name for name in many if held[name] >= OWN * size and re.fullmatch("[a-z_]+", name)}
    if large == {*held}:
        large = set()
    found: list[Shard] = []
    for own in [*sorted(large), ""]:
        inside = [page for page in ordered if (folder(page) if folder(page) in large else "") == own]
        for last, some in _spans(inside, OWN * size if own else size):
            found.append(Shard(len(found), "-".join(filter(None, [own, last])), tuple(some)))
    return found


def _sizes(name: Callable[[Page], str], pages: Iterable[Page]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for page in pages:
        sizes[name(page)] += page.size
    return sizes


def _spans(pages: Sequence[Page], size: int) -> Iterator[tuple[str, list[Page]]]:
    """Yield the pages of each span of years with its last year, the newest span with none."""
    newest = max(map(year, pages))

    def counted(page: Page) -> str:
        # Lists and what people write have no date, and change with the newest.
        return year(page) or newest

    held = _sizes(counted, pages)
    span: list[str] = []
    left = held.total()
    for one in sorted(held):
        # The newest years, when they are little, are asked for with those before.
        if sum(held[each] for each in span) >= size and left >= size // 4:
            yield span[-1], [page for page in pages if counted(page) in span]
            span = []
        span.append(one)
        left -= held[one]
    yield "", [page for page in pages if counted(page) in span]
