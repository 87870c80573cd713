"""Office: a small instance at the moment before an import, an approval or a build, and what must hold after a fault."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.cli import main
from scripts.intake.approval import read_ledger
from tests.commands import conftest as clerk
from tests.faults.harness import Done, Fault, run, tree

TO = f"{clerk.SERIES}/2024-Q4"
RELEASE = f"{TO}/r1"
HEADERS = ("部门", "年初预算（万元）", "调整预算（万元）", "累计计划执行数（万元）", "累计执行数（万元）")
WORKBOOK = f"{','.join(HEADERS)}\n教育局,90,100,100,95\n水务局,200,200,200,180\n"
WORDS = ("--organ", "某区人大常委会", "--document", "第二次会议", "--date", "2025-01-20")


@dataclass(frozen=True)
class Office:
    """An instance; each trial works on a copy of it."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    def copied(self, place: Path) -> Office:
        """Return a copy of it at ``place``, which is removed first."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.root, place, symlinks=True)
        return Office(place)

    def import_(self) -> int:
        return main(["import", str(self.root / "一季度.csv"), "--to", TO, "--instance", str(self.root)])

    def approve(self) -> int:
        return main(["approve", TO, *WORDS, "--instance", str(self.root)])

    def build(self) -> int:
        return main(["build", "--instance", str(self.root)])

    def check(self) -> int:
        return main(["check", "--instance", str(self.root)])


def quietly(work: Callable[[], int]) -> tuple[int, str]:
    """Run a command here and return its status and what it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = work()
    return status, said.getvalue()


def small(root: Path) -> Office:
    """Return an office with two approved quarters, a draft of the third and a workbook."""
    clerk.write(root / "data" / "site.toml", clerk.SITE)
    clerk.write(root / "data" / "calendar.toml", "")
    clerk.write(root / "data" / "methods" / "execution_pace.toml", clerk.METHOD)
    clerk.write(root / "data" / "methods" / "disclosure_deadline.toml", clerk.DEADLINE)
    clerk.write(root / "data" / "codelists" / "departments.csv", clerk.DEPARTMENTS)
    for period, rows, date in (("2024-Q2", clerk.FIRST, "2024-07-20"), ("2024-Q3", clerk.SECOND, "2024-10-20")):
        folder = clerk.draft(root, f"{clerk.SERIES}/{period}", rows)
        assert quietly(lambda folder=folder, date=date: clerk.approve(root, folder, date))[0] == 0
    clerk.write(root / "一季度.csv", WORKBOOK)
    office = Office(root)
    status, said = quietly(office.import_)
    assert status == 0, said
    return office


@dataclass(frozen=True)
class Trial:
    """One fault and what was found after it: empty when all held."""

    command: str
    fault: Fault
    done: Done
    lost: tuple[str, ...]


def try_approve(office: Office, place: Path, kind: str, at: int, after: dict[str, bytes]) -> Trial:
    """Let a fault befall an approval; ``after`` is what the data are after one that nothing befell."""
    here = office.copied(place)
    before = tree(here.data)
    fault = Fault(kind, at, here.root)
    done = run(here.approve, fault)
    lost = [*_spoken(done), *_kept(here, before)]
    status, said = quietly(here.approve)
    if status != 0 and not (
        status == 2 and "没有这个草稿文件夹" in said and (here.data / "approved" / RELEASE).is_dir()
    ):
        lost.append(f"the next approval ended with {status}: {said}")
    found = tree(here.data)
    if found != after:
        names = sorted(name for name in {*found, *after} if found.get(name) != after.get(name))
        lost.append(f"the data differ from those of an approval that nothing befell: {names}")
    if (again := quietly(here.check))[0] != 0:
        lost.append(again[1])
    return Trial("approve", fault, done, tuple(lost))


def try_import(office: Office, place: Path, kind: str, at: int, after: dict[str, bytes]) -> Trial:
    """Let a fault befall an import over a draft that is there."""
    here = office.copied(place)
    before = tree(here.data)
    fault = Fault(kind, at, here.root)
    done = run(here.import_, fault)
    lost = _spoken(done)
    status, said = quietly(here.check)
    if status != 0:
        lost.append(f"checking after the import ended with {status}: {said}")
    shown = {name: content for name, content in tree(here.data).items() if "/." not in f"/{name}"}
    if shown not in (before, after):
        lost.append("the draft is neither the old one nor the new one")
    status, said = quietly(here.import_)
    if status != 0 or tree(here.data) != after:
        lost.append(f"the next import ended with {status}: {said}")
    return Trial("import", fault, done, tuple(lost))


def try_build(office: Office, place: Path, kind: str, at: int, after: dict[str, bytes]) -> Trial:
    """Let a fault befall a build over a site that is served."""
    here = office.copied(place)
    data, served = tree(here.data), tree(here.root / "output")
    fault = Fault(kind, at, here.root)
    done = run(here.build, fault)
    lost = _spoken(done)
    if tree(here.data) != data:
        lost.append("the data changed")
    if tree(here.root / "output") not in (served, after):
        lost.append("the served site is neither the old one nor the new one")
    status, said = quietly(here.build)
    if status != 0 or tree(here.root / "output") != after:
        lost.append(f"the next build ended with {status}: {said}")
    if left := [path.name for path in here.root.glob(".output.*")]:
        lost.append(f"left behind: {left}")
    return Trial("build", fault, done, tuple(lost))


def _spoken(done: Done) -> list[str]:
    """Return what is wrong with how a command ended: killed, done, or a Chinese word with what to do."""
    if done.status in {0, -9}:
        return []
    if done.status not in {1, 2} or "Traceback" in done.said:
        return [f"ended with {done.status} and said: {done.said}"]
    return [] if "再" in done.said else [f"does not say what to do: {done.said}"]


def _kept(here: Office, before: dict[str, bytes]) -> list[str]:
    """Return what was lost of approved data, ledger and draft."""
    now = tree(here.data)
    lost = [
        f"changed: {name}"
        for name, content in before.items()
        if name.startswith("approved/") and now.get(name) != content
    ]
    old = before["ledger.jsonl"]
    if now.get("ledger.jsonl") not in (old,) and not now.get("ledger.jsonl", b"").startswith(old):
        lost.append("the ledger lost lines")
    known = [entry.release for entry in read_ledger(here.data / "ledger.jsonl", "ledger")]
    made = here.data / "approved" / RELEASE
    if RELEASE in known:
        approval = json.loads((made / "approval.json").read_bytes())
        lost += [f"missing: {name}" for name in approval["files"] if not (made / name).is_file()]
    else:
        lost += [
            f"draft changed: {name}"
            for name, content in before.items()
            if name.startswith("drafts/") and now.get(name) != content
        ]
    return lost
