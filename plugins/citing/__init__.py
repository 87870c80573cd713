"""Citing plugin: in pages that people write, a figure named by its id becomes the number with its unit and address."""

from functools import partial
from itertools import chain
from pathlib import Path

from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import MarkdownReader, Readers

from plugins.citing.marker import WRITTEN, album, load, replace, restore


class CitingReader(MarkdownReader):
    """Reads Markdown; markers in what people wrote are replaced before Markdown sees the text."""

    def read(self, source_path: str) -> tuple[str, dict[str, object]]:
        """Return content and metadata, as the parent does."""
        content = Path(self.settings["PATH"])
        inside = Path(source_path).relative_to(content)
        if inside.parts[0] not in WRITTEN:
            return super().read(source_path)
        text = Path(source_path).read_text(encoding="utf-8-sig")
        made = content / "releases"
        figures, charts = partial(load, made / "figures.jsonl"), partial(album, made / "charts.jsonl")
        cited = replace(text, inside.as_posix(), figures, charts)
        return self._convert(cited, source_path)

    def _convert(self, text: str, source_path: str) -> tuple[str, dict[str, object]]:
        from markdown import Markdown

        self._source_path = source_path
        self._md = Markdown(**self.settings["MARKDOWN"])
        content = self._md.convert(text)
        return content, self._parse_metadata(getattr(self._md, "Meta", {}))


def offer(readers: Readers) -> None:
    """Read Markdown with ``CitingReader``."""
    for extension in MarkdownReader.file_extensions:
        readers.reader_classes[extension] = CitingReader


def mark(generators: list[Generator]) -> None:
    """Give the cited numbers their class, which is not allowed to words before they are cleaned."""
    for generator in generators:
        for content in chain(getattr(generator, "pages", ()), getattr(generator, "articles", ())):
            content._content = restore(content._content)


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(offer)
    signals.all_generators_finalized.connect(mark)
