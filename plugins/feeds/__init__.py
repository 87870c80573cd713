"""Feeds plugin: Atom feeds of releases, corrections and news, the site map and `robots.txt`."""

from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.plugins import signals

from plugins.feeds.atom import render
from plugins.feeds.entry import collect_feeds, noted
from plugins.feeds.security import PLACES, security
from plugins.feeds.sitemap import robots, sitemap
from scripts.model.workers import spread

NAME = "feeds"
"""Under which generated pages note what feeds and site map say of them."""


class _Publication:
    """What the generators found, kept until the output folder is complete."""

    site: dict[str, Any]
    pages: list[dict[str, Any]]
    articles: list[dict[str, Any]]
    made: list[Any]


_found = _Publication()


def collect(generators: list) -> None:
    """Remember the data of every page and article."""
    _found.pages, _found.articles, _found.made = [], [], []
    for generator in generators:
        _found.site = generator.context["SITE"]
        _found.pages += [page.data for page in getattr(generator, "pages", ())]
        _found.articles += [article.data for article in getattr(generator, "articles", ())]
        if hasattr(generator, "notes"):
            generator.notes[NAME] = noted
            _found.made.append(generator)


def write(pelican: Pelican) -> None:
    """Write the feeds and what search engines ask for."""
    output = Path(pelican.output_path)
    pages = [page for generator in _found.made for page in generator.noted[NAME]] + _found.pages
    (output / "feeds").mkdir(exist_ok=True)
    feeds = collect_feeds(_found.site, pages, _found.articles)

    def one(name: str) -> None:
        (output / "feeds" / f"{name}.xml").write_bytes(render(_found.site, name, feeds[name]))

    spread(one, [*feeds])
    (output / "sitemap.xml").write_bytes(sitemap(_found.site, pages + _found.articles))
    (output / "robots.txt").write_text(robots(_found.site), encoding="utf-8", newline="\n")
    if told := security(_found.site):
        for name in PLACES:
            (output / name).parent.mkdir(exist_ok=True)
            (output / name).write_text(told, encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(collect)
    signals.finalized.connect(write)
