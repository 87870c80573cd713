"""Concealed: what an office file carries besides what one sees in it: comments, names, links, caches, macros."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AUTHORS = ("creator", "lastModifiedBy", "Company", "Manager")
_AUTHOR_WORDS = {"creator": "作者", "lastModifiedBy": "最后修改人", "Company": "单位", "Manager": "主管"}
_COMMENTED = re.compile(r"(?:xl|word)/comments[^/]*\.xml$|(?:xl|ppt)/(?:comments|threadedComments)/", re.IGNORECASE)
_LOCAL = re.compile(r"^(?:file:|\\\\|[A-Za-z]:[\\/])", re.IGNORECASE)
SEEN = (
    "xl/worksheets/",
    "xl/styles",
    "xl/theme",
    "[Content_Types]",
    "_rels/",
    "docProps/app",
    "word/styles",
    "word/theme",
)
"""Parts whose texts are read as cells, or that hold none of staff."""


@dataclass(frozen=True, slots=True)
class Concealed:
    """One thing.

    Args:
        code: of the problem.
        sheet, cell: where, empty for the whole file.
        found: what may be shown of it.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    found: str = ""


def concealed(data: bytes) -> Iterator[Concealed]:
    """Yield what an office file (XLSX, DOCX, PPTX) conceals; the guard must have let it through."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        sheets = _sheets(archive, names)
        for name in names:
            yield from _part(archive, name, sheets)
        if "xl/workbook.xml" in names:
            yield from _defined(archive)


def texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and text of every part but those read as cells: what was deleted may still lie among shared texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".vml")) and not any(part in name for part in SEEN):
                root = _xml(archive, name)
                if root is not None:
                    yield name, "\n".join(text for text in root.itertext() if text.strip())


def _part(archive: zipfile.ZipFile, name: str, sheets: dict[str, str]) -> Iterator[Concealed]:
    base = posixpath.basename(name)
    if re.search(
        r"(?:xl|word)/(?:threadedC|c)omments[^/]*\.xml$|xl/comments/|ppt/comments/|xl/threadedComments/", name
    ):
        sheet = _owner(archive, name, sheets)
        root = _xml(archive, name)
        cells = [] if root is None else [one.get("ref", "") for one in root.iter() if _tag(one) in _COMMENTS]
        for cell in dict.fromkeys(cells):
            yield Concealed("scan.comment", sheet, cell)
    elif name in {"docProps/core.xml", "docProps/app.xml"}:
        root = _xml(archive, name)
        for one in () if root is None else root.iter():
            if _tag(one) in _AUTHORS and (one.text or "").strip():
                yield Concealed("scan.property", "", "", f"{_AUTHOR_WORDS[_tag(one)]}：{(one.text or '').strip()}")
    elif name == "docProps/custom.xml":
        root = _xml(archive, name)
        for one in () if root is None else root:
            yield Concealed("scan.property", "", "", f"自定义属性：{one.get('name', '')}")
    elif base.endswith(".rels"):
        yield from _links(archive, name, sheets)
    elif name == "xl/connections.xml":
        yield Concealed("scan.external-link", "", "", "数据连接")
    elif base == "vbaProject.bin" or "/macrosheets/" in name:
        yield Concealed("scan.macro")
    elif "/embeddings/" in name or "/activeX/" in name:
        yield Concealed("scan.embedded", _owner(archive, name, sheets), "", base)
    elif "/pivotCacheRecords" in f"/{base}" or name.startswith("xl/model/") or "/revisions/" in name:
        yield Concealed("scan.hidden-data", "", "", "数据透视表的缓存" if "pivot" in base else "数据模型或修订记录")
    elif "/media/" in name:
        yield Concealed("scan.picture", _owner(archive, name, sheets), "", base)
    elif name == "word/document.xml":
        root = _xml(archive, name)
        if root is not None and any(_tag(one) in {"ins", "del"} for one in root.iter()):
            yield Concealed("scan.hidden-data", "", "", "修订痕迹")


_COMMENTS = {"comment", "threadedComment"}


def _links(archive: zipfile.ZipFile, name: str, sheets: dict[str, str]) -> Iterator[Concealed]:
    root = _xml(archive, name)
    for one in () if root is None else root:
        target = one.get("Target", "")
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode") != "External":
            continue
        if kind.startswith("externalLink") or kind in {"attachedTemplate", "oleObject"} or _LOCAL.match(target):
            sheet = sheets.get(name.replace("_rels/", "").removesuffix(".rels"), "")
            yield Concealed("scan.external-link", sheet, "", posixpath.basename(target.replace("\\", "/")))


def _defined(archive: zipfile.ZipFile) -> Iterator[Concealed]:
    root = _xml(archive, "xl/workbook.xml")
    for one in () if root is None else root.iter():
        name = one.get("name", "")
        if _tag(one) != "definedName" or name.startswith("_xlnm."):
            continue
        if one.get("hidden") in {"1", "true"} or "[" in (one.text or "") or "#REF!" in (one.text or ""):
            yield Concealed("scan.defined-name", "", "", name)


def _sheets(archive: zipfile.ZipFile, names: list[str]) -> dict[str, str]:
    """Return part → worksheet name."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    book, relations = _xml(archive, "xl/workbook.xml"), _xml(archive, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    parts = {one.get("Id"): _resolved("xl/workbook.xml", one.get("Target", "")) for one in relations}
    pages = (one for one in book.iter() if _tag(one) == "sheet")
    return {parts.get(one.get(f"{{{_RELATION}}}id"), ""): one.get("name", "") for one in pages}


def _owner(archive: zipfile.ZipFile, name: str, sheets: dict[str, str]) -> str:
    """Return the worksheet that a part belongs to, directly or through a drawing; empty when none does."""
    for part, sheet in sheets.items():
        own = _targets(archive, part)
        if name in own or any(name in _targets(archive, other) for other in own if "/drawings/" in other):
            return sheet
    return ""


def _targets(archive: zipfile.ZipFile, part: str) -> set[str]:
    folder, base = posixpath.split(part)
    relations = f"{folder}/_rels/{base}.rels"
    root = _xml(archive, relations) if relations in archive.NameToInfo else None
    return set() if root is None else {_resolved(part, one.get("Target", "")) for one in root}


def _resolved(part: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{posixpath.dirname(part)}/{target}")


def _tag(one: etree._Element) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return a part as XML that resolves nothing; ``None`` when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile, ValueError):
        return None
