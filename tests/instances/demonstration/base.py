"""What every part of the demonstration data is made of: drafts with approval, and a fixed source of variety."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.begin import KEPT
from scripts.instance import ROOT

NOTE = "演示数据"
"""Stands in the note column of every row, so that a downloaded file says what it is wherever it goes."""
ORGAN = "示范区人大常委会"


def _home() -> Path:
    settings = tomllib.loads((ROOT / "data" / "site.toml").read_text(encoding="utf-8"))
    return ROOT if settings["demonstration"] else ROOT / KEPT


HOME = _home()
"""The demonstration: the default instance, or where ``portal begin`` kept it when another portal took its place."""
CODELISTS = HOME / "data" / "codelists"
DEPARTMENTS = CODELISTS / "departments.csv"


@dataclass(frozen=True)
class Draft:
    """One release to be written and approved.

    Args:
        id: ``kind/report/period`` or with ``/r<n>``.
        tables: resource name → rows; a row is field → value (``None`` is missing).
        document: meeting or document number.
        date: day of approval, ISO.
        issued: moment of publication, ISO with time zone.
        revision: content of ``revision.json`` for r2 and above.
        explained: problem code → reason accepted.
    """

    id: str
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    document: str
    date: str
    issued: str
    revision: Mapping[str, str] | None = None
    explained: Mapping[str, str] = field(default_factory=dict)


def source(name: str) -> random.Random:
    """Return a source of variety that is the same on every run; one for each part, so that parts do not disturb."""
    return random.Random(f"示范区/{name}")
