"""``portal import --suggest``: a mapping file for a workbook whose headers are not the fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.intake import codelist
from scripts.intake.cell import OWN, Sheet
from scripts.intake.draft import RECORD
from scripts.intake.folding import fold
from scripts.intake.guard import refuse
from scripts.intake.likeness import word
from scripts.intake.mappingtext import mapping_text
from scripts.intake.recordfile import read_record
from scripts.intake.source import Source, read
from scripts.intake.suggestion import Suggestion, suggest
from scripts.intake.whole import write_whole
from scripts.registry import Disclosure
from scripts.usage import WrongUsage


@dataclass(frozen=True)
class Told:
    """A suggestion as the command prints it."""

    suggestion: Suggestion

    def lines(self) -> Iterator[str]:
        """Yield a line for each column and for each field without one."""
        one = self.suggestion
        where = f"工作表“{one.sheet}”，" if one.sheet else ""
        yield f"{one.title or one.resource}：{where}表头在第 {'、'.join(map(str, one.header_rows))} 行。"
        for guess in one.guesses:
            meant = f"{guess.field.title}（{guess.field.name}）"
            yield f"  {guess.letter} 列“{guess.header}” → {meant}：{word(guess.score)}"
        for field in one.absent:
            if field.required:
                yield f"  没有找到：{field.title}（{field.name}），必填"
        for letter, header in one.unused:
            yield f"  没有用到：{letter} 列“{header}”"

    def as_json(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        one = self.suggestion
        return {
            "resource": one.resource,
            "sheet": one.sheet,
            "header_rows": list(one.header_rows),
            "columns": [
                {"field": guess.field.name, "header": guess.header, "letter": guess.letter, "confidence": guess.score}
                for guess in one.guesses
            ],
            "absent": [field.name for field in one.absent],
            "unused": [header for _, header in one.unused],
        }


def write(root: Path, room: Disclosure, file: Path, output: Path | None, sheet: str) -> tuple[Path, list[Told]]:
    """Write the mapping file and return where it is with what it says.

    Raises:
        Rejected: the file cannot be read, or nothing in it is like the report.
        WrongUsage: a file stands there already.
    """
    path = output or file.with_suffix(".toml")
    if path.exists():
        raise WrongUsage(
            f"已有 {path}，不覆盖：它可能是核对过的映射文件。用 --mapping 另写一个文件名，或直接用它导入。"
        )
    source = read(file)
    found = suggestions(root, room, source, sheet)
    write_whole(path, mapping_text(f"{room.title}：{file.stem}", source.name, found).encode("utf-8"))
    return path, [Told(one) for one in found]


def suggestions(root: Path, room: Disclosure, source: Source, sheet: str = "") -> list[Suggestion]:
    """Return a suggestion for each table of the report that the file seems to hold.

    Raises:
        Rejected: nothing in the file is like the report.
    """
    pages = _pages(source, sheet)
    lists = codelist.read_all(root / "data" / "codelists")
    found: list[Suggestion] = []
    for resource, schema in room.schemas.items():
        earlier = used(root, room, resource)
        fitting = [suggest(page, resource, schema, lists, earlier) for page in pages]
        named = [one for one in fitting if fold(one.sheet) in {fold(resource), fold(schema.title)}]
        best = max(named or fitting, key=lambda one: one.score)
        if best.guesses:
            found.append(best)
    if not found:
        raise refuse(
            source.name,
            "import.no-header",
            f"没有一列像“{room.title}”的字段",
            "核对文件和 --to 选对没有；表头不在前 30 行的，删去上面的内容",
        )
    # A table is on one sheet; the one that fits it better keeps it.
    kept: dict[str, Suggestion] = {}
    for one in found:
        if one.sheet not in kept or one.score > kept[one.sheet].score:
            kept[one.sheet] = one
    return [one for one in found if kept[one.sheet] is one]


def used(root: Path, room: Disclosure, resource: str) -> Mapping[str, frozenset[str]]:
    """Return field → folded headers that earlier imports of the report took for it."""
    out: dict[str, set[str]] = {}
    for path in sorted((root / "data").glob(f"*/{room}/**/{RECORD}")):
        record: Mapping[str, Any] = read_record(path).get(resource, {})
        for name, at in record.get("fields", {}).items():
            if at.get("header"):
                out.setdefault(name, set()).add(fold(at["header"]))
    return {name: frozenset(headers) for name, headers in out.items()}


def _pages(source: Source, sheet: str) -> Sequence[Sheet]:
    wanted = [page for page in source.sheets if page.rows and page.name not in OWN and not page.hidden]
    if sheet:
        wanted = [page for page in source.sheets if fold(page.name) == fold(sheet)]
    if not wanted:
        names = "、".join(page.name for page in source.sheets)
        raise refuse(source.name, "import.no-sheet", f"没有这个工作表，有：{names}", "改正工作表名", sheet or None)
    return wanted
