"""Search plugin (站内搜索): indexes the finished site so that any piece of Chinese text or number can be found."""

import logging
from pathlib import Path
from typing import Any, ClassVar

from pelican import Pelican, signals

from plugins.search.index import build

log = logging.getLogger(__name__)


class _Written:
    """The generators that tell the hashes of the pages they write."""

    generators: ClassVar[list[Any]] = []


def collect(generators: list) -> None:
    """Remember who knows what pages are without reading them."""
    _Written.generators = [one for one in generators if hasattr(one, "hashes")]


def write_index(site: Pelican) -> None:
    """Run after every page is written; an exception here stops the build."""
    cache = Path(site.settings["CACHE_PATH"]).parent / "search"
    previous = site.settings.get("PREVIOUS_PATH", "")
    hashes = {path: sha256 for one in _Written.generators for path, sha256 in one.hashes.items()}
    pages = build(Path(site.output_path), cache, Path(previous) if previous else None, hashes)
    log.info("搜索索引：%d 页", pages)


def register() -> None:
    """Index when Pelican has written the site."""
    signals.all_generators_finalized.connect(collect)
    signals.finalized.connect(write_index)
