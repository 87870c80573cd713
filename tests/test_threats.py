"""The threat model is kept true: every test it names exists, and every test of the threat suites is named."""

from __future__ import annotations

import re

from scripts.instance import ROOT

MODEL = (ROOT / "tests" / "threats.md").read_text("utf-8")
SUITES = ("tests/faults", "tests/supply", "tests/hostile", "tests/fuzz")
"""Folders whose every test file must be named, whole or test by test."""
FILES = ("tests/commands/test_the_past.py", "tests/commands/test_embargo.py", "tests/disclosures/test_secrecy.py")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in MODEL.splitlines() if line.startswith("| ")][
    1:
]
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", MODEL)


def promises(file: str) -> set[str]:
    return set(re.findall(r"^(?:async )?def (test_\w+)", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def test_every_row_says_who_what_how_and_which_test() -> None:
    assert len(ROWS) > 25
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row), row
        assert re.search(r"`tests/", row[3]), row


def test_every_named_test_exists() -> None:
    missing = [
        f"{file}::{name}"
        for file, name in NAMED
        if not (ROOT / file).is_file() or (name and name not in promises(file))
    ]
    assert missing == []


def test_every_test_of_the_threat_suites_is_named() -> None:
    files = {path.relative_to(ROOT).as_posix() for suite in SUITES for path in (ROOT / suite).glob("test_*.py")}
    whole = {file for file, name in NAMED if not name}
    unnamed = [
        f"{file}::{test}"
        for file in sorted(files | set(FILES))
        if file not in whole
        for test in sorted(promises(file) - {name for other, name in NAMED if other == file})
    ]
    assert unnamed == []
