"""Headers plugin: one security policy, as a meta tag on each page and as settings for common web servers."""

from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals

from plugins.headers.policy import meta_policy
from plugins.headers.servers import cloudflare, iis, nginx


def offer(generator: Generator) -> None:
    """Let the base template ask for the policy of a page type (`csp(type)`)."""
    generator.env.globals["csp"] = meta_policy


def write(pelican: Pelican) -> None:
    """Write the server settings beside the pages."""
    output = Path(pelican.output_path)
    for name, text in (("_headers", cloudflare()), ("nginx-headers.conf", nginx()), ("web.config", iis())):
        (output / name).write_text(text, encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.finalized.connect(write)
