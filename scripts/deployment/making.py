"""Making: one commit → a site that was checked, built and verified, in a folder of its own."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.deployment.repository import LEDGER, Repository
from scripts.deployment.target import Target, Tell
from scripts.model.problem import Place, Problem, Rejected, shorten
from scripts.usage import BEIJING

STEPS = 4
ROOM = 2
"""A site needs this many times the room of the one that is served, while it is made."""
LOCK = "requirements.txt"
_DATE = re.compile(r"^Date:\s*(\d{4}-\d{2}-\d{2})", re.MULTILINE)
NO_ROOM = "请维护的人腾出磁盘空间（portal deploy status 看余量），再推送一次"


class StepFailed(Exception):
    """A command of the program refused; it has said why itself."""


@dataclass(frozen=True)
class Program:
    """What builds: an interpreter and the folder of the code it runs."""

    python: Path
    folder: Path


class Maker:
    """Makes one site of one commit in ``target.work``.

    Args:
        target, repository: from where and for whom.
        tell: prints a line.
    """

    def __init__(self, target: Target, repository: Repository, tell: Tell) -> None:
        self.target, self.repository, self.tell = target, repository, tell
        self._step = 0

    def make(self, commit: str, before: str = "") -> tuple[str, tuple[str, ...]]:
        """Return the name of the release and the moments at which it has to be made anew.

        Args:
            commit: what to publish.
            before: the commit published before; empty for none.

        Raises:
            Rejected: the push itself has problems.
            StepFailed: checking, building or verifying refused.
        """
        self._refuse_full()
        folder = Path(tempfile.mkdtemp(prefix=f"{commit[:12]}-", dir=self.target.work))
        try:
            return self._make(commit, before, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _make(self, commit: str, before: str, folder: Path) -> tuple[str, tuple[str, ...]]:
        settings = self.target.settings
        self._tell_step(f"取出 {commit[:12]}“{shorten(self.repository.subject(commit))}”")
        instance, site = folder / "instance", folder / "site"
        self.repository.take_out(commit, instance, program=settings.code == "pushed")
        if before:
            self._refuse_rewritten_ledger(commit, before)
            self._tell_unused(commit, before)
        if drafts := self.repository.drafts(commit):
            self.tell(f"  有 {len(drafts)} 份草稿没有登记批准，不会公开（如 {drafts[0]}）：先用 portal approve 登记。")
        program = self._program(instance)
        self._tell_step("核对数据（portal check）")
        self._portal(program, "check", "--instance", str(instance), shown=True)
        self._tell_step("生成网站（portal build --publish）")
        url = ["--url", settings.url] if settings.url else []
        self._portal(program, "build", "--publish", "--instance", str(instance), "--output", str(site), *url)
        self._tell_step("核验网站（portal verify）")
        self._portal(program, "verify", str(site), "--instance", str(instance), shown=True)
        refuse_preview(site)
        return self.target.add(site, commit), tuple(upcoming(instance))

    def _tell_step(self, text: str) -> None:
        self._step += 1
        self.tell(f"[{self._step}/{STEPS}] {text}")

    def _refuse_full(self) -> None:
        served = self.target.current
        needed = ROOM * sum(one.stat().st_size for one in served.rglob("*") if one.is_file()) if served.exists() else 0
        free = shutil.disk_usage(self.target.root).free
        if free < needed:
            expected = f"服务器的磁盘只剩 {free >> 20} MB，生成网站要 {needed >> 20} MB"
            raise Rejected([Problem("deploy.no-room", Place(""), expected, NO_ROOM)])

    def _refuse_rewritten_ledger(self, commit: str, before: str) -> None:
        """What was published stays in the ledger as it was; only the demonstration may be left behind."""
        old, new = (self.repository.file(one, LEDGER) for one in (before, commit))
        if new.startswith(old) or self._demonstrates(before):
            return
        lines = zip(old.splitlines(), [*new.splitlines(), b""], strict=False)
        row = next((number for number, (a, b) in enumerate(lines, 1) if a != b), None)
        fix = "用 git 恢复原来的 data/ledger.jsonl，再登记新的批准；要改已经公开的，出新的一版"
        expected = "已经公开的台账被改写或删去；台账只能在末尾增加"
        raise Rejected([Problem("deploy.ledger-rewritten", Place(LEDGER, row=row), expected, fix)])

    def _demonstrates(self, commit: str) -> bool:
        try:
            site = tomllib.loads(self.repository.file(commit, "data/site.toml").decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            return False
        return site.get("demonstration") is True

    def _tell_unused(self, commit: str, before: str) -> None:
        """Say that changes of the program in the push are not used, so that nobody waits for them."""
        if self.target.settings.code == "pushed":
            return
        other = [name for name in self.repository.changed(before, commit) if not name.startswith(("data/", "content/"))]
        if other:
            self.tell(f"  推送里还改了程序等 {len(other)} 个文件（如 {other[0]}）：本服务器用装好的程序，没有采用。")

    def _program(self, instance: Path) -> Program:
        settings = self.target.settings
        installed = Program(Path(settings.python), Path(settings.program))
        if settings.code == "installed":
            return installed
        # Charts drawn for an earlier push are found again.
        self.target.cache.mkdir(exist_ok=True)
        (instance / ".cache").symlink_to(self.target.cache)
        if not (instance / LOCK).is_file():
            fix = "推送完整的仓库；只推送数据的，请维护的人改用 portal deploy init --code installed"
            raise Rejected([Problem("deploy.no-program", Place(LOCK), "推送里没有程序", fix)])
        if _digest(instance / LOCK) == _digest(installed.folder / LOCK):
            return Program(installed.python, instance)
        return Program(self._environment(instance), instance)

    def _environment(self, instance: Path) -> Path:
        """Return the interpreter of an environment that has exactly what the lock file names, made at first need."""
        settings = self.target.settings
        folder = self.target.root / "environments" / _digest(instance / LOCK)[:16]
        python = folder / "bin" / "python"
        if not (folder / ".installed").is_file():
            self.tell("  依赖有变化，安装新的环境……")
            folder.parent.mkdir(exist_ok=True)
            offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": settings.wheels} if settings.wheels else {}
            command = ["make", "--silent", "-C", str(instance), f"VENV={folder}", f"PYTHON={settings.python}"]
            self._run([*command, f"{folder}/.installed"], instance, offline, shown=True)
        return python

    def _portal(self, program: Program, *words: str, shown: bool = False) -> None:
        """Run a command of the portal, its progress told as it comes, its result when ``shown`` or when it fails."""
        command = [str(program.python), "-P", "-m", "scripts", *words]
        self._run(command, program.folder, {"PYTHONPATH": str(program.folder)}, shown=shown)

    def _run(self, command: list[str], folder: Path, more: dict[str, str], *, shown: bool) -> None:
        # Git's variables of the hook would lead a git that the command runs into the push.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment = {**kept, "PYTHONUTF8": "1", **more}
        with tempfile.TemporaryFile() as result:
            with subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=result, stderr=subprocess.PIPE
            ) as running:
                assert running.stderr is not None
                for line in running.stderr:
                    self.tell(f"  {line.decode(errors='replace').rstrip()}")
            result.seek(0)
            if shown or running.returncode != 0:
                for line in result:
                    self.tell(f"  {line.decode(errors='replace').rstrip()}")
        if running.returncode != 0:
            raise StepFailed(command[-1])


def refuse_preview(site: Path) -> None:
    """Refuse a site that holds what is not public yet.

    Raises:
        Rejected: ``deploy.preview``.
    """
    manifest = json.loads((site / "manifest.json").read_bytes())
    if manifest.get("preview"):
        fix = "不带 --preview 再生成一次"
        raise Rejected([Problem("deploy.preview", Place(""), "这是预览的网站，含有还没有到公开时间的内容", fix)])


def upcoming(instance: Path) -> Iterator[str]:
    """Yield the moments, not yet reached, at which approved releases and dated notices may be published."""
    approvals = (instance / "data" / "approved").glob("*/*/*/r*/approval.json")
    moments = [datetime.datetime.fromisoformat(json.loads(path.read_bytes())["issued"]) for path in approvals]
    for path in (instance / "content" / "news").glob("*.md"):
        dated = _DATE.search(path.read_text(encoding="utf-8").partition("\n\n")[0])
        if dated:
            moments.append(datetime.datetime.fromisoformat(dated[1]).replace(tzinfo=BEIJING))
    now = datetime.datetime.now(tz=datetime.UTC)
    yield from sorted({moment.astimezone(datetime.UTC).isoformat() for moment in moments if moment > now})


def interpreter() -> Path:
    """Return the interpreter that runs this, as its environment names it."""
    return Path(sys.executable)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
