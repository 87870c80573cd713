"""``data/methods/*.toml`` → versions of ``Method``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.intake.harmless import faults
from scripts.intake.notation import BadNotation, read_toml
from scripts.model.method import Method
from scripts.model.problem import Place, Problem, Rejected

REQUIRED = {"version": str, "effective": datetime.date, "basis": str, "text": str, "parameters": dict}
OPTIONAL = {"title": str, "change": str, "labels": dict}


def read_all(folder: Path, shown: str = "data/methods") -> dict[str, list[Method]]:
    """Return every method in ``folder`` by file stem, versions oldest first.

    Raises:
        Rejected: with every problem found (codes ``method.*``).
    """
    methods, problems = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            methods[path.stem] = read(path, f"{shown}/{path.name}")
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return methods


def read(path: Path, name: str) -> list[Method]:
    """Return the versions in ``path``, oldest first.

    Raises:
        Rejected: with every problem found.
    """

    def problem(code: str, expected: str, fix: str, found: str | None = None) -> Problem:
        return Problem(code, Place(name), expected, fix, found)

    try:
        data = read_toml(path.read_bytes())
    except BadNotation as error:
        raise Rejected(
            [problem("method.not-toml", f"读不懂这个文件（{error}）", "按提示的行改正，或从旧版本恢复")]
        ) from None
    versions: list[Method] = []
    problems: list[Problem] = []
    problems += faults(data, name)
    items = data.get("version")
    whole = isinstance(items, list) and items and all(isinstance(item, Mapping) for item in items)
    if not isinstance(data.get("title"), str) or not whole:
        raise Rejected([problem("method.incomplete", "要有 title 和至少一段 [[version]]", "参照别的口径文件补全")])
    for item in data["version"]:
        wrong = [key for key, kind in REQUIRED.items() if not isinstance(item.get(key), kind)]
        wrong += [key for key, kind in OPTIONAL.items() if not isinstance(item.get(key, kind()), kind)]
        # A day with an hour is a day to Python, and cannot be compared with one.
        wrong += ["effective"] if isinstance(item.get("effective"), datetime.datetime) else []
        wrong += ["labels"] if "labels" not in wrong and not _all_texts(item.get("labels", {})) else []
        if wrong:
            problems.append(
                problem(
                    "method.incomplete",
                    f"版本 {item.get('version', '?')} 缺少或写错 {'、'.join(wrong)}",
                    "参照别的口径文件补全",
                )
            )
            continue
        versions.append(_version(path.stem, data["title"], item))
    labels = [version.version for version in versions]
    days = [version.effective for version in versions]
    if len(set(labels)) != len(labels) or len(set(days)) != len(days):
        problems.append(
            problem("method.repeated-version", "有两段的版本或生效日期相同", "每一段的 version 和 effective 各不相同")
        )
    if problems:
        raise Rejected(problems)
    return sorted(versions, key=lambda version: version.effective)


def _all_texts(labels: Mapping[str, Any]) -> bool:
    return all(isinstance(value, str) for value in labels.values())


def _version(name: str, title: str, item: dict[str, Any]) -> Method:
    return Method(
        name=name,
        version=item["version"],
        title=item.get("title", title),
        effective=item["effective"],
        basis=item["basis"],
        text=item["text"].strip(),
        parameters=item["parameters"],
        labels=item.get("labels", {}),
        change=item.get("change", ""),
    )
