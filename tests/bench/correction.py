"""Corrects one cell of one release of an instance, as staff do: a revision is approved. ``INSTANCE``."""

from __future__ import annotations

import datetime
import json
import shutil
import sys
from pathlib import Path

from scripts.approve import approve
from scripts.intake.approval import APPROVAL
from scripts.intake.values import VALUES
from scripts.model.release import ReleaseId

RELEASE = "budget_execution/department_execution/2024-Q3"
DAY = datetime.date(2024, 12, 2)


def correct(root: Path) -> None:
    """Approve the revision after the newest of ``RELEASE``, with one amount another."""
    newest = max((root / "data" / "approved" / RELEASE).iterdir(), key=lambda path: int(path.name[1:]))
    id = ReleaseId.parse(f"{RELEASE}/r{int(newest.name[1:]) + 1}")
    draft = root / "data" / "drafts" / str(id)
    shutil.copytree(newest, draft, ignore=shutil.ignore_patterns(APPROVAL, VALUES, "revision.json"))
    table = draft / "data.csv"
    lines = table.read_bytes().split(b"\r\n")
    cells = lines[1].split(b",")
    cells[4] = cells[4] + b"1" if b"." in cells[4] else cells[4] + b".01"
    lines[1] = b",".join(cells)
    table.write_bytes(b"\r\n".join(lines))
    note = {"type": "correction", "reason": "改正一格（测速）", "approver": "主任会议", "date": DAY.isoformat()}
    (draft / "revision.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    issued = datetime.datetime.combine(DAY, datetime.time(9), datetime.timezone(datetime.timedelta(hours=8)))
    approve(root, draft, id, organ="示范区人大常委会", document="主任会议", date=DAY, issued=issued)


if __name__ == "__main__":
    correct(Path(sys.argv[1]))
