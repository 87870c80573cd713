"""Standing: what has become of each published figure: current, revised, corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.store import CORRECTED, CURRENT, LEVELS, REVISED
from scripts.publish.site import Site, issued


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure of one revision.

    Args:
        word: 现行, 已修订, 已更正 or 已撤回.
        now: the figure as the current revision has it, as printed; empty when the word is 现行.
        href: where it stands now.
    """

    word: str = CURRENT
    now: str = ""
    href: str = ""

    @property
    def level(self) -> str:
        """Level of ``scripts.model.status``."""
        return LEVELS[self.word]

    def as_json(self) -> dict[str, str]:
        """Return the form in ``panel.json`` and ``page.json``."""
        return {"word": self.word, "level": self.level, "now": self.now, "href": self.href}


HOLDS = Standing()


def split(editions: Iterable[Edition]) -> tuple[list[Edition], list[Edition]]:
    """Return the editions that speak, and those whose period was withdrawn by them or by a later revision."""
    every = list(editions)
    taken: dict[str, int] = {}
    for edition in every:
        if edition.release.withdraws:
            id = edition.release.id
            taken[id.current] = max(taken.get(id.current, 0), id.revision)
    gone = [e for e in every if e.release.id.revision <= taken.get(e.release.id.current, 0)]
    return [e for e in every if e.release.id.revision > taken.get(e.release.id.current, 0)], gone


def revisions(site: Site, edition: Edition) -> list[Edition]:
    """Return the revisions of the edition's period that still speak, first to last."""
    return [e for e in site.editions if e.release.id.current == edition.release.id.current]


def predecessor(site: Site, edition: Edition) -> Edition | None:
    """Return the revision before this one; nothing when there is none or it was withdrawn."""
    before = [e for e in revisions(site, edition) if e.release.id.revision < edition.release.id.revision]
    return before[-1] if before else None


def withdrawal(site: Site, edition: Edition) -> Edition:
    """Return the revision by which a withdrawn edition was withdrawn."""
    same = [e for e in site.withdrawn if e.release.id.current == edition.release.id.current and e.release.withdraws]
    return next(e for e in same if e.release.id.revision >= edition.release.id.revision)


def newest_first(site: Site) -> list[Edition]:
    """Return all editions, withdrawn ones too, by moment of publication, newest first."""
    every = [*site.editions, *site.withdrawn]
    return sorted(every, key=lambda e: (issued(e), str(e.release.id)), reverse=True)


def standings(site: Site, edition: Edition) -> dict[str, Standing]:
    """Return the figures of a revision that no longer hold, by id; those left out are current."""
    if edition.current:
        return {}
    later = [e for e in revisions(site, edition) if e.release.id.revision >= edition.release.id.revision]
    newest = later[-1]
    found = {}
    for id, figure in edition.figures.items():
        now = newest.figures.get(id)
        if same(figure, now):
            continue
        anchor = f"#{id}" if now is not None else ""
        found[id] = Standing(word(id, later), now.words if now else "没有这个数字", f"{newest.address}{anchor}")
    return found


def word(id: str, editions: Sequence[Edition]) -> str:
    """Return 已更正 when a correction changed the figure on the way through these revisions, else 已修订."""
    words = {_word(after) for before, after in pairwise(editions) if _moved(id, before, after)}
    return CORRECTED if CORRECTED in words else REVISED


def same(one: Figure | None, other: Figure | None) -> bool:
    """Return whether two figures state the same value in the same unit."""
    return one is not None and other is not None and (one.exact, one.unit) == (other.exact, other.unit)


def _moved(id: str, before: Edition, after: Edition) -> bool:
    return id in before.figures and not same(before.figures[id], after.figures.get(id))


def _word(edition: Edition) -> str:
    note = edition.release.revision
    return CORRECTED if note is not None and note.type == "correction" else REVISED


def marked(grid: dict[str, Any], standing: dict[str, Standing]) -> dict[str, Any]:
    """Return a printed table in which the cells that no longer hold say so."""
    if not standing:
        return grid
    rows = [[_cell(cell, standing.get(cell.get("figure", ""))) for cell in row] for row in grid["rows"]]
    details = [{**one, "grid": marked(one["grid"], standing)} for one in grid.get("details", ())]
    return {**grid, "rows": rows} | ({"details": details} if details else {})


def _cell(cell: dict[str, Any], one: Standing | None) -> dict[str, Any]:
    if one is None:
        return cell
    said = f"{one.word}，现为 {one.now}"
    return {**cell, "note": f"{cell['note']}；{said}" if cell.get("note") else said}
