"""Text: the words of a release as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The rendered blocks of a release.

    Args:
        sentence: lead in Markdown; links are anchors of the page.
        plain: the same without markup.
        card: lines for the home page, plain.
        body: Markdown.
        cited: ids of the figures cited, in order of first use.
        charts, tables: names shown, in order.
    """

    sentence: str
    plain: str
    card: tuple[str, ...]
    body: str
    cited: tuple[str, ...]
    charts: tuple[str, ...]
    tables: tuple[str, ...]
