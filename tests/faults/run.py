"""``make faults``: every kind of fault before every write of import, approval and build; counts are printed.

``python -m tests.faults.run [--builds N] [--seed N]``
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.commands import conftest as clerk
from tests.faults.harness import KILL, KINDS, NEVER, Fault, tree
from tests.faults.harness import run as befall
from tests.faults.office import Office, Trial, quietly, small, try_approve, try_build, try_import

TRIALS: dict[str, Callable[[Office, Path, str, int, dict[str, bytes]], Trial]] = {
    "import": try_import,
    "approve": try_approve,
    "build": try_build,
}


def served(office: Office, place: Path) -> Office:
    """Return an office that has built its site and whose site is out of date since."""
    here = office.copied(place / "served")
    assert quietly(here.build)[0] == 0
    return _changed(here)


def _changed(office: Office) -> Office:
    clerk.write(office.data / "site.toml", clerk.SITE.replace("小站", "改名站"))
    return office


def undisturbed(office: Office, place: Path, command: str) -> tuple[int, dict[str, bytes]]:
    """Return how many writes a command makes and what it leaves when nothing befalls it."""
    here = office.copied(place / "undisturbed")
    if command == "build":
        assert quietly(here.build)[0] == 0
        _changed(here)
    work = {"import": here.import_, "approve": here.approve, "build": here.build}[command]
    done = befall(work, Fault(KILL, NEVER, here.root))
    assert done.status == 0, done.said
    return done.writes, tree(here.root / "output" if command == "build" else here.data)


def main() -> int:
    """Try every fault and print what came of it."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--builds", type=int, default=40, help="faults of builds, at random writes; each takes seconds")
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    chosen = random.Random(words.seed)
    counts: collections.Counter[str] = collections.Counter()
    lost: list[Trial] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as temporary:
        place = Path(temporary)
        office = small(place / "office")
        for command, trial in TRIALS.items():
            writes, after = undisturbed(office, place, command)
            start = served(office, place) if command == "build" else office
            points = [(kind, at) for kind in KINDS for at in range(1, writes + 1)]
            for kind, at in chosen.sample(points, min(words.builds, len(points))) if command == "build" else points:
                found = trial(start, place / "trial", kind, at, after)
                counts[f"{command}: {kind}"] += 1
                if found.lost:
                    lost.append(found)
                    print(f"{found.command}, {kind} before write {at} of {writes}: {'; '.join(found.lost)}", flush=True)
            print(
                f"{command}: {writes} writes, {sum(v for k, v in counts.items() if k.startswith(command))} faults",
                flush=True,
            )
    for name, number in counts.items():
        print(f"  {name}: {number}")
    print(f"faults injected: {counts.total()}; things lost: {len(lost)}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
