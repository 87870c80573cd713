"""Import page: everything an import did or refused, as a page to read and print; no script, nothing from outside.

It is made from ``import.json`` alone, which stays the record: the page may be deleted, and is neither approved nor
published.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from scripts.intake.change import TITLES
from scripts.model.problem import Problem

_STYLE = """
body { font: 16px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 75rem;
  padding: 0 1rem; color: #1d1d1f; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; margin-block: .5rem 1.5rem; }
th, td { border: 1px solid #b8bcc4; padding: .25rem .5rem; text-align: left; vertical-align: top;
  white-space: pre-wrap; overflow-wrap: anywhere; }
th { background: #eef1f6; white-space: nowrap; } thead { display: table-header-group; } tr { break-inside: avoid; }
.scroll { overflow-x: auto; } .bad { color: #a4161a; font-weight: 600; } code { font-size: .875em; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } .scroll { overflow: visible; } }
@media (prefers-color-scheme: dark) { @media screen { body { color: #eceef2; background: #16181d; }
  th { background: #262a33; } th, td { border-color: #4a505c; } .bad { color: #ff9b9b; } } }
"""


def of_record(record: Mapping[str, Any]) -> bytes:
    """Return the page of what ``import.json`` records.

    Args:
        record: resource → what was done, as ``import.json`` has it under ``resources``.
    """
    rows = sum(len(one["rows"]) for one in record.values())
    made = sum(len(one["changes"]) for one in record.values())
    body = [f"<p>导入 {rows} 行，改动 {made} 处，全部列在下面。请逐类看一遍：有没有换错单位、认错部门。</p>"]
    for name, one in record.items():
        body += _resource(name, one)
    return _page("导入报告", body)


def of_problems(file: str, problems: Sequence[Problem]) -> bytes:
    """Return the page of why a file was refused."""
    cells = [
        (
            str(number),
            one.place.sheet,
            "" if one.place.row is None else str(one.place.row),
            one.place.column,
            one.place.header,
            one.found or "",
            one.expected,
            one.fix,
            one.code,
        )
        for number, one in enumerate(problems, start=1)
    ]
    headers = ("序号", "工作表", "行", "列", "列名", "写的是", "问题", "怎么改", "代码")
    said = f"<p class=bad>“{_text(file)}”没有导入：有 {len(cells)} 处要改。改好以后重新导入，原来的草稿没有动。</p>"
    return _page("导入报告：没有导入", [said, *_table(headers, cells)])


def _resource(name: str, one: Mapping[str, Any]) -> list[str]:
    source = one["source"]
    sheet = f"，工作表“{one['sheet']}”" if one["sheet"] else ""
    mapping = f"，映射文件 {one['mapping']['name']}" if "mapping" in one else ""
    out = [
        f"<h2>{_text(source['name'])}{_text(sheet)} → {_text(name)}.csv</h2>",
        f"<p>导入 {len(one['rows'])} 行{_text(mapping)}。</p>",
        f"<p>原文件的校验值（SHA-256）：<code>{_text(source['sha256'])}</code></p>",
    ]
    if one["remarks"]:
        out += ["<ul>", *(f"<li>{_text(remark)}</li>" for remark in one["remarks"]), "</ul>"]
    fields = [(field, at["column"], at["header"]) for field, at in one["fields"].items()]
    out += ["<h3>每个字段取自哪一列</h3>", *_table(("字段", "列", "列名"), fields)]
    if one["totals"]:
        totals = [
            (
                f"{total['column']}{total['row']}",
                total["header"],
                total["found"],
                f"{total['printed']} {total['unit']}".strip(),
                f"{total['sum']} {total['unit']}".strip(),
                "相等" if total["equal"] else f"不相等；已接受，理由：{total.get('reason', '')}",
            )
            for total in one["totals"]
        ]
        headers = ("格", "列名", "印的是", "换算以后", "各行之和", "核对")
        out += ["<h3>合计</h3>", *_table(headers, totals)]
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for change in one["changes"]:
        by_code.setdefault(change["code"], []).append(change)
    for code, changes in by_code.items():
        out.append(f"<h3>{_text(TITLES.get(code, code))}，{len(changes)} 处 <code>{_text(code)}</code></h3>")
        cells = [
            (
                str(change.get("row", "")),
                change.get("column", ""),
                change.get("header", ""),
                change.get("was", ""),
                change.get("now", ""),
                change.get("why", ""),
            )
            for change in changes
        ]
        out += _table(("行", "列", "列名", "原来", "写成", "说明"), cells)
    return out


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    head = "".join(f"<th scope=col>{_text(header)}</th>" for header in headers)
    body = ("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return ["<div class=scroll><table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *body, "</tbody></table></div>"]


def _text(text: object) -> str:
    """Return a text for HTML; what is invisible or turns the reading direction is shown by its number."""
    shown = "".join(
        c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else f"\\u{ord(c):04x}" for c in str(text)
    )
    return escape(shown)


def _page(title: str, body: Sequence[str]) -> bytes:
    head = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        '<meta charset="utf-8">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{_text(title)}</title>",
        f"<style>{_STYLE}</style>",
        f"<h1>{_text(title)}</h1>",
        "<p>供内部核对，不公开。</p>",
    ]
    return ("\n".join([*head, *body]) + "\n").encode("utf-8")
