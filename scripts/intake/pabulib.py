"""Pabulib: the candidate projects of a .pb vote file; ballots, personal data, are only counted."""

from __future__ import annotations

import csv
import io

from scripts.intake.cell import Cell, Sheet
from scripts.intake.delimited import decode
from scripts.intake.guard import refuse

SECTIONS = ("META", "PROJECTS", "VOTES")


def read_pabulib(data: bytes, file: str) -> tuple[list[Sheet], int]:
    """Return the sheets ``PROJECTS`` and ``META``, and how many ballots were counted.

    Raises:
        Rejected: a section is absent.
    """
    text, _ = decode(data, file)
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    section = ""
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=";"), 1):
        if len(record) == 1 and record[0].strip() in SECTIONS:
            section = record[0].strip()
            rows[section] = []
        elif section and any(record):
            rows[section].append((number, record))
    for name in SECTIONS:
        if len(rows.get(name, ())) < 2:
            raise refuse(file, "import.truncated", f"缺少 {name} 部分，文件不完整", "重新下载这个 .pb 文件")
    return [_sheet(file, name, rows[name]) for name in ("PROJECTS", "META")], len(rows["VOTES"]) - 1


def _sheet(file: str, name: str, rows: list[tuple[int, list[str]]]) -> Sheet:
    return Sheet(
        file,
        name,
        tuple(tuple(Cell(text) for text in record) for _, record in rows),
        lines=tuple(number for number, _ in rows),
    )
