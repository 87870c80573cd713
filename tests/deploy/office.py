"""Office: a clerk's working copy and the server it publishes to, small but real."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from scripts import deploy
from scripts.cli import main
from tests.commands import conftest as clerk

URL = "https://rd.example.cn"
SETTINGS = {"branch": "main", "url": URL}
IDENTITY = {f"GIT_{who}_{what}": "clerk@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
SEPARATE = {**IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}
THIRD: clerk.Rows = (("101", "90", "100", "100", "95"), ("102", "200", "200", "200", "180"))


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run git in a folder with no settings but these."""
    command = ["git", "-C", str(folder), *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | SEPARATE
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=check)


def start_push(folder: Path, *words: str, **more: object) -> subprocess.Popen[str]:
    """Begin a push in a process group of its own."""
    command = ["git", "-C", str(folder), "push", *(words or ("公开", "main"))]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command,
        env={**os.environ, **SEPARATE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **more,
    )


def until(push: subprocess.Popen[str], text: str) -> str:
    """Read what a push says up to a line with ``text``."""
    assert push.stderr is not None
    said: list[str] = []
    for line in push.stderr:
        said.append(line)
        if text in line:
            return "".join(said)
    raise AssertionError(f"{text} was not said:\n{''.join(said)}")


@dataclass
class Office:
    """A working copy, a target, and what a test asks of them."""

    copy: Path
    root: Path

    @property
    def site(self) -> deploy.Site:
        return deploy.opened(self.root)

    @property
    def served(self) -> str:
        return self.site.target.served

    @property
    def tip(self) -> str:
        return self.site.tip()

    def commit(self, message: str = "改动") -> str:
        """Commit everything and return the commit."""
        git(self.copy, "add", "-A")
        git(self.copy, "commit", "--quiet", "-m", message)
        return git(self.copy, "rev-parse", "HEAD").stdout.strip()

    def commit_empty(self) -> str:
        """Commit no change and return the commit."""
        git(self.copy, "commit", "--quiet", "--allow-empty", "-m", "没有改动")
        return git(self.copy, "rev-parse", "HEAD").stdout.strip()

    def approve(self, period: str, rows: clerk.Rows, date: str, *more: str) -> None:
        """Approve one more period."""
        assert clerk.approve(self.copy, clerk.draft(self.copy, f"{clerk.SERIES}/{period}", rows), date, *more) == 0

    def push(self, *words: str) -> tuple[int, str]:
        """Push and return git's status and what the clerk sees."""
        done = git(self.copy, "push", *(words or ("公开", "main")), check=False)
        return done.returncode, done.stdout + done.stderr

    def snapshot(self) -> tuple[object, ...]:
        """Return everything that a refused push must leave as it was."""
        served = self.root / "current"
        files = {path: path.stat().st_mtime_ns for path in sorted(served.resolve().rglob("*"))}
        refs = git(self.root / "repository.git", "for-each-ref").stdout
        return self.served, served.lstat().st_ino, files, refs, self.site.target.names(), self.site.target.state.live


def copied(office: Office, place: Path) -> Office:
    """Return a copy of a working copy and its published target, as if it had been made there."""
    shutil.copytree(office.copy, place / "copy")
    shutil.copytree(office.root, place / "server", symlinks=True)
    deploy.init(place / "server", SETTINGS)
    git(place / "copy", "remote", "set-url", "公开", str(place / "server" / "repository.git"))
    return Office(place / "copy", place / "server")


def first(place: Path) -> Office:
    """Return an office that has published two quarters by a push."""
    copy = place / "copy"
    clerk.write(copy / "data" / "site.toml", clerk.SITE.replace("demonstration = true", "demonstration = false"))
    clerk.write(copy / "data" / "calendar.toml", "")
    clerk.write(copy / "data" / "methods" / "execution_pace.toml", clerk.METHOD)
    clerk.write(copy / "data" / "methods" / "disclosure_deadline.toml", clerk.DEADLINE)
    clerk.write(copy / "data" / "codelists" / "departments.csv", clerk.DEPARTMENTS)
    office = Office(copy, place / "server")
    office.approve("2024-Q2", clerk.FIRST, "2024-07-20")
    office.approve("2024-Q3", clerk.SECOND, "2024-10-20")
    git(place, "init", "--quiet", "--initial-branch=main", str(copy))
    office.commit("2024年第二、三季度")
    assert main(["deploy", "init", str(office.root), "--url", URL]) == 0
    git(copy, "remote", "add", "公开", str(office.root / "repository.git"))
    status, said = office.push()
    assert status == 0, said
    return office


class Done(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    said: str


def portal(*words: object) -> Done:
    """Run a command of the portal."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main([str(word) for word in words])
    return Done(status, said.getvalue())
