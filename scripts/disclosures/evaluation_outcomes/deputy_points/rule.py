"""Rule: what earns points under the method in force, and the deputies' points of one release under it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.grade import of_score
from scripts.model.method import Method
from scripts.model.release import Release

METHOD = "deputy_points"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that earns points, up to a cap."""

    code: str
    title: str
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Scored:
    """One deputy's year; ``total`` is ``None`` when nothing was counted."""

    row: int
    code: str
    group: str
    name: str
    total: Decimal | None
    points: dict[str, Decimal]


def criteria(method: Method) -> list[Criterion]:
    """Return what earns points under this version, in its order."""
    parts = zip(method["items"], method["item_titles"], method["caps"], strict=True)
    return [Criterion(code, title, Decimal(cap)) for code, title, cap in parts]


def scored(release: Release) -> list[Scored]:
    """Return the deputies of this release in file order."""
    points: dict[str, dict[str, Decimal]] = {}
    for cells in release.tables["items"].records():
        points.setdefault(cells["deputy"], {})[cells["item"]] = cells["points"]
    return [
        Scored(
            row,
            cells["deputy"],
            cells["group"],
            (cells["name"] or "") if cells["named"] else "",
            cells["total"],
            points.get(cells["deputy"], {}),
        )
        for row, cells in release.table.rows()
    ]


def band(total: Decimal, method: Method) -> int:
    """Return the position of the band that a total falls in, 0 for the highest."""
    return of_score(total, method["cut_offs"], tie=method["cut_off_counts"])


def level(position: int, method: Method) -> str:
    """Return the status level of a band: only the ends stand out."""
    return {0: "ok", len(method["cut_offs"]): "warn10"}.get(position, "")


def comparable(release: Release) -> tuple[Release, ...]:
    """Return the earlier releases under the same version of the rule without a break in between, oldest first."""
    found: list[Release] = []
    for earlier in reversed(release.earlier):
        if earlier.method(METHOD).version != release.method(METHOD).version:
            break
        found.append(earlier)
    return tuple(reversed(found))


def who(release: Release, one: Scored) -> str:
    """Return the deputy as printed: the published name with the number, else the number alone."""
    label = release.codelists["deputies"].label(one.code)
    return f"{one.name}（{label}）" if one.name else label
