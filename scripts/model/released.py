"""Released: lines about published things, by release, each release's read when one of them is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Self

from scripts.model.release import ReleaseId

Line = Mapping[str, Any]


class Released:
    """What was published, by release.

    Args:
        releases: release → what yields its lines.
    """

    def __init__(self, releases: Mapping[str, Callable[[], Iterable[Line]]]) -> None:
        """Note which releases there are."""
        self._releases = releases
        self._newest: dict[str, str] = {}
        for release in sorted(releases, key=ReleaseId.parse):
            self._newest[release.rpartition("/")[0]] = release

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        """Return it of some lines."""
        found: dict[str, list[Line]] = {}
        for line in lines:
            found.setdefault(line["release"], []).append(line)
        return cls({release: partial(iter, mine) for release, mine in found.items()})
