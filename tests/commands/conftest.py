"""A small instance of one report, made and approved through the command line as staff would."""

import datetime
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scripts.cli import main
from tests.instances.demonstration.base import HOME

collect_ignore = ["outsider.py"]
"""A script for readers, run by its own test; it is no module with examples."""

SITE = """
name = "小站"
organ = "某区人大常委会"
sponsor = "某区人大常委会主办"
lead = "测试用的小实例。"
notice = "演示数据：仅供测试。"
demonstration = true
url = "https://rd.example.cn"
"""
METHOD = """
title = "执行进度与预警"

[[version]]
version = "2023"
effective = 2023-01-01
basis = "本地办法"
text = "执行进度比计划进度低 10、20、30 个百分点的，分别预警。"
[version.parameters]
thresholds = [10, 20, 30]
consecutive = 2
within_year = true
"""
DEADLINE = (HOME / "data" / "methods" / "disclosure_deadline.toml").read_text(encoding="utf-8")
DEPARTMENTS = "code,name,short,aliases,since,until,level\n101,教育局,教育,,,,区级部门\n102,水务局,水务,,,,区级部门\n"
SERIES = "budget_execution/department_execution"
HEADER = "department,original_budget,adjusted_budget,planned,executed,note"
Rows = Sequence[tuple[str, str, str, str, str]]
# Rates 50 % and 20 %, plans 50 %: the second is 30 points behind.
FIRST: Rows = (("101", "90", "100", "50", "50"), ("102", "200", "200", "100", "40"))
SECOND: Rows = (("101", "90", "100", "75", "80"), ("102", "200", "200", "150", "100"))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def draft(root: Path, address: str, rows: Rows, **revision: str) -> Path:
    """Write a draft of department execution and return its folder."""
    folder = root / "data" / "drafts" / address
    lines = [HEADER, *(",".join([*row, "演示"]) for row in rows)]
    write(folder / "data.csv", "\ufeff" + "\r\n".join(lines) + "\r\n")
    if revision:
        write(folder / "revision.json", json.dumps(revision))
    return folder


def approve(root: Path, folder: Path, date: str, *more: str) -> int:
    words = ["--organ", "某区人大常委会", "--document", "第一次会议", "--date", date, "--instance", str(root)]
    return main(["approve", str(folder), *words, *more])


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An instance without releases."""
    root = tmp_path / "instance"
    write(root / "data" / "site.toml", SITE)
    write(root / "data" / "calendar.toml", "")
    write(root / "data" / "methods" / "execution_pace.toml", METHOD)
    write(root / "data" / "methods" / "disclosure_deadline.toml", DEADLINE)
    write(root / "data" / "codelists" / "departments.csv", DEPARTMENTS)
    return root


@pytest.fixture
def instance(empty: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An instance with the second and third quarter of 2024 approved."""
    assert approve(empty, draft(empty, f"{SERIES}/2024-Q2", FIRST), "2024-07-20") == 0
    assert approve(empty, draft(empty, f"{SERIES}/2024-Q3", SECOND), "2024-10-20") == 0
    capsys.readouterr()
    return empty


@pytest.fixture
def portal(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return ``portal(*words)``: exit status and everything printed."""

    def run(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


@pytest.fixture
def portal_json(capsys: pytest.CaptureFixture[str]) -> Callable[..., object]:
    """Return ``portal_json(*words)``: what the command prints with ``--json``."""

    def run(*words: object) -> object:
        capsys.readouterr()
        main([*(str(word) for word in words), "--json"])
        return json.loads(capsys.readouterr().out)

    return run


BEIJING = datetime.timezone(datetime.timedelta(hours=8))
