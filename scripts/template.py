"""``portal template``: the workbook to fill in for a report."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.intake import codelist
from scripts.intake.choice import Choices
from scripts.intake.form import write_form
from scripts.intake.whole import write_whole
from scripts.model.period import Period
from scripts.model.table import Field, Schema
from scripts.registry import Disclosure
from scripts.usage import WrongUsage

_SAMPLES = {"number": "1204.5", "integer": "12", "date": "2025-03-31", "boolean": "是", "string": "（文字）"}


def template(root: Path, room: Disclosure, period: Period | None = None) -> bytes:
    """Return the XLSX file for a report of the instance in ``root``.

    Raises:
        Rejected: the code lists have problems.
    """
    choices = Choices(room.schemas, codelist.read_all(root / "data" / "codelists"), period)
    rows = {name: _example(room.folder / "sample", name, schema, choices) for name, schema in room.schemas.items()}
    return write_form(room.title, room.schemas, choices, rows, period)


def write(root: Path, room: Disclosure, period: Period | None, output: Path | None) -> Path:
    """Write the file and return where it is.

    Raises:
        WrongUsage: something stands there already.
    """
    path = output or Path(f"{room.title}{f'-{period}' if period else ''}-模板.xlsx")
    if path.exists():
        raise WrongUsage(f"已有 {path}，不覆盖。另选一个文件名（--output），或先移走它。")
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage(f"模板是 XLSX 工作簿：--output 写成 {path.stem}.xlsx。")
    write_whole(path, template(root, room, period))
    return path


def _example(sample: Path, resource: str, schema: Schema, choices: Choices) -> Mapping[str, Any]:
    """Return a row as the room's sample has it, with names that the instance knows."""
    path = max(sample.glob(f"*/{resource}.csv"), default=None)
    rows: list[dict[str, str]] = []
    if path is not None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    return {field.name: _cell(field, rows[0] if rows else {}, choices) for field in schema.fields}


def _cell(field: Field, row: Mapping[str, str], choices: Choices) -> str:
    shown = choices.first(field)
    if field.codelist:
        return shown if row.get(field.name) or field.required else ""
    return row.get(field.name, "" if row else shown or _SAMPLES[field.type])
