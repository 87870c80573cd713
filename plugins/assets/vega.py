"""Vega: the library that draws interactive charts, made by vl-convert and kept per version."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Final

import vl_convert

LOCALE: Final = "zh-CN"
# `ast` evaluates expressions by an interpreter instead of `eval`, which the security policy forbids; the styles that
# vega-embed would insert are in the theme instead. The view is not handed out: expressions could reach it on `window`.
SNIPPET = """
window.drawChart = (element, spec) =>
  vegaEmbed(element, spec, {
    ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: {disableDefaultStyle: true},
    formatLocale: %s, timeFormatLocale: %s,
  }).then(() => true);
"""


def snippet() -> str:
    """Return the only function that pages call."""
    locales = (vl_convert.get_format_locale(LOCALE), vl_convert.get_time_format_locale(LOCALE))
    return SNIPPET % tuple(json.dumps(locale, ensure_ascii=False, sort_keys=True) for locale in locales)


def chart_library(cache: Path) -> str:
    """Return the library, from ``cache`` when this version of vl-convert has made it already."""
    kept = cache / f"vega-{version('vl-convert-python')}.js"
    wanted = snippet()
    if kept.exists() and (text := kept.read_text(encoding="utf-8")).startswith(f"/*{wanted}*/"):
        return text
    text = f"/*{wanted}*/\n{vl_convert.javascript_bundle(wanted)}"
    cache.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(kept)
    return text
