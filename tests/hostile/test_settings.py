"""Whatever the settings, rules, code lists, approvals and ledger say: pages are made of it or problems named."""

from __future__ import annotations

import copy
import csv
import datetime
import io
import json
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts import check as checking
from scripts import registry
from scripts.approve import approve
from scripts.importing import run as import_file
from scripts.intake import codelist
from scripts.intake.approval import canonical, sha256
from scripts.intake.mappingfile import parse
from scripts.model.problem import Rejected, report
from scripts.model.release import ReleaseId
from tests.hostile import corpus

ROOM = registry.disclosure("budget_execution", "department_execution")
SAMPLE = ROOM.folder / "sample"
ID = ReleaseId.parse(f"{ROOM}/2024-Q1")
RELEASE = f"data/approved/{ID}"
ISSUED = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
SITE = """name = "示例"
organ = "示例机关"
sponsor = "示例"
lead = "示例。"
url = "https://example.org"
demonstration = true
notice = "演示数据"
try = ["甲部"]
[contact]
email = "a@example.org"
[codes]
icp = ""
[licence]
title = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
"""
CALENDAR = '[[due]]\nrelease = "budget_execution/department_execution/2024-Q2"\ndate = 2024-08-10\nbasis = "办法"\n'
DEEP = 20_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with one approved release and nothing wrong."""
    root = tmp_path_factory.mktemp("settings")
    data = root / "data"
    for name in ("codelists", "methods"):
        shutil.copytree(SAMPLE / name, data / name)
    (data / "site.toml").write_text(SITE, "utf-8")
    (data / "calendar.toml").write_text(CALENDAR, "utf-8")
    (data / "glossary.toml").write_text('[a]\nterm = "甲"\ndefinition = "乙"\n', "utf-8")
    draft = data / "drafts" / ID.current
    shutil.copytree(SAMPLE / "2024-Q1", draft)
    approve(root, draft, ID, organ="示例机关", document="第一次会议", date=ISSUED.date(), issued=ISSUED, approved=[])
    assert found(root) == []
    return root


@pytest.fixture
def instance(made: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "instance"))


def found(root: Path) -> list[str]:
    """Return the codes of the problems of an instance; that they can be printed is part of the promise."""
    problems = checking.check(root).problems
    report(problems).encode("utf-8", "backslashreplace")
    assert all(problem.place.file and problem.fix for problem in problems)
    return sorted({problem.code for problem in problems})


BYTES = {
    "empty": b"",
    "zeros": b"\0" * 100,
    "latin": "é".encode("latin-1"),
    "gbk": '甲 = "乙"'.encode("gbk"),
    "utf-16": "a = 1".encode("utf-16"),
    "surrogate": 'a = "甲\ud800"'.encode("utf-8", "surrogatepass"),
    "array": b"[]",
    "number": b"1",
    "null": b"null",
    "nan": b"NaN",
    "huge": b"1" * 5000,
    "deep": b"[" * DEEP,
    "deep-closed": b"a = " + b"[" * DEEP + b"]" * DEEP,
    "deep-json": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "dotted": b".".join([b"a"] * DEEP) + b" = 1",
    "twice": b'{"organ": "a", "organ": "b"}',
    "twice-toml": b"a = 1\na = 2\n",
    "quote": b'"',
    "csv-quote": b'code,name\n"a,b\n',
    "csv-field": b"code,name\na," + b"x" * 200_000,
    "csv-twice": b"code,name,code,name\na,b,c,d\n",
    "csv-short": b"code,name\na\n",
    "csv-none": b"name\n",
    "entry": b'{"sequence":1}\n',
    "entries": b'[["sequence",1]]\n',
}
FILES = (
    "data/site.toml", "data/calendar.toml", "data/glossary.toml", "data/codelists/departments.csv",
    "data/methods/execution_pace.toml", "data/ledger.jsonl", f"{RELEASE}/approval.json", f"{RELEASE}/data.csv",
    f"{RELEASE}/values.csv", f"{RELEASE}/revision.json", f"{RELEASE}/import.json",
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_any_bytes_in_any_file_are_a_problem_and_no_traceback(instance: Path, file: str) -> None:
    whole = (instance / file).read_bytes() if (instance / file).exists() else b""
    said = {}
    for name, content in {**BYTES, "cut": whole[: len(whole) // 2]}.items():
        (instance / file).write_bytes(content)
        said[name] = found(instance)
    # An empty list of codes or of terms is no fault by itself.
    allowed = {"empty", "cut"} if file in {"data/calendar.toml", "data/glossary.toml"} else {"cut"}
    assert {name for name, codes in said.items() if not codes} <= allowed, said


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e300, [], {}, [[]], [{}], {"a": {}}, "", " ", corpus.SURROGATE, corpus.LONG, "../../../etc",
    "javascript:alert(1)", 'https://a/"onload=alert(1)', *corpus.INVISIBLE[:4], *corpus.INVISIBLE[10:14:2],
    "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+08:00", "2024-05-01T09:00:00", "2024-02-30", 10**400,
)  # fmt: skip


def _spoilt(value: Any, odd: Any) -> Iterator[Any]:
    """Yield a value with one of its parts replaced, for each part."""
    yield odd
    if isinstance(value, dict):
        for key, one in value.items():
            for changed in _spoilt(one, odd):
                yield {**value, key: changed}
    if isinstance(value, list):
        for number, one in enumerate(value):
            for changed in _spoilt(one, odd):
                yield [*value[:number], changed, *value[number + 1 :]]


def _chain(root: Path) -> None:
    """Write the ledger anew over a changed approval, as somebody would who can write everything."""
    approval = (root / RELEASE / "approval.json").read_bytes()
    entry = json.loads((root / "data/ledger.jsonl").read_bytes().splitlines()[0])
    (root / "data/ledger.jsonl").write_bytes(canonical({**entry, "approval": sha256(approval)}) + b"\n")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd)[:20])
def test_an_odd_value_in_an_approval_ledger_or_revision_is_a_problem(instance: Path, odd: Any) -> None:
    path, ledger, note = (
        instance / name for name in (f"{RELEASE}/approval.json", "data/ledger.jsonl", f"{RELEASE}/revision.json")
    )
    whole, line = json.loads(path.read_bytes()), json.loads(ledger.read_bytes())
    explained = {**whole, "explained": {"check.x": "理由"}}
    for value in _spoilt(explained, odd):
        path.write_text(json.dumps(value), "utf-8")
        _chain(instance)
        checking.check(instance)
    path.write_text(json.dumps(whole), "utf-8")
    for value in _spoilt(line, odd):
        ledger.write_text(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
        assert found(instance)
    revision = {"type": "correction", "reason": "漏报", "approver": "主任会议", "date": "2024-08-01"}
    for value in _spoilt(revision, odd):
        note.write_text(json.dumps(value), "utf-8")
        assert found(instance)


def _toml(value: Any) -> str:
    """Return a value as TOML has it, one line."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return json.dumps(value).replace("\\ud800", "\ud800").replace("\x7f", "\\u007f")
        case datetime.date():
            return value.isoformat()
    return str(value)


@pytest.mark.parametrize("file", ["site.toml", "calendar.toml", "glossary.toml", "methods/execution_pace.toml"])
def test_an_odd_value_in_a_setting_or_rule_is_used_or_a_problem(instance: Path, file: str) -> None:
    path = instance / "data" / file
    whole = tomllib.loads(path.read_text("utf-8"))
    if "version" in whole:
        whole = {**whole, "version": whole["version"][-1:]}
    odd = [one for one in ODD[:: 1 if "methods" in file else 3] if one is not None] + [
        datetime.datetime(2024, 1, 1),
        datetime.date(1, 1, 1),
        datetime.time(),
    ]
    tried = 0
    for one in [*odd, float("nan"), float("inf")]:
        for value in _spoilt(whole, one):
            if isinstance(value, dict):
                text = "".join(f"{json.dumps(key)} = {_toml(part)}\n" for key, part in value.items())
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
                codes = found(instance)
                tried += 1
                assert codes or not (isinstance(one, float) and one != one), text
                assert codes or not isinstance(one, str) or "\ud800" not in one
    print(f"{file}: {tried} values tried")


@pytest.mark.parametrize(
    "text", [*corpus.CODES, *corpus.FORMULAS, *corpus.INVISIBLE, "甲" * 30_000, ""], ids=lambda t: ascii(t)[:20]
)
def test_a_hostile_code_name_or_alias_is_refused(instance: Path, text: str) -> None:
    path = instance / "data/codelists/departments.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for key in ("code", "name", "short", "aliases", "since"):
        spoilt = copy.deepcopy(rows)
        spoilt[0][key] = text
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(spoilt)
        path.write_bytes(stream.getvalue().encode("utf-8", "surrogatepass"))
        codes = found(instance)
        harmless = text in corpus.CODES or not text or not text.strip()
        assert codes or (harmless and key != "code") or text.strip() in {"1+1"}, (key, codes)


def test_a_hostile_mapping_is_refused_in_words(made: Path, tmp_path: Path) -> None:
    lists = codelist.read_all(made / "data" / "codelists")
    file = tmp_path / "表.csv"
    file.write_bytes((SAMPLE / "2024-Q1" / "data.csv").read_bytes())
    whole = {
        "title": "表",
        "table": {
            "resource": "data",
            "sheet": "",
            "header_rows": [1],
            "unit": "万元",
            "drop": ["小计"],
            "total": "合计",
        },
        "fields": {
            "department": {"column": "department", "missing": ["—"], "map": {"101": "102"}, "letter": "A", "part": 1}
        },
        "filter": {"note": ["/.*/"]},
        "pivot": {"index": ["department"], "on": ["note"], "value": "executed"},
    }
    tried = 0
    odd = [one for one in ODD[::4] if one is not None]
    for one in [*odd, "(", "[", "(?P<a>", "{", "{x}", "{n.__class__}", "\\", 10**9, -(10**9), 2**70]:
        for value in _spoilt(whole, one):
            if isinstance(value, dict):
                text = "".join(f"{json.dumps(key)} = {_toml(part)}\n" for key, part in value.items())
                with_rule(
                    tmp_path,
                    text,
                    lambda path: import_file(file, str(ID), ROOM.schemas, lists, tmp_path / "data", path),
                )
                tried += 1
    for resource in ("../../x", "data/../..", "", "\u202e"):
        with pytest.raises(Rejected):
            parse(f"[resources.{json.dumps(resource)}.table]\n", "m.toml", ROOM.schemas)
    print(f"{tried} mappings tried")


def with_rule(folder: Path, text: str, work: Callable[[Path], object]) -> None:
    """Call ``work`` with a file that holds the text; problems are an answer."""
    path = folder / "m.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        work(path)
    except Rejected as rejected:
        str(rejected).encode("utf-8", "backslashreplace")


def test_links_in_drafts_and_releases_are_refused(instance: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("root:x:0:0\n", "utf-8")
    draft = instance / "data/drafts" / ID.series / "2024-Q2"
    shutil.copytree(SAMPLE / "2024-Q2", draft)
    (draft / "data.csv").unlink()
    (draft / "data.csv").symlink_to(secret)
    problems = checking.check(instance).problems
    assert "draft.not-a-file" in {problem.code for problem in problems}
    assert "root:x" not in report(problems)
    shutil.rmtree(draft)
    release = instance / RELEASE
    release.rename(tmp_path / "r1")
    release.symlink_to(tmp_path / "r1")
    assert found(instance)
    release.unlink()
    (tmp_path / "r1").rename(release)
    (release / "data.csv").rename(tmp_path / "data.csv")
    (release / "data.csv").symlink_to(tmp_path / "data.csv")
    assert "approval.not-a-file" in found(instance)
