"""Metadata plugin: what machines read about a page, as `meta` tags and schema.org JSON-LD."""

from pelican.generators import Generator
from pelican.plugins import signals

from plugins.metadata.dataset import dataset_json
from plugins.metadata.tags import page_tags


def offer(generator: Generator) -> None:
    """Let the base template ask for the tags of a page (`meta_tags(SITE, data)`, `json_ld(SITE, data)`)."""
    generator.env.globals.update(meta_tags=page_tags, json_ld=dataset_json)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
