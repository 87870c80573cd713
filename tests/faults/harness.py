"""Harness: runs a command in a process of its own and lets a fault befall it at one of its writes.

Every write of the command is counted by Python's audit events, so that a fault can be put before each of them: the
process is killed as by ``kill -9``, killed with a file half written, or told by the system that the disk is full, that
it may not write, or that the disk fails.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.model.workers import CORES

KILL, TORN, FULL, DENIED, BROKEN = "kill -9", "kill -9 in a half-written file", "disk full", "no permission", "bad disk"
KINDS = (KILL, TORN, FULL, DENIED, BROKEN)
LIMIT = 180.0
"""Seconds that a command may take."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NUMBERS = {FULL: errno.ENOSPC, DENIED: errno.EACCES, BROKEN: errno.EIO}
_HALF = b'{"half'


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    Args:
        kind: one of ``KINDS``.
        at: before which write, counted from 1.
        within: folder whose writes count.
    """

    kind: str
    at: int
    within: Path


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit status (negative: the signal), what it printed, how many writes it made."""

    status: int
    said: str
    writes: int


class _Injector:
    """Counts writes within a folder and lets the fault happen; lives in the process that it befalls."""

    def __init__(self, fault: Fault, told: int) -> None:
        self.fault, self.told, self.count, self.busy = fault, told, 0, False
        self.within, self.owner = f"{fault.within}{os.sep}", os.getpid()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.busy or not self._is_write(event, arguments):
            return
        self.count += 1
        os.pwrite(self.told, str(self.count).encode(), 0)
        if self.count >= self.fault.at:
            self._happen(event, arguments)

    def _is_write(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            return self._inside(arguments[0]) and bool((arguments[2] or 0) & _WRITING)
        if event in {"os.rename", "os.link", "os.symlink"}:
            return self._inside(arguments[1])
        # Removing a tree names what is in it from the folder that holds it.
        if event in {"os.remove", "os.rmdir"}:
            return self._inside(arguments[0]) or arguments[-1] not in {-1, None}
        return event in {"os.mkdir", "os.truncate", "os.chmod"} and self._inside(arguments[0])

    def _inside(self, path: Any) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(self.within)

    def _happen(self, event: str, arguments: tuple[Any, ...]) -> None:
        kind = self.fault.kind
        if kind in {KILL, TORN}:
            if kind == TORN and event == "open":
                self.busy = True
                with contextlib.suppress(OSError):
                    handle = os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                    os.write(handle, _HALF)
            os.killpg(0, signal.SIGKILL)
        # A full disk lets files be removed and renamed; a bad one fails once.
        adds = event in {"open", "os.mkdir", "os.link", "os.symlink"}
        if (kind == FULL and not adds) or (kind == BROKEN and self.count > self.fault.at):
            return
        number = _NUMBERS[kind]
        raise OSError(number, os.strerror(number), os.fsdecode(arguments[0]))


NEVER = 1 << 30


def run(work: Callable[[], int], fault: Fault, prepare: Callable[[], None] = lambda: None) -> Done:
    """Run ``work`` in a process of its own with a fault, and return how it ended; ``prepare`` runs there first."""
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as told:
        with warnings.catch_warnings():
            # Newer Pythons warn of threads; this process starts none before it ends.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            _child(work, fault, prepare, printed.fileno(), told.fileno())
        status = _wait(child)
        printed.seek(0)
        told.seek(0)
        return Done(status, printed.read().decode("utf-8", "replace"), int(told.read() or b"0"))


def _child(work: Callable[[], int], fault: Fault, prepare: Callable[[], None], printed: int, told: int) -> None:
    status = 70
    try:
        os.setsid()
        # All writes in one process, in one order, so that the n-th is the same each time.
        os.environ[CORES] = "1"
        for stream in (1, 2):
            os.dup2(printed, stream)
        sys.stdout, sys.stderr = (os.fdopen(one, "w", 1, "utf-8", closefd=False) for one in (1, 2))
        prepare()
        sys.addaudithook(_Injector(fault, told))
        status = work()
    except BaseException:  # noqa: BLE001 - this process is what is watched; whatever it raises is told to the other
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _wait(child: int) -> int:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            # What it had started ends with it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise TimeoutError(f"the command did not end within {LIMIT} seconds")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
