"""Site plugin: gives templates the site-wide facts (`SITE`) and each page its own (`page.data`)."""

from pathlib import Path

from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals

from plugins.site.page import DIRECT, article_data, page_data, read_json
from scripts.model.status import SHAPES


def share(generator: Generator) -> None:
    """Put `SITE` into the context that all generators share, and the status shapes into Jinja."""
    if "SITE" not in generator.context:
        generator.context["SITE"] = read_json(Path(generator.path) / "releases" / "site.json")
    generator.env.globals.update(SHAPES=SHAPES, DIRECT=DIRECT)


def describe_pages(generator: PagesGenerator) -> None:
    """Give each page its data, from `page.json` beside it or from its front matter."""
    for page in generator.pages + generator.hidden_pages:
        page.data = page_data(page)


def describe_articles(generator: ArticlesGenerator) -> None:
    """Give each article the same keys that pages have."""
    for article in generator.articles:
        article.data = article_data(article)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(share)
    signals.page_generator_finalized.connect(describe_pages)
    signals.article_generator_finalized.connect(describe_articles)
