"""A stranger with two files and twenty lines comes to the same figures."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.build import build
from tests.commands.conftest import SERIES

SCRIPT = Path(__file__).with_name("outsider.py")


def run(folder):
    done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_script_has_twenty_lines_at_most_and_knows_nothing_of_ours():
    lines = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 20 + 1  # and its docstring
    assert "scripts" not in SCRIPT.read_text(encoding="utf-8")


@pytest.fixture
def alone(instance, tmp_path):
    """A folder with the two files and nothing else."""
    release = build(instance, instance / "output") / SERIES / "2024-Q3" / "r1"
    folder = tmp_path / "alone"
    folder.mkdir()
    for name in ("data.csv", "figures.json"):
        (folder / name).write_bytes((release / name).read_bytes())
    return folder


def test_it_reproduces_the_figures_and_finds_one_changed_cell(alone):
    said = run(alone)
    assert said.endswith("different: none")
    assert int(said.split()[0]) >= 12
    path = alone / "data.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    rows[1][rows[0].index("executed")] = "81"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), "utf-8-sig")
    assert "executed" in run(alone)
