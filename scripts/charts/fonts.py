"""Fonts: the chart font, and a small one that holds the letters of one build and draws the same shapes.

The renderer opens the font file and reads its tables anew for every letter that it measures or draws: a drawing takes
as long as its letters take. A font of a thousand letters instead of thirty thousand is read in a quarter of the time.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from scripts.charts.theme import FONT
from scripts.model.kept import Kept, Result, digest

FILE = "NotoSansSC-Regular.otf"
MANY = 16
"""Drawings from which on making a small font takes less time than it saves."""
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\n\u00a0…−–—·×÷‰µ∞"
"""What a number or a cut text may be printed with, whatever the spec says."""
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "clig", "calt", "rlig")
"""What shapes a line of text unless it is asked otherwise."""


class NoChartFont(RuntimeError):
    """The locked font package is missing; pictures would differ from machine to machine."""


def whole() -> Path:
    """Return the file of the chart font.

    Raises:
        NoChartFont: see the class.
    """
    import pylopdf_fonts_zh_cn

    path = Path(pylopdf_fonts_zh_cn.__file__).with_name(FILE)
    if not path.is_file():
        raise NoChartFont(f"{FONT}: {FILE} is not in the installed font package")
    return path


def small(letters: Iterable[str], drawings: int, kept: Kept) -> tuple[bytes, str] | None:
    """Return a font that holds ``letters``, and all letters it holds; ``None`` where the whole font is quicker.

    Args:
        drawings: how many it is for; a font made earlier is taken for any number.
        kept: where one is kept; the last that was made.
    """
    key = digest(["small font", version("pylopdf-fonts-zh-cn"), version("fonttools")])
    wanted = set(letters).union(ALWAYS)
    found = kept.find(key)
    if found is not None and wanted.issubset(found.note):
        content = kept.read(found)
        if content is not None:
            kept.use({key: found})
            return content, found.note
    if drawings < MANY:
        if found is not None:
            kept.use({key: found})
        return None
    held = "".join(sorted(wanted))
    made: Result = kept.write(_subset(held), held)
    kept.use({key: made})
    content = kept.read(made)
    assert content is not None
    return content, held


def _subset(letters: str) -> bytes:
    """Return the chart font with the shapes of these letters only; a letter it has not is left to other fonts."""
    from fontTools import subset

    options = subset.Options(layout_features=list(FEATURES), name_IDs=["*"], name_languages=["*"], notdef_outline=True)
    one = subset.Subsetter(options)
    one.populate(unicodes=[ord(letter) for letter in letters])
    target = io.BytesIO()
    with subset.load_font(str(whole()), options) as font:
        one.subset(font)
        font.save(target)
    return target.getvalue()
