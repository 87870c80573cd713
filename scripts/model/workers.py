"""Workers: one piece of work for many things on all cores; results come back in order, whatever their number."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CORES = "PORTAL_CORES"
"""Environment variable: how many processes to use; 1 does everything in this one."""
_TICKETS = 8000
"""Pieces at most: their numbers must fit into a pipe at once."""
_CHUNKS = 16
"""Pieces that each worker is handed, about: small enough that none waits long for the others."""


def cores() -> int:
    """Return how many processes to use; only where a process can be forked safely is it more than one."""
    wanted = os.environ.get(CORES, "")
    # macOS and Windows start processes anew: what was prepared here would have to be prepared again in each.
    if not sys.platform.startswith("linux"):
        return 1
    return max(1, int(wanted)) if wanted.isdecimal() else len(os.sched_getaffinity(0))


def spread(
    work: Callable[[T], R], things: Sequence[T], number: int | None = None, *, piece: int | None = None
) -> list[R]:
    """Return ``work`` of each thing, in order, done by forked processes that share what was prepared before.

    Args:
        work: changes nothing that others need: what it changes in its process is lost; its results are pickled.
        number: processes; default all cores. One, or a single thing, forks nothing.
        piece: how many things a worker takes at once; default so many that there are some pieces for each.

    Raises:
        BaseException: what ``work`` raised, of the first thing that failed.
    """
    count = min(cores() if number is None else number, len(things))
    if count < 2:
        return [work(thing) for thing in things]
    size = max(1, piece or len(things) // (count * _CHUNKS), len(things) // _TICKETS)
    starts = range(0, len(things), size)
    tickets, handing = os.pipe()
    gc.freeze()
    running = []
    for _ in range(count):
        answer: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is read
        running.append((_fork(work, things, size, (tickets, handing), answer), answer))
    os.close(tickets)
    # Fits into the pipe: a few bytes for each piece.
    os.write(handing, b"".join(start.to_bytes(4, "little") for start in starts))
    os.close(handing)
    gc.unfreeze()
    return _gather(running, len(things))


def _fork(work: Callable[[T], R], things: Sequence[T], size: int, pipe: tuple[int, int], answer: IO[bytes]) -> int:
    """Start a worker that takes tickets until there are no more; return its number."""
    with warnings.catch_warnings():
        # Newer Pythons warn of threads; the only ones here draw a progress line, which a worker never touches.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.close(pipe[1])
        pickle.dump(_work(work, things, size, pipe[0]), answer, protocol=5)
        answer.flush()
        status = 0
    finally:
        # Nothing that this process inherited may be written or cleaned up a second time.
        os._exit(status)


def _work(work: Callable[[T], R], things: Sequence[T], size: int, tickets: int) -> tuple[dict[int, Any], Any]:
    done: dict[int, Any] = {}
    while ticket := os.read(tickets, 4):
        start = int.from_bytes(ticket, "little")
        for place in range(start, min(start + size, len(things))):
            try:
                done[place] = work(things[place])
            except Exception as error:  # noqa: BLE001 - handed to the process that asked, which raises it
                return done, (place, error)
    return done, None


def _gather(running: list[tuple[int, IO[bytes]]], count: int) -> list[Any]:
    found: dict[int, Any] = {}
    failed: list[tuple[int, BaseException]] = []
    for child, answer in running:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with answer:
            if status != 0:
                failed.append((count, ChildProcessError(f"a worker ended with status {status}")))
                continue
            answer.seek(0)
            # Written by this program's own child into a file that has no name.
            done, error = pickle.load(answer)  # noqa: S301
        found.update(done)
        if error is not None:
            failed.append(error)
    if failed:
        raise min(failed, key=lambda one: one[0])[1]
    return [found[place] for place in range(count)]
