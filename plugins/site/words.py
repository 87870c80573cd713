"""Words: the Markdown of generated pages → HTML, as Python-Markdown makes it, in a fiftieth of the time.

People's own pages are read by Python-Markdown. What rooms write is a subset of which both make the same: paragraphs,
headings, lists, tables, emphasis, links and pictures; ``tests/plugins/site/test_words.py`` holds them together. Only of
escaped signs that Python-Markdown does not know as escaped (``\\<``, ``\\=``) it shows the backslash too. Footnotes are
marked up in two ways: words that have any are read by Python-Markdown.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import comrak
from markdown import Markdown

_FOOTNOTE = "[^"
"""Begins a footnote; in what is not meant so the signs are escaped."""
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')


@cache
def _options() -> tuple[Any, Any]:
    extensions, rendering = comrak.ExtensionOptions(), comrak.RenderOptions()
    extensions.table = True
    # Without it `**强调。**后文` would not be emphasised.
    extensions.cjk_friendly_emphasis = True
    # What is not harmless is taken out afterwards, by plugins.sanitise, wherever it comes from.
    rendering.unsafe_ = True
    return extensions, rendering


def convert(words: str, settings: Mapping[str, Any] | None = None) -> str:
    """Return the HTML of a page's words.

    Args:
        settings: those of Python-Markdown, for words with footnotes.

    >>> convert("**强调。**后文 ![图](a.svg)")
    '<p><strong>强调。</strong>后文 <img alt="图" src="a.svg" /></p>'
    """
    if not words.strip():
        return ""
    if settings and _FOOTNOTE in words:
        configs = settings["extension_configs"]
        made: str = Markdown(**{**settings, "extensions": list(configs)}).convert(words)
        return made
    extensions, rendering = _options()
    html: str = comrak.render_markdown(words, extension_options=extensions, render_options=rendering)
    return _IMAGE.sub(r'<img alt="\2" src="\1"', html.strip())
