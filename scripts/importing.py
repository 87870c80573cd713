"""Importing: what ``portal import`` does, from the words of the command line to the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from scripts import lock
from scripts.intake.change import Report
from scripts.intake.draft import PAGE
from scripts.intake.importer import import_file
from scripts.intake.importpage import of_problems as page_of_problems
from scripts.intake.whole import write_whole
from scripts.model.codelist import CodeList
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import NotAReleasePath, ReleaseId
from scripts.model.table import Schema
from scripts.usage import WrongUsage

__all__ = ["as_json", "draft_folder", "page_of_draft", "page_of_problems", "refuse_page", "run", "write_page"]


def run(
    file: Path,
    to: str,
    schemas: Mapping[str, Schema],
    codelists: Mapping[str, CodeList],
    data: Path,
    mapping: Path | None = None,
    sheet: str = "",
) -> list[Report]:
    """Import a file into ``data/drafts/<kind>/<report>/<period>`` and return the reports.

    Args:
        file: staff file.
        to: ``kind/report/period``.
        schemas: resource → schema of that room, the main one first.
        codelists: of the instance.
        data: the instance's ``data`` folder.
        mapping, sheet: see ``import_file``.

    Raises:
        Rejected: with every problem found; nothing is written then.
    """
    folder = draft_folder(data, to)
    with lock.held(data / "drafts"):
        return import_file(file, schemas, codelists, folder, mapping, sheet)


def draft_folder(data: Path, to: str) -> Path:
    """Return the folder of a draft.

    Raises:
        Rejected: ``to`` is no address of a release.
    """
    try:
        return data / "drafts" / ReleaseId.parse(to).current
    except NotAReleasePath:
        raise Rejected(
            [
                Problem(
                    "import.no-address",
                    Place(str(to)),
                    "--to 须是“类别/报表/时期”",
                    "如 budget_execution/department_execution/2025-Q3；时期写成 2025、2025-S2、2025-Q3 或 2025-07",
                    to,
                )
            ]
        ) from None


def refuse_page(path: Path) -> None:
    """Refuse a name that no page has, so that a workbook is never written over.

    Raises:
        WrongUsage: it does not end in ``.html``.
    """
    if path.suffix.lower() not in {".html", ".htm"}:
        raise WrongUsage(f"--report 写的是网页：{path} 应以 .html 结尾。")


def page_of_draft(data: Path, to: str) -> bytes:
    """Return the page of what was done to the tables of a draft."""
    return (draft_folder(data, to) / PAGE).read_bytes()


def write_page(path: Path, content: bytes) -> None:
    """Write a page whole; an older report there is replaced."""
    write_whole(path, content)


def as_json(reports: list[Report]) -> str:
    """Return the reports as ``--json`` prints them."""
    out = [
        {
            "file": report.file,
            "sheet": report.sheet,
            "resource": report.resource,
            "rows": report.rows,
            "draft": report.draft,
            "remarks": report.remarks,
            "totals": [total.as_json() for total in report.totals],
            "changes": [change.as_json() for change in report.changes],
        }
        for report in reports
    ]
    return json.dumps(out, ensure_ascii=False, indent=1)
