"""Headers plugin: one security policy, as a meta tag on each page and as settings for common web servers."""

from functools import partial
from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals

from plugins.headers.policy import header_policy, meta_policy
from plugins.headers.servers import FILES


class _Asked:
    """The sites that the search page of a provincial portal may ask; of any other site none."""

    origins: tuple[str, ...] = ()


def offer(generator: Generator) -> None:
    """Let the base template ask for the policy of a page type (`csp(type)`)."""
    listed = generator.context.get("SITE", {}).get("federation", ())
    _Asked.origins = tuple(one["origin"] for one in listed)
    generator.env.globals["csp"] = partial(meta_policy, origins=_Asked.origins)


def write(pelican: Pelican) -> None:
    """Write the server settings beside the pages."""
    output = Path(pelican.output_path)
    for name, text in FILES.items():
        # Only the policy of the search page differs between sites.
        settings = text().replace(header_policy("search"), header_policy("search", _Asked.origins))
        (output / name).write_text(settings, encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.finalized.connect(write)
