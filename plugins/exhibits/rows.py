"""Rows (表的各行): the body of a table as HTML, for the table component.

A site has hundreds of thousands of cells. A template looks up a dozen names in each and takes ten times as long, so
this is written in Python. ``tests/plugins/exhibits/rows.html`` says the same as a template: both are held together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from plugins.exhibits.placement import Anchors
from scripts.model.status import SHAPES

Json = Mapping[str, Any]
_LONG = 10
"""Letters that stand on one line; longer words are broken."""
# Looking is quicker than escaping, and most cells have no such sign.
_special = re.compile("[&<>'\"]").search


def table_rows(grid: Json, anchors: Anchors | None = None) -> Markup:
    """Return the rows of a grid; a cell with a figure carries its id where ``anchors`` are given and it is still free.

    >>> table_rows({"columns": [{"kind": "text"}, {"kind": "number"}], "rows": [[{"text": "甲"}, {"text": "1"}]]})
    Markup('<tr>\\n<th scope="row" class="k-text">甲</th>\\n<td class="k-number">1</td>\\n</tr>\\n')
    """
    kinds = [_text(column.get("kind", "")) for column in grid["columns"]]
    out: list[str] = []
    for row in grid["rows"]:
        out.append("<tr>\n")
        head = True
        for cell, kind in zip(row, kinds, strict=True):
            out.append('<th scope="row"' if head else "<td")
            figure = cell.get("figure")
            if anchors is not None and figure and anchors.take(figure):
                out.append(f' id="{_text(figure)}"')
            text, value = cell.get("text", ""), cell.get("value")
            long = len(text) > _LONG and kind not in {"number", "date"}
            out.append(f' class="k-{kind or "text"}{" long" if long else ""}"')
            by = None if head else _sorted_by(text, value, kind)
            if by is not None:
                out.append(f' data-value="{_text(by)}"')
            bare = not (cell.get("status") or cell.get("href") or cell.get("note"))
            out.append(f">{_text(text) if bare else _dressed(cell, text, kind)}</{'th' if head else 'td'}>\n")
            head = False
        out.append("</tr>\n")
    return Markup("".join(out))  # noqa: S704 - every text in it is escaped


def _text(text: str) -> str:
    return str(escape(text)) if _special(text) else text


def _sorted_by(text: str, value: str | None, kind: str) -> str | None:
    """Return by what a cell is sorted where its text is not enough; thirty digits in each make long tables heavy."""
    if value is None or value == text or (kind == "number" and value == text.replace(",", "")):
        return None
    return value[:14] if "." in value[:12] else value


def _dressed(cell: Json, text: str, kind: str) -> str:
    """Return the words of a cell with its status, its link and why it says nothing else."""
    said, level, href, note = _text(text), cell.get("status"), cell.get("href"), cell.get("note")
    if level and (text if kind in {"status", "text"} else level not in {"ok", "none"}):
        said = (
            f'<span class="status s-{level}"><span class="shape" aria-hidden="true">{SHAPES[level]}</span>{said}</span>'
        )
    if href:
        said = f'<a href="{_text(href)}">{said}</a>'
    return f'{said}<span class="why">{_text(note)}</span>' if note else said
