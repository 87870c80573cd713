"""The first section of the handbook, done as it is written: every command, every file, every line that is printed."""

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from scripts.instance import ROOT
from tests.deploy.office import SEPARATE
from tests.test_handbook import HANDBOOK

TITLE = "\n## 十分钟发布第一份数据\n"
SECTION = HANDBOOK[HANDBOOK.index(TITLE) :].split("\n## ")[1]
PARTS = re.compile(
    r"^```(?P<kind>sh|text|csv)\n(?P<block>.*?)^```$"
    r"|^\| 部门 (?P<table>.+?)\n\n"
    r"|把 (?P<cell>[A-Z]\d+) 改成 (?P<value>\d+)",
    re.MULTILINE | re.DOTALL,
)
"""In the order of the section: what is typed, what is printed, a file, what is filled in, what is mended."""
PROGRAM = ("scripts", "plugins", "theme", "pelicanconf.py", "publishconf.py", "pyproject.toml", "requirements.txt")
SKIPPED = "……"
VARIABLE = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<SHA-256>"),
    (re.compile(r"site-\d{8}T\d{6}Z-"), "site-<时间>-"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "<提交>"),
    (re.compile(r"\d+ 个文件，"), "<几> 个文件，"),
)
"""What differs each time, or with every new page of the site."""
PROGRESS = re.compile(r"(remote: +)?\S+：\d+\.\d 秒")
"""Told on a terminal by a line that is written over."""


def steady(text: str) -> list[str]:
    """Return the lines without what differs each time."""
    for pattern, name in VARIABLE:
        text = pattern.sub(name, text)
    lines = (line.rstrip() for line in text.splitlines())
    return [line for line in lines if line and not PROGRESS.fullmatch(line.strip())]


def differing(said: list[str], printed: list[str]) -> str:
    """Return how what is printed differs from what the handbook says; ``SKIPPED`` stands for any lines."""
    pattern = "\n".join("(?:.*\n)*?.*" if line == SKIPPED else re.escape(line) for line in said)
    if re.fullmatch(pattern, "\n".join(printed)):
        return ""
    return "\n".join(difflib.unified_diff(said, printed, "handbook", "printed", lineterm=""))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The working copy of a new portal: the program and the demonstration, without its approved data."""
    root = tmp_path / "门户"
    ignored = shutil.ignore_patterns("__pycache__", "approved", "drafts", "releases", "profiles")
    for name in (*PROGRAM, "data", "content"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=None if name in PROGRAM else ignored)
        else:
            shutil.copy2(ROOT / name, root / name)
    (root / "data" / "approved").mkdir()
    (root / "tests" / "instances" / "demonstration").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", root], check=True)
    shim = tmp_path / "bin" / "portal"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="$PWD" exec "{sys.executable}" -m scripts "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return root


class Clerk:
    """Somebody who does what the handbook says."""

    def __init__(self, root: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        path = f"{root.parent / 'bin'}{os.pathsep}{kept['PATH']}"
        self.root, self.environment = root, {**kept, **SEPARATE, "PYTHONUTF8": "1", "PATH": path}

    def type(self, commands: str) -> tuple[int, str]:
        """Run a block of commands and return status and everything printed."""
        done = subprocess.run(
            ["sh", "-e", "-c", commands],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout.replace(f"{self.root}/", "")

    def fill_in(self, table: str, file: str) -> None:
        """Write the rows of a table of the handbook below the header of a template."""
        book = openpyxl.load_workbook(self.root / file)
        for line in table.splitlines()[2:]:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            book.worksheets[0].append([_number(cell) for cell in cells])
        self._save(book, file)

    def mend(self, cell: str, value: str, file: str) -> None:
        """Write one cell of the workbook."""
        book = openpyxl.load_workbook(self.root / file)
        book.worksheets[0][cell] = _number(value)
        self._save(book, file)

    def _save(self, book: openpyxl.Workbook, file: str) -> None:
        # openpyxl would write itself down as the author.
        book.properties.creator = ""
        book.save(self.root / file)


def _number(text: str) -> float | str:
    return float(text) if re.fullmatch(r"[\d.]+", text) else text


@pytest.mark.slow
def test_the_walkthrough_ends_with_a_published_site_and_prints_what_it_says(clone: Path) -> None:
    clerk = Clerk(clone)
    status, printed, typed = 0, "", ""
    for part in PARTS.finditer(SECTION):
        if part["kind"] == "sh":
            # Only what is said to be refused may have been.
            assert status == 0, f"{typed}{printed}"
            typed = part["block"]
            status, printed = clerk.type(typed)
        elif part["kind"] == "text":
            assert differing(steady(part["block"]), steady(_before_address(printed))) == "", typed
            if re.search(r"^  \[[a-z]+\.[a-z-]+\]$", part["block"], re.MULTILINE):
                assert status == 1, printed
                status = 0
        elif part["kind"] == "csv":
            (file,) = re.findall(r"`(data/\S+\.csv)`，写成这样", SECTION[: part.start()])
            (clone / file).write_text(part["block"], encoding="utf-8")
        elif part["table"]:
            clerk.fill_in(part.group(), "一季度.xlsx")
        else:
            clerk.mend(part["cell"], part["value"], "一季度.xlsx")
    assert (status, typed.splitlines()[-1]) == (0, "git push 公开 main")
    page = clone.parent / "练习服务器" / "current" / "budget_execution" / "department_execution" / "2025-Q1"
    assert "22.3%" in (page / "index.html").read_text(encoding="utf-8")


def _before_address(printed: str) -> str:
    """Return what is printed without git's own last lines: where it pushed to."""
    return re.split(r"^To ", printed, maxsplit=1, flags=re.MULTILINE)[0]


def test_lines_of_the_handbook_are_compared_exactly() -> None:
    printed = steady("清空 甲\n清空 乙\n完成 0123456789ab\n生成网站：1.5 秒\n")
    assert differing(["清空 甲", SKIPPED, "完成 <提交>"], printed) == ""
    assert differing(["清空 甲", "完成 <提交>"], printed) != ""
    assert differing(["清空 甲", SKIPPED, "完成"], printed) != ""
