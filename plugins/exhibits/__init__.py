"""Exhibits plugin: places charts and tables among the words, and marks numbers that have an address."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pelican.generators import Generator
from pelican.plugins import signals

from plugins.exhibits.placement import Anchors, cited, place, split_lead
from plugins.exhibits.rows import table_rows


def offer(generator: Generator) -> None:
    """Let the table component ask for its rows (`table_rows(grid, anchors)`)."""
    generator.env.globals["table_rows"] = table_rows


def exhibit(generators: list) -> None:
    """Turn the placeholders in every page into the theme's components."""
    for generator in generators:
        for page in getattr(generator, "pages", ()):
            exhibit_page(page, generator.env)
        for article in getattr(generator, "articles", ()):
            article.lead, article.anchors = "", Anchors()
            article._content = place(article._content, article, *macros(generator.env))
        if hasattr(generator, "prepare"):
            generator.prepare.append(exhibit_page)


def exhibit_page(page: Any, env: Environment) -> None:
    """Turn the placeholders in one page into the theme's components."""
    page.cited = cited(page._content) & {figure["id"] for figure in page.data.get("figures", ())}
    page.anchors = Anchors(page.cited)
    page.lead, body = split_lead(page._content)
    components = macros(env)
    page.lead = place(page.lead, page, *components)
    page._content = place(body, page, *components)


def macros(env: Environment) -> tuple[Callable[..., Markup], Callable[..., Markup]]:
    """Return the theme's components for a chart and for a table."""
    chart = env.get_template("components/chart/macro.html").module.chart  # type: ignore[attr-defined]  # a macro
    table = env.get_template("components/table/macro.html").module.table  # type: ignore[attr-defined]  # a macro
    return chart, table


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.all_generators_finalized.connect(exhibit)
