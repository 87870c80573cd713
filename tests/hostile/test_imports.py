"""Whatever file is imported: a draft or problems with their cells, in bounded memory and time, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scripts.instance import ROOT
from tests.hostile import corpus

MEGABYTES, SECONDS = 3_000, 40
"""Of address space, most of which the libraries reserve and never touch; and of processor for one file."""
PEAK = 1_600
TO = "budget_execution/department_execution/2024-Q1"
SAMPLE = ROOT / "scripts/disclosures/budget_execution/department_execution/sample"


def run(commands: list[list[str]], cwd: Path) -> list[dict[str, Any]]:
    """Run commands in one bounded process."""
    lines = "".join(json.dumps(one) + "\n" for one in commands)
    words = [sys.executable, "-P", "-m", "tests.hostile.child", str(MEGABYTES), str(SECONDS)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(words, input=lines, capture_output=True, text=True, cwd=cwd, env=env, check=False)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(commands), f"died at {commands[len(results)]}: {done.stderr[-2000:]}"
    return results


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance to import into."""
    root = tmp_path_factory.mktemp("imports")
    shutil.copytree(SAMPLE / "codelists", root / "data" / "codelists")
    shutil.copytree(SAMPLE / "methods", root / "data" / "methods")
    return root


def _import(file: Path | str, root: Path, *more: str, to: str = TO) -> list[str]:
    return ["import", str(file), "--to", to, "--instance", str(root), *more]


@pytest.fixture(scope="module")
def imported(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What was said of each hostile file."""
    folder = tmp_path_factory.mktemp("files")
    names = []
    for name, data in (*corpus.workbooks(), *corpus.others()):
        (folder / name).write_bytes(data)
        names.append(name)
    assert len(set(names)) == len(names)
    return dict(zip(names, run([_import(folder / name, instance, "--json") for name in names], folder), strict=True))


def test_no_file_ends_in_a_traceback_or_takes_more_than_its_share(imported: dict[str, dict[str, Any]]) -> None:
    wrong = {name: one["fault"] or one["status"] for name, one in imported.items() if one["fault"]}
    assert wrong == {}
    assert {one["status"] for one in imported.values()} <= {0, 1}
    peak = max(one["peak"] for one in imported.values())
    slowest = max(imported, key=lambda name: imported[name]["cpu"])
    print(f"{len(imported)} files, peak {peak} MB, slowest {slowest} {imported[slowest]['cpu']:.1f} s")
    assert peak < PEAK
    assert imported[slowest]["cpu"] < SECONDS / 2


def test_every_refusal_names_file_fault_and_cure(imported: dict[str, dict[str, Any]]) -> None:
    refused = 0
    for name, one in imported.items():
        if one["status"] == 0:
            continue
        problems = json.loads(one["out"])["problems"]
        assert problems, name
        refused += 1
        for problem in problems:
            assert problem["file"], name
            assert problem["fix"], name
            cell = problem["code"].startswith("table.") and problem["row"]
            assert not cell or problem["column"] or problem["code"].startswith("table.missing"), (name, problem)
    assert refused > 60


NAMES = (
    b"-rf.csv", b"--to.csv", b"=cmd|calc.csv", b"<script>alert(1)<.csv", b"{{7*7}}.csv", "乙\u202e甲.csv".encode(),
    b"\xff\xfe.csv", b"a\nb.csv", b"a\x1b[2J.csv", b"%s%n.csv", "长".encode() * 80 + b".csv",
    b" .csv", b"`id`$(id).csv",
)  # fmt: skip


def test_a_file_name_is_a_name_whatever_it_is(instance: Path, tmp_path: Path) -> None:
    (data,) = (data for name, data in corpus.others() if name == "twice.csv")
    good = (SAMPLE / "2024-Q1" / "data.csv").read_bytes()
    commands = []
    for number, name in enumerate(NAMES):
        for kind, content in (("good", good), ("bad", data)):
            (tmp_path / kind).mkdir(exist_ok=True)
            path = tmp_path / kind / os.fsdecode(name)
            path.write_bytes(content)
            to = f"budget_execution/department_execution/20{number + 10}-Q1"
            commands.append(_import(path, instance, "--json", to=to))
            commands.append(_import(path, instance, "--annotate", "--report", str(tmp_path / f"{number}.html"), to=to))
    for one, command in zip(run(commands, tmp_path), commands, strict=True):
        assert not one["fault"], (command, one["fault"])
        assert one["status"] == ("bad" in Path(command[1]).parent.name), (command, one)
        # Nothing that a terminal would obey.
        assert all(c.isprintable() or c in "\n\t" for c in one["out"] + one["err"]), command
    for record in instance.glob("data/drafts/*/*/*/import.json"):
        record.read_text("utf-8")
    for page in (*tmp_path.glob("*.html"), *instance.glob("data/drafts/*/*/*/import.html")):
        assert b"<script>" not in page.read_bytes()


def test_what_is_no_file_is_refused_at_once(instance: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "folder.csv").mkdir()
    paths = ["/dev/zero", "/dev/stdin", "/proc/self/mem", *map(str, tmp_path.iterdir()), "x" * 5000, "a\0b", ""]
    for one, path in zip(run([_import(path, instance, "--json") for path in paths], tmp_path), paths, strict=True):
        assert not one["fault"], (path, one["fault"])
        assert one["status"] in {1, 2}, path


def test_no_address_leads_out_of_the_drafts(instance: Path, tmp_path: Path) -> None:
    good = SAMPLE / "2024-Q1" / "data.csv"
    before = sorted(tmp_path.rglob("*"))
    series = "budget_execution/department_execution"
    wanted = [
        "../../x/2024",
        f"{series}/..",
        f"{series}/../../../2024",
        f"/{series}/2024\0",
        f"{series}/2024/r1/../..",
        "a/b/c",
    ]
    wanted += [
        f"{series}/{period}"
        for period in ("2024-Q5", "0000", "9999-13", "２０２４", "2024\n", "2024-Q1/r99999", "\ud800")
    ]
    results = run([_import(good, instance, to=to) for to in wanted], tmp_path)
    assert [(to, one["fault"]) for to, one in zip(wanted, results, strict=True) if one["fault"]] == []
    assert {one["status"] for one in results} <= {1, 2}
    assert sorted(tmp_path.rglob("*")) == before


def test_the_other_doors_hold_as_the_import_does(instance: Path, tmp_path: Path) -> None:
    chosen = (
        "cells.", "headers.", "titles.", "sheet-name", "number-0", "cell-1", "merged-0", "merged-3", "cut-50",
        "laughs-sheet1", "linked", "numbers.", "surrogates.", "utf-32", "script.html", "votes.pb", "loop.xls", "lies",
        "target-", "encrypted.", "deep", "formats", "parts", "traversal",
    )  # fmt: skip
    commands = []
    for name, data in (*corpus.workbooks(), *corpus.others()):
        if name.startswith(chosen):
            (tmp_path / name).write_bytes(data)
            mapping = ["--suggest", "--mapping", str(tmp_path / f"{name}.toml")]
            commands.append(_import(tmp_path / name, instance, *mapping))
            commands.append(_import(tmp_path / name, instance, "--annotate"))
            commands.append(["scan", str(tmp_path / name), "--json"])
    results = run(commands, tmp_path)
    assert [(command, one["fault"]) for command, one in zip(commands, results, strict=True) if one["fault"]] == []
    assert {one["status"] for one in results} <= {0, 1}
    for path in tmp_path.glob("*.toml"):
        tomllib.loads(path.read_text("utf-8"))
    for path in tmp_path.glob("*-批注.xlsx"):
        # What was a formula in the original stays one; what was a text does not become one.
        book = openpyxl.load_workbook(path)
        assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"], path
    print(f"{len(commands)} commands")
