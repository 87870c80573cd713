"""``portal approve``: binds an approval to the bytes of a draft and moves it to ``data/approved``."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from scripts import instance, lock, registry
from scripts.intake import approval as approvals
from scripts.intake import codelist, method, values
from scripts.intake.draft import PAGE
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import Approval, Release, ReleaseId


def draft_release(root: Path, folder: Path, id: ReleaseId) -> Release:
    """Return a draft as a release, checked cell by cell but not by the room's rules.

    Raises:
        Rejected: with every problem found.
    """
    name = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    try:
        room = registry.disclosure(id.kind, id.report)
    except registry.NoRoom:
        fix = "核对类别和报告名；新的报告先用 portal new 建立"
        raise Rejected([Problem("release.no-room", Place(f"{name}/"), "没有这种报告", fix)]) from None
    lists = codelist.read_all(root / "data" / "codelists")
    methods = method.read_all(root / "data" / "methods")
    tables = instance.read_tables(room, folder, name, lists)
    chosen = instance.choose_methods(room, methods, None, id, name)
    return Release(id, tables, lists, chosen, id.period.end, revision=approvals.read_revision(folder, name, id))


def approve(
    root: Path,
    folder: Path,
    id: ReleaseId,
    *,
    organ: str,
    document: str,
    date: datetime.date,
    issued: datetime.datetime,
    explained: Mapping[str, str] | None = None,
    approved: list[Release] | None = None,
    sign: Callable[[Path], None] | None = None,
) -> Path:
    """Approve the draft in ``folder`` as release ``id`` and return its folder in ``data/approved``.

    Args:
        organ, document, date: who approved, in which meeting or document, on which day.
        issued: moment of publication with time zone; later than now means embargo.
        explained: problem code → reason the approver accepted.
        approved: releases already approved, when the caller has them; read from ``root`` otherwise.
        sign: writes a signature beside the ``approval.json`` it is given.

    Raises:
        Rejected: the draft has problems, the release exists, or the order of revisions is broken. Nothing is changed.
    """
    target = root / "data" / "approved" / str(id)
    ledger_path = root / "data" / "ledger.jsonl"
    ledger = approvals.read_ledger(ledger_path, "data/ledger.jsonl")
    refused = _refusal(root, id, ledger, date, issued)
    if refused:
        raise Rejected(refused)
    release = draft_release(root, folder, id)
    before = approved if approved is not None else list(instance.load(root, END, preview=True).releases.values())
    kept = (path for path in approvals.release_files(folder) if path.name not in {values.VALUES, PAGE})
    files = {path.name: approvals.sha256(path.read_bytes()) for path in kept}
    methods = {key: version.version for key, version in release.methods.items()}
    approval = Approval(organ, document, date, issued, files, methods, explained=dict(explained or {}))
    linked = instance.link(replace(release, approval=approval), before)
    problems = [*approvals.unsafe(approval, f"data/approved/{id}/"), *instance.check_rules(linked)]
    if problems:
        raise Rejected(problems)
    # What was computed from the rows is approved with them: it can no longer change without a new revision.
    computed = values.write(registry.disclosure(id.kind, id.report).compute(linked))
    approval = replace(approval, files={**files, values.VALUES: approvals.sha256(computed)})
    content = approvals.write(approval)
    release = replace(release, approval=approvals.parse(content))
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        shutil.copytree(folder, staged, ignore=shutil.ignore_patterns(PAGE))
        (staged / values.VALUES).write_bytes(computed)
        (staged / approvals.APPROVAL).write_bytes(content)
        if sign is not None:
            sign(staged / approvals.APPROVAL)
        with lock.held(root / "data"):
            _refuse_overtaken(root, ledger, id, {name: staged / name for name in files}, files)
            staged.rename(target)
            try:
                _append(ledger_path, ledger, id, approvals.sha256(content), issued)
            except OSError:
                target.rename(staged)
                raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    shutil.rmtree(folder)
    if approved is not None:
        approved.append(release)
    return target


def recover(root: Path, folder: Path, id: ReleaseId) -> ReleaseId | None:
    """Undo what an approval of this very draft left that was killed; return the release when it had been made.

    Killed before the ledger knew of it, the release is taken back; killed after, what is left of the draft is.
    """
    recorded = {one.release for one in approvals.read_ledger(root / "data" / "ledger.jsonl", "data/ledger.jsonl")}
    target = root / "data" / "approved" / str(id)
    if str(id) not in recorded and target.is_dir() and _same(folder, target, whole=True):
        shutil.rmtree(target)
    before = replace(id, revision=id.revision - 1) if id.revision > 1 else None
    made = root / "data" / "approved" / str(before)
    if before is not None and str(before) in recorded and _same(folder, made, whole=False):
        shutil.rmtree(folder)
        return before
    return None


def _same(folder: Path, made: Path, *, whole: bool) -> bool:
    """Whether a release holds the bytes of a draft: all of its own, or all that is left of the draft."""
    left = {path.name: path for path in folder.iterdir() if path.is_file() and path.name != PAGE}
    held = {path.name: path for path in approvals.release_files(made) if path.name != values.VALUES}
    if (whole and set(left) - {values.VALUES} != set(held)) or not set(left) <= {*held, values.VALUES}:
        return False
    return all(path.read_bytes() == held[name].read_bytes() for name, path in left.items() if name in held)


END = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _refusal(
    root: Path, id: ReleaseId, ledger: list[approvals.Entry], date: datetime.date, issued: datetime.datetime
) -> list[Problem]:
    place = Place(f"data/approved/{id}/")
    problems = []
    recorded = {entry.release for entry in ledger}
    if str(id) in recorded or (root / "data" / "approved" / str(id)).exists():
        fix = f"要改内容，导入为 {id.current}/r{id.revision + 1} 并写明 revision.json"
        problems.append(Problem("approval.exists", place, "这一版已经批准，不能覆盖", fix))
    before = replace(id, revision=id.revision - 1)
    if id.revision > 1 and str(before) not in recorded:
        problems.append(
            Problem("approval.no-predecessor", place, f"前一版 {before} 还没有批准", "修订版从 r2 起逐版编号")
        )
    if issued.date() < date:
        problems.append(
            Problem(
                "approval.issued-before", place, f"公开时间早于批准日期 {date}", "核对 --issued 和 --date", str(issued)
            )
        )
    return problems


def _refuse_overtaken(
    root: Path, ledger: list[approvals.Entry], id: ReleaseId, copied: Mapping[str, Path], files: Mapping[str, str]
) -> None:
    """Refuse what another command changed since it was read.

    Raises:
        Rejected: ``approval.overtaken``: the ledger went on, or the draft is no longer what was checked.
    """
    now = approvals.read_ledger(root / "data" / "ledger.jsonl", "data/ledger.jsonl")
    same = all(approvals.sha256(path.read_bytes()) == files[name] for name, path in copied.items())
    if now != ledger or not same:
        said = "登记到一半时，另一个命令改了台账或这份草稿；这次没有登记"
        place = Place(f"data/approved/{id}/")
        raise Rejected([Problem("approval.overtaken", place, said, "等别的命令结束，再运行一次 portal approve")])


def _append(path: Path, ledger: list[approvals.Entry], id: ReleaseId, sha256: str, issued: datetime.datetime) -> None:
    previous = ledger[-1].sha256 if ledger else approvals.FIRST
    entry = approvals.Entry(len(ledger) + 1, str(id), sha256, issued.isoformat(), previous)
    lines = [one.line() for one in (*ledger, entry)]
    staged = path.with_name(f".{path.name}.staged")
    staged.write_bytes(b"".join(line + b"\n" for line in lines))
    staged.replace(path)
