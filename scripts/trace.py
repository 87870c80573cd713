"""``portal trace``: from a figure to the cells it is computed from, and from a cell to the figures that use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts import lookup
from scripts.instance import Instance
from scripts.intake.recordfile import read_record
from scripts.lookup import Found
from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.release import REVISION_TYPES, Release
from scripts.model.store import CURRENT, WITHDRAWN
from scripts.model.table import written
from scripts.publish import standing
from scripts.publish.quotation import SHORT_NOTICE, quote
from scripts.usage import WrongUsage

RECORD = "import.json"
_CELL = re.compile(r"(?P<file>.+?)!(?:(?P<sheet>[^!]+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})")


def trace(material: Instance, text: str) -> dict[str, Any]:
    """Return where a figure comes from, as ``--json`` prints it.

    Raises:
        WrongUsage: no figure has that address.
    """
    found = lookup.find(material, text)
    if found.figure is None:
        raise WrongUsage(f"“{text}”只是一次发布；在后面用 # 写明是哪个数字，如 #{next(iter(found.edition.figures))}。")
    figure, edition, release = found.figure, found.edition, found.release
    cells = list(_cells(material, release, figure))
    terms = [
        {**_described(term, release), "cells": list(_cells(material, release, term))}
        for term in _terms(edition, figure)
    ]
    method = release.methods.get(figure.method)
    notice = SHORT_NOTICE if material.site["demonstration"] else ""
    return {
        "address": f"{edition.address}#{figure.id}",
        "title": edition.title,
        **_described(figure, release),
        "method": None
        if method is None
        else {"name": method.name, "title": method.title, "version": method.version, "basis": method.basis},
        "methods": {name: one.version for name, one in release.methods.items()},
        "terms": terms,
        "cells": cells,
        "files": _files([*cells, *(cell for term in terms for cell in term["cells"])]),
        "approval": _approval(release),
        "revisions": _revisions(found),
        "status": _status(found),
        "quote": quote(figure, edition, notice),
    }


def uses(material: Instance, text: str) -> dict[str, Any]:
    """Return which figures use a cell, ``FILE!E17`` or ``FILE!SHEET!E17``.

    Raises:
        WrongUsage: no approved release has that cell.
    """
    match = _CELL.fullmatch(text.strip())
    if match is None:
        raise WrongUsage(f"“{text}”不是一格的位置：应写成 文件!E17 或 文件!工作表!E17。")
    column, row = match["column"].upper(), int(match["row"])
    places = list(_places(material, match["file"], match["sheet"] or "", column, row))
    if not places:
        raise WrongUsage(
            f"没有已批准的发布用到 {match['file']} 的 {column}{row} 格：核对文件名、行和列；表头和合计不算。"
        )
    return {"cell": text, "uses": [_uses(material, *place) for place in places]}


def _described(figure: Figure, release: Release) -> dict[str, Any]:
    return {
        "id": figure.id,
        "label": figure.label,
        "value": figure.exact or None,
        "text": figure.text,
        "words": figure.words,
        "unit": figure.unit,
        "base": figure.base,
        "as_of": release.as_of.isoformat(),
        "formula": figure.formula,
        "missing": figure.missing,
        "term_ids": list(figure.terms),
        "counted_none": [f"{source.resource}.csv" for source in figure.sources if source.rows == ()],
    }


def _terms(edition: Edition, figure: Figure) -> list[Figure]:
    """Return every figure that this one stands on, its own terms first, then theirs, down to the cells."""
    found: dict[str, Figure] = {}
    waiting = list(figure.terms)
    for id in waiting:
        if id not in found and id != figure.id:
            found[id] = edition.figures[id]
            waiting += found[id].terms
    return list(found.values())


def _cells(material: Instance, release: Release, figure: Figure) -> Iterator[dict[str, Any]]:
    """Yield every cell the figure is computed from, in the order of its sources."""
    for source in figure.sources:
        other = release if not source.release else _named(material, release, source.release)
        if other is None:
            continue
        table = other.tables[source.resource]
        record = _record(material, other).get(source.resource)
        rows = range(len(table)) if source.rows is None else source.rows
        for row in rows:
            for field in source.fields:
                yield _cell(material, other, source.resource, row, field, record)


def _cell(
    material: Instance, release: Release, resource: str, row: int, field: str, record: dict[str, Any] | None
) -> dict[str, Any]:
    table = release.tables[resource]
    file = f"{resource}.csv"
    approval = release.approval
    cell: dict[str, Any] = {
        "release": str(release.id),
        "file": f"data/approved/{release.id}/{file}",
        "sha256": approval.files[file] if approval else "",
        "row": table.origin.rows[row],
        "column": table.origin.columns.get(field, ""),
        "field": field,
        "header": table.schema[field].header,
        "value": written(table.value(row, field)),
        "row_label": "、".join(_label(release, resource, row, key) for key in table.schema.primary_key if key != field),
    }
    if record is not None and field in record["fields"]:
        place = record["fields"][field]
        cell["workbook"] = {
            "name": record["source"]["name"],
            "sha256": record["source"]["sha256"],
            "sheet": record.get("sheet", ""),
            "row": record["rows"][row],
            "column": place["column"],
            "header": place["header"],
        }
        if "file" in record["source"]:
            cell["workbook"]["file"] = f"data/approved/{release.id}/{record['source']['file']}"
    return cell


def _label(release: Release, resource: str, row: int, field: str) -> str:
    """Return what a key cell says, as a name where it is a code."""
    table = release.tables[resource]
    text = written(table.value(row, field))
    names = release.codelists.get(table.schema[field].codelist)
    return names.label(text) if names is not None and text in names else text


def _named(material: Instance, release: Release, id: str) -> Release | None:
    """Return another release that a source names: what this one was given, else what the instance has."""
    for one in release.earlier:
        if str(one.id) == id:
            return one
    return material.releases.get(id)


def _record(material: Instance, release: Release) -> dict[str, Any]:
    """Return what ``import.json`` says of each resource; nothing when the release was not imported."""
    path = material.folder(release.id) / RECORD
    return read_record(path)


def _files(cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = {cell["file"]: cell["sha256"] for cell in cells}
    for cell in cells:
        if "workbook" in cell:
            found[cell["workbook"].get("file", cell["workbook"]["name"])] = cell["workbook"]["sha256"]
    return [{"file": file, "sha256": sha256} for file, sha256 in found.items()]


def _approval(release: Release) -> dict[str, Any] | None:
    approval = release.approval
    if approval is None:
        return None
    return {
        "organ": approval.organ,
        "document": approval.document,
        "date": approval.date.isoformat(),
        "issued": approval.issued.isoformat(),
        "sha256": approval.sha256,
    }


def _revisions(found: Found) -> list[dict[str, Any]]:
    """Return the value of the figure in every revision of the period."""
    assert found.figure is not None
    listed = []
    for release in found.material.revisions(found.release.id):
        figure = lookup.edition(found.material, release).figures.get(found.figure.id)
        note = release.revision
        listed.append(
            {
                "release": str(release.id),
                "value": None if figure is None else figure.exact or None,
                "words": "没有这个数字" if figure is None else figure.words,
                "same": figure is not None and figure.exact == found.figure.exact,
                "this": release.id == found.release.id,
                "type": REVISION_TYPES[note.type] if note else "首次公开",
                "reason": note.reason if note else "",
            }
        )
    return listed


def _status(found: Found) -> str:
    """Return what has become of the figure: 现行, 已修订, 已更正 or 已撤回."""
    later = [one for one in found.material.revisions(found.release.id) if one.id >= found.release.id]
    if any(one.withdraws for one in later):
        return WITHDRAWN
    assert found.figure is not None
    id = found.figure.id
    editions = [lookup.edition(found.material, one) for one in later]
    if standing.same(found.figure, editions[-1].figures.get(id)):
        return CURRENT
    return standing.word(id, editions)


def _places(
    material: Instance, file: str, sheet: str, column: str, row: int
) -> Iterator[tuple[Release, str, int, str]]:
    """Yield (release, resource, position, field) of a cell of a published file or of the workbook it came from."""
    wanted = Path(file).as_posix().removeprefix("./").removeprefix("data/approved/").lstrip("/")
    for release in material.releases.values():
        for resource, table in release.tables.items():
            if f"{release.id}/{resource}.csv" == wanted and row in table.origin.rows:
                fields = [field for field, letter in table.origin.columns.items() if letter == column]
                yield from ((release, resource, table.origin.rows.index(row), field) for field in fields)
        for resource, record in _record(material, release).items():
            source = record["source"]
            names = {source["name"], f"{release.id}/{source.get('file', source['name'])}"}
            if wanted not in names or row not in record["rows"] or sheet not in ("", record.get("sheet", "")):
                continue
            fields = [field for field, place in record["fields"].items() if place["column"] == column]
            yield from ((release, resource, record["rows"].index(row), field) for field in fields)


def _uses(material: Instance, release: Release, resource: str, row: int, field: str) -> dict[str, Any]:
    """Return the cell, the figures computed from it, and those computed from these."""
    figures = []
    for other in material.releases.values():
        if other.id.series != release.id.series or other.period < release.period:
            continue
        edition = lookup.edition(material, other)
        direct = {id for id, one in edition.figures.items() if _reads(one, release, other, resource, row, field)}
        reached = _reached(edition, direct)
        figures += [
            {
                "address": f"{edition.address}#{id}",
                "label": one.label,
                "words": one.words,
                "direct": id in direct,
            }
            for id, one in edition.figures.items()
            if id in reached
        ]
    record = _record(material, release).get(resource)
    return {"cell": _cell(material, release, resource, row, field, record), "figures": figures}


def _reads(figure: Figure, release: Release, other: Release, resource: str, row: int, field: str) -> bool:
    return any(
        source.resource == resource
        and field in source.fields
        and (source.rows is None or row in source.rows)
        and (source.release or str(other.id)) == str(release.id)
        for source in figure.sources
    )


def _reached(edition: Edition, direct: set[str]) -> set[str]:
    """Return the figures that stand on ``direct`` through their terms, with these."""
    reached = set(direct)
    while True:
        more = {id for id, one in edition.figures.items() if id not in reached and reached & set(one.terms)}
        if not more:
            return reached
        reached |= more
