"""Links plugin: addresses inside the site become relative, so that it works under any base path and from a disk."""

from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals

from plugins.links.address import base_path, relink, root_of


def offer(generator: Generator) -> None:
    """Let templates ask for the way back to the site's root (`root_of(output_file)`)."""
    base = base_path(generator.context["SITE"].get("url", ""))
    generator.env.globals["root_of"] = lambda output_file: root_of(output_file, base)


def take_part(generators: list) -> None:
    """Rewrite generated pages before they are written."""
    for generator in generators:
        if hasattr(generator, "finish"):
            base = base_path(generator.context["SITE"].get("url", ""))
            generator.finish.append(lambda html, output_file, base=base: relink(html, output_file, base))


def rewrite(path: str, context: dict[str, Any]) -> None:
    """Rewrite one page just written."""
    file = Path(path)
    html = file.read_text(encoding="utf-8")
    base = base_path(context["SITE"].get("url", ""))
    file.write_text(relink(html, context["output_file"], base), encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.all_generators_finalized.connect(take_part)
    signals.content_written.connect(rewrite)
