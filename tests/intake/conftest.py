"""Small schemas, and where the real open data lie."""

import functools
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.intake.extraction import Extraction
from scripts.intake.importer import extract_all
from scripts.intake.source import Source, read
from scripts.model.table import Schema
from tests.instances.real.build import located


def real(name: str) -> Path:
    """Return a real file, or skip the test where the collection is not at hand."""
    path = located(name)
    if path is None:
        pytest.skip(f"real data absent: {name}")
    return path


@functools.cache
def source(name: str) -> Source:
    """Return a real file as read; several tests look at one."""
    return read(real(name))


def extracted(name: str, schemas: Schema | Mapping[str, Schema], mapping: str) -> Extraction:
    """Return the first resource of a real file; one schema alone is that of ``data``."""
    described = {"data": schemas} if isinstance(schemas, Schema) else dict(schemas)
    return extract_all(source(name), described, {}, mapping.encode(), "mapping.toml")[0]


def schema(*fields: dict, key: str | list = "", title: str = "测试表") -> Schema:
    """Return a schema of these fields."""
    descriptor = {"title": title, "fields": list(fields)}
    return Schema.parse(descriptor | ({"primaryKey": key} if key else {}))


def text(name: str, title: str = "", **more) -> dict:
    return {"name": name, "title": title or name, **more}


def amount(name: str, title: str = "", unit: str = "万元", **more) -> dict:
    return {"name": name, "title": title or name, "type": "number", "role": "measure", "unit": unit, **more}


SUGGESTIONS = schema(
    text("proposer", "提出人"),
    text("title", "建议", constraints={"required": True}),
    text("place", "地点"),
    amount("asked", "建议金额"),
    amount("approved", "核定金额"),
    text("handler", "承办单位"),
    text("note", "备注"),
)
