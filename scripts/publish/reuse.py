"""Reuse: files of a release that stand in ``content/`` already as they would be made again, and so are not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from scripts.model.edition import Edition
from scripts.model.kept import Kept, Result, digest
from scripts.publish.page import folder_of
from scripts.publish.site import Site


class Reuse:
    """What is known of the files of each release: by a hash of all they are made of, their names, hashes and sizes.

    The files themselves are those that the last build left; one whose bytes are not as noted is made again with all of
    its release.
    """

    def __init__(self, site: Site, content: Path, cache: Path | None) -> None:
        self.content = content
        self.kept = Kept(cache) if cache is not None else None
        self._said = json.dumps(dict(site.settings), ensure_ascii=False, sort_keys=True, default=str)
        self.found: dict[str, Result] = {}

    def sizes(self, edition: Edition) -> dict[str, int] | None:
        """Return name → size of every file, all of which stand as they should; else ``None``."""
        result = self.kept.find(self._key(edition)) if self.kept and edition.key else None
        if result is None:
            return None
        folder = folder_of(self.content, edition.address)
        files: dict[str, tuple[str, int]] = result.note["made"]
        if not all(_stands(folder / name, sha256, size) for name, (sha256, size) in files.items()):
            return None
        self.found[self._key(edition)] = result
        return {name: size for name, (_, size) in files.items()}

    def note(self, edition: Edition, made: dict[str, bytes]) -> None:
        """Note the files of a release as they were made."""
        if self.kept and edition.key:
            files = {name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in made.items()}
            self.found[self._key(edition)] = Result("", {"made": files})

    def save(self, found: dict[str, Result]) -> None:
        """Keep what was noted, by this process and by others."""
        if self.kept:
            self.kept.use(found)
            self.kept.save()

    def _key(self, edition: Edition) -> str:
        return digest([edition.key, edition.address, self._said])


def _stands(path: Path, sha256: str, size: int) -> bool:
    try:
        return path.stat().st_size == size and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
