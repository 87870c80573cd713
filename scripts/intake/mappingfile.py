"""Mapping file: TOML text to mappings, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping as Items
from dataclasses import MISSING, fields
from typing import Any

from scripts.intake.mapping import FieldRule, Mapping, Pivot
from scripts.intake.notation import BadNotation, read_toml
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.table import Schema

CLOSED = {
    "merged": ("fill", "first"),
    "fill": ("down",),
    "order": ("DMY", "MDY", "YMD"),
    "total_mismatch": ("accept",),
    "hidden": ("accept",),
}
"""Keys with few values."""

KINDS = {str: "文字", int: "整数", tuple: "列表", dict: "表"}
_PARTS = {"title", "table", "fields", "filter", "pivot"}


def parse(text: str, file: str, schemas: Items[str, Schema]) -> list[Mapping]:
    """Return the mappings in a TOML text: one, or one for each ``[resources.<name>]``.

    Raises:
        Rejected: it is no TOML, or says something unknown.
    """
    try:
        stated = read_toml(text.encode("utf-8", "replace"))
    except BadNotation as error:
        raise Rejected([Problem("mapping.not-toml", Place(file), "这不是正确的 TOML", f"按提示改：{error}")]) from None
    reader = _Reader(file, schemas, [])
    parts = stated.get("resources")
    if parts is None:
        mappings = [reader.mapping("", stated, "data")]
    else:
        reader.known("", stated, {"title", "resources"})
        items = parts.items() if reader.kind("resources", parts, dict) else ()
        mappings = [reader.mapping(f"resources.{name}.", item, name) for name, item in items]
    if reader.problems:
        raise Rejected(reader.problems)
    return [mapping for mapping in mappings if mapping is not None]


class _Reader:
    """Checks and builds; every fault goes to ``problems``."""

    def __init__(self, file: str, schemas: Items[str, Schema], problems: list[Problem]) -> None:
        self.file, self.schemas, self.problems = file, schemas, problems

    def mapping(self, where: str, item: Any, resource: str) -> Mapping | None:
        """Return one mapping, ``None`` when something is wrong with it."""
        before = len(self.problems)
        if not self.kind(where.rstrip("."), item, dict):
            return None
        self.known(where, item, _PARTS)
        for name in _PARTS - {"title"}:
            self.kind(where + name, item.get(name, {}), dict)
        if len(self.problems) > before:
            return None
        table = dict(item.get("table", {}))
        resource = str(table.setdefault("resource", resource))
        self.keys(f"{where}table.", table, Mapping, {"fields", "filter", "pivot"})
        for name, kind in (("drop", str), ("header_rows", int)):
            for one in table.get(name, ()) if isinstance(table.get(name, []), list) else ():
                self.kind(f"{where}table.{name}", one, kind)
        if len(self.problems) > before:
            return None
        if resource not in self.schemas:
            self.wrong(
                "mapping.no-resource", f"没有这张表，有：{'、'.join(self.schemas)}", "改 [table] 的 resource", resource
            )
            return None
        for pattern in (table.get("total", ""), table.get("notes", ""), *table.get("drop", ())):
            self.pattern(pattern)
        if table.get("total_mismatch") and not table.get("total_reason"):
            fix = "在 [table] 中加 total_reason"
            self.wrong("mapping.no-reason", "接受与印出的合计不符时，须写明理由", fix)
        rules = {
            name: self.rule(f"{where}fields.{name}", rule, self.schemas[resource])
            for name, rule in item.get("fields", {}).items()
            if self.field(name, self.schemas[resource])
        }
        chosen = {header: self.texts(wanted) for header, wanted in item.get("filter", {}).items()}
        pivot = self.pivot(f"{where}pivot", item["pivot"]) if "pivot" in item else None
        if len(self.problems) > before:
            return None
        table |= {name: tuple(value) for name, value in table.items() if isinstance(value, list)}
        return Mapping(**table, fields={n: rule for n, rule in rules.items() if rule}, filter=chosen, pivot=pivot)

    def rule(self, where: str, rule: Any, schema: Schema) -> FieldRule | None:
        """Return the rule of one field; a bare text or number is a constant."""
        if isinstance(rule, str | int | float) and not isinstance(rule, bool):
            return FieldRule(constant=str(rule))
        if not self.kind(where, rule, dict):
            return None
        rule, before = dict(rule), len(self.problems)
        if isinstance(rule.get("missing"), list):
            rule["missing"] = {str(text): str(text) for text in rule["missing"]}
        self.keys(f"{where}.", rule, FieldRule, set())
        if len(self.problems) > before:
            return None
        if rule.get("note"):
            self.field(rule["note"], schema)
        if rule.get("letter") and not re.fullmatch("[A-Za-z]{1,3}", rule["letter"]):
            self.wrong("mapping.unknown-value", f"{where}.letter 是列的字母，如 E", "改正列的字母", rule["letter"])
        self.pattern(rule.get("pattern", ""))
        self.pattern(rule.get("separator", ""))
        try:
            rule.get("serial", "").format(n=1, row=1)
        except (LookupError, ValueError, AttributeError):
            self.wrong(
                "mapping.unknown-value", f"{where}.serial 里只能用 {{n}} 和 {{row}}", "如 s2024-{n:04d}", rule["serial"]
            )
        return FieldRule(**rule)

    def pivot(self, where: str, item: dict[str, Any]) -> Pivot | None:
        """Return the pivot."""
        self.known(f"{where}.", item, {"index", "on", "value", "latest"})
        for name in ("index", "on", "value"):
            if name not in item:
                self.wrong("mapping.unknown-value", f"[pivot] 要有 {name}", "补上列名")
                return None
        index, on, latest = (self.texts(item.get(name, [])) for name in ("index", "on", "latest"))
        return Pivot(index, on, str(item["value"]), latest)

    def texts(self, value: Any) -> tuple[str, ...]:
        """Return a text or a list of texts as texts; a pattern between slashes is checked."""
        out = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
        if len(out) == 1 and len(out[0]) > 1 and out[0][0] == out[0][-1] == "/":
            self.pattern(out[0][1:-1])
        return out

    def field(self, name: str, schema: Schema) -> bool:
        """Whether the schema has the field."""
        if name not in schema.names:
            self.wrong("mapping.unknown-field", f"没有这个字段，有：{'、'.join(schema.names)}", "改正字段名", name)
        return name in schema.names

    def keys(self, where: str, item: Items[str, Any], noun: type, without: set[str]) -> None:
        """Check names, kinds and closed values of keys against the noun they fill."""
        defaults = {
            one.name: one.default if one.default is not MISSING else {}
            for one in fields(noun)
            if one.name not in without
        }
        self.known(where, item, set(defaults))
        for name, value in item.items():
            if name not in defaults or not self.kind(where + name, value, type(defaults[name])):
                continue
            allowed = CLOSED.get(name)
            if allowed and value not in ("", *allowed):
                self.wrong(
                    "mapping.unknown-value", f"{where}{name} 只能是 {'、'.join(allowed)}", "改正这个值", str(value)
                )

    def known(self, where: str, item: Items[str, Any], names: set[str]) -> None:
        """Check that there is no other key."""
        for name in item:
            if name not in names:
                self.wrong(
                    "mapping.unknown-key", f"没有这个键，有：{'、'.join(sorted(names))}", "改正键名", where + name
                )

    def kind(self, where: str, value: Any, kind: type) -> bool:
        """Whether the value is of the kind."""
        wanted = list if kind is tuple else kind
        good = isinstance(value, wanted) and not isinstance(value, bool)
        if not good:
            self.wrong("mapping.unknown-value", f"{where} 要写成{KINDS[kind]}", "改正写法", str(value))
        return good

    def pattern(self, pattern: Any) -> None:
        """Check a regular expression."""
        try:
            re.compile(str(pattern))
        except re.error as error:
            self.wrong("mapping.bad-pattern", "不是正确的正则表达式", f"按提示改：{error}", str(pattern))

    def wrong(self, code: str, expected: str, fix: str, found: str | None = None) -> None:
        """Keep a problem."""
        self.problems.append(Problem(code, Place(self.file), expected, fix, found))
