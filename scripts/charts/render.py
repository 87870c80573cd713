"""Renderer: charts and cards to SVG and PNG bytes, equal on every machine; what was drawn before is not drawn again.

Two keys decide what is drawn again. A bare drawing is kept under its spec and what draws it (``_drawers``): other words
or another address around it do not draw it again. A PNG is kept under the SVG that it shows and what turns that into
pixels (``_rasters``). The words of ``frame`` are put around each drawing every time, so they need no key.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from scripts.charts import card as cards
from scripts.charts import fonts, frame, raster, trim, vega
from scripts.charts.card import Card
from scripts.charts.frame import Words
from scripts.charts.theme import FONT
from scripts.charts.vega import Bare
from scripts.model.kept import Kept, Result, digest
from scripts.model.workers import cores

SYSTEM_FONTS = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
"""Readers have no "Noto Sans SC" by that name; the drawing was laid out with it and any other gothic fits."""
PRESS, SCALE = "press", 2
"""Name of the picture that stands alone, and device pixels of its PNG to a CSS pixel."""


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a job gives: width name → (SVG, width, height), ``press`` among them, and a PNG of that one."""

    svgs: Mapping[str, tuple[str, int, int]]
    png: bytes


Drawn = tuple[Mapping[str, Drawing], bytes]
"""The drawings of a release by name, and the PNG of its card."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn of one release.

    Args:
        key: a hash of all that it is made of; empty when nobody knows. Under it is kept that everything was drawn, and
            ``asked`` is not called before a drawing is wanted.
        asked: gives the charts by name, and the card.
    """

    key: str
    asked: Callable[[], tuple[Mapping[str, Job], Card]]


@dataclass(frozen=True, slots=True)
class Task:
    """What is missing of a job or card: specs by the key of their drawing, or the SVG of a PNG by its key."""

    specs: Mapping[str, dict[str, Any]]
    texts: Mapping[str, tuple[str, float]]
    job: Job | None = None
    wide: str = ""
    """Key of the drawing around which the words of the job are put for the PNG; empty when that is not missing."""


class NotDrawn(RuntimeError):
    """A drawing needs a letter that not even the whole font is asked for: an error of this program."""


def svg(
    spec: dict[str, Any], title: str, description: str, notice: str = "", credit: tuple[str, ...] = ()
) -> tuple[str, int, int]:
    """Return an SVG with role, Chinese title and description, and its width and height in CSS pixels.

    Args:
        notice: printed at the foot of the picture (演示数据); empty for none.
        credit: lines below that.
    """
    bare = vega.bare(spec)
    if bare is None:
        raise NotDrawn(title)
    return _picture(bare, title, description, Words(notice=notice, credit=credit))


def draw_orders(orders: Sequence[Order], cache: Path) -> list[Callable[[], Drawn]]:
    """Return what gives the drawings of each order; those that are not kept are drawn now, all of them together.

    Args:
        cache: a folder of earlier drawings by key; a key holds all input, so an entry never goes stale. An entry that
            cannot be read or is not what was kept is drawn anew.
    """
    store = _Store(Kept(cache))
    asked = {place: order.asked() for place, order in enumerate(orders) if not store.ordered(order)}
    jobs = [job for charts, _ in asked.values() for job in charts.values()]
    drawings, images, used = _drawn(jobs, [card for _, card in asked.values()], store)
    given, faces = zip(drawings, used[: len(jobs)], strict=True), zip(images, used[len(jobs) :], strict=True)
    made: dict[int, Drawn] = {}
    for place, (charts, _) in asked.items():
        mine = {name: next(given) for name in charts}
        image, keys = next(faces)
        store.order(orders[place], [*keys, *(key for _, some in mine.values() for key in some)])
        made[place] = {name: drawing for name, (drawing, _) in mine.items()}, image
    store.save()
    return [
        partial(made.pop, place) if place in made else partial(_again, order, store)
        for place, order in enumerate(orders)
    ]


def _again(order: Order, store: _Store) -> Drawn:
    """Return the drawings of an order from what is kept."""
    jobs, card = order.asked()
    drawings, images, _ = _drawn(list(jobs.values()), [card], store)
    return dict(zip(jobs, drawings, strict=True)), images[0]


def _drawn(
    jobs: Sequence[Job], wanted: Sequence[Card], store: _Store
) -> tuple[list[Drawing], list[bytes], list[list[str]]]:
    """Return the drawings, the cards' PNGs, and under which keys the parts of each job and then of each card are."""
    faces = [cards.svg(card) for card in wanted]
    keys = [{width: _drawing_key(spec) for width, spec in job.specs.items()} for job in jobs]
    tasks = _missing(jobs, keys, faces, store)
    try:
        if tasks:
            _fill(tasks, [*_letters(jobs), *faces], store)
    except BaseException:
        # Whoever interrupts a long build does not wait again for what it had drawn.
        store.save()
        raise
    drawings, used = [], []
    for job, found in zip(jobs, keys, strict=True):
        bare = {width: store.bares[key] for width, key in found.items()}
        small = Words(notice=job.notice, credit=job.credit)
        svgs = {width: _picture(one, job.title, job.description, small) for width, one in bare.items()}
        svgs[PRESS] = _press(job, bare["wide"], SYSTEM_FONTS)
        png = _png_key(_press(job, bare["wide"], FONT)[0], SCALE)
        drawings.append(Drawing(svgs, store.pngs[png]))
        used.append([*found.values(), png])
    shown = [_png_key(text, 1) for text in faces]
    return drawings, [store.pngs[key] for key in shown], [*used, *([key] for key in shown)]


class _Store:
    """Drawings and PNGs by key: those kept whole, and those made in this run, which are kept."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.bares: dict[str, Bare] = {}
        self.pngs: dict[str, bytes] = {}
        self.used: dict[str, Result] = {}

    def bare(self, key: str) -> bool:
        """Say whether a drawing is there."""
        if key not in self.bares and (content := self._read(key)) is not None:
            width, height = self.used[key].note
            self.bares[key] = Bare(zlib.decompress(content).decode(), width, height)
        return key in self.bares

    def png(self, key: str) -> bool:
        """Say whether a PNG is there."""
        if key not in self.pngs and (content := self._read(key)) is not None:
            self.pngs[key] = content
        return key in self.pngs

    def add(self, bares: Mapping[str, Bare], pngs: Mapping[str, bytes]) -> None:
        """Take what was made and keep it."""
        for key, one in bares.items():
            self.bares[key] = one
            self.used[key] = self.kept.write(zlib.compress(one.inner.encode(), 1), [one.width, one.height])
        for key, image in pngs.items():
            self.pngs[key] = image
            self.used[key] = self.kept.write(image)

    def ordered(self, order: Order) -> bool:
        """Say whether everything of an order was kept when it was last drawn, and keep it further."""
        mark = self.kept.find(order.key) if order.key else None
        found = {key: self.kept.find(key) for key in mark.note} if mark else {}
        there = {key: one for key, one in found.items() if one is not None}
        if mark is None or len(there) < len(found):
            return False
        self.used |= {order.key: mark, **there}
        return True

    def order(self, order: Order, keys: list[str]) -> None:
        """Note under which keys everything of an order is kept."""
        if order.key:
            self.used[order.key] = Result("", keys)

    def save(self) -> None:
        """Keep what was used and made."""
        self.kept.use(self.used)
        self.kept.save()

    def _read(self, key: str) -> bytes | None:
        kept = self.kept.get(key)
        if kept is None:
            return None
        self.used[key], content = kept
        return content


def _missing(jobs: Sequence[Job], keys: Sequence[Mapping[str, str]], faces: Sequence[str], store: _Store) -> list[Task]:
    tasks: dict[str, Task] = {}
    for job, found in zip(jobs, keys, strict=True):
        specs = {key: job.specs[width] for width, key in found.items() if not store.bare(key)}
        texts: dict[str, tuple[str, float]] = {}
        if found["wide"] not in specs:
            text, *_ = _press(job, store.bares[found["wide"]], FONT)
            key = _png_key(text, SCALE)
            texts = {} if store.png(key) else {key: (text, SCALE)}
        if specs or texts:
            words = repr((sorted(specs), sorted(texts), job.title, job.description, job.measured, job.credit))
            tasks[words + job.notice] = Task(specs, texts, job, found["wide"] if found["wide"] in specs else "")
    for text in faces:
        if not store.png(key := _png_key(text, 1)):
            tasks[key] = Task({}, {key: (text, 1)})
    # The largest first, so that no worker is left with one when the others are done.
    return sorted(tasks.values(), key=lambda task: len(str(task.specs)) + len(str(task.texts)), reverse=True)


def _letters(jobs: Sequence[Job]) -> Iterator[str]:
    for job in jobs:
        yield json.dumps(dict(job.specs), ensure_ascii=False)
        yield from (job.title, job.description, job.measured, job.notice, *job.credit)


def _fill(tasks: Sequence[Task], texts: Sequence[str], store: _Store) -> None:
    """Do the tasks, with a small font where that is quicker, and with the whole one what it lacks."""
    made = fonts.small(set().union(*texts), len(tasks), store.kept)
    left = list(tasks)
    if made is not None:
        content, letters = made
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, fonts.FILE).write_bytes(content)
            left = _spread(tasks, store, folder, letters)
    if left and _spread(left, store):
        raise NotDrawn(f"{len(left)} drawings")


def _spread(tasks: Sequence[Task], store: _Store, font: str = "", letters: str = "") -> list[Task]:
    """Do the tasks in processes of their own and return those that lacked a letter; ``font``: the folder of another."""
    workers = max(1, min(cores(), len(tasks) // 4))
    # A process forked after the renderer has started its threads would wait for them for ever; one started anew reads
    # the whole program first.
    safe = sys.platform.startswith("linux") and not vega.Process.started
    left = []
    context = get_context("fork" if safe else "spawn")
    with ProcessPoolExecutor(workers, context, initializer=vega.begin, initargs=(font, letters)) as pool:
        for task, made in zip(tasks, pool.map(_do, tasks), strict=True):
            if made is None:
                left.append(task)
            else:
                store.add(*made)
    return left


def _do(task: Task) -> tuple[dict[str, Bare], dict[str, bytes]] | None:
    """Return the drawings and PNGs of a task by key; ``None`` when the font of this process lacks a letter."""
    bares, pngs = {}, {}
    texts = dict(task.texts)
    for key, spec in task.specs.items():
        one = vega.bare(spec)
        if one is None:
            return None
        bares[key] = one
    if task.wide:
        assert task.job is not None
        text, *_ = _press(task.job, bares[task.wide], FONT)
        texts[_png_key(text, SCALE)] = text, SCALE
    for key, (text, scale) in texts.items():
        image = vega.png(text, scale)
        if image is None:
            return None
        pngs[key] = image
    return bares, pngs


def _press(job: Job, bare: Bare, font: str) -> tuple[str, int, int]:
    return _picture(bare, job.title, job.description, Words(job.title, job.measured, job.credit, job.notice), font)


def _picture(bare: Bare, title: str, description: str, words: Words, font: str = SYSTEM_FONTS) -> tuple[str, int, int]:
    content, whole = frame.around(bare.inner, bare.width, bare.height, words)
    linked = ' xmlns:xlink="http://www.w3.org/1999/xlink"' if "xlink:" in content else ""
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg"{linked} role="img" aria-labelledby="t d" width="{bare.width}" '
        f'height="{whole}" viewBox="0 0 {bare.width} {whole}" font-family="{font}">'
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>'
    )
    return f"{root}{content}</svg>\n", bare.width, whole


def _drawing_key(spec: dict[str, Any]) -> str:
    return digest(["drawing", *_drawers(), json.dumps(spec, sort_keys=True, ensure_ascii=False)])


def _png_key(text: str, scale: float) -> str:
    return digest(["png", *_rasters(), str(scale), text])


@cache
def _drawers() -> list[str]:
    """Return what decides a bare drawing beside its spec."""
    return [_source(vega), _source(trim), *map(version, ("vl-convert-python", "pylopdf-fonts-zh-cn"))]


@cache
def _rasters() -> list[str]:
    """Return what decides the bytes of a PNG beside its SVG."""
    return [_source(vega), _source(raster), *map(version, ("vl-convert-python", "pylopdf-fonts-zh-cn", "deflate"))]


def _source(module: Any) -> str:
    return Path(module.__file__).read_text(encoding="utf-8")
