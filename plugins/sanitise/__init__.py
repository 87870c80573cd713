"""Sanitise plugin: nothing a cell, a title or a staff page holds becomes markup that acts."""

from itertools import chain

from pelican.plugins import signals

from plugins.sanitise.html import clean


def sanitise(generators: list) -> None:
    """Clean the HTML that Markdown made, before components are placed in it."""
    for generator in generators:
        for content in chain(getattr(generator, "pages", ()), getattr(generator, "articles", ())):
            content._content = clean(content._content)


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(sanitise)
