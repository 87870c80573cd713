"""Column: the texts of one column → their values, when few operations on all of them prove every cell right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from itertools import chain
from re import compile as pattern
from typing import Any

from scripts.intake import scalar
from scripts.intake.harmless import MOST_CHARACTERS, any_unsafe, begins_formula
from scripts.intake.personal import any_personal
from scripts.model.codelist import CodeList
from scripts.model.table import Field, Schema

PARSERS: Mapping[str, Callable[[Collection[str]], Collection[Any]]] = {
    "string": lambda texts: texts,
    "integer": scalar.integers,
    "number": scalar.numbers,
    "date": lambda texts: [scalar.date(text) for text in texts],
    "boolean": lambda texts: [scalar.boolean(text) for text in texts],
}


def proven(texts: list[str], field: Field, schema: Schema, codes: CodeList | None) -> list[Any] | None:
    """Return the value of every cell, or ``None`` when it is not proven that all cells are right.

    Whatever a cell may be told is looked for here too, in each text once, so that a column for which this returns
    values has no problem; which cell has which problem is not asked.
    """
    distinct = set(texts)
    missing = distinct.intersection(schema.missing_values)
    if missing and field.required:
        return None
    if max(map(len, distinct), default=0) > MOST_CHARACTERS or any_unsafe(distinct):
        return None
    stated = list(distinct - missing)
    if any(map(str.__ne__, distinct, map(str.strip, distinct))):
        return None
    if field.type == "string" and (begins_formula(stated) or any_personal(stated)):
        return None
    try:
        values = _coded(stated, field, codes) if field.codelist else PARSERS[field.type](stated)
    except ValueError:
        return None
    if stated and not _within(stated, values, field.constraints):
        return None
    if values is stated and not missing:
        return texts
    value_of: dict[str, Any] = dict(zip(stated, values, strict=True)) | dict.fromkeys(missing)
    return list(map(value_of.__getitem__, texts))


def _coded(texts: list[str], field: Field, codes: CodeList | None) -> list[str]:
    if codes is None or not _parts(texts, field.constraints) <= codes.entries.keys():
        raise ValueError(field.codelist)
    return texts


def _within(texts: list[str], values: Collection[Any], rules: Mapping[str, Any]) -> bool:
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
