"""Vega: a Vega-Lite spec to the bare drawing, an SVG to pixels, equal on every machine. Alone in knowing vl-convert."""

from __future__ import annotations

import math
import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from scripts.charts import fonts, raster, trim
from scripts.charts.theme import FONT, PAPER


class Bare(NamedTuple):
    """What Vega draws of a spec, without root element and words: SVG, and its size in CSS pixels."""

    inner: str
    width: int
    height: int


class Process:
    """What the renderer of this process was given; it can be told once only."""

    folder: Path | None = None
    letters: frozenset[str] | None = None
    started = False


def begin(folder: str, letters: str) -> None:
    """Let the renderer of this process draw with the font in ``folder``, which holds ``letters`` only; empty: whole."""
    if folder:
        Process.folder, Process.letters = Path(folder), frozenset(letters)


@cache
def _converter() -> Any:
    # Temporal axes are laid out in the process's time zone and vl-convert reads it once.
    os.environ["TZ"] = "UTC"
    import vl_convert

    Process.started = True
    vl_convert.register_font_directory(str(Process.folder or fonts.whole().parent))
    return vl_convert


def drawn(spec: dict[str, Any]) -> str:
    """Return the SVG as Vega writes it; no file is read and no address asked for a spec."""
    text: str = _converter().vegalite_to_svg(spec, allowed_base_urls=[])
    return text


def bare(spec: dict[str, Any]) -> Bare | None:
    """Return the trimmed drawing of a spec; ``None`` when it needs a letter that the font of this process lacks."""
    text = drawn(spec)
    if not _holds(text):
        return None
    inner, width, height = trim.trim(text, FONT, PAPER)
    return Bare(inner, math.ceil(width), math.ceil(height))


def png(svg: str, scale: float) -> bytes | None:
    """Return a PNG of an SVG that names the chart font; ``None`` as above."""
    return raster.squeeze(_converter().svg_to_png(svg, scale=scale)) if _holds(svg) else None


def _holds(text: str) -> bool:
    return Process.letters is None or Process.letters.issuperset(text)
