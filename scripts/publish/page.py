"""Page: one generated page as two files, the words in Markdown and everything else in JSON."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
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
        files: further files beside it, name → bytes; ``None``: what stands there already is right.
    """

    address: str
    template: str
    title: str
    data: Mapping[str, Any]
    body: str = ""
    files: Mapping[str, bytes | None] = field(default_factory=dict)


def write(content: Path, page: Page) -> dict[str, bytes | None]:
    """Write ``index.md``, ``page.json`` and the files of a page below ``content/releases`` or ``content/profiles``.

    Returns:
        Path below ``content`` → bytes of every file of the page; ``None`` and files that hold the right bytes already
        are left as they are.

    Raises:
        BadAddress: the address has a segment that is not a plain slug.
    """
    folder = folder_of(content, page.address)
    folder.mkdir(parents=True, exist_ok=True)
    segments = [segment for segment in page.address.split("/") if segment]
    where = "/".join(segments)
    front = {
        "Title": one_line(page.title),
        "Template": page.template,
        "Save_as": f"{where}/index.html" if where else "index.html",
        "Url": f"{where}/" if where else "",
        "Slug": "-".join(segments).lower() or "home",
    }
    head = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    data = {"type": page.template, "title": page.title, "address": page.address, **page.data}
    files = {
        "index.md": f"{head}\n{page.body.strip()}\n".encode(),
        # Read by the theme alone: without line ends it is written ten times as quickly.
        "page.json": json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(),
        **page.files,
    }
    for name, content_bytes in files.items():
        put(folder / name, content_bytes)
    inside = folder.relative_to(content).as_posix()
    return {f"{inside}/{name}": content_bytes for name, content_bytes in files.items()}


def folder_of(content: Path, address: str) -> Path:
    """Return where the page at ``address`` is written.

    Raises:
        BadAddress: the address has a segment that is not a plain slug.
    """
    segments = [segment for segment in address.split("/") if segment]
    for segment in segments:
        if not SEGMENT.fullmatch(segment) or segment.lower() in RESERVED or len(segment) > LONGEST_SEGMENT:
            raise BadAddress(address)
    root = content if segments[:1] == ["profiles"] else content / "releases"
    return root.joinpath(*segments)


def put(path: Path, content: bytes | None) -> Path:
    """Let the file hold ``content`` and return its path; ``None`` or the bytes that it holds leave it as it is."""
    if content is not None and not holds(path, content):
        # A new file in the place of the old one: the site built last may be the old one under another name.
        staged = path.with_name(f".{path.name}.{os.getpid()}")
        staged.write_bytes(content)
        staged.replace(path)
    return path


def holds(path: Path, content: bytes) -> bool:
    """Return whether the file is there and has these bytes; its time says nothing."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def json_bytes(value: Any) -> bytes:
    """Return readable JSON with a line end; key order is the writer's.

    >>> json_bytes({"a": [1, {}], "b": None})
    b'{\\n "a": [\\n  1,\\n  {}\\n ],\\n "b": null\\n}\\n'
    """
    return f"{_written(value, chr(10))}\n".encode()


def _written(value: Any, line: str) -> str:
    """Return JSON as ``json.dumps`` indents it by one, ten times as quickly; ``line`` begins each line of it."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line} "
    if isinstance(value, dict):
        if not value:
            return "{}"
        items = [
            f"{encode_basestring(key if isinstance(key, str) else json.dumps(key))}: {_written(one, inner)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if isinstance(value, list | tuple):
        return f"[{inner}{f',{inner}'.join([_written(one, inner) for one in value])}{line}]" if value else "[]"
    return json.dumps(value)


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
