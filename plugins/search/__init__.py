"""Search plugin (站内搜索): indexes the finished site so that any piece of Chinese text or number can be found."""

import logging
from pathlib import Path

from pelican import Pelican, signals

from plugins.search.index import build

log = logging.getLogger(__name__)


def write_index(site: Pelican) -> None:
    """Run after every page is written; an exception here stops the build."""
    cache = Path(site.settings["CACHE_PATH"]).parent / "search"
    previous = site.settings.get("PREVIOUS_PATH", "")
    log.info("搜索索引：%d 页", build(Path(site.output_path), cache, Path(previous) if previous else None))


def register() -> None:
    """Index when Pelican has written the site."""
    signals.finalized.connect(write_index)
