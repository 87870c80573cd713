"""CSVW: the metadata that W3C's CSV on the Web looks for beside a table, ``<table>.csv-metadata.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.model.edition import Edition
from scripts.model.table import Field, Schema
from scripts.publish.data import present
from scripts.publish.page import json_bytes

TYPES = {"string": "string", "integer": "integer", "number": "decimal", "date": "date", "boolean": "boolean"}


def files(edition: Edition, site: Mapping[str, Any]) -> dict[str, bytes]:
    """Return one file for each table of the release, named as the standard says."""
    return {
        f"{name}.csv-metadata.json": json_bytes(_table(edition, name, schema, site))
        for name, schema in edition.schemas.items()
    }


def _table(edition: Edition, name: str, schema: Schema, site: Mapping[str, Any]) -> dict[str, Any]:
    approval = edition.release.approval
    said: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh-CN"}],
        "url": f"{name}.csv",
        "dc:title": f"{edition.title}：{schema.title}" if schema.title else edition.title,
        "dc:description": str(site["notice"] if site.get("demonstration") else edition.settings["definition"]),
        "dc:publisher": str(site["organ"]),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n", "\n"], "header": True},
        "tableSchema": {"columns": [_column(field, schema) for field in present(edition, name)]},
    }
    if approval is not None:
        said["dc:issued"] = approval.issued.date().isoformat()
    if "licence" in site:
        said["dc:license"] = {"@id": site["licence"]["url"]}
    if schema.primary_key:
        said["tableSchema"]["primaryKey"] = list(schema.primary_key)
    return said


def _column(field: Field, schema: Schema) -> dict[str, Any]:
    column: dict[str, Any] = {"name": field.name, "titles": field.name, "dc:title": field.header}
    if field.description:
        column["dc:description"] = field.description
    if field.constraints.get("list"):
        return column | {"datatype": "string", "separator": "|"}
    datatype: dict[str, Any] = {"base": TYPES[field.type]}
    if field.type == "boolean":
        datatype["format"] = "是|否"
    for name, key in (("minimum", "minimum"), ("maximum", "maximum")):
        if name in field.constraints and field.type != "string":
            datatype[key] = field.constraints[name]
    column["datatype"] = datatype if len(datatype) > 1 else datatype["base"]
    if field.constraints.get("required") or field.name in schema.primary_key:
        column["required"] = True
    if any(schema.missing_values):
        column["null"] = list(schema.missing_values)
    return column
