"""Trail: what ``portal trace`` found, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SHOWN = 60
"""Cells and terms printed of one figure before the rest is said as a count; ``--json`` has all."""


def figure(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a figure: what it is, what it stands on, who approved it, what became of it."""
    yield found["label"]
    yield f"  {found['title']}  {found['address']}"
    yield ""
    yield from _described(found, "  ")
    if found["method"]:
        method = found["method"]
        yield f"  口径      {method['title']}（{method['name']}@{method['version']}），依据：{method['basis']}"
    elif found["methods"]:
        yield f"  口径      {'、'.join(f'{name}@{version}' for name, version in found['methods'].items())}"
    if found["cells"]:
        yield "  来自"
        yield from _cells(found["cells"], "    ")
    for term in found["terms"][:SHOWN]:
        yield ""
        yield f"  其中：{term['label']}  #{term['id']}"
        yield from _described(term, "    ")
        if term["term_ids"]:
            shown = "、".join(f"#{id}" for id in term["term_ids"][:SHOWN])
            yield f"    用到      {shown}{' 等' if len(term['term_ids']) > SHOWN else ''}"
        yield from _cells(term["cells"], "    ")
    if len(found["terms"]) > SHOWN:
        yield f"  还用到 {len(found['terms']) - SHOWN} 个数字，用 --json 列全。"
    yield ""
    if found["files"]:
        yield "文件的 SHA-256"
        yield from (f"  {one['sha256']}  {one['file']}" for one in found["files"])
    if found["approval"]:
        approval = found["approval"]
        yield f"批准  {approval['organ']} {approval['document']}，{approval['date']}；公开 {approval['issued']}"
        yield f"      approval.json 的 SHA-256：{approval['sha256']}"
    yield "各版"
    for one in found["revisions"]:
        reason = f"：{one['reason']}" if one["reason"] else ""
        mark = "（这一版）" if one["this"] else "" if one["same"] else "（不同）"
        yield f"  {one['release']}  {one['words']}{mark}  {one['type']}{reason}"
    yield f"状态  {found['status']}"
    yield f"引述  {found['quote']}"


def cell(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a cell and the figures that use it."""
    for use in found["uses"]:
        yield from _cells([use["cell"]], "")
        if not use["figures"]:
            yield "  没有公布的数字用到这一格。"
        for one in use["figures"]:
            through = "" if one["direct"] else "（通过别的数字）"
            yield f"  {one['label']}：{one['words']}{through}  {one['address']}"
        yield f"  共 {len(use['figures'])} 个数字。"


def _described(one: dict[str, Any], indent: str) -> Iterator[str]:
    if one["value"] is None:
        yield f"{indent}没有数    {one['missing']}"
    else:
        yield f"{indent}印出      {one['words']}"
        yield f"{indent}精确值    {one['value']}{' ' + one['unit'] if one['unit'] else ''}"
    if one["base"]:
        yield f"{indent}分母      {one['base']}"
    yield f"{indent}数据截至  {one['as_of']}"
    if one["formula"]:
        yield f"{indent}算法      {one['formula']}"
    for file in one["counted_none"]:
        yield f"{indent}来自      {file} 没有符合的行"


def _cells(cells: list[dict[str, Any]], indent: str) -> Iterator[str]:
    file = ""
    for one in cells[:SHOWN]:
        if one["file"] != file:
            file = one["file"]
            yield f"{indent}{file}"
        value = one["value"] if one["value"] else "（空）"
        who = f"  {one['row_label']}" if one["row_label"] else ""
        yield f"{indent}  第 {one['row']} 行 {one['column']} 列“{one['header']}”：{value}{who}"
        if "workbook" in one:
            book = one["workbook"]
            sheet = f"工作表“{book['sheet']}”" if book["sheet"] else ""
            yield f"{indent}    ← {book['name']} {sheet}第 {book['row']} 行 {book['column']} 列“{book['header']}”"
    if len(cells) > SHOWN:
        yield f"{indent}  还有 {len(cells) - SHOWN} 格，用 --json 列全。"
