"""Page: one generated page as two files, the words in Markdown and everything else in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEGMENT = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
LONGEST_SEGMENT = 80


class BadAddress(ValueError):
    """An address would leave the site, clash on some file system, or need escaping."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Args:
        address: root-absolute, ends in a slash (``/methods/``).
        template: name in ``theme/templates``.
        title: what the page is about.
        data: what the template shows; JSON values, numbers already printed as text.
        body: Markdown.
        files: further files beside it, name → bytes.
    """

    address: str
    template: str
    title: str
    data: Mapping[str, Any]
    body: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


def write(content: Path, page: Page) -> None:
    """Write ``index.md``, ``page.json`` and the files of a page below ``content/releases`` or ``content/profiles``.

    Raises:
        BadAddress: the address has a segment that is not a plain slug.
    """
    segments = [segment for segment in page.address.split("/") if segment]
    for segment in segments:
        if not SEGMENT.fullmatch(segment) or segment.lower() in RESERVED or len(segment) > LONGEST_SEGMENT:
            raise BadAddress(page.address)
    root = content if segments[:1] == ["profiles"] else content / "releases"
    folder = root.joinpath(*segments)
    folder.mkdir(parents=True, exist_ok=True)
    where = "/".join(segments)
    front = {
        "Title": one_line(page.title),
        "Template": page.template,
        "Save_as": f"{where}/index.html" if where else "index.html",
        "Url": f"{where}/" if where else "",
        "Slug": "-".join(segments).lower() or "home",
    }
    head = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    (folder / "index.md").write_text(f"{head}\n{page.body.strip()}\n", encoding="utf-8", newline="\n")
    data = {"type": page.template, "title": page.title, "address": page.address, **page.data}
    (folder / "page.json").write_bytes(json_bytes(data))
    for name, content_bytes in page.files.items():
        (folder / name).write_bytes(content_bytes)


def json_bytes(value: Any) -> bytes:
    """Return readable JSON with a line end; key order is the writer's."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


def size_text(size: int) -> str:
    """Return a file size as a reader sees it.

    >>> size_text(512), size_text(20480), size_text(3_500_000)
    ('512 字节', '20 KB', '3.3 MB')
    """
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
