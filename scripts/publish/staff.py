"""Staff pages: numbers typed into ``content/pages`` and ``content/news``, and figures cited there that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from scripts.model.numeral import markers, typed
from scripts.model.problem import Place, Problem
from scripts.model.store import NotCitable, Store
from scripts.publish.catalog import figure_lines
from scripts.publish.site import Site

FOLDERS = ("pages", "news")
_FIX = (
    "引用公开的数字，写 {{{{figure: 类别/报告/时期#数字}}}}；不是公开的结果的（尺寸、电话、时限等），"
    "写 {{{{number: {numeral}}}}}"
)


def problems(content: Path, site: Site) -> list[Problem]:
    """Return what is wrong with the numbers of the pages that people write, by file and line."""

    @cache
    def store() -> Store:
        return Store(figure_lines(site))

    found: list[Problem] = []
    for folder in FOLDERS:
        for path in sorted((content / folder).rglob("*.md")):
            name = f"content/{path.relative_to(content).as_posix()}"
            found += check(path.read_text(encoding="utf-8-sig"), name, store)
    return found


def check(markdown: str, name: str, store: Callable[[], Store]) -> Iterator[Problem]:
    """Yield the problems of one page: typed-in numbers (``words.typed-number``) and figures that cannot be cited."""
    for line, numeral in typed(markdown):
        fix = _FIX.format(numeral=numeral)
        yield Problem("words.typed-number", Place(name, row=line), "数字不能手写", fix, numeral)
    for line, match in markers(markdown):
        kind, said = match.groups()
        if kind == "number":
            continue
        try:
            store().find(said, former=kind == "former figure")
        except NotCitable as wrong:
            yield Problem(wrong.code, Place(name, row=line), wrong.expected, wrong.fix, match[0])
