"""Reuse: files that stand in ``content/`` already as they would be made again, and so are not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.model.kept import Kept, Result

Files = Mapping[str, bytes | None]
"""Path below ``content`` → bytes; ``None``: what stands there is right."""


class Reuse:
    """What is known of the files that were made of something: by a hash of it, their paths, hashes and sizes.

    The files themselves are those that the last build left; where one is not as noted, all are made again.

    Args:
        content: the folder below which they stand.
        cache: where it is noted; default nowhere.
    """

    def __init__(self, content: Path, cache: Path | None) -> None:
        self.content = content
        self.kept = Kept(cache) if cache is not None else None
        self.found: dict[str, Result] = {}

    def sizes(self, key: str) -> dict[str, int] | None:
        """Return path → size of the files made of ``key``, all of which stand as they should; else ``None``."""
        result = self.kept.find(key) if self.kept and key else None
        if result is None:
            return None
        files: dict[str, tuple[str, int]] = result.note["made"]
        if not all(_stands(f"{self.content}/{path}", sha256, size) for path, (sha256, size) in files.items()):
            return None
        self.found[key] = result
        return {path: size for path, (_, size) in files.items()}

    def note(self, key: str, made: Files) -> None:
        """Note the files that were made of ``key``."""
        if self.kept and key:
            whole = {path: (self.content / path).read_bytes() if one is None else one for path, one in made.items()}
            files = {path: (hashlib.sha256(content).hexdigest(), len(content)) for path, content in whole.items()}
            self.found[key] = Result("", {"made": files})

    def piece(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return a piece of a file, made of ``key``, as it was made before where it was."""
        if self.kept is None or not key:
            return make()
        kept = self.kept.get(key)
        if kept is None:
            content = make()
            kept = self.kept.write(content), content
        self.found[key] = kept[0]
        return kept[1]

    def save(self, found: Mapping[str, Result]) -> None:
        """Keep what was noted, by this process and by others."""
        if self.kept:
            self.kept.use({**found, **self.found})
            self.kept.save()


def _stands(path: str, sha256: str, size: int) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - of thirty thousand files
            return os.fstat(file.fileno()).st_size == size and hashlib.sha256(file.read()).hexdigest() == sha256
    except OSError:
        return False
