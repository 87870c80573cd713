"""Approvals and the ledger: what binds a release to its bytes, read and verified."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.intake.harmless import faults
from scripts.intake.notation import read_json
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import REVISION_TYPES, Approval, ReleaseId, RevisionNote

APPROVAL = "approval.json"
SIGNATURE = "approval.json.sig"
REVISION = "revision.json"
FIRST = "0" * 64
"""What the first ledger entry names as its predecessor."""
FIRST_YEAR, LAST_YEAR = 1949, 2999
"""Of approvals and publications; the last is that of periods."""


def sha256(content: bytes) -> str:
    """Return the SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    """Return JSON bytes with sorted keys and no spaces: one value, one hash."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: a release, the hash of its approval and of the line before.

    A published ledger shows a line under embargo only by its hash (``sealed``), so that the chain holds and nothing is
    told before its time; the other parts are empty then.
    """

    sequence: int
    release: str = ""
    approval: str = ""
    issued: str = ""
    previous: str = ""
    sealed: str = ""

    def line(self) -> bytes:
        """Return the line without its line end."""
        names = ("sequence", "sealed") if self.sealed else ("sequence", "release", "approval", "issued", "previous")
        return canonical({name: getattr(self, name) for name in names})

    @property
    def sha256(self) -> str:
        """The hash that the next entry names."""
        return self.sealed or sha256(self.line())


def _entry(line: bytes) -> Entry:
    """Return the entry that a line states.

    Raises:
        ValueError, TypeError: it states none.
    """
    entry = Entry(**read_json(line))
    words: tuple[Any, ...] = (entry.release, entry.approval, entry.issued, entry.previous, entry.sealed)
    if type(entry.sequence) is not int:
        raise TypeError(entry.sequence)
    if not all(isinstance(word, str) and word.isascii() for word in words):
        raise TypeError(words)
    # Its name is looked for as a folder.
    if not entry.sealed and str(ReleaseId.parse(entry.release)) != entry.release:
        raise ValueError(entry.release)
    return entry


def public_ledger(entries: list[Entry], shown: Collection[str]) -> bytes:
    """Return ``ledger.jsonl`` as it is published: the lines of releases not ``shown`` are sealed."""
    public = [one if one.release in shown else Entry(one.sequence, sealed=one.sha256) for one in entries]
    return b"".join(one.line() + b"\n" for one in public)


def read_ledger(path: Path, name: str, *, published: bool = False) -> list[Entry]:
    """Return the entries of ``ledger.jsonl``, oldest first; none when there is no file yet.

    Args:
        published: it is a site's, in which lines under embargo are sealed.

    Raises:
        Rejected: ``ledger.broken``: a line is unreadable, out of order or does not continue the chain;
            ``ledger.twice``: a release has a second line, which would let other bytes pass for it.
    """
    if not path.is_file():
        return []
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    previous = FIRST
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            entry = _entry(line)
        except (ValueError, TypeError):
            entry = None
        joined = entry is not None and (published if entry.sealed else entry.previous == previous)
        if entry is None or not joined or entry.line() != line or entry.sequence != number:
            raise Rejected(
                [
                    Problem(
                        "ledger.broken",
                        Place(name, row=number),
                        "台账从这一行起接不上：有行被改动、删去或调换",
                        "用 git 恢复 ledger.jsonl；台账只能由 portal approve 往后添加",
                    )
                ]
            )
        if not entry.sealed and entry.release in seen:
            raise Rejected(
                [
                    Problem(
                        "ledger.twice",
                        Place(name, row=number),
                        f"同一次发布登记了两次：{entry.release} 在第 {seen[entry.release]} 行已经登记",
                        "用 git 恢复 ledger.jsonl；公开过的内容要改，只能另做一个修订版（r2）",
                    )
                ]
            )
        seen[entry.release] = number
        entries.append(entry)
        previous = entry.sha256
    return entries


def read_approval(folder: Path, name: str, entries: list[Entry], release: str) -> Approval:
    """Return the approval of the release in ``folder`` after checking every byte against it and it against the ledger.

    Raises:
        Rejected: with every problem found (codes ``approval.*``).
    """
    path = folder / APPROVAL
    if not path.is_file():
        raise Rejected(
            [
                Problem(
                    "approval.missing",
                    Place(f"{name}/"),
                    "没有批准记录，不能公开",
                    "用 portal approve 登记批准；不要直接把文件放进 data/approved",
                )
            ]
        )
    content = path.read_bytes()
    try:
        approval = parse(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Rejected(
            [Problem("approval.unreadable", Place(f"{name}/{APPROVAL}"), "批准记录读不懂", "用 git 恢复这个文件")]
        ) from None
    problems = [*_files(folder, name, approval), *unsafe(approval, f"{name}/{APPROVAL}")]
    recorded = [entry.approval for entry in entries if entry.release == release]
    if not recorded:
        problems.append(
            Problem(
                "approval.not-in-ledger",
                Place(f"{name}/{APPROVAL}"),
                "台账里没有这次批准",
                "忘了提交台账的，补上：git add data/ledger.jsonl；没有登记过批准的，用 portal approve 登记",
            )
        )
    elif approval.sha256 not in recorded:
        problems.append(
            Problem(
                "approval.changed",
                Place(f"{name}/{APPROVAL}"),
                "批准记录在登记之后被改动",
                "用 git 恢复这个文件；要改内容，另做一个修订版（r2）",
            )
        )
    if problems:
        raise Rejected(problems)
    return approval


def parse(content: bytes) -> Approval:
    """Return the approval written in ``content``.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not an approval.
    """
    data = read_json(content)
    issued = datetime.datetime.fromisoformat(data["issued"])
    if issued.tzinfo is None:
        raise ValueError("issued has no time zone")
    date = datetime.date.fromisoformat(data["date"])
    # At either end of the calendar, another time zone is another year than there is.
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (issued, date)):
        raise ValueError("a year in which nothing was approved")
    files, methods, explained = data["files"], data.get("methods", {}), data.get("explained", {})
    if not all(isinstance(text, str) for part in (files, methods, explained) for text in part.values()):
        raise TypeError("files, methods and explained are texts")
    return Approval(
        organ=str(data["organ"]),
        document=str(data["document"]),
        date=date,
        issued=issued,
        files=dict(sorted(files.items())),
        methods=dict(sorted(methods.items())),
        sha256=sha256(content),
        explained=dict(explained),
    )


def unsafe(approval: Approval, name: str) -> Iterator[Problem]:
    """Yield what no approval may say, because it is printed (``text.*``)."""
    yield from faults([approval.organ, approval.document, dict(approval.explained)], name)


def write(approval: Approval) -> bytes:
    """Return ``approval.json``."""
    data = {
        "organ": approval.organ,
        "document": approval.document,
        "date": approval.date.isoformat(),
        "issued": approval.issued.isoformat(),
        "files": dict(sorted(approval.files.items())),
        "methods": dict(sorted(approval.methods.items())),
    }
    if approval.explained:
        data["explained"] = dict(sorted(approval.explained.items()))
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_revision(folder: Path, name: str, id: ReleaseId) -> RevisionNote | None:
    """Return why the revision exists; ``None`` for the first.

    Raises:
        Rejected: ``revision.missing`` or ``revision.unreadable``.
    """
    path = folder / REVISION
    if id.revision == 1 and not path.exists():
        return None
    place = Place(f"{name}/{REVISION}")
    if not path.is_file():
        fix = "写明 type（revision、correction、method、withdrawal）、reason、approver、date"
        raise Rejected([Problem("revision.missing", place, "修订版要说明为什么改、谁批准", fix)])
    try:
        data = read_json(path.read_bytes())
        note = RevisionNote(
            data["type"], str(data["reason"]), str(data["approver"]), datetime.date.fromisoformat(data["date"])
        )
        if note.type not in REVISION_TYPES or not note.reason.strip() or not note.approver.strip():
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        fix = "写明 type（revision、correction、method、withdrawal）、reason、approver、date（2024-09-30）"
        raise Rejected([Problem("revision.unreadable", place, "修订说明读不懂或没有写全", fix)]) from None
    if problems := list(faults([note.reason, note.approver], place.file)):
        raise Rejected(problems)
    return note


def release_files(folder: Path) -> Iterator[Path]:
    """Yield every file that an approval binds: all in the folder but the approval and its signature."""
    for path in sorted(folder.iterdir()):
        if path.name not in {APPROVAL, SIGNATURE}:
            yield path


def _files(folder: Path, name: str, approval: Approval) -> Iterator[Problem]:
    there = {path.name: path for path in release_files(folder)}
    for file, expected in approval.files.items():
        path = there.get(file)
        if path is None:
            yield Problem("approval.missing-file", Place(f"{name}/{file}"), "批准过的文件不见了", "用 git 恢复这个文件")
        elif path.is_symlink() or not path.is_file():
            yield Problem("approval.not-a-file", Place(f"{name}/{file}"), "不是普通文件", "换成批准时的文件")
        elif sha256(path.read_bytes()) != expected:
            yield Problem(
                "approval.changed-file",
                Place(f"{name}/{file}"),
                "批准之后被改动，与批准时的校验值不同",
                "用 git 恢复这个文件；要改数据，另做一个修订版（r2）并重新批准",
            )
    for file in sorted(set(there) - set(approval.files)):
        yield Problem(
            "approval.unlisted-file", Place(f"{name}/{file}"), "不在批准的文件之内", "删去这个文件，或重新批准"
        )
