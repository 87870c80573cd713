"""Problem: something staff can mend, with its place as the spreadsheet shows it and the cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from scripts.model.pickling import by_slots

SHOWN_PER_CODE = 20
"""How many problems of one code are printed for one file before only their number is."""


@by_slots
@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is, in the words of the spreadsheet.

    Args:
        file: path as staff know it, relative to the instance where it can be.
        sheet: worksheet name; empty for CSV and TOML.
        row: row number as displayed, 1 for the first line of the file.
        column: column letter (``E``); empty when the whole row or file is meant.
        header: what the header cell says (执行数（万元）).
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""

    def __str__(self) -> str:
        """Return the place in Chinese without the file (工作表“三季度”第 17 行 E 列“执行数（万元）”)."""
        parts = [f"工作表“{self.sheet}”" if self.sheet else ""]
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column:
            parts.append(f" {self.column} 列" if self.row is not None else f"{self.column} 列")
        if self.header:
            parts.append(f"“{self.header}”")
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Args:
        code: ``<stage>.<what>``; public and stable, explained in ``data/README.md``.
        place: where it is.
        expected: what should be there, a Chinese clause without the full stop (这里只能填数字).
        fix: how to mend it, a Chinese sentence without the full stop.
        found: what is there, as written; ``None`` when nothing can be quoted.
    """

    code: str
    place: Place
    expected: str
    fix: str
    found: str | None = None

    def __str__(self) -> str:
        """Return three indented lines: place and fault, cure, code."""
        where = str(self.place)
        said = f"写的是“{shorten(self.found)}”，" if self.found is not None else ""
        lead = f"{where}：" if where else ""
        return f"  {lead}{said}{self.expected}。\n  怎么改：{self.fix}。\n  [{self.code}]"

    def in_file(self, file: str) -> Problem:
        """Return the same problem said of another file name."""
        return replace(self, place=replace(self.place, file=file))

    def as_json(self) -> dict[str, Any]:
        """Return a flat mapping for ``--json``."""
        return {
            "code": self.code,
            **asdict(self.place),
            "found": self.found,
            "expected": self.expected,
            "fix": self.fix,
        }


@dataclass
class Rejected(Exception):
    """A file, release or instance that cannot be used, with every problem found at once."""

    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the report that a command prints."""
        return report(self.problems)


def shorten(text: str, limit: int = 60) -> str:
    """Return ``text`` on one line, cut to ``limit`` characters with an ellipsis, control characters made visible."""
    line = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if c not in "\n\t" else " " for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def report(problems: Iterable[Problem]) -> str:
    """Return all problems grouped by file, the first ``SHOWN_PER_CODE`` of a code in full, then their number."""
    lines: list[str] = []
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file, []).append(problem)
    for file, found in by_file.items():
        lines.append(file)
        seen: dict[str, int] = {}
        for problem in found:
            seen[problem.code] = seen.get(problem.code, 0) + 1
            if seen[problem.code] <= SHOWN_PER_CODE:
                lines.append(str(problem))
        lines += [
            f"  [{code}] 同类问题共 {count} 处，以上列出前 {SHOWN_PER_CODE} 处。"
            for code, count in seen.items()
            if count > SHOWN_PER_CODE
        ]
    total = sum(map(len, by_file.values()))
    if total:
        lines.append(f"共 {total} 个问题。")
    return "\n".join(lines)
