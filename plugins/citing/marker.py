"""Marker: ``{{figure: address#id}}`` in Markdown → a link that shows the number, its unit and what it is;
``{{chart: address#name}}`` → the placeholder of the chart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, partial
from html import escape
from pathlib import Path

from scripts.model.album import Album
from scripts.model.numeral import MARKER, visible
from scripts.model.released import Line
from scripts.model.store import CURRENT, NotCitable, Store

WRITTEN = ("pages", "news")
"""Folders of ``content`` that people write."""
TITLE = "figure: "
"""What begins the title of a link that is a cited number, until the words are cleaned."""
_START = b'{"address":"/'
"""Begins each line of ``figures.jsonl``, and then come release, ``/#`` and id."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~$^:=])")
_LINK = re.compile(rf'<a href="([^"]*)" title="{TITLE}([^"]*)">')


class Uncited(LookupError):
    """A page cites a figure that does not exist or no longer holds; says file, line and what to write."""


@cache
def load(path: Path) -> Store:
    """Return the figures of the site being built."""
    releases: dict[str, list[bytes]] = {}
    with path.open("rb") as lines:
        for line in lines:
            # A hundred thousand figures: only the lines of releases that are cited are parsed.
            releases.setdefault(line[len(_START) : line.index(b"/#")].decode(), []).append(line)
    return Store({release: partial(map, json.loads, mine) for release, mine in releases.items()})


@cache
def album(path: Path) -> Album:
    """Return the charts of the site being built."""
    with path.open(encoding="utf-8") as lines:
        return Album.of(map(json.loads, lines))


def replace(text: str, name: str, store: Callable[[], Store], charts: Callable[[], Album]) -> str:
    """Return the Markdown of a page with its markers replaced; in front matter by plain words.

    Raises:
        Uncited: see the class.
    """
    if "{{" not in text:
        return text
    lines = text.splitlines()
    head = True
    for number, shown in visible(text):
        head = head and bool(lines[number - 1].strip())
        out, at = "", 0
        for match in MARKER.finditer(shown):
            kind, said = match.groups()
            try:
                if kind == "number":
                    new = said
                elif kind == "chart":
                    new = picture(charts().find(said))
                else:
                    line = store().find(said, former=kind == "former figure")
                    pinned = said.partition("#")[0].strip("/").count("/") == 3
                    new = line["words"] if head else link(line, pinned=pinned)
            except NotCitable as wrong:
                raise Uncited(f"content/{name} 第 {number} 行：{wrong.expected}。怎么改：{wrong.fix}。") from None
            out += lines[number - 1][at : match.start()] + new
            at = match.end()
        lines[number - 1] = out + lines[number - 1][at:]
    return "\n".join(lines) + "\n"


def picture(line: Line) -> str:
    """Return a chart as a Markdown picture, for which the chart itself is placed later."""
    return f'![{_escaped(line["title"])}]({line["wide"]["svg"]} "chart:{line["release"]}/{line["name"]}")'


def link(line: Line, *, pinned: bool) -> str:
    """Return a figure as a Markdown link; ``pinned`` to its revision, else to whichever is current."""
    place, _, id = line["address"].partition("#")
    address = place if pinned else place.rstrip("/").rpartition("/")[0] + "/"
    parts = [line["label"], line.get("base", ""), f"数据截至{line['as_of']}", line.get("missing", "")]
    parts += [line["status"]] if line["status"] != CURRENT else []
    title = escape("，".join(part for part in parts if part).replace('"', "”"))
    return f'[{_escaped(line["words"])}]({address}#{id} "{TITLE}{title}")'


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def restore(html: str) -> str:
    """Return the cleaned HTML with the cited numbers marked as figures."""
    return _LINK.sub(r'<a class="figure" href="\1" title="\2">', html or "")
