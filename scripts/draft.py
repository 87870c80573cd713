"""Draft: what waits in ``data/drafts`` for approval, and which release it would become."""

from __future__ import annotations

from pathlib import Path

from scripts.intake.approval import Entry
from scripts.intake.draft import recover
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import NotAReleasePath, ReleaseId
from scripts.usage import WrongUsage


def find(root: Path, ledger: list[Entry]) -> list[tuple[ReleaseId, Path]]:
    """Return every draft of the instance in ``root`` with the release it would become, in order."""
    drafts = root / "data" / "drafts"
    recover(drafts)
    folders = {path.parent for path in drafts.glob("*/*/**/*") if path.is_file() and not _hidden(path, drafts)}
    return sorted((release_of(folder, ledger), folder) for folder in folders)


def release_of(folder: Path, ledger: list[Entry]) -> ReleaseId:
    """Return the release that a draft folder would become; without ``r<n>`` the revision after the last approved one.

    Raises:
        Rejected: ``draft.bad-path``: its last folders are not ``kind/report/period[/r<n>]``.
    """
    parts = folder.resolve().parts
    for length in (4, 3):
        try:
            id = ReleaseId.parse("/".join(parts[-length:]))
        except NotAReleasePath:
            continue
        if length == 4:
            return id
        approved = [ReleaseId.parse(e.release).revision for e in ledger if e.release.startswith(f"{id.current}/")]
        return ReleaseId(id.kind, id.report, id.period, max(approved, default=0) + 1)
    fix = (
        "用 portal import 建立草稿；文件夹应是 类别/报告/时期 或 类别/报告/时期/r2，如 2024、2024-S1、2024-Q3、2024-07"
    )
    raise Rejected([Problem("draft.bad-path", Place(str(folder)), "不是草稿的位置", fix)])


def folder_of(path: Path, root: Path) -> Path:
    """Return the draft folder meant by a path, taken from here or from ``root``.

    Raises:
        WrongUsage: there is no such folder.
    """
    recover(root / "data" / "drafts")
    for one in (path, root / path, root / "data" / "drafts" / path):
        if one.is_dir():
            return one.resolve()
    raise WrongUsage(f"没有这个草稿文件夹：{path}。先用 portal import 导入，或用 portal check 查看有哪些草稿。")


def refuse_folders(folder: Path, name: str) -> None:
    """Refuse what an approval cannot bind.

    Raises:
        Rejected: ``draft.not-a-file``: a link or folder is in the draft.
    """
    fix = "草稿里只放普通文件；修订版放在旁边单独的文件夹，不要放进这个草稿"
    found = [
        Problem("draft.not-a-file", Place(f"{name}/{path.name}"), "不是普通文件", fix)
        for path in sorted(folder.iterdir())
        if path.is_symlink() or not path.is_file()
    ]
    if found:
        raise Rejected(found)


def _hidden(path: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(top).parts)
