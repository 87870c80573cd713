"""Pabulib: a .pb vote file. Its projects are read; of its ballots only what they name, never who cast them."""

from __future__ import annotations

import csv
import io

from scripts.intake.cell import Cell, Sheet
from scripts.intake.delimited import decode
from scripts.intake.guard import refuse
from scripts.model.ballot import Ballot
from scripts.model.problem import Rejected

SECTIONS = ("META", "PROJECTS", "VOTES")
UNPUBLISHED = ["ballots", "unpublished"]
"""The line of META by which a file says that it has no section VOTES because no ballots were published."""
_Rows = dict[str, list[tuple[int, list[str]]]]


def read_pabulib(data: bytes, file: str) -> tuple[list[Sheet], int]:
    """Return the sheets ``PROJECTS`` and ``META``, and how many ballots were counted.

    Raises:
        Rejected: a section is absent, or ballots are missing at the end.
    """
    rows = _sections(data, file)
    return [_sheet(file, name, rows[name]) for name in ("PROJECTS", "META")], len(rows["VOTES"][1:])


def read_votes(data: bytes, file: str) -> list[Ballot]:
    """Return the ballots under running numbers; age, sex and all else that a file tells of voters is not read.

    Raises:
        Rejected: a section is absent, or a ballot does not say what it names.
    """
    rows = _sections(data, file)["VOTES"]
    header = rows[0][1] if rows else []
    if rows and "vote" not in header:
        raise _truncated(file, "VOTES 部分没有 vote 列")
    at = header.index("vote") if rows else 0
    of_points = header.index("points") if "points" in header else None
    ballots = []
    for number, (line, record) in enumerate(rows[1:], 1):
        try:
            codes = tuple(record[at].split(",")) if record[at] else ()
            points = tuple(map(int, record[of_points].split(","))) if of_points is not None and codes else ()
        except (IndexError, ValueError):
            raise _truncated(file, f"第 {line} 行的选票不完整") from None
        if points and len(points) != len(codes):
            raise _truncated(file, f"第 {line} 行的项目和分数不一样多")
        ballots.append(Ballot(str(number), codes, points))
    return ballots


def _sections(data: bytes, file: str) -> _Rows:
    text, _ = decode(data, file)
    rows: _Rows = {}
    section = ""
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=";"), 1):
        if len(record) == 1 and record[0].strip() in SECTIONS:
            section = record[0].strip()
            rows[section] = []
        elif section and any(record):
            rows[section].append((number, record))
    silent = "VOTES" not in rows and any(record == UNPUBLISHED for _, record in rows.get("META", ()))
    for name in SECTIONS[:2] if silent else SECTIONS:
        if len(rows.get(name, ())) < 2:
            raise _truncated(file, f"缺少 {name} 部分，文件不完整")
    if silent:
        return rows | {"VOTES": []}
    said = next((record[1] for _, record in rows["META"] if record[0] == "num_votes" and len(record) > 1), "")
    if said.isdecimal() and len(rows["VOTES"]) - 1 < int(said):
        raise _truncated(file, f"META 写明 {said} 张选票，只有 {len(rows['VOTES']) - 1} 张，文件不完整")
    return rows


def _truncated(file: str, expected: str) -> Rejected:
    return refuse(file, "import.truncated", expected, "重新下载这个 .pb 文件")


def _sheet(file: str, name: str, rows: list[tuple[int, list[str]]]) -> Sheet:
    return Sheet(
        file,
        name,
        tuple(tuple(Cell(text) for text in record) for _, record in rows),
        lines=tuple(number for number, _ in rows),
    )
