"""Renderer: a Vega-Lite spec to SVG and PNG bytes, equal on every machine. The one module that knows vl-convert."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from scripts.charts.theme import FONT

SYSTEM_FONTS = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_ROOT = re.compile(r"<svg\b[^>]*>")
_INNER_WORDS = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")')
_SIZE = re.compile(r'\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Job:
    """One chart to be drawn: its specs by width, the words that go into the SVG, the notice at its foot."""

    specs: Mapping[str, dict[str, Any]]
    title: str
    description: str
    notice: str = ""

    @property
    def key(self) -> str:
        """A hash of everything that decides the drawing: the job, this module, the theme and the renderer."""
        words = [self.title, self.description, self.notice]
        text = json.dumps([dict(self.specs), words, _versions()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a job gives: width name → (SVG, width, height), and a PNG of the wide one."""

    svgs: Mapping[str, tuple[str, int, int]]
    png: bytes


class NoChartFont(RuntimeError):
    """The locked font package is missing; pictures would differ from machine to machine."""


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


def svg(spec: dict[str, Any], title: str, description: str, notice: str = "") -> tuple[str, int, int]:
    """Return an SVG with role, Chinese title and description, and its width and height in CSS pixels.

    Args:
        notice: printed at the foot of the picture (演示数据); empty for none.
    """
    drawn: str = _converter().vegalite_to_svg(_noticed(spec, notice), allowed_base_urls=[])
    size = _SIZE.search(drawn)
    if size is None:
        raise ValueError("vl-convert drew an SVG without a size")
    width, height = (round(float(number)) for number in size.groups())
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" '
        f'width="{width}" height="{height}" viewBox="0 0 {size[1]} {size[2]}">'
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>'
    )
    # The words inside are English ("text mark container") and go with roles that a picture's parts do not have.
    drawn = _ROOT.sub(lambda _: root, _INNER_WORDS.sub("", drawn), count=1)
    # Readers have no "Noto Sans SC" by that name; the drawing was laid out with it and any other gothic fits.
    return drawn.replace(f'font-family="{FONT}"', f'font-family="{SYSTEM_FONTS}"') + "\n", width, height


def png(spec: dict[str, Any], notice: str = "", scale: float = 2) -> bytes:
    """Return a PNG at ``scale`` device pixels to a CSS pixel."""
    drawn: bytes = _converter().vegalite_to_png(_noticed(spec, notice), scale=scale, allowed_base_urls=[])
    return drawn


def draw_all(jobs: Sequence[Job], cache: Path) -> list[Drawing]:
    """Return the drawings of all jobs, in order.

    Args:
        cache: a folder of earlier drawings by key; a key holds all input, so an entry never goes stale. A file that
            cannot be read is drawn anew.
    """
    keys = [job.key for job in jobs]
    found = {key: drawing for key in dict.fromkeys(keys) if (drawing := _load(cache / f"{key}.json")) is not None}
    todo = {key: job for key, job in zip(keys, jobs, strict=True) if key not in found}
    if todo:
        cache.mkdir(parents=True, exist_ok=True)
        workers = min(os.cpu_count() or 1, max(1, len(todo) // 4))
        # A process forked after the renderer has started its threads would wait for them for ever.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for key, drawing in zip(todo, pool.map(_draw, todo.values(), chunksize=2), strict=True):
                found[key] = drawing
                _save(cache / f"{key}.json", drawing)
    return [found[key] for key in keys]


def _draw(job: Job) -> Drawing:
    svgs = {width: svg(spec, job.title, job.description, job.notice) for width, spec in job.specs.items()}
    return Drawing(svgs, png(job.specs["wide"], job.notice))


def _load(path: Path) -> Drawing | None:
    try:
        data = json.loads(path.read_bytes())
        svgs = {width: (str(one[0]), int(one[1]), int(one[2])) for width, one in data["svgs"].items()}
        return Drawing(svgs, base64.b64decode(data["png"], validate=True))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _save(path: Path, drawing: Drawing) -> None:
    data = {"svgs": dict(drawing.svgs), "png": base64.b64encode(drawing.png).decode()}
    staged = path.with_suffix(f".{os.getpid()}")
    staged.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    staged.replace(path)


@cache
def _versions() -> list[str]:
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return [own, version("vl-convert-python"), version("pylopdf-fonts-zh-cn")]


def _noticed(spec: dict[str, Any], notice: str) -> dict[str, Any]:
    if not notice:
        return spec
    title = {
        "text": notice,
        "orient": "bottom",
        "anchor": "end",
        "fontSize": 11,
        "fontWeight": "normal",
        "color": "#a01318",
        "offset": 6,
    }
    return {**spec, "title": title}
