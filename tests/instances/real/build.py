"""The second instance: real open files imported, approved and built, to prove the gate on what people really publish.

``python -m tests.instances.real.build [OUTPUT]``; ``GONGKAI_REAL_DATA`` names the folder of the collection when it is
not ``../shared/real-data`` beside the repository. Files that are not at hand are named and skipped.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.approve import approve
from scripts.importing import draft_folder, run
from scripts.intake import codelist
from scripts.intake.change import Report
from scripts.intake.source import read
from scripts.model.problem import Rejected
from scripts.model.release import Release, ReleaseId

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
WORK = REPOSITORY / ".cache" / "real"
OUTPUT = REPOSITORY / "output-real"
FILES = HERE / "files"
"""Copies of small files whose licence allows it; looked in first."""


@dataclass
class Made:
    """What ``make`` did: the instance's folder, the reports by release, what was skipped and what was refused."""

    root: Path
    reports: dict[str, list[Report]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    refused: dict[str, Rejected] = field(default_factory=dict)


def collection() -> Path:
    """Return the folder of the real files, which may be absent."""
    return Path(os.environ.get("GONGKAI_REAL_DATA", REPOSITORY.parent / "shared" / "real-data"))


def releases() -> list[dict[str, Any]]:
    """Return the entries of ``releases.toml``."""
    entries: list[dict[str, Any]] = tomllib.loads((HERE / "releases.toml").read_text("utf-8"))["release"]
    return entries


def located(name: str) -> Path | None:
    """Return where a file of the collection is, ``None`` when it is not at hand."""
    return next((folder / name for folder in (FILES, collection()) if (folder / name).is_file()), None)


def make(root: Path, tell: Callable[[str], None] = lambda _: None) -> Made:
    """Make the instance afresh in ``root``: settings, code lists, then every release imported and approved."""
    shutil.rmtree(root, ignore_errors=True)
    data = root / "data"
    data.mkdir(parents=True)
    for name in ("site.toml", "calendar.toml"):
        shutil.copy(HERE / name, data / name)
    for name in ("codelists", "methods"):
        shutil.copytree(HERE / name, data / name)
    (root / "content" / "news").mkdir(parents=True)
    # The footer leads to them; what this site is it says itself.
    for pages in (REPOSITORY / "content" / "pages", HERE / "pages"):
        shutil.copytree(pages, root / "content" / "pages", dirs_exist_ok=True)
    made, approved = Made(root), list[Release]()
    for entry in releases():
        path = located(entry["file"])
        if path is None:
            made.skipped.append(entry["file"])
            tell(f"跳过（文件不在）：{entry['file']} / skipped, file absent")
            continue
        if path.suffix == ".pb":
            _projects(path, data / "codelists")
        try:
            made.reports[entry["to"]] = _release(entry, path, root, approved)
        except Rejected as rejected:
            made.refused[entry["to"]] = rejected
            tell(str(rejected))
            continue
        for report in made.reports[entry["to"]]:
            tell(str(report))
    return made


def _release(entry: dict[str, Any], path: Path, root: Path, approved: list[Release]) -> list[Report]:
    id = ReleaseId.parse(entry["to"])
    room = registry.disclosure(id.kind, id.report)
    lists = codelist.read_all(root / "data" / "codelists")
    reports = run(path, entry["to"], room.schemas, lists, root / "data", HERE / "mappings" / entry["mapping"])
    approve(
        root,
        draft_folder(root / "data", entry["to"]),
        id,
        organ=entry["organ"],
        document=entry["document"],
        date=entry["date"],
        issued=entry["issued"],
        explained=entry.get("explained"),
        approved=approved,
    )
    return reports


def _projects(path: Path, folder: Path) -> None:
    """Write the code lists of projects and categories that a vote file brings with it."""
    sheet = read(path).sheets[0]
    header = [cell.text for cell in sheet.rows[0]]
    rows = [dict(zip(header, (cell.text for cell in row), strict=False)) for row in sheet.rows[1:]]
    prefix = f"waw{path.stem.split('_')[2]}-"
    categories = sorted({part for row in rows for part in row["category"].split(",") if part})
    _write(folder / "projects.csv", ((prefix + row["project_id"], row["name"].strip()) for row in rows))
    _write(folder / "project_categories.csv", ((re.sub("[^a-z0-9]+", "-", name), name) for name in categories))


def _write(path: Path, rows: Iterator[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "name"))
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def main(arguments: list[str]) -> int:
    """Make the instance and build its site; 1 when a file was refused."""
    from scripts.build import build  # the site's whole machinery is needed only here

    made = make(WORK, print)
    if not made.reports:
        print(f"没有真实数据（{collection()}），没有生成网站。")
        print("No real data at hand; no site was built. Set GONGKAI_REAL_DATA to the folder of the collection.")
        return 0
    output = Path(arguments[0]) if arguments else OUTPUT
    build(made.root, output, at=datetime.datetime(2026, 6, 30, tzinfo=datetime.UTC))
    print(f"已生成：{output / 'index.html'}；导入 {len(made.reports)} 份，跳过 {len(made.skipped)} 份。")
    print(f"Built; {len(made.reports)} imported, {len(made.skipped)} skipped, {len(made.refused)} refused.")
    return 1 if made.refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
