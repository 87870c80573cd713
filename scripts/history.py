"""History: what an instance states, or stated at a commit or in a built site, as plain values to compare."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts import draft, instance, registry
from scripts.approve import END, draft_release
from scripts.model.problem import Rejected
from scripts.model.release import Release, ReleaseId
from scripts.usage import WrongUsage

FIGURES = "figures.jsonl"


@dataclass(frozen=True, eq=False, repr=False)
class Stated:
    """What one release states.

    Args:
        release: ``kind/report/period/r1``.
        title: of the release.
        headline: id of its first figure.
        figures: id → form in ``figures.json``.
        revision: type of the revision; empty for the first.
        reason: of the revision.
        draft: not approved yet.
    """

    release: str
    title: str
    headline: str
    figures: Mapping[str, Mapping[str, Any]]
    revision: str = ""
    reason: str = ""
    draft: bool = False


State = dict[str, Stated]
"""Releases by id, revisions of one period in order."""


def of(against: str, root: Path) -> State:
    """Return what a git commit of the instance in ``root``, another instance or a built site states.

    Raises:
        WrongUsage: it is none of the three.
        Rejected: its material has problems.
    """
    folder = Path(against)
    if (folder / FIGURES).is_file():
        return of_site(folder)
    if (folder / "data").is_dir():
        return of_instance(folder.resolve())[0]
    with tempfile.TemporaryDirectory(prefix="portal-") as temporary:
        _check_out(against, root, Path(temporary))
        return of_instance(Path(temporary).resolve())[0]


def of_instance(root: Path, *, drafts: bool = False) -> tuple[State, list[str]]:
    """Return what the releases of an instance state by today's code, and remarks on drafts left out."""
    material = instance.load(root, END, preview=True)
    state = {str(id): stated(release) for id, release in material.releases.items()}
    remarks = []
    approved = list(material.releases.values())
    for id, folder in draft.find(root, material.ledger) if drafts else []:
        try:
            release = instance.link(draft_release(root, folder, id), approved)
        except Rejected as rejected:
            remarks.append(f"草稿 {id} 有 {len(rejected.problems)} 个问题，没有列入；用 portal check 查看。")
            continue
        if str(id) in state:
            remarks.append(f"草稿 {id} 已有同一版批准过的，没有列入。")
        elif instance.check_rules(release):
            remarks.append(f"草稿 {id} 有问题，没有列入；用 portal check 查看。")
        else:
            state[str(id)] = stated(release)
    return dict(sorted(state.items(), key=lambda item: ReleaseId.parse(item[0]))), remarks


def of_site(folder: Path) -> State:
    """Return what a built site states.

    Raises:
        WrongUsage: its ``figures.jsonl`` cannot be read.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    try:
        for line in (folder / FIGURES).read_text(encoding="utf-8").splitlines():
            figure = json.loads(line)
            found.setdefault(figure["release"], []).append(figure)
        ids = sorted(found, key=ReleaseId.parse)
        return {id: _from_lines(id, found[id]) for id in ids}
    except (ValueError, KeyError, TypeError):
        raise WrongUsage(f"{folder / FIGURES} 读不懂：它不是生成好的网站。") from None


def _from_lines(id: str, lines: list[dict[str, Any]]) -> Stated:
    figures = {str(line["id"]): line for line in lines}
    return Stated(id, str(lines[0]["title"]), next(iter(figures)), figures)


def stated(release: Release) -> Stated:
    """Return what a release states by today's code."""
    room = registry.disclosure(release.id.kind, release.id.report)
    figures = {id: figure.as_json() for id, figure in room.compute(release).items()}
    note = release.revision
    return Stated(
        str(release.id),
        f"{release.period.title}{room.title}",
        str(room.settings["headline"]),
        figures,
        note.type if note else "",
        note.reason if note else "",
        release.approval is None,
    )


def _check_out(reference: str, root: Path, target: Path) -> None:
    """Write the ``data`` folder of a commit into ``target``; the working tree is left alone."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "archive", "--format=tar", "--end-of-options", reference, "data"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise WrongUsage("没有 git，不能与以前的提交比较。用 --against 指明一个文件夹。") from None
    if done.returncode != 0:
        said = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]
        raise WrongUsage(
            f"“{reference}”不是文件夹，也不是 git 的提交，或那次提交里没有 data（{said}）。"
            "还没有提交过的，用 --against 指明生成好的网站或另一个实例的文件夹。"
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(target, filter="data")
