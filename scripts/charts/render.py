"""Renderer: a Vega-Lite spec to SVG and PNG bytes, equal on every machine. The one module that knows vl-convert."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from scripts.charts import card as cards
from scripts.charts import frame, raster
from scripts.charts.card import Card
from scripts.charts.font import NoChartFont
from scripts.charts.frame import Words
from scripts.charts.theme import FONT
from scripts.model.workers import cores

J = TypeVar("J")
D = TypeVar("D")

SYSTEM_FONTS = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_ROOT = re.compile(r"<svg\b[^>]*>")
_INNER_WORDS = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")')
# One picture with one description: the English names of its parts are not for readers.
_ROLE = re.compile(r' role="graphics-[a-z]+" aria-roledescription="[^"]*"(?: aria-label="[^"]*")?')
_SIZE = re.compile(r'\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Job:
    """One chart to be drawn: its specs by width, the words that go into the SVG, the small print at its foot.

    ``measured`` and ``title`` are printed above the picture for the press, which must stand alone; ``credit`` are the
    lines below every picture: as of when, source, address.
    """

    specs: Mapping[str, dict[str, Any]]
    title: str
    description: str
    notice: str = ""
    measured: str = ""
    credit: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A hash of everything that decides the drawing: the job, this module, the theme and the renderer."""
        words = [self.title, self.description, self.notice, self.measured, self.credit]
        text = json.dumps([dict(self.specs), words, _versions()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a job gives: width name → (SVG, width, height), ``press`` among them, and a PNG of that one."""

    svgs: Mapping[str, tuple[str, int, int]]
    png: bytes


@cache
def _converter() -> Any:
    # Temporal axes are laid out in the process's time zone and vl-convert reads it once.
    os.environ["TZ"] = "UTC"
    import pylopdf_fonts_zh_cn
    import vl_convert

    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    if not (folder / "NotoSansSC-Regular.otf").is_file():
        raise NoChartFont(f"{FONT}: NotoSansSC-Regular.otf is not in the installed font package")
    vl_convert.register_font_directory(str(folder))
    return vl_convert


def svg(
    spec: dict[str, Any], title: str, description: str, notice: str = "", credit: tuple[str, ...] = ()
) -> tuple[str, int, int]:
    """Return an SVG with role, Chinese title and description, and its width and height in CSS pixels.

    Args:
        notice: printed at the foot of the picture (演示数据); empty for none.
        credit: lines below that.
    """
    text, width, height = _picture(_bare(spec), title, description, Words(notice=notice, credit=credit))
    return _portable(text), width, height


def png(svg: str, scale: float = 2) -> bytes:
    """Return a PNG of an SVG that names the chart font, at ``scale`` device pixels to a CSS pixel."""
    drawn: bytes = _converter().svg_to_png(svg, scale=scale)
    return raster.squeeze(drawn)


def draw_cards(wanted: Sequence[Card], cache: Path) -> list[bytes]:
    """Return the PNGs of cards, in order; ``cache`` as for ``draw_all``."""
    texts = [cards.svg(card) for card in wanted]
    keys = [hashlib.sha256(json.dumps([text, _versions()]).encode()).hexdigest() for text in texts]
    paths = [cache / f"{key}.card" for key in keys]
    return _all(texts, paths, _draw_card, bytes, bytes)


def _draw_card(text: str) -> bytes:
    return png(text, scale=1)


def _bare(spec: dict[str, Any]) -> tuple[str, int, int]:
    """Return the content of the SVG that vl-convert draws, without its root element, and its size."""
    drawn: str = _converter().vegalite_to_svg(spec, allowed_base_urls=[])
    size, root = _SIZE.search(drawn), _ROOT.search(drawn)
    if size is None or root is None:
        raise ValueError("vl-convert drew an SVG without a size")
    width, height = (math.ceil(float(number)) for number in size.groups())
    return _ROLE.sub("", drawn[root.end() : drawn.rindex("</svg>")]), width, height


def _picture(bare: tuple[str, int, int], title: str, description: str, words: Words) -> tuple[str, int, int]:
    inner, width, height = bare
    content, whole = frame.around(inner, width, height, words)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-labelledby="t d" width="{width}" height="{whole}" viewBox="0 0 {width} {whole}">'
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>'
    )
    return f"{root}{content}</svg>\n", width, whole


def _portable(text: str) -> str:
    # Readers have no "Noto Sans SC" by that name; the drawing was laid out with it and any other gothic fits.
    return text.replace(f'font-family="{FONT}"', f'font-family="{SYSTEM_FONTS}"')


def draw_all(jobs: Sequence[Job], cache: Path) -> list[Drawing]:
    """Return the drawings of all jobs, in order.

    Args:
        cache: a folder of earlier drawings by key; a key holds all input, so an entry never goes stale. A file that
            cannot be read is drawn anew.
    """
    paths = [cache / f"{job.key}.json" for job in jobs]
    return _all(jobs, paths, _draw, _packed, _unpacked)


def _all(
    jobs: Sequence[J],
    paths: Sequence[Path],
    draw: Callable[[J], D],
    pack: Callable[[D], bytes],
    unpack: Callable[[bytes], D],
) -> list[D]:
    """Return what ``draw`` gives for each job, kept in its path; what is kept whole is not drawn again."""
    found = {path: unpack(kept) for path in dict.fromkeys(paths) if (kept := _kept(path)) is not None}
    todo = {path: job for path, job in zip(paths, jobs, strict=True) if path not in found}
    if todo:
        next(iter(todo)).parent.mkdir(parents=True, exist_ok=True)
        workers = min(cores(), max(1, len(todo) // 4))
        # A process forked after the renderer has started its threads would wait for them for ever.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for path, drawing in zip(todo, pool.map(draw, todo.values(), chunksize=2), strict=True):
                found[path] = drawing
                _keep(path, pack(drawing))
    return [found[path] for path in paths]


def _draw(job: Job) -> Drawing:
    bare = {width: _bare(spec) for width, spec in job.specs.items()}
    small = Words(notice=job.notice, credit=job.credit)
    alone = Words(job.title, job.measured, job.credit, job.notice)
    drawn = {width: _picture(one, job.title, job.description, small) for width, one in bare.items()}
    drawn["press"] = _picture(bare["wide"], job.title, job.description, alone)
    image = png(drawn["press"][0])
    return Drawing({name: (_portable(text), width, height) for name, (text, width, height) in drawn.items()}, image)


def _packed(drawing: Drawing) -> bytes:
    data = {"svgs": dict(drawing.svgs), "png": base64.b64encode(drawing.png).decode()}
    return json.dumps(data, ensure_ascii=False).encode()


def _unpacked(content: bytes) -> Drawing:
    data = json.loads(content)
    svgs = {width: (one[0], one[1], one[2]) for width, one in data["svgs"].items()}
    return Drawing(svgs, base64.b64decode(data["png"]))


def _kept(path: Path) -> bytes | None:
    """Return what was kept, unless its bytes are not those of the hash before them."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest().encode() == head else None


def _keep(path: Path, content: bytes) -> None:
    staged = path.with_suffix(f".{os.getpid()}")
    staged.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    staged.replace(path)


@cache
def _versions() -> list[str]:
    own = [
        hashlib.sha256(Path(one).read_bytes()).hexdigest()
        for one in (__file__, frame.__file__, cards.__file__, raster.__file__)
    ]
    return [*own, *map(version, ("vl-convert-python", "pylopdf-fonts-zh-cn"))]
