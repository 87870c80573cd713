"""``data/codelists/*.csv`` → ``CodeList``."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.intake.harmless import FORMULA, faults
from scripts.model.codelist import CodeList, Entry
from scripts.model.problem import Place, Problem, Rejected

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KNOWN = {"code", "name", "short", "aliases", "since", "until"}


def read_all(folder: Path, shown: str = "data/codelists") -> dict[str, CodeList]:
    """Return every code list in ``folder`` by file stem.

    Raises:
        Rejected: with every problem found (codes ``codelist.*``).
    """
    lists, problems = {}, []
    for path in sorted(folder.glob("*.csv")):
        try:
            lists[path.stem] = read(path, f"{shown}/{path.name}")
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return lists


def read(path: Path, name: str) -> CodeList:
    """Return the code list in ``path``: UTF-8 CSV with at least the columns ``code`` and ``name``.

    Raises:
        Rejected: with every problem found.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Rejected(
            [Problem("codelist.not-utf8", Place(name), "文件不是 UTF-8 编码", "另存为 UTF-8 编码的 CSV")]
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"code", "name"} <= set(_header(reader)):
        raise Rejected([Problem("codelist.no-code", Place(name, row=1), "表头要有 code 和 name 两列", "补上这两列")])
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for number, row in _rows(reader, name):
        cells = {key: (value or "").strip() for key, value in row.items() if key is not None}
        code = cells["code"]
        place = Place(name, row=number, header="code")
        for key, text in cells.items():
            problems += faults(text, name, number, key)
            if FORMULA.match(text):
                expected = "文字以公式符号（= + - @）开头，表格软件会当公式执行"
                where = Place(name, row=number, header=key)
                problems.append(Problem("text.formula", where, expected, "在前面加一个字，或删去这个符号", text))
        if not CODE.fullmatch(code):
            problems.append(
                Problem(
                    "codelist.bad-code",
                    place,
                    "代码只能用小写字母、数字和连字符",
                    "改写代码；它会成为网址的一部分，以后不能再改",
                    code,
                )
            )
        elif code in entries:
            problems.append(Problem("codelist.repeated-code", place, "代码重复", "改正其中一行", code))
        elif not cells["name"]:
            problems.append(Problem("codelist.no-name", place, "没有名称", "填上 name", code))
        else:
            try:
                entries[code] = _entry(cells)
            except ValueError:
                problems.append(
                    Problem(
                        "codelist.bad-date", Place(name, row=number), "since 和 until 只能是日期", "写成 2024-09-30"
                    )
                )
    if problems:
        raise Rejected(problems)
    return CodeList(path.stem, entries)


def _header(reader: csv.DictReader[str]) -> list[str]:
    try:
        return list(reader.fieldnames or [])
    except csv.Error:
        return []


def _rows(reader: csv.DictReader[str], name: str) -> Iterator[tuple[int, dict[str | None, Any]]]:
    number = 1
    try:
        for number, row in enumerate(reader, start=2):
            yield number, dict(row)
    except csv.Error as error:
        problem = Problem(
            "codelist.not-csv",
            Place(name, row=number + 1),
            f"读不成表格（{error}）",
            "检查这一行的引号是否成对，另存为 UTF-8 编码的 CSV",
        )
        raise Rejected([problem]) from None


def _entry(cells: dict[str, str]) -> Entry:
    def day(key: str) -> datetime.date | None:
        return datetime.date.fromisoformat(cells[key]) if cells.get(key) else None

    return Entry(
        code=cells["code"],
        name=cells["name"],
        short=cells.get("short", ""),
        aliases=tuple(part for part in cells.get("aliases", "").split("|") if part),
        since=day("since"),
        until=day("until"),
        attributes={key: value for key, value in cells.items() if key not in KNOWN},
    )
