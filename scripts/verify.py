"""``portal verify``: offline, whether a built site or a downloaded release is what was approved."""

from __future__ import annotations

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts import signature
from scripts.intake import approval as approvals
from scripts.intake import values
from scripts.intake.approval import Entry, sha256
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import Approval, NotAReleasePath, ReleaseId
from scripts.packing import differing, without_packed
from scripts.recompute import recompute
from scripts.usage import WrongUsage

MANIFEST, LEDGER, SUMS = "manifest.json", "ledger.jsonl", "SHA256SUMS"
UNPUBLISHED = ("import.json", "source")
"""Files that an approval binds and a site does not publish: the workbook of staff and the record of its import."""
LARGEST = 1 << 30
"""Bytes that an archive may unpack to."""
_FIX = "重新下载；仍然如此的，不要引用，请告知公开机关"


@dataclass
class Verified:
    """What was looked at and what is wrong."""

    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    releases: int = 0
    signatures: int = 0
    figures: int = 0
    remark: str = ""

    def words(self) -> str:
        """Return what was looked at."""
        said = [f"{self.files} 个文件", f"{self.releases} 次发布"]
        said += [f"{self.signatures} 个签名"] if self.signatures else []
        return "，".join([*said, f"重算 {self.figures} 个数字"] if self.figures else said)

    def as_json(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        counts = {name: getattr(self, name) for name in ("files", "releases", "signatures", "figures")}
        return {"problems": [problem.as_json() for problem in self.problems], **counts}


def verify(path: Path, root: Path, *, trusted: Path | None = None, figures: bool = False) -> Verified:
    """Return what is wrong with a site folder or a ``release.zip``.

    Args:
        path: folder of a built site, or an archive of one release.
        root: instance whose code lists, methods and earlier releases recompute the figures.
        trusted: instance whose ``allowed_signers`` and ledger are believed, when the reader names one.
        figures: also recompute every figure from the published rows.

    Raises:
        WrongUsage: it is neither.
    """
    if path.is_dir():
        if not (path / MANIFEST).is_file():
            raise WrongUsage(f"{path} 不是生成好的网站：里面没有 {MANIFEST}。")
        return _site(path, root, trusted, figures=figures)
    if not path.is_file():
        raise WrongUsage(f"没有这个文件或文件夹：{path}")
    if not zipfile.is_zipfile(path):
        raise WrongUsage(f"{path} 不是压缩包，也不是网站的文件夹。")
    return _archive(path, root, trusted, figures=figures)


def _site(site: Path, root: Path, trusted: Path | None, *, figures: bool) -> Verified:
    found = Verified()
    content = _json(site / MANIFEST, found.problems)
    listed = content.get("files") if isinstance(content, dict) else None
    if not isinstance(listed, dict):
        found.problems.append(Problem("verify.manifest", Place(MANIFEST), "读不懂这份清单", _FIX))
        return found
    there = {one.relative_to(site).as_posix(): one for one in sorted(site.rglob("*")) if not one.is_dir()}
    found.files = len(there) - 1
    found.problems += _against(without_packed(listed, there), there, {MANIFEST})
    found.problems += differing(there)
    try:
        ledger = approvals.read_ledger(site / LEDGER, LEDGER, published=True)
    except Rejected as rejected:
        found.problems += rejected.problems
        ledger = []
    if ledger and content.get("ledger_head") != ledger[-1].sha256:
        found.problems.append(Problem("verify.ledger-head", Place(LEDGER), "台账的末行与清单所记的不同", _FIX))
    if trusted is not None:
        found.problems += _continues(ledger, trusted)
    ledger = [entry for entry in ledger if not entry.sealed]
    gone = withdrawn(site, [entry.release for entry in ledger])
    for entry in ledger:
        folder = site / entry.release
        if not folder.is_dir():
            expected = "台账里登记过的发布不在网站上"
            found.problems.append(
                Problem("verify.release-gone", Place(LEDGER, row=entry.sequence), expected, _FIX, entry.release)
            )
            continue
        found.releases += 1
        found.problems += _release(
            folder, entry.release, found, trusted, entry.approval, withdrawn=entry.release in gone
        )
    recorded = {entry.release for entry in ledger}
    for one in sorted(site.glob(f"*/*/*/r*/{approvals.APPROVAL}")):
        name = one.parent.relative_to(site).as_posix()
        if name not in recorded:
            found.problems.append(Problem("verify.not-in-ledger", Place(f"{name}/"), "台账里没有这次发布", _FIX))
    if figures and not found.problems:
        there_are = [e.release for e in ledger if (site / e.release).is_dir() and e.release not in gone]
        # Rows that were withdrawn are not here any more; what was computed from them needs the instance.
        count, differences = recompute(site, there_are, root, alone=bool(gone))
        found.figures = count
        found.problems += differences
    return found


def _archive(path: Path, root: Path, trusted: Path | None, *, figures: bool) -> Verified:
    """Verify a release on its own; what it is called is said by its ``figures.json``."""
    found = Verified()
    with tempfile.TemporaryDirectory(prefix="portal-") as temporary:
        folder = Path(temporary)
        _unpack(path, folder)
        there = {one.name: one for one in sorted(folder.iterdir())}
        found.files = len(there)
        sums = _sums(there.get(SUMS))
        if sums is None:
            found.problems.append(Problem("verify.manifest", Place(SUMS), "没有校验值清单，或读不懂", _FIX))
            return found
        found.problems += _against(sums, there, {SUMS, "如何校验.txt"})
        head = _json(folder / "figures.json", found.problems)
        name = str(head.get("release", "")) if isinstance(head, dict) else ""
        recorded = _recorded(trusted, name) if trusted is not None else ""
        found.releases = 1
        if newer := _newer(trusted, name):
            found.remark = f"这一期已有更新的一版：{newer}。这个压缩包是以前的一版。"
        if not recorded:
            found.remark = "没有与台账核对：用 --instance 指明信任的实例，或核对网站的 ledger.jsonl。"
        found.problems += _release(folder, "", found, trusted, recorded)
        if figures and not found.problems:
            try:
                id = ReleaseId.parse(name)
            except NotAReleasePath:
                found.problems.append(Problem("verify.manifest", Place("figures.json"), "没有写明是哪次发布", _FIX))
                return found
            # As the site has it, so that one way of recomputing serves both.
            home = folder / ".site" / str(id)
            home.mkdir(parents=True)
            for file, one in there.items():
                one.rename(home / file)
            found.figures, differences = recompute(folder / ".site", [str(id)], root, alone=True)
            found.problems += differences
    return found


def _against(listed: dict[str, Any], there: dict[str, Path], but: set[str]) -> Iterator[Problem]:
    """Yield what differs between a list of SHA-256 and the files that are there."""
    for name, expected in sorted(listed.items()):
        path = there.get(name)
        if path is None:
            yield Problem("verify.missing-file", Place(name), "清单里有这个文件，这里没有", _FIX)
        elif path.is_symlink() or sha256(path.read_bytes()) != expected:
            yield Problem("verify.changed-file", Place(name), "与清单的校验值不同：被改动过", _FIX)
    for name in sorted(set(there) - set(listed) - but):
        yield Problem("verify.extra-file", Place(name), "不在清单里：是后来加进去的", _FIX)


def _release(
    folder: Path, name: str, found: Verified, trusted: Path | None, recorded: str, *, withdrawn: bool = False
) -> Iterator[Problem]:
    """Yield what differs between a release and its approval, and between the approval and the ledger.

    Args:
        withdrawn: its data may not be there any more.
    """
    prefix = f"{name}/" if name else ""
    path = folder / approvals.APPROVAL
    approval = _approval(path)
    if approval is None:
        yield Problem("verify.no-approval", Place(f"{prefix}{path.name}"), "没有批准记录，或读不懂", _FIX)
        return
    if recorded and approval.sha256 != recorded:
        yield Problem("verify.approval-changed", Place(f"{prefix}{path.name}"), "与台账登记的校验值不同", _FIX)
    for file, expected in approval.files.items():
        one = folder / file
        kept = not file.startswith(UNPUBLISHED) and (not withdrawn or file == approvals.REVISION)
        if Path(file).name != file or (not one.is_file() and kept):
            yield Problem("verify.missing-file", Place(f"{prefix}{file}"), "批准过的文件不在这里", _FIX)
        elif one.is_file() and sha256(one.read_bytes()) != expected:
            yield Problem("verify.changed-file", Place(f"{prefix}{file}"), "与批准时的校验值不同：批准之后被改动", _FIX)
    yield from check_values(folder, prefix, approval)
    signed = folder / approvals.SIGNATURE
    allowed = trusted / signature.ALLOWED if trusted is not None else None
    if signed.is_file() and allowed is not None and allowed.is_file():
        found.signatures += 1
        yield from signature.verify(path.read_bytes(), signed, allowed, f"{prefix}{signed.name}")


def check_values(folder: Path, prefix: str, approval: Approval) -> Iterator[Problem]:
    """Yield the figures that are published with another value than was approved."""
    approved, published = folder / values.VALUES, folder / "figures.json"
    if values.VALUES not in approval.files or not approved.is_file() or not published.is_file():
        return
    try:
        bound = values.read(approved.read_bytes())
        figures = json.loads(published.read_bytes())["figures"]
        said = {one["id"]: (one["value"] or "", one["unit"], one["label"]) for one in figures}
    except (ValueError, KeyError, TypeError):
        yield Problem("verify.unreadable", Place(f"{prefix}{published.name}"), "读不懂公布的数字", _FIX)
        return
    for id in dict.fromkeys((*bound, *said)):
        value, unit, label = said.get(id, ("", "", ""))
        if id not in said:
            yield Problem("verify.figure-differs", Place(f"{prefix}{published.name}"), "批准过的数字没有公布", _FIX, id)
        elif bound.get(id) != (value, unit):
            was = bound.get(id, ("没有这个数字", ""))[0] or "没有数"
            expected = f"{label} #{id}，批准的是“{was}”"
            yield Problem("verify.figure-differs", Place(f"{prefix}{published.name}"), expected, _FIX, value)


def withdrawn(site: Path, names: Sequence[str]) -> set[str]:
    """Return the releases that a later revision of their period, or they themselves, withdrew."""
    found: set[str] = set()
    for name in names:
        id = ReleaseId.parse(name)
        try:
            note = approvals.read_revision(site / name, name, id)
        except Rejected:
            continue
        if note is not None and note.type == "withdrawal":
            same = (one for one in names if one.startswith(f"{id.current}/"))
            found |= {one for one in same if ReleaseId.parse(one).revision <= id.revision}
    return found


def _approval(path: Path) -> Approval | None:
    try:
        return approvals.parse(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _continues(ledger: list[Entry], trusted: Path) -> Iterator[Problem]:
    """Yield whether the site's ledger is not the beginning of the trusted one, or the other way round."""
    own = approvals.read_ledger(trusted / "data" / LEDGER, f"data/{LEDGER}")
    for ours, theirs in zip(own, ledger, strict=False):
        if ours.sha256 != theirs.sha256:
            expected = "从这一行起与 --instance 的台账不同：其中一份被改写过"
            yield Problem("verify.ledger-forked", Place(LEDGER, row=theirs.sequence), expected, _FIX, theirs.release)
            return
    if len(ledger) < len(own):
        # Lines under embargo are sealed, not left out: a site is never shorter than the ledger it was built from.
        expected = f"台账只有 {len(ledger)} 行，--instance 的有 {len(own)} 行：这是以前的网站，或末尾几行被删去"
        yield Problem("verify.ledger-behind", Place(LEDGER, row=len(ledger)), expected, "重新生成；下载的，重新下载")


def _recorded(trusted: Path, name: str) -> str:
    entries = approvals.read_ledger(trusted / "data" / LEDGER, f"data/{LEDGER}")
    return next((entry.approval for entry in entries if entry.release == name), "")


def _newer(trusted: Path | None, name: str) -> str:
    """Return the last revision of the same period that the trusted ledger holds, when it is another."""
    if trusted is None or not name:
        return ""
    entries = approvals.read_ledger(trusted / "data" / LEDGER, f"data/{LEDGER}")
    period = f"{name.rpartition('/')[0]}/"
    last = next((entry.release for entry in reversed(entries) if entry.release.startswith(period)), name)
    return "" if last == name else last


def _sums(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        lines = [line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return {name: expected for expected, name in lines}
    except (UnicodeDecodeError, ValueError):
        return None


def _unpack(path: Path, folder: Path) -> None:
    """Write the files of an archive into ``folder``; only plain names, not more than ``LARGEST``."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            plain = all(Path(name).name == name and name not in {"", ".", ".."} and "\\" not in name for name in names)
            if not plain or len(set(names)) != len(names):
                raise Rejected([Problem("verify.bad-archive", Place(str(path)), "压缩包里有不该有的路径或重名", _FIX)])
            if sum(one.file_size for one in packed.infolist()) > LARGEST:
                raise Rejected(
                    [Problem("verify.bad-archive", Place(str(path)), "解开后超过 1 GB，不是发布的压缩包", _FIX)]
                )
            for one in packed.infolist():
                (folder / one.filename).write_bytes(packed.read(one))
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, zlib.error):
        raise Rejected([Problem("verify.bad-archive", Place(str(path)), "压缩包已损坏", _FIX)]) from None


def _json(path: Path, problems: list[Problem]) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        problems.append(Problem("verify.unreadable", Place(path.name), "没有这个文件，或读不懂", _FIX))
        return {}
