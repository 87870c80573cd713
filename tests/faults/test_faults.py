"""Whatever befalls the machine in the middle of a command, nothing is lost, and the next run is right.

A part of `make faults`, which puts every kind of fault before every write.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults import run
from tests.faults.harness import BROKEN, DENIED, FULL, KILL, KINDS, NEVER, TORN, Fault, tree
from tests.faults.harness import run as befall
from tests.faults.office import Office, small

SEED = 20250120
EACH = 2
"""Trials of each kind of fault for each command; `make faults` does all."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small(tmp_path_factory.mktemp("office") / "instance")


@pytest.mark.parametrize("command", ["import", "approve"])
def test_nothing_is_lost_and_the_next_run_is_right(office: Office, tmp_path: Path, command: str) -> None:
    writes, after = run.undisturbed(office, tmp_path, command)
    assert writes > 15
    chosen = random.Random(SEED)
    trials = [
        run.TRIALS[command](office, tmp_path / "trial", kind, at, after)
        for kind in KINDS
        for at in chosen.sample(range(1, writes + 1), EACH)
    ]
    assert [(one.fault, one.lost) for one in trials if one.lost] == []
    # The faults did happen: killed, or told in Chinese.
    ended = {kind: {one.done.status for one in trials if one.fault.kind == kind} for kind in KINDS}
    assert ended[KILL] == ended[TORN] == {-9}
    assert ended[FULL] | ended[DENIED] | ended[BROKEN] <= {0, 1}
    assert 1 in ended[FULL] | ended[DENIED] | ended[BROKEN]


def test_the_harness_sees_what_is_lost(office: Office, tmp_path: Path) -> None:
    here = office.copied(tmp_path / "here")

    def careless() -> int:
        (here.data / "ledger.jsonl").write_text("", encoding="utf-8")
        return 0

    done = befall(careless, Fault(TORN, 1, here.root))
    assert done.status == -9
    assert tree(here.data)["ledger.jsonl"] == b'{"half'
    done = befall(careless, Fault(KILL, NEVER, here.root))
    assert (done.status, done.writes) == (0, 1)


@pytest.mark.slow
def test_a_build_killed_or_out_of_disk_leaves_the_served_site(office: Office, tmp_path: Path) -> None:
    writes, after = run.undisturbed(office, tmp_path, "build")
    chosen = random.Random(SEED)
    at = [(KILL, chosen.randint(1, writes)), (FULL, chosen.randint(writes // 2, writes)), (KILL, writes)]
    served = run.served(office, tmp_path)
    trials = [run.TRIALS["build"](served, tmp_path / "trial", kind, place, after) for kind, place in at]
    assert [(one.fault, one.lost) for one in trials if one.lost] == []
