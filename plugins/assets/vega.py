"""Vega: the library that draws interactive charts, made by vl-convert and kept per version."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Final

import vl_convert

from scripts.model.kept import Kept, digest

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
    """Return the library, from ``cache`` when this version of vl-convert has made it already and no byte is spoilt."""
    wanted = snippet()
    kept, key = Kept(cache), digest([wanted, version("vl-convert-python")])
    found = kept.get(key)
    if found is None:
        content = f"/*{wanted}*/\n{vl_convert.javascript_bundle(wanted)}".encode()
        found = kept.write(content), content
    kept.use({key: found[0]})
    kept.save()
    return found[1].decode()
