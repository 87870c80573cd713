"""Staff pages: numbers typed into ``content/pages`` and ``content/news``, and figures cited there that do not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from scripts.model.album import Album
from scripts.model.numeral import markers, typed
from scripts.model.problem import Place, Problem
from scripts.model.store import NotCitable, Store
from scripts.publish.catalog import chart_lines, figure_lines
from scripts.publish.site import Site

FOLDERS = ("pages", "news")
_SLUG = re.compile(r"^Slug:\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)
_FIX = (
    "引用公开的数字，写 {{{{figure: 类别/报告/时期#数字}}}}；不是公开的结果的（尺寸、电话、时限等），"
    "写 {{{{number: {numeral}}}}}"
)


def problems(content: Path, site: Site) -> list[Problem]:
    """Return what is wrong with the numbers of the pages that people write, by file and line."""

    @cache
    def store() -> Store:
        return Store(figure_lines(site))

    @cache
    def album() -> Album:
        return Album(chart_lines(site))

    found: list[Problem] = []
    for folder in FOLDERS:
        for path in sorted((content / folder).rglob("*.md")):
            name = f"content/{path.relative_to(content).as_posix()}"
            found += check(path.read_text(encoding="utf-8-sig"), name, store, album)
    return found


def check(markdown: str, name: str, store: Callable[[], Store], album: Callable[[], Album]) -> Iterator[Problem]:
    """Yield the problems of one page: numbers typed in (``words.typed-number``), figures and charts not to be cited."""
    for line, numeral in typed(markdown):
        fix = _FIX.format(numeral=numeral)
        yield Problem("words.typed-number", Place(name, row=line), "数字不能手写", fix, numeral)
    for line, match in markers(markdown):
        kind, said = match.groups()
        if kind == "number":
            continue
        if kind == "chart" and match[0] != line_of(markdown, line):
            fix = "图单独占一行，前后各空一行"
            yield Problem("words.no-chart", Place(name, row=line), "图不能放在一句话里", fix, match[0])
            continue
        try:
            if kind == "chart":
                album().find(said)
                continue
            store().find(said, former=kind == "former figure")
        except NotCitable as wrong:
            yield Problem(wrong.code, Place(name, row=line), wrong.expected, wrong.fix, match[0])


def addresses(content: Path) -> frozenset[str]:
    """Return the addresses of the pages in ``content/pages``: by their ``Slug`` or else their file's name."""
    found = []
    for path in sorted((content / "pages").glob("*.md")):
        slug = _SLUG.search(path.read_text(encoding="utf-8-sig").partition("\n\n")[0])
        found.append(f"/{slug[1] if slug else path.stem}/")
    return frozenset(found)


def line_of(markdown: str, number: int) -> str:
    """Return a line of the text, or nothing when it does not stand between empty lines."""
    lines = ["", *markdown.splitlines(), ""]
    alone = not lines[number - 1].strip() and not lines[number + 1].strip()
    return lines[number].strip() if alone else ""
