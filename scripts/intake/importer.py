"""Importer: a staff file to a draft release, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping as Items
from pathlib import Path

from scripts.intake.cell import OWN, Sheet
from scripts.intake.change import Report
from scripts.intake.draft import write_draft
from scripts.intake.extraction import Extraction, extract
from scripts.intake.folding import fold
from scripts.intake.guard import refuse
from scripts.intake.header import locate
from scripts.intake.mapping import Mapping
from scripts.intake.mappingfile import parse
from scripts.intake.source import Source, read
from scripts.model.codelist import CodeList
from scripts.model.problem import Problem, Rejected
from scripts.model.table import Schema


def import_file(
    path: Path,
    schemas: Items[str, Schema],
    codelists: Items[str, CodeList],
    draft: Path,
    mapping: Path | None = None,
    sheet: str = "",
) -> list[Report]:
    """Write the draft folder and return a report for each resource imported.

    Args:
        path: CSV, TSV, XLSX, XLS, HTML or Pabulib file.
        schemas: resource → schema of the room, the main one first.
        codelists: of the instance.
        draft: folder to write (``data/drafts/<kind>/<report>/<period>``).
        mapping: TOML file; without it columns are found by their headers.
        sheet: worksheet, over what the mapping says.

    Raises:
        Rejected: with every problem found; nothing is written then.
    """
    source = read(path)
    text = b"" if mapping is None else _mapping_bytes(mapping)
    extractions = extract_all(source, schemas, codelists, text, mapping.name if mapping else "", sheet)
    write_draft(draft, extractions, schemas, source, mapping.name if mapping else "", text)
    reports = [extraction.report for extraction in extractions]
    for report in reports:
        report.draft = str(draft)
    return reports


def extract_all(
    source: Source,
    schemas: Items[str, Schema],
    codelists: Items[str, CodeList],
    mapping: bytes = b"",
    mapping_name: str = "",
    sheet: str = "",
) -> list[Extraction]:
    """Return the rows of every resource the file holds.

    Raises:
        Rejected: with the problems of all resources.
    """
    pairs: list[tuple[Sheet, Mapping]] = (
        [(_chosen(source, one, sheet), one) for one in parse(mapping.decode("utf-8-sig"), mapping_name, schemas)]
        if mapping.strip()
        else _matched(source, schemas, sheet)
    )
    problems: list[Problem] = []
    out = []
    for page, one in pairs:
        try:
            out.append(extract(page, schemas[one.resource], one, codelists, source.remarks))
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    if out and (left := _unread(source, {id(page) for page, _ in pairs})):
        out[0].report.remarks.append(f"没有读取的工作表：{left}；它们随原表留在仓库里，不该留的先删去再导入。")
    return out


def _unread(source: Source, used: set[int]) -> str:
    """Return the worksheets with content that the import passes over; those a template brings are no news."""
    if source.form not in {"xlsx", "xls"}:
        return ""
    left = [page for page in source.sheets if id(page) not in used and page.rows and page.name not in OWN]
    return "、".join(f"“{page.name}”{'（隐藏）' if page.hidden else ''}" for page in left)


def _mapping_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        data.decode("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise refuse(str(path), "mapping.no-file", "没有这个映射文件，或没有权限打开", "核对路径") from None
    except UnicodeDecodeError:
        raise refuse(str(path), "mapping.not-toml", "映射文件须是 UTF-8 文字", "另存为 UTF-8") from None
    return data


def _chosen(source: Source, mapping: Mapping, sheet: str) -> Sheet:
    """Return the worksheet that the command or the mapping names, else the only one that is not hidden."""
    if mapping.empty:
        return source.sheets[0]
    wanted = sheet or mapping.sheet
    names = "、".join(page.name for page in source.sheets)
    if wanted:
        for page in source.sheets:
            if fold(page.name) == fold(wanted):
                return page
        raise refuse(source.name, "import.no-sheet", f"没有这个工作表，有：{names}", "改正工作表名", wanted)
    seen = [page for page in source.sheets if not page.hidden and page.rows and page.name not in OWN]
    if not seen:
        raise refuse(
            source.name, "import.no-rows", f"没有可以导入的工作表（{names} 是空的或隐藏的）", "核对文件是否选对"
        )
    if len(seen) == 1 or source.form in {"pb", "html"}:
        return seen[0]
    raise refuse(source.name, "import.no-sheet", f"有几个工作表（{names}），不知道用哪一个", "用 --sheet 写明工作表名")


def _matched(source: Source, schemas: Items[str, Schema], sheet: str) -> list[tuple[Sheet, Mapping]]:
    """Return a worksheet for each resource by its name, title or headers, when there is no mapping."""
    if sheet or len(schemas) == 1:
        one = Mapping(resource=next(iter(schemas)))
        best = _named(source, one.resource, schemas[one.resource]) if not sheet else None
        return [(best or _chosen(source, one, sheet), one)]
    pairs = []
    for resource, schema in schemas.items():
        page = _named(source, resource, schema)
        if page is None:
            fitting = [
                one for one in source.sheets if one.rows and one.name not in OWN and _fits(one, schema, resource)
            ]
            page = fitting[0] if len(fitting) == 1 else None
        if page is not None:
            pairs.append((page, Mapping(resource=resource)))
    if not pairs:
        main = Mapping(resource=next(iter(schemas)))
        return [(_chosen(source, main, ""), main)]
    return pairs


def _named(source: Source, resource: str, schema: Schema) -> Sheet | None:
    names = {fold(resource), fold(schema.title)} - {""}
    met = [page for page in source.sheets if fold(page.name) in names and page.rows]
    return met[0] if len(met) == 1 else None


def _fits(page: Sheet, schema: Schema, resource: str) -> bool:
    layout, problems = locate(page, schema, Mapping(resource=resource))
    return layout is not None and not problems
