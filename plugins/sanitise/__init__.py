"""Sanitise plugin: nothing a cell, a title or a staff page holds becomes markup that acts."""

from itertools import chain
from typing import Any

from pelican.plugins import signals

from plugins.sanitise.html import clean


def sanitise(generators: list) -> None:
    """Clean the HTML that Markdown made, before components are placed in it."""
    for generator in generators:
        for content in chain(getattr(generator, "pages", ()), getattr(generator, "articles", ())):
            sanitise_page(content)
        if hasattr(generator, "prepare"):
            generator.prepare.append(sanitise_page)


def sanitise_page(page: Any, env: Any = None) -> None:
    """Clean one page."""
    del env
    if page._content:
        page._content = clean(page._content)


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(sanitise)
