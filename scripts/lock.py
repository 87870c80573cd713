"""Lock: one command at a time writes in a folder.

The lock is on the folder itself and held by the system: there is no file that could be left behind, and it is let go
when the command ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.usage import WrongUsage

PATIENCE = 600.0
"""Seconds that a command waits for another."""
_PAUSE = 0.2
Tell = Callable[[str], None]


@contextmanager
def held(folder: Path, tell: Tell = lambda _: None, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold ``folder``, which is made when there is none; wait for who holds it.

    Args:
        tell: told once that this one waits, and for which process.

    Raises:
        WrongUsage: another still holds it after ``patience`` seconds; exit status 2, nothing was begun.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        _take(handle, folder, tell, patience)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path, tell: Tell, patience: float) -> None:
    end, told = time.monotonic() + patience, False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = _holder(handle)
            if time.monotonic() >= end:
                fix = "等它结束，或先结束它（如关掉 portal serve），再运行一次。"
                raise WrongUsage(f"另一个命令{who}正在写 {folder}，没有开始。{fix}") from None
            if not told:
                tell(f"另一个命令{who}正在写 {folder.name}，等它结束")
            told = True
            time.sleep(_PAUSE)
        else:
            return


def _holder(handle: int) -> str:
    """Return who holds the lock, as the system tells it; empty where it does not."""
    wanted = str(os.fstat(handle).st_ino)
    try:
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except OSError:
        return ""
    for line in lines:
        part = line.split()
        if "FLOCK" in part[:2] and len(part) > 5 and part[5].rpartition(":")[2] == wanted:
            return f"（进程 {part[4]}）"
    return ""
