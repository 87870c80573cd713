"""Kept: results of earlier runs by key, each named by the SHA-256 of its bytes, so that none is believed unseen."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from scripts.model.collection import no_collection

IDLE = 6
"""Runs after which a result that nobody asked for is dropped."""
MANY, SMALL = 64, 1 << 20
"""So many packs are too many, and those with fewer bytes are then made one."""
Place = tuple[str, int, int]
"""Where bytes lie: name of the pack, first byte, length."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of a kept result: the SHA-256 of its bytes (empty: it has none) and what was noted, as JSON.

    ``place`` is where they were written by this run, which the process that saves must be told.
    """

    sha256: str
    note: Any = None
    place: Place | None = None


class Kept:
    """A folder of results: their bytes one after the other in packs, an index of keys and places.

    Nothing in it is trusted: bytes are used only when they have the hash by which they are asked for, the index only
    when it begins with its own hash. What fails is made anew. Each process writes a pack of its own; none waits.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._head = b""
        self._index, self._places = self._load()
        self._used: dict[str, Result] = {}
        self._packs: dict[str, int | None] = {}
        self._own: tuple[int, str, int] | None = None
        self._open: list[int] = []
        weakref.finalize(self, _close, self._open)

    def find(self, key: str) -> Result | None:
        """Return what is known under ``key``; its bytes may still be missing or spoilt."""
        if key in self._used:
            return self._used[key]
        entry = self._index.get(key)
        return Result(entry[0], entry[1]) if entry else None

    def read(self, result: Result) -> bytes | None:
        """Return the bytes of a result, or ``None`` when they are not there or not those that were kept."""
        where = result.place or self._places.get(result.sha256)
        pack = self._pack(where[0]) if where else None
        if where is None or pack is None:
            return None
        try:
            content = os.pread(pack, where[2], where[1])
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == result.sha256 else None

    def get(self, key: str) -> tuple[Result, bytes] | None:
        """Return what is kept under ``key`` with its bytes, or ``None`` when they are not there whole."""
        found = self.find(key)
        content = self.read(found) if found is not None else None
        return None if found is None or content is None else (found, content)

    def write(self, content: bytes, note: Any = None) -> Result:
        """Keep the bytes and return what is known of them; they are found again once ``save`` was called."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self._own is None or self._own[0] != os.getpid():
            self.folder.mkdir(parents=True, exist_ok=True)
            number, path = tempfile.mkstemp(prefix="pack-", dir=self.folder)
            self._open.append(number)
            self._own = (os.getpid(), Path(path).name, number)
        _, name, pack = self._own
        where = (name, os.lseek(pack, 0, os.SEEK_CUR), len(content))
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(pack, rest) :]
        self._places[sha256] = where
        return Result(sha256, note, where)

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
        self._places.update({one.sha256: one.place for one in results.values() if one.place})

    def save(self) -> None:
        """Write the index: the results used, and for some runs more those that were not; drop the others."""
        with no_collection():
            index, places = self._now()
            kept = {key: [*entry[:2], entry[2] + 1] for key, entry in index.items() if entry[2] < IDLE}
            kept |= {key: [result.sha256, result.note, 0] for key, result in self._used.items()}
            wanted = set().union(*map(_objects, kept.values()))
            places |= self._places
            places = self._packed({sha256: where for sha256, where in places.items() if sha256 in wanted})
            text = json.dumps([kept, places], ensure_ascii=False, separators=(",", ":")).encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        staged = self.folder / f".index.{os.getpid()}"
        staged.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        staged.replace(self.folder / "index")
        self._places = places
        named = {where[0] for where in places.values()}
        for pack in self.folder.glob("pack-*"):
            if pack.name not in named:
                pack.unlink(missing_ok=True)

    def _packed(self, places: dict[str, Place]) -> dict[str, Place]:
        """Return the places after packs that are mostly dropped results, or are many and small, were written again."""
        held: dict[str, int] = {}
        for name, _, length in places.values():
            held[name] = held.get(name, 0) + length
        small = len(held) > MANY
        again = {name for name, size in held.items() if (small and size < SMALL) or 2 * size < self._size(name)}
        found: dict[str, Place] = {}
        for sha256, where in places.items():
            content = self.read(Result(sha256, place=where)) if where[0] in again else None
            moved = self.write(content).place if content is not None else None
            # What can no longer be read is dropped, as it will be made anew.
            if moved or where[0] not in again:
                found[sha256] = moved or where
        return found

    def _size(self, name: str) -> int:
        pack = self._pack(name)
        return 0 if pack is None else os.fstat(pack).st_size

    def _pack(self, name: str) -> int | None:
        """Return a pack opened for reading; ``None`` where there is none of that name."""
        if name not in self._packs:
            try:
                pack = os.open(self.folder / name, os.O_RDONLY)
            except OSError:
                self._packs[name] = None
            else:
                self._open.append(pack)
                self._packs[name] = pack
        return self._packs[name]

    def _now(self) -> tuple[dict[str, list[Any]], dict[str, Place]]:
        """Return what the index holds now; only where another process has written it since is it read again."""
        try:
            with (self.folder / "index").open("rb") as file:
                head = file.read(len(self._head))
        except OSError:
            return {}, {}
        return (self._index, dict(self._places)) if self._head and head == self._head else self._load()

    def _load(self) -> tuple[dict[str, list[Any]], dict[str, Place]]:
        try:
            head, _, text = (self.folder / "index").read_bytes().partition(b"\n")
        except OSError:
            return {}, {}
        if hashlib.sha256(text).hexdigest().encode() != head:
            return {}, {}
        with no_collection():
            read = json.loads(text)
        if not isinstance(read, list):
            return {}, {}
        self._head = head
        index, places = read
        return index, {sha256: (where[0], where[1], where[2]) for sha256, where in places.items()}


def _close(descriptors: list[int]) -> None:
    for one in descriptors:
        os.close(one)


def place(content: bytes, target: Path | str, before: Path | str | None = None) -> None:
    """Write a new file.

    Args:
        before: the file that stood in its place in the site built last. When it holds the same bytes, the new site has
            the very same file. Never is it one that is kept, or another site's: who changes a site changes that alone.

    Raises:
        FileExistsError: ``target`` is there.
    """
    if before is not None:
        try:
            with open(before, "rb") as file:  # noqa: PTH123 - of ten thousand pages, where a ``Path`` costs as much
                same = os.fstat(file.fileno()).st_size == len(content) and file.read() == content
            if same:
                os.link(before, target)
                return
        except FileExistsError:
            raise
        except OSError:
            pass  # not there before, or on another file system
    with open(target, "xb", buffering=0) as file:  # noqa: PTH123 - as above
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
    # Its file is read anew each time that it is asked for.
    found = {f"{said['Name']} {said['Version']}" for said in (one.metadata for one in distributions())}
    return "\n".join([sys.version, *sorted(found)])
