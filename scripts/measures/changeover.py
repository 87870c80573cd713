"""Changeover: where in a run of releases another version of a method begins, so that numbers stop being comparable."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scripts.model.release import Release


def changeovers(history: Sequence[Release], name: str) -> list[int]:
    """Return the positions of releases whose version of the method ``name`` differs from the one before (口径变更).

    Args:
        history: releases of one report, oldest first.
    """
    versions = [release.method(name).version for release in history]
    return [position for position, (old, new) in enumerate(pairwise(versions), start=1) if old != new]
