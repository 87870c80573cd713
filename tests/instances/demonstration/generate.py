"""Writes the demonstration data of the default instance: drafts → approved releases and ledger, always the same bytes.

Run ``python -m tests.instances.demonstration.generate [FOLDER]`` from the repository root; ``data/approved`` and the
ledger are made anew, where the demonstration is or in a copy of its hand-written files in FOLDER.
"""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from scripts import importing, registry
from scripts.approve import approve
from scripts.intake import codelist
from scripts.model.release import Release, ReleaseId
from scripts.model.table import written
from tests.instances.demonstration import workbook
from tests.instances.demonstration.base import HOME, ORGAN, Draft

IMPORTED = "budget_execution/department_execution/2024-Q3"
"""The release that comes from a workbook, so that its numbers can be followed to the cell."""
TOOLS = {"base", "generate", "workbook"}
"""Modules of this folder that are no part of the data."""


def csv_bytes(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a canonical CSV: UTF-8 with BOM, CRLF, the columns in schema order."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        if unknown := set(row) - set(names):
            raise KeyError(f"no such columns: {sorted(unknown)}")
        writer.writerow([written(row.get(name)) for name in names])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def write_draft(root: Path, draft: Draft, id: ReleaseId) -> Path:
    """Write the tables of a draft below ``data/drafts`` and return its folder."""
    folder = root / "data" / "drafts" / id.current
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if draft.id == IMPORTED:
        return _import(root, draft, id)
    for resource, schema in registry.disclosure(id.kind, id.report).schemas.items():
        (folder / f"{resource}.csv").write_bytes(csv_bytes(schema.names, draft.tables.get(resource, ())))
    if draft.revision:
        text = json.dumps(dict(draft.revision), ensure_ascii=False, indent=2) + "\n"
        (folder / "revision.json").write_text(text, encoding="utf-8")
    return folder


def _import(root: Path, draft: Draft, id: ReleaseId) -> Path:
    """Make the draft as a clerk does: from a workbook, through ``portal import``."""
    lists = codelist.read_all(root / "data" / "codelists")
    room = registry.disclosure(id.kind, id.report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{id.period.title}{room.title}.xlsx"
        workbook.write(path, f"示范区{id.period.title}{room.title}", draft.tables["data"], lists["departments"])
        importing.run(path, str(id), room.schemas, lists, root / "data")
    return importing.draft_folder(root / "data", str(id))


def parts() -> list[ModuleType]:
    """Return every module of this folder that makes drafts, by name; code lists are written before drafts are made."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith(("_", "test_")))
    found = [importlib.import_module(f"tests.instances.demonstration.{name}") for name in names if name not in TOOLS]
    return [module for module in found if hasattr(module, "drafts")]


def write_codelists(root: Path, module: ModuleType) -> None:
    """Write the code lists that a part brings with it."""
    for name, rows in getattr(module, "codelists", dict)().items():
        names = list(dict.fromkeys(key for row in rows for key in row))
        path = root / "data" / "codelists" / f"{name}.csv"
        path.write_bytes(csv_bytes(names, rows)[3:].replace(b"\r\n", b"\n"))


def generate(root: Path) -> int:
    """Make ``root``'s approved releases and ledger anew; return how many releases there are."""
    drafts: list[Draft] = []
    for module in parts():
        write_codelists(root, module)
        drafts += module.drafts()
    return approve_all(root, drafts)


def approve_all(root: Path, drafts: Iterable[Draft]) -> int:
    """Approve the drafts in the order they were issued, in place of all releases; return how many there are."""
    shutil.rmtree(root / "data" / "approved", ignore_errors=True)
    (root / "data" / "ledger.jsonl").unlink(missing_ok=True)
    approved: list[Release] = []
    for draft in sorted(drafts, key=lambda draft: (draft.issued, draft.id)):
        id = ReleaseId.parse(draft.id)
        approve(
            root,
            write_draft(root, draft, id),
            id,
            organ=ORGAN,
            document=draft.document,
            date=datetime.date.fromisoformat(draft.date),
            issued=datetime.datetime.fromisoformat(draft.issued),
            explained=draft.explained,
            approved=approved,
        )
    shutil.rmtree(root / "data" / "drafts", ignore_errors=True)
    return len(approved)


if __name__ == "__main__":
    target = HOME
    if len(sys.argv) > 1:
        target = Path(sys.argv[1])
        left_out = shutil.ignore_patterns("approved", "drafts", "ledger.jsonl", "releases", "profiles")
        for name in ("data", "content"):
            shutil.copytree(HOME / name, target / name, ignore=left_out, dirs_exist_ok=True)
    sys.stdout.write(f"{generate(target)} releases\n")
