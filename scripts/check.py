"""``portal check``: every problem of an instance, approved or still a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts import draft, instance, registry
from scripts.approve import END, draft_release
from scripts.intake import approval as approvals
from scripts.model.problem import Problem, Rejected
from scripts.model.release import Release
from scripts.signature import check_signatures
from scripts.usage import WrongUsage

SHARED = ("data/site.toml", "data/codelists", "data/methods", "data/ledger.jsonl")
"""What every release rests on: its problems are said whatever part was asked for."""


@dataclass
class Checked:
    """What was read and what is wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    releases: int = 0
    drafts: int = 0
    rows: int = 0


def check(root: Path, paths: Sequence[Path] = ()) -> Checked:
    """Return the problems of the instance in ``root``; when ``paths`` are named, of those drafts and releases only.

    Raises:
        WrongUsage: a path does not exist or is not in the instance.
    """
    wanted = [_inside(root, path) for path in paths]
    found = Checked()
    problems: list[Problem] = []
    approved: list[Release] = []
    try:
        material = instance.load(root, END, preview=True)
        approved = list(material.releases.values())
        problems += [
            problem
            for release in approved
            if _asked(f"data/approved/{release.id}/", wanted)
            for problem in instance.check_values(
                material, release, registry.disclosure(release.id.kind, release.id.report).compute(release)
            )
        ]
    except Rejected as rejected:
        problems += rejected.problems
    problems += check_signatures(root)
    for release in approved:
        if _asked(f"data/approved/{release.id}/", wanted):
            found.releases += 1
            found.rows += sum(map(len, release.tables.values()))
    for folder in _drafts(root, problems):
        name = f"{folder.relative_to(root).as_posix()}/"
        if _asked(name, wanted):
            found.drafts += 1
            found.rows += _check_draft(root, folder, name, approved, problems)
    unique = dict.fromkeys(problems)
    found.problems = [one for one in unique if _asked(one.place.file, wanted) or one.place.file.startswith(SHARED)]
    return found


def _drafts(root: Path, problems: list[Problem]) -> list[Path]:
    try:
        return [folder for _, folder in draft.find(root, _ledger(root))]
    except Rejected as rejected:
        problems += rejected.problems
        return []


def _ledger(root: Path) -> list[approvals.Entry]:
    """Return the ledger; a broken one, which loading has told of, says nothing of revisions."""
    try:
        return approvals.read_ledger(root / "data" / "ledger.jsonl", "data/ledger.jsonl")
    except Rejected:
        return []


def _check_draft(root: Path, folder: Path, name: str, approved: list[Release], problems: list[Problem]) -> int:
    """Add the problems of a draft and return how many rows it has."""
    try:
        draft.refuse_folders(folder, name.rstrip("/"))
        release = draft_release(root, folder, draft.release_of(folder, _ledger(root)))
    except Rejected as rejected:
        problems += rejected.problems
        return 0
    problems += instance.check_rules(instance.link(release, approved))
    return sum(map(len, release.tables.values()))


def _inside(root: Path, path: Path) -> str:
    for one in (path, root / path):
        if one.exists() and one.resolve().is_relative_to(root):
            return one.resolve().relative_to(root).as_posix()
    raise WrongUsage(f"实例 {root} 里没有 {path}。")


def _asked(name: str, wanted: list[str]) -> bool:
    return not wanted or any(f"{name}/".startswith(f"{one}/") for one in wanted)
