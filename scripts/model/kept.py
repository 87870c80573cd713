"""Kept: results of earlier runs by key, each named by the SHA-256 of its bytes, so that none is believed unseen."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

IDLE = 6
"""Runs after which a result that nobody asked for is dropped."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of a kept result: the SHA-256 of its bytes (empty: it has none) and what was noted, as JSON."""

    sha256: str
    note: Any = None


class Kept:
    """A folder of results.

    Nothing in it is trusted: an object is used only when its bytes have the hash that is its name, the index only when
    it begins with its own hash. What fails is made anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = self._load()
        self._used: dict[str, Result] = {}

    def find(self, key: str) -> Result | None:
        """Return what is known under ``key``; its bytes may still be missing or spoilt."""
        if key in self._used:
            return self._used[key]
        entry = self._index.get(key)
        return Result(entry[0], entry[1]) if entry else None

    def read(self, result: Result) -> bytes | None:
        """Return the bytes of a result, or ``None`` when they are not there or not those that were kept."""
        try:
            content = self._place(result.sha256).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == result.sha256 else None

    def write(self, content: bytes, note: Any = None) -> Result:
        """Keep the bytes and return what is known of them; they are found again once ``save`` was called."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Never into the file that is there: a published page may be the same file under another name.
        staged = place.with_name(f".{sha256}.{os.getpid()}")
        staged.write_bytes(content)
        staged.replace(place)
        return Result(sha256, note)

    def put(self, result: Result, target: Path, before: Path | None = None) -> bool:
        """Make ``target`` a file that holds the result and say whether that was possible; ``before``: see ``place``."""
        content = self.read(result)
        if content is None:
            return False
        place(content, target, before)
        return True

    def use(self, results: Mapping[str, Result]) -> None:
        """Note that these results, by key, are those of this run."""
        self._used.update(results)

    def save(self) -> None:
        """Write the index: the results used, and for some runs more those that were not; drop the others."""
        index = self._load()
        kept = {key: [*entry[:2], entry[2] + 1] for key, entry in index.items() if entry[2] < IDLE}
        kept |= {key: [result.sha256, result.note, 0] for key, result in self._used.items()}
        gone = set().union(*map(_objects, index.values())) - set().union(*map(_objects, kept.values()))
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        staged = self.folder / f".index.{os.getpid()}"
        staged.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        staged.replace(self.folder / "index")
        for sha256 in gone - {""}:
            self._place(sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _load(self) -> dict[str, list[Any]]:
        try:
            head, _, text = (self.folder / "index").read_bytes().partition(b"\n")
        except OSError:
            return {}
        if hashlib.sha256(text).hexdigest().encode() != head:
            return {}
        index: dict[str, list[Any]] = json.loads(text)
        return index


def place(content: bytes, target: Path, before: Path | None = None) -> None:
    """Write a new file.

    Args:
        before: the file that stood in its place in the site built last. When it holds the same bytes, the new site has
            the very same file. Never is it one that is kept, or another site's: who changes a site changes that alone.

    Raises:
        FileExistsError: ``target`` is there.
    """
    if before is not None:
        try:
            if before.stat().st_size == len(content) and before.read_bytes() == content:
                os.link(before, target)
                return
        except FileExistsError:
            raise
        except OSError:
            pass  # not there before, or on another file system
    with target.open("xb") as file:
        file.write(content)


def _objects(entry: list[Any]) -> set[str]:
    """Return the hashes of all objects of an entry: its own, and those of the ``files`` that its note names."""
    note = entry[1]
    return {entry[0], *(note.get("files", {}).values() if isinstance(note, dict) else ())}


def digest(parts: Iterable[bytes | str]) -> str:
    """Return a hash of the parts and where each ends.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    total = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        total.update(len(content).to_bytes(8, "little"))
        total.update(content)
    return total.hexdigest()


def tree_digest(root: Path, places: Iterable[str], *, without: Iterable[str] = ()) -> str:
    """Return a hash of every file below ``root`` in ``places`` (files or folders): names and bytes, no times.

    Args:
        without: names of folders and files that do not count.
    """
    skipped = {"__pycache__", *without}
    total = hashlib.sha256()
    for place in sorted(places):
        base = root / place
        for path in [base] if base.is_file() else sorted(base.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not skipped.intersection(inside.parts):
                content = path.read_bytes()
                total.update(f"{inside.as_posix()}\0{len(content)}\0".encode())
                total.update(content)
    return total.hexdigest()


def installed() -> str:
    """Return the interpreter and every installed package with its version, one a line."""
    found = {f"{one.metadata['Name']} {one.version}" for one in distributions()}
    return "\n".join([sys.version, *sorted(found)])
