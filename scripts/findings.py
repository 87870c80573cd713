"""Findings: what earlier builds found right, by all that decides it, so that it is not asked again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts import instance
from scripts.editions import base, code_digest, key_of
from scripts.model.edition import Edition
from scripts.model.kept import Kept, Result, digest
from scripts.model.problem import Problem
from scripts.model.release import Release

RIGHT = "right"


class Findings:
    """What was found right in builds into one cache.

    That there is no problem is kept, never a problem; what is not known to be right is asked.

    Args:
        cache: where it is kept.
        root: the instance, whose code lists and methods are part of every key.
    """

    def __init__(self, cache: Path, root: Path) -> None:
        self.code = code_digest()
        self._root, self._base = root, base(self.code, root)
        self._kept = Kept(cache)
        self._right: dict[str, Result] = {}

    def rules(self, release: Release) -> list[Problem]:
        """Return what ``scripts.instance.check_rules`` does of a release, whose bytes are those approved."""
        before = [f"{one.id} {one.approval.sha256 if one.approval else ''}" for one in release.before]
        known = release.approval is not None and all(one.approval for one in (*release.earlier, *release.before))
        key = digest(["rules", key_of(self._base, release), *before]) if known else ""
        return self._ask(key, lambda: instance.check_rules(release))

    def values(self, material: instance.Instance, edition: Edition) -> list[Problem]:
        """Return what ``scripts.instance.check_values`` does of the figures of an edition."""
        key = digest(["values", edition.key]) if edition.key else ""
        return self._ask(key, lambda: instance.check_values(material, edition.release, edition.figures))

    def save(self) -> None:
        """Keep what was found right in this build, unless a code list or method was changed while it ran."""
        if base(self.code, self._root) != self._base:
            return
        self._kept.use(self._right)
        self._kept.save()

    def _ask(self, key: str, check: Callable[[], list[Problem]]) -> list[Problem]:
        known = self._kept.find(key) if key else None
        problems = [] if known is not None and known.note == RIGHT else check()
        if key and not problems:
            self._right[key] = Result("", RIGHT)
        return problems
