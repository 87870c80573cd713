"""Drawings plugin: a picture of who does what when, drawn from the table that follows it in a page people wrote."""

from itertools import chain

from pelican.plugins import signals

from plugins.drawings.steps import draw


def illustrate(generators: list) -> None:
    """Draw the steps of every page and article."""
    for generator in generators:
        for content in chain(getattr(generator, "pages", ()), getattr(generator, "articles", ())):
            if content._content:
                content._content = draw(content._content)


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(illustrate)
