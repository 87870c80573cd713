"""Head (页首): a page's names, placed before its text so that the place where Pagefind finds a phrase tells what it is.

Pagefind gives every page that holds a phrase the same score, and the place of the first one. So each name of a page,
shortest first, stands in a slot of its own, behind as many breaks as it has words: a query of n characters found n
places into a slot is the whole name, one found elsewhere in the head is a part of it; all other text comes behind.
"""

from collections.abc import Iterable

from plugins.search.split import BREAK, words

SLOTS = (24, 32, 48, 128)
"""Places of each slot; a name takes twice its words and a break. ``search.js`` knows them too."""


def head(title: str, names: Iterable[str] = ()) -> str:
    """Return the words of a page's names: always as many places as the slots have, however many names there are.

    Args:
        title: the page's title; has a slot whatever else is dropped, and only loses its end beyond sixty words.
        names: short and former names; those for which there is no slot are left out, longest first.
    """
    main = words(title)[: SLOTS[-1] // 2 - 1]
    others = sorted({tuple(words(name)) for name in names} - {tuple(main), ()}, key=lambda name: (len(name), name))
    placed: list[list[str]] = [[] for _ in SLOTS]
    at = 0
    for name in sorted([*map(list, others[: len(SLOTS) - 1]), main], key=len):
        while at < len(SLOTS) - 1 and 2 * len(name) >= SLOTS[at]:
            at += 1
        if at < len(SLOTS) and 2 * len(name) < SLOTS[at]:
            placed[at] = name
            at += 1
    if main not in placed:
        placed[-1] = main
    return " ".join(
        " ".join([BREAK] * len(name) + name + [BREAK] * (width - 2 * len(name)))
        for name, width in zip(placed, SLOTS, strict=True)
    )
