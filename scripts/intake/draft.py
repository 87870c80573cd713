"""Draft: a folder with the rows of an import, the file they came from and the record of everything done."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping as Items
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.intake import importpage
from scripts.intake.extraction import Extraction
from scripts.intake.recordfile import read_record
from scripts.intake.source import Source, extension_of
from scripts.model.table import Schema, written

BOM = "\ufeff"
_OLD = "-old"
RECORD = "import.json"
PAGE = "import.html"
"""The record as a page; made from it, neither approved nor published."""


def table_bytes(schema: Schema, records: Sequence[Items[str, Any]]) -> bytes:
    """Return the canonical CSV file: UTF-8 with BOM, CRLF, header of field names, every field in order."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(schema.names)
    for record in records:
        writer.writerow([written(record[name]) for name in schema.names])
    return (BOM + out.getvalue()).encode("utf-8")


def described(extraction: Extraction, source: Source, mapping_name: str, mapping: bytes) -> dict[str, Any]:
    """Return what ``import.json`` says of one resource."""
    report = extraction.report
    out: dict[str, Any] = {
        "source": {"name": source.name, "sha256": source.sha256, "form": source.form},
        "sheet": extraction.sheet,
        "fields": {
            name: {"column": letter, "header": extraction.headers.get(name, "")}
            for name, letter in extraction.columns.items()
        },
        "rows": list(extraction.lines),
        "remarks": report.remarks,
        "totals": [total.as_json() for total in report.totals],
        "changes": [change.as_json() for change in report.changes],
    }
    if source.encoding:
        out["source"]["encoding"] = source.encoding
    if mapping_name:
        out["mapping"] = {"name": mapping_name, "sha256": hashlib.sha256(mapping).hexdigest()}
    return out


def _keep_source(made: Path, resources: Items[str, Any], source: Source) -> None:
    """Keep each original once, under the name of the first resource that comes from it; ballots are not kept."""
    held = {
        one["source"]["sha256"]: (made / one["source"]["file"]).read_bytes()
        for one in resources.values()
        if "file" in one["source"]
    }
    if source.form != "pb":
        held[source.sha256] = source.data
    for path in made.glob("source*.*"):
        path.unlink()
    named: dict[str, str] = {}
    for name, one in resources.items():
        origin = one["source"]
        origin.pop("file", None)
        if origin["sha256"] in held:
            stem = "source" if name == "data" else f"source-{name}"
            origin["file"] = named.setdefault(origin["sha256"], f"{stem}.{extension_of(origin['form'])}")
    for sha256, file in named.items():
        (made / file).write_bytes(held[sha256])


def write_draft(
    folder: Path,
    extractions: Sequence[Extraction],
    schemas: Items[str, Schema],
    source: Source,
    mapping_name: str = "",
    mapping: bytes = b"",
) -> None:
    """Write the draft whole or not at all; resources of an earlier import that this one does not bring stay.

    The ballots of a vote file are personal data: the file itself is not kept, only its SHA-256.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder.parents[2])
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        resources: dict[str, Any] = {}
        if folder.is_dir():
            shutil.copytree(folder, made, dirs_exist_ok=True)
            resources = read_record(folder / RECORD)
        for extraction in extractions:
            name = extraction.resource
            (made / f"{name}.csv").write_bytes(table_bytes(schemas[name], extraction.records))
            resources[name] = described(extraction, source, mapping_name, mapping)
        ordered = {name: resources[name] for name in schemas if name in resources}
        _keep_source(made, ordered, source)
        text = json.dumps({"resources": ordered}, ensure_ascii=False, indent=1) + "\n"
        (made / RECORD).write_text(text, encoding="utf-8", newline="\n")
        (made / PAGE).write_bytes(importpage.of_record(ordered))
        made.chmod(0o755)
        _swap(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _swap(made: Path, folder: Path) -> None:
    """Put the new folder where the old one is; a rename each, so that no half-written draft is ever seen."""
    aside = folder.with_name(f".{folder.name}{_OLD}")
    if folder.exists():
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
    made.rename(folder)
    # Also what an import left that was killed before.
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def recover(drafts: Path) -> None:
    """Put back every draft whose import was killed between the two renames."""
    for aside in sorted(drafts.glob(f"*/*/.*{_OLD}")):
        folder = aside.with_name(aside.name.removeprefix(".").removesuffix(_OLD))
        if not folder.exists():
            aside.rename(folder)
