"""``--annotate`` of ``portal import`` and ``portal check``: the problems written back into a copy of the workbook."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl.utils import column_index_from_string

from scripts.intake.annotation import annotate
from scripts.intake.draft import RECORD
from scripts.intake.recordfile import read_record
from scripts.intake.source import read
from scripts.intake.whole import free, write_whole
from scripts.model.problem import Place, Problem, Rejected


def of_import(file: Path, problems: Sequence[Problem]) -> Path | None:
    """Write a commented copy beside a staff file and return it; ``None`` when the file itself cannot be read."""
    try:
        source = read(file)
    except Rejected:
        return None
    path = free(file.with_name(f"{file.stem}-批注.xlsx"))
    write_whole(path, annotate(source, problems))
    return path


def of_drafts(root: Path, problems: Sequence[Problem], folder: Path) -> list[Path]:
    """Write a commented copy of each original that a draft with problems came from, and return them.

    Args:
        root: of the instance.
        problems: of its drafts, at the lines of their tables.
        folder: where the copies go.
    """
    drafts: dict[Path, list[Problem]] = {}
    for problem in problems:
        path = root / problem.place.file
        if problem.place.file.startswith("data/drafts/") and (path.parent / RECORD).is_file():
            drafts.setdefault(path.parent, []).append(problem)
    made = []
    for draft, found in drafts.items():
        record = read_record(draft / RECORD)
        files: dict[str, list[Problem]] = {}
        for problem in found:
            resource = Path(problem.place.file).stem
            origin = record.get(resource, {}).get("source", {})
            if "file" in origin:
                files.setdefault(origin["file"], []).append(_moved(problem, draft, record[resource]))
        for name, moved in files.items():
            source = replace(read(draft / name), name=moved[0].place.file)
            path = free(folder / f"{Path(source.name).stem}-批注.xlsx")
            write_whole(path, annotate(source, moved))
            made.append(path)
    return made


def _moved(problem: Problem, draft: Path, record: Mapping[str, Any]) -> Problem:
    """Return a problem at the cell of the original from which its cell in the draft came."""
    place, rows = problem.place, record["rows"]
    row = rows[place.row - 2] if place.row is not None and 0 <= place.row - 2 < len(rows) else None
    column = ""
    if place.column:
        with (draft / Path(place.file).name).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        index = column_index_from_string(place.column) - 1
        column = record["fields"].get(header[index], {}).get("column", "") if index < len(header) else ""
    return replace(problem, place=Place(record["source"]["name"], record["sheet"], row, column, place.header))
