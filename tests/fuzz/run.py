"""``make fuzz``: every target for some time, from its seeds and the saved corpus; counts are printed, failures kept.

With atheris, installed into ``.cache/atheris``, inputs that reach new code are kept and changed further; without it
they are changed at random. An input that breaks a promise is written to ``.cache/fuzz/crashes/``; made small, it
belongs into ``tests/fuzz/corpus/<target>/``, which the ordinary tests try each time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

from scripts.instance import ROOT
from tests.fuzz import targets

CORPUS = Path(__file__).parent / "corpus"
CACHE = ROOT / ".cache" / "fuzz"
ATHERIS = ROOT / ".cache" / "atheris"
_DONE = re.compile(r"Done (\d+) runs|stat::number_of_executed_units: (\d+)")


def at_random(name: str, seconds: float) -> tuple[int, int]:
    """Try changed inputs until the time is over; return how many, and how many failed."""
    end, tried, failed, start = time.monotonic() + seconds, 0, 0, int(time.time())
    while time.monotonic() < end:
        for data in targets.inputs(CORPUS, name, 200, start + tried):
            tried += 1
            try:
                targets.TARGETS[name](data)
            except Exception:  # noqa: BLE001 - whatever comes through is what is looked for
                failed += 1
                kept = CACHE / "crashes" / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(data)
                print(f"{kept}\n{traceback.format_exc()}", file=sys.stderr)
            if time.monotonic() > end:
                break
    return tried, failed


def with_atheris(name: str, seconds: int) -> tuple[int, int]:
    """Let libFuzzer try inputs in a process of its own; return how many, and whether one failed."""
    grown, crashes = CACHE / name, CACHE / "crashes"
    for folder in (grown, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    for data in (*targets.seeds(name), *targets.corpus(CORPUS, name)):
        (grown / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    words = [sys.executable, "-m", "tests.fuzz.guided", name, str(grown), f"-max_total_time={seconds}"]
    words += [f"-artifact_prefix={crashes}/{name}-", "-rss_limit_mb=3000", "-timeout=60", "-print_final_stats=1"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ATHERIS)))}
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=False)
    found = [int(a or b) for a, b in _DONE.findall(done.stdout + done.stderr)]
    if done.returncode:
        print(done.stdout[-2000:] + done.stderr[-4000:], file=sys.stderr)
    return max(found, default=0), int(done.returncode != 0)


def main() -> int:
    """Fuzz and return the exit status."""
    words = argparse.ArgumentParser(prog="make fuzz")
    words.add_argument("--seconds", type=int, default=300, help="of each target")
    words.add_argument("--target", choices=sorted(targets.TARGETS), action="append")
    words.add_argument("--random", action="store_true", help="without atheris")
    chosen = words.parse_args()
    guided = (ATHERIS / "atheris").is_dir() and not chosen.random
    total = failures = 0
    for name in chosen.target or targets.TARGETS:
        tried, failed = with_atheris(name, chosen.seconds) if guided else at_random(name, chosen.seconds)
        total, failures = total + tried, failures + failed
        print(f"{name:12} {tried:9} inputs tried, failures: {failed}", flush=True)
    print(f"{'all':12} {total:9} inputs tried, failures: {failures}")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
