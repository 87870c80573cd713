"""Assets plugin: one style sheet and one script from the theme's parts, and the chart library."""

from pathlib import Path

from pelican import Pelican
from pelican.plugins import signals

from plugins.assets.bundle import modules, script, style
from plugins.assets.minify import minify
from plugins.assets.vega import chart_library


def write(pelican: Pelican) -> None:
    """Write what every page links to: `theme/site.css` and `theme/site.js`, and `theme/vega.js` for charts."""
    theme = Path(pelican.theme)
    output = Path(pelican.output_path) / "theme"
    output.mkdir(parents=True, exist_ok=True)
    files = {
        "site.css": minify(style(theme)),
        "site.js": script(theme),
        "vega.js": chart_library(Path(pelican.settings["CACHE_PATH"]).parent / "vega"),
    } | modules(theme)
    for name, text in files.items():
        (output / name).write_text(text, encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican."""
    signals.finalized.connect(write)
