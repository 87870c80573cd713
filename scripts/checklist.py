"""Checklist: what stands for and against approving a draft, computed and never ticked, shown before the approval."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts import diff, history, instance, scan
from scripts.approve import END, draft_release
from scripts.intake.draft import PAGE, RECORD
from scripts.intake.recordfile import read_record
from scripts.model.flip import FLIPS
from scripts.model.problem import Problem, Rejected
from scripts.model.release import Approval, Release, ReleaseId

MOST_SHOWN = 10


@dataclass
class Checklist:
    """What was found.

    Args:
        id: release that the draft would become.
        title: of the release.
        tables, rows: how much was checked cell by cell.
        problems: stop the approval.
        accepted: problems that the approver accepts, with the reason.
        warnings: what should be looked at, Chinese sentences.
        changes: what the public will see change.
        approved: the releases of the instance, read once.
    """

    id: ReleaseId
    title: str = ""
    tables: int = 0
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    accepted: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[diff.Change] = field(default_factory=list)
    approved: list[Release] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the checklist as the command prints it."""
        yield f"批准前的核对：{self.title}（{self.id}）"
        if self.tables:
            yield f"  通过　逐格核对：{self.tables} 张表，{self.rows} 行"
        if self.problems:
            yield f"  阻止　{len(self.problems)} 个问题，改好才能批准，下面逐个列出"
        elif self.tables:
            yield "  通过　各行各期、勾稽关系：没有没说明的问题"
        for code, reason in self.accepted:
            yield f"  接受　{code}：{reason}（理由会公开）"
        for warning in self.warnings:
            yield f"  提醒　{warning}"
        if self.problems:
            return
        yield f"  公众会看到：{diff.summary(self.changes)}"
        for change in self.changes[:MOST_SHOWN]:
            moved = f"{change.old} → {change.new}" if change.figure else change.new
            turned = f"（{FLIPS[change.flip]}）" if change.flip else ""
            yield f"    {change.label}：{moved}{turned}"
        if len(self.changes) > MOST_SHOWN:
            yield f"    以上是前 {MOST_SHOWN} 处；全部用 portal diff 查看"


def checklist(
    root: Path,
    folder: Path,
    id: ReleaseId,
    *,
    date: datetime.date,
    issued: datetime.datetime,
    explained: Mapping[str, str],
    now: datetime.datetime,
) -> Checklist:
    """Return what stands for and against approving the draft in ``folder`` as release ``id``.

    Raises:
        Rejected: the instance itself has problems.
    """
    material = instance.load(root, END, preview=True)
    out = Checklist(id, str(id.period.title), approved=list(material.releases.values()))
    out.warnings += _of_files(folder)
    if issued > now:
        out.warnings.append(f"公开时间是 {issued.isoformat(sep=' ', timespec='minutes')}，到那时再生成一次网站才公开")
    try:
        release = instance.link(draft_release(root, folder, id), out.approved)
    except Rejected as rejected:
        out.problems = rejected.problems
        return out
    out.title = history.stated(release).title
    out.tables, out.rows = len(release.tables), sum(map(len, release.tables.values()))
    every = instance.check_rules(_with(release, date, issued, {}))
    out.problems = instance.check_rules(_with(release, date, issued, explained))
    left = {problem.code for problem in every} - {problem.code for problem in out.problems}
    out.accepted = [(code, reason) for code, reason in explained.items() if code in left or "." not in code]
    unused = [code for code in explained if code.startswith("check.") and code not in left]
    out.warnings += [f"--explain 写了 {code}，这份草稿没有这个问题" for code in unused]
    if not out.problems:
        before = {str(one.id): history.stated(one) for one in material.revisions(id)}
        out.changes = diff.changes(before, before | {str(id): history.stated(release)})
    return out


def _with(release: Release, date: datetime.date, issued: datetime.datetime, explained: Mapping[str, str]) -> Release:
    """Return the release as if it were approved, for the rules that an approval may answer."""
    return replace(release, approval=Approval("", "", date, issued, {}, {}, explained=dict(explained)))


def _of_files(folder: Path) -> Iterator[str]:
    """Yield what is worth a look in the originals and in the record of the import."""
    found = scan.scan([path for path in sorted(folder.iterdir()) if path.is_file() and path.name != PAGE])
    kinds: dict[tuple[str, str], int] = {}
    for problem in found.problems:
        kinds[problem.code, problem.expected] = kinds.get((problem.code, problem.expected), 0) + 1
    for (code, expected), count in kinds.items():
        yield f"草稿里的文件：{expected}，{count} 处 [{code}]；用 portal scan {folder} 查看，原表也会进仓库"
    for one in read_record(folder / RECORD).values():
        yield from one.get("remarks", ())
        for total in one.get("totals", ()):
            if not total["equal"]:
                reason = total.get("reason", "")
                yield f"原表印的合计 {total['printed']} 与各行之和 {total['sum']} 不相等；理由：{reason}"
