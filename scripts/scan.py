"""``portal scan``: what files hold that should not be made public, in a folder, the index or pushed commits."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from scripts.intake.guard import MEGABYTE, MOST_BYTES
from scripts.intake.inspection import REMARKS, inspect
from scripts.model.problem import Place, Problem, report
from scripts.usage import WrongUsage

IGNORE = ".scanignore"
"""Patterns of paths, one a line, that the hooks pass over: made-up examples of the project itself."""
MOST_NAMED = 5
_LINK, _MODULE = "120000", "160000"


@dataclass
class Scanned:
    """What was looked at and what was found.

    Args:
        files: how many.
        problems: what must be mended.
        remarks: what should be looked at.
    """

    files: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def add(self, data: bytes, name: str) -> None:
        """Look at one file."""
        self.files += 1
        for problem in inspect(data, name):
            (self.remarks if problem.code in REMARKS else self.problems).append(problem)

    def told(self) -> str:
        """Return the remarks as the command prints them; where much could not be looked at it is only counted."""
        unseen = [one for one in self.remarks if one.code == "scan.not-looked-at"]
        rest = [one for one in self.remarks if one.code != "scan.not-looked-at"]
        if len(unseen) <= MOST_NAMED:
            rest, unseen = self.remarks, []
        lines = report(rest).splitlines()[:-1]
        if unseen:
            lines.append(f"图片、PDF 等 {len(unseen)} 个文件没有检查里面的内容：{unseen[0].place.file} 等。")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        return {
            "files": self.files,
            "problems": [problem.as_json() for problem in self.problems],
            "remarks": [problem.as_json() for problem in self.remarks],
        }


def scan(paths: Sequence[Path]) -> Scanned:
    """Look at files, and at every file in folders.

    Raises:
        WrongUsage: a path does not exist.
    """
    found = Scanned()
    for path in paths:
        if not path.exists():
            raise WrongUsage(f"没有这个文件或文件夹：{path}")
        for one in _files(path):
            if one.stat().st_size > MOST_BYTES:
                found.files += 1
                found.problems.append(_too_large(str(one)))
            else:
                found.add(one.read_bytes(), str(one))
    return found


def scan_staged(folder: Path) -> Scanned:
    """Look at what the next commit of the repository at ``folder`` would add or change: the index, not the files.

    Raises:
        WrongUsage: there is no repository.
    """
    top = repository(folder)
    out = _git(top, "diff", "--cached", "--raw", "-z", "--abbrev=40", "--no-renames", "--diff-filter=ACMT")
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    blobs = []
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, _, sha, _ = head.split(" ")
        if mode not in {_LINK, _MODULE}:
            blobs.append((sha, path))
    return _scan_blobs(top, blobs)


def scan_pushed(folder: Path, remote: str, lines: Iterable[str]) -> Scanned:
    """Look at every file version that a push would send.

    Args:
        folder: in the repository.
        remote: its name or address, as git tells the hook.
        lines: what git tells the hook: local ref, local commit, remote ref, remote commit.

    Raises:
        WrongUsage: there is no repository.
    """
    top = repository(folder)
    blobs: dict[str, str] = {}
    for line in lines:
        words = line.split()
        if len(words) != 4 or set(words[1]) == {"0"}:
            continue
        known = [f"^{words[3]}"] if set(words[3]) != {"0"} and _has(top, words[3]) else []
        # What any branch of the remote has was sent before.
        out = _git(top, "rev-list", "--objects", words[1], *known, "--not", f"--remotes={remote}")
        for entry in out.decode("utf-8", "surrogateescape").splitlines():
            sha, _, path = entry.partition(" ")
            if path:
                blobs.setdefault(sha, path)
    kinds = _batch(top, "--batch-check=%(objecttype)", blobs)
    files = [(sha, path) for (sha, path), kind in zip(blobs.items(), kinds, strict=True) if kind == "blob"]
    return _scan_blobs(top, files)


def repository(folder: Path) -> Path:
    """Return the top folder of the repository that a folder is in.

    Raises:
        WrongUsage: it is in none.
    """
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"], cwd=folder, capture_output=True, check=False, text=True
        )
    except FileNotFoundError:
        raise WrongUsage("没有安装 git。") from None
    if done.returncode:
        raise WrongUsage(f"{folder.resolve()} 不在 git 仓库里。")
    return Path(done.stdout.rstrip("\n"))


def _scan_blobs(top: Path, blobs: Sequence[tuple[str, str]]) -> Scanned:
    found = Scanned()
    passed = _ignored(top)
    wanted = [(sha, path) for sha, path in blobs if not any(_matches(path, pattern) for pattern in passed)]
    sizes = _batch(top, "--batch-check=%(objectsize)", dict(wanted))
    for (sha, path), size in zip(dict(wanted).items(), sizes, strict=True):
        if int(size) > MOST_BYTES:
            found.files += 1
            found.problems.append(_too_large(path))
        else:
            found.add(_git(top, "cat-file", "blob", sha), path)
    return found


def _ignored(top: Path) -> list[str]:
    path = top / IGNORE
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _matches(path: str, pattern: str) -> bool:
    return path.startswith(pattern) if pattern.endswith("/") else fnmatch(path, pattern)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for one in sorted(path.rglob("*")):
        if one.is_file() and not one.is_symlink() and not {".git", ".venv", ".cache"} & set(one.parts):
            yield one


def _too_large(name: str) -> Problem:
    return Problem(
        "scan.unreadable", Place(name), f"文件大于 {MOST_BYTES // MEGABYTE} MB，没有检查", "拆成几个文件，或不提交"
    )


def _git(top: Path, *words: str, input: bytes | None = None) -> bytes:
    return subprocess.run(["git", *words], cwd=top, capture_output=True, check=True, input=input).stdout


def _has(top: Path, sha: str) -> bool:
    done = subprocess.run(["git", "cat-file", "-e", sha], cwd=top, capture_output=True, check=False)
    return done.returncode == 0


def _batch(top: Path, form: str, blobs: Iterable[str]) -> list[str]:
    """Return one word of git for each object."""
    names = "".join(f"{sha}\n" for sha in blobs).encode()
    return _git(top, "cat-file", form, input=names).decode().split() if names else []
