"""Child: runs portal commands one after the other in bounded memory and time; a line of JSON tells of each.

``python -m tests.hostile.child MEGABYTES SECONDS`` reads lists of arguments as lines of JSON. It is a
process of its own because the limits cannot be taken back.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from scripts.cli import main

MEGABYTE = 1024 * 1024


class TooLong(BaseException):
    """A command took more than its seconds; no ``except Exception`` of a parser may hold it back."""


def _stop(signal: int, frame: object) -> None:
    raise TooLong


def run(arguments: list[str], seconds: int) -> dict[str, Any]:
    """Run one command and return its status, words, processor seconds and the exception that it let through."""
    out, error = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    fault, status, start = "", -1, time.process_time()
    # Time of the processor: how busy the machine is decides nothing.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        with redirect_stdout(out), redirect_stderr(error):
            status = main(arguments)
            out.flush(), error.flush()
    except (Exception, TooLong):  # noqa: BLE001 - whatever comes through is what is looked for
        fault = traceback.format_exc()[-3000:]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    words = [stream.buffer.getvalue().decode() for stream in (out, error)]
    return {"status": status, "out": words[0], "err": words[1], "cpu": time.process_time() - start, "fault": fault}


if __name__ == "__main__":
    megabytes, seconds = map(int, sys.argv[1:])
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE,) * 2)
    for line in sys.stdin:
        done = run(json.loads(line), seconds)
        done["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(done), flush=True)
