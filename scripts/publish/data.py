"""Data files of a release: tables, figures, descriptor and archive, all from values, always the same bytes."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter

from scripts.model.edition import Edition
from scripts.model.grid import Cell, Grid
from scripts.model.number import plain
from scripts.model.table import Field, Schema, Table, written
from scripts.publish.page import json_bytes
from scripts.publish.quotation import SHORT_NOTICE, quote

EPOCH = (1980, 1, 1, 0, 0, 0)
LARGEST_EXACT = Decimal(10) ** 15
"""Above it a spreadsheet's number would not be exact; the cell is written as text."""
VERIFY = """校验方法（任选其一）：
  1. 在本文件夹运行：sha256sum -c SHA256SUMS
  2. 把 approval.json 里的校验值与文件逐个核对。
approval.json 自身的校验值登记在网站的 ledger.jsonl，每一行包含上一行的校验值。
"""


def figures_json(edition: Edition, site: Mapping[str, Any]) -> bytes:
    """Return ``figures.json``: every figure with exact value, unit, base, as-of and provenance."""
    release = edition.release
    head: dict[str, Any] = {
        "release": str(release.id),
        "title": edition.title,
        "as_of": release.as_of.isoformat(),
        "issued": _issued(edition),
        "methods": {name: method.version for name, method in sorted(release.methods.items())},
    }
    if site.get("demonstration"):
        head = {"notice": site["notice"], **head}
    said = SHORT_NOTICE if site.get("demonstration") else ""
    figures = [{**figure.as_json(), "quote": quote(figure, edition, said)} for figure in edition.figures.values()]
    return json_bytes({**head, "figures": figures})


def data_xlsx(edition: Edition, site: Mapping[str, Any]) -> bytes:
    """Return ``data.xlsx``: one sheet for each table, headers in Chinese with units, a sheet that says what it is."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    # A fixed date of creation keeps the bytes the same; it is not shown anywhere.
    book.set_properties({"created": datetime.datetime(2020, 1, 1), "title": edition.title, "author": site["organ"]})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    about = book.add_worksheet("说明")
    about.set_column(0, 0, 16)
    about.set_column(1, 1, 90)
    for row, (label, text) in enumerate(_about(edition, site)):
        about.write_string(row, 0, label, bold)
        about.write_string(row, 1, text)
    for resource, table in edition.release.tables.items():
        _sheet(book, edition, resource, table, bold)
    book.close()
    return stream.getvalue()


def _sheet(book: Any, edition: Edition, resource: str, table: Table, bold: Any) -> None:
    sheet = book.add_worksheet(_sheet_name(table.schema.title or resource))
    sheet.freeze_panes(1, 1)
    lists = edition.release.codelists
    for index, field in enumerate(table.schema.fields):
        sheet.write_string(0, index, field.header, bold)
        sheet.set_column(index, index, 18 if field.type == "string" else 14)
    for position, cells in table.rows():
        for index, field in enumerate(table.schema.fields):
            value = cells[field.name]
            if isinstance(value, Decimal | int) and not isinstance(value, bool) and abs(Decimal(value)) < LARGEST_EXACT:
                sheet.write_number(position + 1, index, float(value))
            elif value is not None:
                text = written(value)
                if field.codelist in lists:
                    codes = lists[field.codelist]
                    text = "、".join(codes.label(code) if code in codes else code for code in text.split("|"))
                sheet.write_string(position + 1, index, text)


def _sheet_name(title: str) -> str:
    return "".join("-" if c in "[]:*?/\\'" else c for c in title)[:31] or "数据"


def _about(edition: Edition, site: Mapping[str, Any]) -> list[tuple[str, str]]:
    release = edition.release
    lines = [("名称", edition.title), ("版本", f"第 {release.id.revision} 版"), ("数据截至", release.as_of.isoformat())]
    if release.approval:
        lines += [
            ("批准", f"{release.approval.organ} {release.approval.document}（{release.approval.date}）"),
            ("公开", release.approval.issued.date().isoformat()),
        ]
    lines += [("口径", str(edition.settings["definition"])), ("来源", f"{site['name']} {edition.address}")]
    lines += [
        ("核验", "以 data.csv 的字节为准；本工作簿由它生成，便于阅读，部门等代码已换成名称。"),
    ]
    return [("注意", site["notice"]), *lines] if site.get("demonstration") else lines


def descriptor(edition: Edition, site: Mapping[str, Any]) -> bytes:
    """Return ``datapackage.json``: Data Package v2, one resource for each table, checksums from the approval."""
    release = edition.release
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": str(release.id).replace("/", "-").replace("_", "-").lower(),
        "title": edition.title,
        "description": str(edition.settings["definition"]),
        "version": f"{release.id.revision}.0.0",
        "created": _issued(edition),
        "keywords": [str(edition.settings["title"])],
        "contributors": [{"title": site["organ"], "roles": ["publisher"]}],
        "licenses": [{"title": site["licence"]["title"], "path": site["licence"]["url"]}] if "licence" in site else [],
        "temporalCoverage": f"{release.period.start}/{release.period.end}",
        "resources": [_resource(edition, name, schema) for name, schema in edition.schemas.items()],
    }
    if site.get("demonstration"):
        package["notice"] = site["notice"]
    return json_bytes({key: value for key, value in package.items() if value != []})


def _resource(edition: Edition, name: str, schema: Schema) -> dict[str, Any]:
    content = (edition.folder / f"{name}.csv").read_bytes()
    approval = edition.release.approval
    return {
        "name": name,
        "title": schema.title,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{approval.files[f'{name}.csv']}" if approval else "",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fieldsMatch": "equal",
            "fields": [_field(edition, field) for field in present(edition, name)],
            "missingValues": list(schema.missing_values),
            **({"primaryKey": list(schema.primary_key)} if schema.primary_key else {}),
        },
    }


def present(edition: Edition, resource: str) -> list[Field]:
    """Return the fields that the approved file has, in its order; a file may lack optional ones added to the schema."""
    table = edition.release.tables[resource]
    columns = table.origin.columns
    return [table.schema[name] for name in sorted(columns, key=lambda name: (len(columns[name]), columns[name]))]


def _field(edition: Edition, field: Field) -> dict[str, Any]:
    out: dict[str, Any] = {"name": field.name, "title": field.title, "type": field.type}
    if field.type == "boolean":
        out |= {"trueValues": ["是"], "falseValues": ["否"]}
    for name in ("description", "unit", "role", "codelist"):
        if getattr(field, name):
            out[name] = getattr(field, name)
    standard = {key: value for key, value in field.constraints.items() if key != "list"}
    if standard and not field.constraints.get("list"):
        out["constraints"] = standard
    if field.codelist in edition.release.codelists:
        out["categories"] = [
            {"value": code, "label": entry.label} for code, entry in edition.release.codelists[field.codelist].items()
        ]
    return out


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return ``release.zip`` with all files, ``SHA256SUMS`` and how to verify; the same files give the same bytes."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    everything = {**files, "SHA256SUMS": sums.encode(), "如何校验.txt": VERIFY.encode()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, content in sorted(everything.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return stream.getvalue()


def grid_csv(grid: Grid) -> bytes:
    """Return a printed table as CSV for readers: Chinese headers with units, exact values, BOM and CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([f"{c.title}（{c.unit}）" if c.unit else c.title for c in grid.columns])
    for row in grid.rows:
        writer.writerow([_guarded(cell, column.kind) for cell, column in zip(row, grid.columns, strict=True)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _guarded(cell: Cell, kind: str) -> str:
    if kind == "number" and isinstance(cell.value, Decimal | int):
        return plain(cell.value)
    text = str(cell.text)
    # Text that a spreadsheet would run as a formula is made text; numbers stay numbers.
    return f"'{text}" if text[:1] in "=+-@\t\r＝＋－＠" and text not in {"-", "—"} else text


def _issued(edition: Edition) -> str:
    return edition.release.approval.issued.isoformat() if edition.release.approval else ""
