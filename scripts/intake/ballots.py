"""Ballots: a file of anonymous ballots, a CSV of two columns or a Pabulib .pb."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from scripts.intake.delimited import decode
from scripts.intake.guard import form_of, refuse
from scripts.intake.pabulib import read_votes
from scripts.model.ballot import Ballot
from scripts.model.problem import Place, Problem, Rejected

HEADER = ["ballot", "projects"]
"""Number of the ballot; codes of the projects it names, joined by ``|``."""


def read_ballots(path: Path) -> list[Ballot]:
    """Return the ballots in ``path``.

    Raises:
        Rejected: the file is absent or of another form, or a ballot stands in it twice.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise refuse(str(path), "import.no-file", "没有这个文件，或没有权限打开", "核对路径和文件名") from None
    if form_of(data, path.name) == "pb":
        return read_votes(data, path.name)
    text, _ = decode(data, path.name)
    lines = [(number, cells) for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1) if any(cells)]
    if not lines or lines[0][1] != HEADER:
        found = ",".join(lines[0][1]) if lines else ""
        fix = "第一行写 ballot,projects；每张票一行，第二列写所选项目的代码，几个之间用 | 分开"
        raise refuse(path.name, "ballots.header", "选票文件的表头应是 ballot,projects", fix, found)
    ballots: dict[str, Ballot] = {}
    problems = []
    for number, cells in lines[1:]:
        if len(cells) != len(HEADER) or not cells[0] or cells[0] in ballots:
            place = Place(path.name, row=number, column="A")
            expected = "每行两列：一张票一个编号，不空缺、不重复"
            problems.append(Problem("ballots.row", place, expected, "核对这一行", ",".join(cells)))
            continue
        ballots[cells[0]] = Ballot(cells[0], tuple(code.strip() for code in cells[1].split("|") if code.strip()))
    if problems:
        raise Rejected(problems)
    return list(ballots.values())
