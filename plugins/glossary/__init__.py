"""Glossary plugin: where a page's prose first uses a word that the glossary (名词解释) explains, it links there."""

from itertools import chain
from typing import Any

from pelican.plugins import signals

from plugins.glossary.linking import Term, link, terms_of

ELSEWHERE = {"glossary", "embed"}
"""Page types without such links: the glossary itself, and pictures inside other people's pages."""


def explain(generators: list) -> None:
    """Link the terms of every page that has words."""
    for generator in generators:
        terms = terms_of(generator.context["SITE"].get("terms", ())) if "SITE" in generator.context else []
        for content in chain(getattr(generator, "pages", ()), getattr(generator, "articles", ())):
            _explain(content, terms)
        if hasattr(generator, "prepare"):
            generator.prepare.append(lambda page, env, terms=terms: _explain(page, terms))


def _explain(page: Any, terms: list[Term]) -> None:
    if page._content and page.data.get("type") not in ELSEWHERE:
        page._content = link(page._content, terms)


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(explain)
