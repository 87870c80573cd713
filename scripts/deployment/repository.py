"""Repository: what a target asks of git; nothing that was pushed is run by it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.model.problem import Place, Problem, Rejected

MATERIAL = ("data", "content/pages", "content/news")
"""What an instance is made of; drafts and what a build writes are left out."""
LEFT_OUT = "data/drafts/"
LEDGER = "data/ledger.jsonl"
_FILES = {"100644", "100755", "100664"}


class Update(NamedTuple):
    """One line that git gives a hook: a reference and where it points before and after; zeros for nothing."""

    old: str
    new: str
    reference: str

    @property
    def removes(self) -> bool:
        """Whether the reference is to go."""
        return not self.new.strip("0")

    @property
    def before(self) -> str:
        """Where it points now as the pusher believes; empty for nowhere."""
        return self.old if self.old.strip("0") else ""


def updates(lines: Iterator[str]) -> list[Update]:
    """Return what a push changes.

    >>> updates(iter(["1 2 refs/heads/main\\n"]))
    [Update(old='1', new='2', reference='refs/heads/main')]
    """
    return [Update(*line.rstrip("\n").split(" ", 2)) for line in lines]


class Repository:
    """A bare repository. In a hook git's own variables let it see what is being pushed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str, ok: tuple[int, ...] = (0,)) -> tuple[int, bytes]:
        """Run git and return its status and what it printed.

        Raises:
            OSError: another status than those of ``ok``.
        """
        command = ["git", "--git-dir", str(self.folder), *words]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode not in ok:
            raise OSError(None, done.stderr.decode(errors="replace").strip(), " ".join(command))
        return done.returncode, done.stdout

    def commit(self, reference: str) -> str:
        """Return the commit that a reference points to; empty for none."""
        status, said = self.git("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}", ok=(0, 1, 128))
        return said.decode().strip() if status == 0 else ""

    def subject(self, commit: str) -> str:
        """Return the first line of a commit's message; empty when there is no such commit."""
        status, said = self.git("log", "-1", "--format=%s", commit, "--", ok=(0, 128))
        return said.decode(errors="replace").strip() if status == 0 else ""

    def follows(self, new: str, old: str) -> bool:
        """Return whether ``new`` has ``old`` among its ancestors."""
        return self.git("merge-base", "--is-ancestor", old, new, ok=(0, 1))[0] == 0

    def changed(self, old: str, new: str) -> list[str]:
        """Return the paths that differ between two commits."""
        _, said = self.git("diff", "--name-only", "-z", old, new, "--")
        return [name.decode(errors="replace") for name in said.split(b"\0") if name]

    def drafts(self, commit: str) -> list[str]:
        """Return the drafts of a commit as ``kind/report/period``: handed in without an approval, they stay out."""
        _, said = self.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", LEFT_OUT)
        names = (name.decode(errors="replace").removeprefix(LEFT_OUT).split("/") for name in said.split(b"\0") if name)
        return sorted({"/".join(parts[:3]) for parts in names if len(parts) > 3})

    def file(self, commit: str, path: str) -> bytes:
        """Return a file of a commit; empty when it is not there."""
        status, said = self.git("cat-file", "blob", f"{commit}:{path}", ok=(0, 128))
        return said if status == 0 else b""

    def take_out(self, commit: str, folder: Path, *, program: bool) -> None:
        """Write the files of a commit into a new folder, byte for byte: the material, or the program with it.

        What the push says of line ends and filters is not asked: approvals are bound to the bytes.

        Raises:
            Rejected: ``deploy.bad-path``: a link or a name could lead out of the folder, to files of the server.
        """
        _, said = self.git("ls-tree", "-r", "-z", "--full-tree", commit)
        entries = [_Entry.parse(entry) for entry in said.split(b"\0") if entry]
        if bad := [entry.path for entry in entries if not entry.is_plain]:
            fix = "换成普通的文件，重新提交"
            expected = "是符号链接、子模块，或名称不能用，不能发布"
            raise Rejected([Problem("deploy.bad-path", Place(path), expected, fix) for path in bad])
        if not program:
            entries = [entry for entry in entries if entry.path.startswith(tuple(f"{name}/" for name in MATERIAL))]
        command = ["git", "--git-dir", str(self.folder), "cat-file", "--batch"]
        folder.mkdir()
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as blobs:
            assert blobs.stdin is not None
            assert blobs.stdout is not None
            for entry in entries:
                if entry.path.startswith(LEFT_OUT):
                    continue
                blobs.stdin.write(f"{entry.blob}\n".encode())
                blobs.stdin.flush()
                size = int(blobs.stdout.readline().split()[2])
                path = folder / entry.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(blobs.stdout.read(size))
                blobs.stdout.read(1)


class _Entry(NamedTuple):
    """One line of ``git ls-tree``."""

    mode: str
    blob: str
    path: str

    @classmethod
    def parse(cls, line: bytes) -> _Entry:
        facts, _, path = line.partition(b"\t")
        mode, _, blob = facts.decode().split(" ")
        return cls(mode, blob, os.fsdecode(path))

    @property
    def is_plain(self) -> bool:
        """Whether it is a file whose name stays in its folder."""
        parts = self.path.split("/")
        return self.mode in _FILES and not any(part in {"", ".", ".."} or part.lower() == ".git" for part in parts)
