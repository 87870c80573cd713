"""Small schemas, and where the real open data lie."""

from pathlib import Path

import pytest

from scripts.model.table import Schema
from tests.instances.real.build import located


def real(name: str) -> Path:
    """Return a real file, or skip the test where the collection is not at hand."""
    path = located(name)
    if path is None:
        pytest.skip(f"real data absent: {name}")
    return path


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
