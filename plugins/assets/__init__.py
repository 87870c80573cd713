"""Assets plugin: style sheets, scripts and the chart library, each under a name that its bytes decide."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals

from plugins.assets.bundle import COMMON, LIVE, PRINT, modules, pictures, script, styles
from plugins.assets.minify import minify, without_comments
from plugins.assets.naming import Named, named
from plugins.assets.sheets import Sheets
from plugins.assets.vega import chart_library

FOLDER = "theme"
"""Everything in this folder of a site may be kept by readers for ever: other bytes have another name."""


@dataclass(frozen=True)
class Assets:
    """What pages load, by the name that templates ask for it, and which sheets a page needs."""

    files: dict[str, Named]
    apart: Sheets

    def address(self, name: str) -> str:
        """Return the address of a file (`asset("site.css")`)."""
        return f"/{FOLDER}/{self.files[name].name}"

    def sheets(self, middle: str, type: str) -> list[str]:
        """Return the sheets of a page on the screen, by what stands between its head and its foot (`sheets(…)`)."""
        return [COMMON, *self.apart.of([str(middle), f'class="t-{type}"'])]


@lru_cache(maxsize=1)
def assets(theme: Path, cache: Path) -> Assets:
    """Return what the pages of a theme load."""
    sheets = styles(theme)
    files = {f"{name}.css": minify(text) for name, text in sheets.items()}
    files |= {"site.js": without_comments(script(theme)), "vega.js": chart_library(cache)}
    files |= {name: without_comments(text) for name, text in modules(theme).items()}
    return Assets(
        named({name: text.encode() for name, text in files.items()} | pictures(theme)),
        Sheets({name: text for name, text in sheets.items() if name not in {COMMON, LIVE, PRINT}}),
    )


def _of(settings: dict[str, str]) -> Assets:
    return assets(Path(settings["THEME"]), Path(settings["CACHE_PATH"]).parent / "vega")


def offer(generator: Generator) -> None:
    """Let templates ask for files by their plain names, and for the sheets of a page."""
    found = _of(generator.settings)
    generator.env.globals.update(asset=found.address, sheets=found.sheets)
    if hasattr(generator, "depends"):
        # Pages name what they load: with other files they are other pages.
        generator.depends += sorted(one.name for one in found.files.values())


def write(pelican: Pelican) -> None:
    """Write what pages load."""
    output = Path(pelican.output_path) / FOLDER
    output.mkdir(parents=True, exist_ok=True)
    for one in _of(pelican.settings).files.values():
        (output / one.name).write_bytes(one.content)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(offer)
    signals.finalized.connect(write)
