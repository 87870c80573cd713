"""Site plugin: makes the generated pages; gives templates the site-wide facts (`SITE`) and each page its own."""

from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals

from plugins.site.compiled import compiled
from plugins.site.fragment import made
from plugins.site.generated import SITE, GeneratedPages
from plugins.site.page import DIRECT, article_data, page_data, read_json
from scripts.model.status import SHAPES


def add(pelican: Pelican) -> type[Generator]:
    """Have generated pages made by their own generator."""
    del pelican
    return GeneratedPages


def share(generator: Generator) -> None:
    """Put `SITE` into the context that all generators share, and the status shapes into Jinja."""
    if "SITE" not in generator.context:
        generator.context["SITE"] = read_json(Path(generator.path) / SITE)
    generator.env.globals.update(SHAPES=SHAPES, DIRECT=DIRECT)
    generator.env.globals.setdefault("kept", made)
    generator.env.bytecode_cache = compiled(_folder(generator.settings))


def keep_compiled(pelican: Pelican) -> None:
    """Keep the compiled templates for the next build."""
    compiled(_folder(pelican.settings)).save()


def _folder(settings: dict[str, Any]) -> Path:
    return Path(settings["CACHE_PATH"]).parent / "templates"


def describe_pages(generator: PagesGenerator) -> None:
    """Give each page that people wrote its data, from its front matter."""
    for page in generator.pages + generator.hidden_pages:
        page.data = page_data(page)


def describe_articles(generator: ArticlesGenerator) -> None:
    """Keep the articles that the build shows, and give each the same keys that pages have."""
    shown = generator.context["SITE"]["articles"]
    generator.articles[:] = [article for article in generator.articles if f"/{article.url}" in shown]
    for article in generator.articles:
        article.data = article_data(article)


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(add)
    signals.generator_init.connect(share)
    signals.page_generator_finalized.connect(describe_pages)
    signals.article_generator_finalized.connect(describe_articles)
    signals.finalized.connect(keep_compiled)
