"""Column: the texts of one column → their values, when few operations on all of them prove every cell right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from re import compile as pattern
from typing import Any

from scripts.intake import scalar
from scripts.intake.harmless import MOST_CHARACTERS, any_unsafe, begins_formula
from scripts.intake.personal import any_personal
from scripts.model.codelist import CodeList
from scripts.model.table import Field, Schema

_CHUNK = 256
"""Rows that are turned at once: few enough to stay near at hand."""
_PARSERS: Mapping[str, Callable[[Sequence[str]], Sequence[Any]]] = {
    "string": lambda texts: texts,
    "integer": scalar.integers,
    "number": scalar.numbers,
    "date": lambda texts: [scalar.date(text) for text in texts],
    "boolean": lambda texts: [scalar.boolean(text) for text in texts],
}


def turn(rows: list[list[str]], width: int) -> list[list[str]]:
    """Return the columns of rows; what a row has beyond the width is left out, what it lacks is empty."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        if any(len(cells) != width for cells in part):
            part = [(cells + [""] * (width - len(cells)))[:width] for cells in part]
        for column, texts in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(texts)
    return columns


def proven(texts: list[str], field: Field, schema: Schema, codes: CodeList | None) -> list[Any] | None:
    """Return the value of every cell, or ``None`` when it is not proven that all cells are right.

    Whatever a cell may be told is looked for here too, in many texts at once, so that a column for which this returns
    values has no problem; which cell has which problem is not asked.
    """
    # In the order of the file, in which the texts lie in memory.
    distinct = dict.fromkeys(texts)
    missing = distinct.keys() & set(schema.missing_values)
    repeated = len(distinct) * 2 <= len(texts)
    stated = [text for text in (distinct if repeated else texts) if text not in missing]
    if (missing and field.required) or not _plain(list(missing)):
        return None
    # Numbers and the words of a boolean are plain by their form.
    if field.codelist or field.type in {"string", "date"}:
        if not _plain(stated):
            return None
        if field.type == "string" and (begins_formula(stated) or any_personal(stated)):
            return None
    try:
        values = _coded(stated, field, codes) if field.codelist else _PARSERS[field.type](stated)
    except ValueError:
        return None
    if stated and not _within(stated, values, field.constraints):
        return None
    if values is stated:
        return [None if text in missing else text for text in texts] if missing else texts
    if repeated:
        value_of: dict[str, Any] = dict(zip(stated, values, strict=True)) | dict.fromkeys(missing)
        return list(map(value_of.__getitem__, texts))
    rest = iter(values)
    return [None if text in missing else next(rest) for text in texts]


def _plain(texts: list[str]) -> bool:
    """Whether no text is too long, holds an unsafe character, or begins or ends with a space."""
    return (
        max(map(len, texts), default=0) <= MOST_CHARACTERS
        and list(map(str.strip, texts)) == texts
        and not any_unsafe(texts)
    )


def _coded(texts: list[str], field: Field, codes: CodeList | None) -> list[str]:
    if codes is None or not _parts(texts, field.constraints) <= codes.entries.keys():
        raise ValueError(field.codelist)
    return texts


def _within(texts: list[str], values: Sequence[Any], rules: Mapping[str, Any]) -> bool:
    """Whether every value keeps the constraints of its field."""
    return (
        ("enum" not in rules or _parts(texts, rules) <= set(rules["enum"]))
        and ("minimum" not in rules or min(values) >= Decimal(str(rules["minimum"])))
        and ("maximum" not in rules or max(values) <= Decimal(str(rules["maximum"])))
        and ("maxLength" not in rules or max(map(len, texts)) <= rules["maxLength"])
        and ("pattern" not in rules or all(map(pattern(rules["pattern"]).fullmatch, texts)))
    )


def _parts(texts: list[str], rules: Mapping[str, Any]) -> set[str]:
    return set(chain.from_iterable(text.split("|") for text in texts)) if rules.get("list") else set(texts)
