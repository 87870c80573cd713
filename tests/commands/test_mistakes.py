"""Twenty mistakes a person makes: each is answered with what to do, ends with status 1 or 2, and costs nothing."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scripts.deployment.repository import Repository
from tests.commands.conftest import SECOND, SERIES, approve, draft
from tests.deploy.office import git

HEAD = ("部门", "年初预算（万元）", "调整预算（万元）", "累计计划执行数（万元）", "累计执行数（万元）", "备注")
GOOD = (("教育局", 90, 100, 100, 95, None), ("水务局", 200, 200, 200, 180, None))
TO = f"{SERIES}/2024-Q4"
IDENTITY = "11010119900307" + "7758"
"""A made-up number whose checksum is right (in two parts: no such number stands in the project)."""


def state(root):
    """Return every byte a clerk could lose: drafts, approved data, ledger, code lists, calendar."""
    files = (path for path in sorted((root / "data").rglob("*")) if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files if not path.name.startswith(".")}


def workbook(path, *rows, head=HEAD, name="四季度", change=None):
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in (("2024年第四季度",), head, *rows):
        page.append(row)
    if change:
        change(page)
    book.save(path)
    return path


def with_first(**cells):
    """Return the good rows with some cells of the first changed, by position ``c0`` … ``c5``."""
    row = list(GOOD[0])
    for name, value in cells.items():
        row[int(name[1:])] = value
    return (tuple(row), *GOOD[1:])


def hide_ids(page):
    page["G2"], page["G3"], page["G4"] = "身份证号", IDENTITY, IDENTITY
    page.column_dimensions["G"].hidden = True


def formula(page):
    page["E3"] = "=C3*0.95"


def merge(page):
    page.merge_cells("E3:E4")


def yuan(row):
    return (row[0], *(number * 10000 for number in row[1:5]), None)


SHORT = [row[:3] + row[4:] for row in GOOD]
TOTAL = ("合计", 290, 300, 300, 999, None)
# Mistake → rows, what else makes the workbook, words after the command, then what is told: code, place, cure.
WORKBOOKS = {
    "the wrong sheet": (GOOD, {}, ("--sheet", "三季度"), "import.no-sheet", "有：四季度", "改正工作表名"),
    "a missing column": (
        SHORT,
        {"head": HEAD[:3] + HEAD[4:]},
        (),
        "import.no-column",
        "第 2 行",
        "把表头改成“累计计划",
    ),
    "a renamed header": (
        GOOD,
        {"head": (*HEAD[:2], "预算二", *HEAD[3:])},
        (),
        "import.no-column",
        "第 2 行",
        "“调整预算",
    ),
    "text in a number": (with_first(c4="50万"), {}, (), "import.not-a-number", "第 3 行 E 列", "只留数字"),
    "a rate for an amount": (with_first(c4="95%"), {}, (), "import.unit", "第 3 行 E 列", "核对表头"),
    "元 for 万元": (list(map(yuan, GOOD)), {}, (), "check.identity-failed", "第 2 行 B 列", "改正错的一格"),
    "a department misspelt": (
        with_first(c0="水物局"),
        {},
        (),
        "table.unknown-code",
        "第 3 行 A 列",
        "相近的有：水务局",
    ),
    "a row twice": ((*GOOD, GOOD[0]), {}, (), "table.repeated-key", "第 4 行 A 列", "删去或改正其中一行"),
    "a wrong 合计": ((*GOOD, TOTAL), {}, (), "import.total-mismatch", "第 5 行 E 列", "核对各行和合计"),
    "hidden identity numbers": (
        GOOD,
        {"change": hide_ids},
        (),
        "import.unknown-column",
        "G 列“身份证号”",
        "删去这一列",
    ),
    "a formula never computed": (
        GOOD,
        {"change": formula},
        (),
        "import.formula-without-value",
        "第 3 行 E 列",
        "粘贴为数值",
    ),
    "merged cells": (GOOD, {"change": merge}, (), "import.merged-cell", "第 3 行 E 列", "取消合并"),
}


@pytest.fixture
def careful(instance: Path, portal: Callable[..., tuple[int, str]]):
    """Return ``careful(*words)``: what a command answers to a mistake, after which everything is as it was."""

    def run(*words: object, status: int = 1) -> str:
        before = state(instance)
        ended, said = portal(*words, "--instance", instance)
        assert (ended, "Traceback" in said) == (status, False), said
        assert state(instance) == before
        return said

    return run


@pytest.mark.parametrize("mistake", WORKBOOKS)
def test_a_mistake_in_a_workbook_is_named_with_its_place_and_cure(mistake, instance, tmp_path, portal, careful):
    rows, more, words, code, place, cure = WORKBOOKS[mistake]
    path = workbook(tmp_path / "四季度.xlsx", *rows, **more)
    workbook_before = path.read_bytes()
    if code.startswith("import.") or code == "table.unknown-code":
        # What was imported before stays.
        draft(instance, TO, SECOND)
        said = careful("import", path, "--to", TO, *words)
    else:
        assert portal("import", path, "--to", TO, "--instance", instance)[0] == 0
        said = careful("check")
        assert f"[{code}]" in careful("approve", f"{instance}/data/drafts/{TO}", *APPROVAL)
    assert [part for part in (f"[{code}]", place, "怎么改：", cure) if part not in said] == [], said
    assert path.read_bytes() == workbook_before


APPROVAL = ("--organ", "某区人大常委会", "--document", "第一次会议", "--date", "2025-01-20")


def test_a_percentage_written_as_a_fraction_is_named(instance, tmp_path, careful):
    path = tmp_path / "进度.xlsx"
    workbook(path, ("甲", 0.95), head=("项目", "形象进度（%）"))
    said = careful("import", path, "--to", "livelihood_votes/project_progress/2024-Q4")
    assert "怎么改：" in said


@pytest.mark.parametrize(
    ("period", "told"), [("2024-Q5", "时期写成 2024、2024-S1、2024-Q3 或 2024-07"), ("四季度", "应写成 类别/报告/时期")]
)
def test_a_period_that_there_is_not_is_wrong_usage(tmp_path, careful, period, told):
    path = workbook(tmp_path / "四季度.xlsx", *GOOD)
    assert told in careful("import", path, "--to", f"{SERIES}/{period}", status=2)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("四季度.pdf", b"%PDF-1.4", "import.unknown-form"), ("四季度.docx", b"PK\x03\x04", "import.truncated")],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, careful, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    said = careful("import", path, "--to", TO)
    assert f"[{code}]" in said
    assert "怎么改：" in said


def test_a_period_published_before_needs_a_reason_and_stays_as_it_is(instance, tmp_path, portal, careful):
    path = workbook(tmp_path / "三季度.xlsx", *GOOD)
    assert portal("import", path, "--to", f"{SERIES}/2024-Q3", "--instance", instance)[0] == 0
    for words in (("check",), ("approve", f"{SERIES}/2024-Q3", *APPROVAL)):
        said = careful(*words)
        assert "[revision.missing]" in said
        assert "写明 type（revision、correction、method、withdrawal）、reason、approver、date" in said


def test_approving_twice_says_that_there_is_no_draft(instance, careful):
    assert approve(instance, draft(instance, TO, GOOD_CODES), "2025-01-20") == 0
    assert "先用 portal import 导入" in careful("approve", TO, *APPROVAL, status=2)


GOOD_CODES = (("101", "90", "100", "100", "95"), ("102", "200", "200", "200", "180"))


def test_an_approved_file_that_was_edited_is_named(instance, tmp_path, careful):
    path = instance / "data" / "approved" / SERIES / "2024-Q3" / "r1" / "data.csv"
    path.write_bytes(path.read_bytes().replace(b",80,", b",81,"))
    for words in (("check",), ("build", "--output", tmp_path / "site")):
        said = careful(*words)
        assert f"data/approved/{SERIES}/2024-Q3/r1/data.csv" in said
        assert "[approval.changed-file]" in said
        assert "用 git 恢复这个文件" in said
    assert not (tmp_path / "site").exists()


def test_a_ledger_that_was_not_handed_in_with_its_release_is_named(instance, careful):
    path = instance / "data" / "ledger.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    said = careful("check")
    assert f"data/approved/{SERIES}/2024-Q3/r1/approval.json" in said
    assert "[approval.not-in-ledger]" in said
    assert "git add data/ledger.jsonl" in said


@pytest.mark.parametrize(
    ("release", "date", "code", "place"),
    [
        (f"{SERIES[:-1]}/2024-Q4", "2025-02-10", "calendar.unknown-release", "第 1 段 [[due]]"),
        (f"{SERIES}/2024-Q4", "2025-02-30", "site.not-toml", "第 3 行"),
    ],
)
def test_a_slip_in_the_calendar_is_named_with_its_place(instance, careful, release, date, code, place):
    text = f'[[due]]\nrelease = "{release}"\ndate = {date}\n'
    (instance / "data" / "calendar.toml").write_text(text, encoding="utf-8")
    said = careful("check")
    assert [part for part in ("data/calendar.toml", place, f"[{code}]", "怎么改：") if part not in said] == [], said


def test_a_release_that_was_deleted_is_asked_back(instance, tmp_path, careful):
    shutil.rmtree(instance / "data" / "approved" / SERIES / "2024-Q3")
    for words in (("check",), ("build", "--output", tmp_path / "site")):
        said = careful(*words)
        assert "[ledger.release-gone]" in said
        assert f"{SERIES}/2024-Q3/r1" in said
        assert "用 git 恢复这个文件夹" in said


def test_an_approval_with_a_wrong_day_changes_nothing(instance, careful):
    draft(instance, TO, GOOD_CODES)
    assert "应写成 2024-09-30" in careful("approve", TO, *APPROVAL[:-1], "2025-1-20日", status=2)
    assert "缺少 3 项，没有登记" in careful("approve", TO, status=2)
    said = careful("approve", TO, *APPROVAL, "--issued", "2025-01-10")
    assert "[approval.issued-before]" in said
    assert "核对 --issued 和 --date" in said


def test_a_push_of_drafts_that_nobody_approved_names_them(instance, tmp_path):
    draft(instance, TO, GOOD_CODES)
    git(instance, "init", "--quiet")
    git(instance, "add", "--all")
    git(instance, "commit", "--quiet", "-m", "草稿")
    commit = git(instance, "rev-parse", "HEAD").stdout.strip()
    assert Repository(instance / ".git").drafts(commit) == [TO]


def test_a_scan_names_a_hidden_column_and_its_identity_numbers(tmp_path, portal):
    path = workbook(tmp_path / "四季度.xlsx", *GOOD, change=hide_ids)
    status, said = portal("scan", path)
    assert (status, "Traceback" in said) == (1, False)
    assert [code for code in ("[scan.hidden-column]", "[scan.identity-number]", "怎么改：") if code not in said] == []
    assert IDENTITY not in said
