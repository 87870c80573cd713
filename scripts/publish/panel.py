"""Panel: what a reader sees at a number: meaning, exact value, origin, approval, what became of it, how to quote it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.period import chinese_date
from scripts.publish.page import json_bytes
from scripts.publish.quotation import SHORT_NOTICE, quote
from scripts.publish.site import Site, issued_text
from scripts.publish.standing import HOLDS, Standing, revisions

SHOWN_ROWS = 12
"""How many row numbers of a source are printed before the rest is said as a count; ``figures.json`` has all."""
FILE = "panel.json"


def panel(
    site: Site, edition: Edition, figure: Figure, same: Sequence[Edition], standing: Standing = HOLDS
) -> dict[str, Any]:
    """Return everything about one figure as the page prints it, without script.

    Args:
        same: the revisions of the release's period.
    """
    method = edition.release.methods.get(figure.method)
    terms = [edition.figures[id] for id in figure.terms[:SHOWN_ROWS]]
    used = {source.resource for one in (figure, *terms) for source in one.sources if not source.release}
    return {
        "id": figure.id,
        "label": figure.label,
        "words": figure.words,
        "exact": shortened(figure.exact),
        "unit": figure.unit,
        "base": figure.base,
        "as_of_text": chinese_date(edition.release.as_of),
        "formula": figure.formula,
        "sources_text": sources_text(edition, figure),
        "method": f"{method.title}（{method.version}版）" if method else "",
        "missing": figure.missing,
        "standing": standing.as_json(),
        "terms": [{"label": term.label, "words": term.words, "href": f"#{term.id}"} for term in terms],
        "files": [
            {"name": f"{name}.csv", "href": f"{edition.address}{name}.csv", "sha256": sha256}
            for name, sha256 in hashes(edition).items()
            if name in used
        ],
        "approval": approval_text(edition),
        "history": history(same, figure.id),
        "quote": quote(figure, edition, notice(site)),
    }


def shared(site: Site, edition: Edition, pattern: str, standing: dict[str, Standing]) -> bytes:
    """Return ``panel.json``: what the panels of a release have in common, and which figures no longer hold.

    Together with ``figures.json`` it is all that the script needs; addresses are relative to it.

    Args:
        pattern: citation of a figure, with ``{label}`` and ``{id}`` to be filled in.
    """
    release, here, same = edition.release, edition.address.strip("/"), revisions(site, edition)

    def way(address: str) -> str:
        path, mark, anchor = address.partition("#")
        return posixpath.relpath(f"{path.strip('/')}/index.html", here) + mark + anchor

    return json_bytes(
        {
            "as_of_text": chinese_date(release.as_of),
            "approval": approval_text(edition),
            "citation": pattern,
            "methods": {
                name: {"title": f"{one.title}（{one.version}版）", "href": way(f"/methods/{name}/")}
                for name, one in release.methods.items()
            },
            "files": {
                name: {
                    "name": f"{name}.csv",
                    "sha256": hashes(edition).get(name, ""),
                    "columns": {field.name: field.header for field in table.schema.fields},
                    "first_row": 2,
                }
                for name, table in release.tables.items()
            },
            "standing": {id: {**one.as_json(), "href": way(one.href)} for id, one in standing.items()},
            "history": {
                id: [{**step, "href": way(step["href"])} for step in steps]
                for id in edition.figures
                if (steps := history(same, id))
            },
        }
    )


def notice(site: Site) -> str:
    """Return what a quotation of demonstration data says of itself."""
    return SHORT_NOTICE if site.settings["demonstration"] else ""


def hashes(edition: Edition) -> dict[str, str]:
    """Return resource → SHA-256 of its approved file."""
    files = edition.release.approval.files if edition.release.approval else {}
    return {name: files[f"{name}.csv"] for name in edition.schemas if f"{name}.csv" in files}


def approval_text(edition: Edition) -> str:
    """Return who approved the release, where and when."""
    approval = edition.release.approval
    if approval is None:
        return "尚未批准"
    return f"{approval.organ}，{approval.document}，{chinese_date(approval.date)}批准，{issued_text(edition)}公开"


def history(same: Sequence[Edition], id: str) -> list[dict[str, str]]:
    """Return the figure in each revision of its period; nothing when there is only one."""
    if len(same) < 2:
        return []
    return [
        {
            "title": f"第 {one.release.id.revision} 版",
            "words": one.figures[id].words if id in one.figures else "没有这个数字",
            "href": f"{one.address}#{id}" if id in one.figures else one.address,
        }
        for one in same
    ]


def shortened(exact: str) -> str:
    """Return an exact value as a page shows it; a quotient without end is broken off, visibly, after 12 decimals.

    >>> shortened("64.5"), shortened("95.23809523809523809523809523809524")
    ('64.5', '95.238095238095…')
    """
    whole, _, decimals = exact.partition(".")
    return f"{whole}.{decimals[:12]}…" if len(decimals) > 12 else exact


def sources_text(edition: Edition, figure: Figure) -> str:
    """Return in words where a figure comes from: terms, then files, columns and rows as a spreadsheet shows them."""
    said = []
    if figure.terms:
        labels = [edition.figures[term].label for term in figure.terms]
        more = f" 等 {len(labels)} 个数字" if len(labels) > SHOWN_ROWS else ""
        said.append("、".join(labels[:SHOWN_ROWS]) + more)
    for source in figure.sources:
        schema = edition.schemas[source.resource]
        columns = "、".join(f"“{schema[name].header}”" for name in source.fields)
        file = f"{source.resource}.csv"
        if source.release:
            said.append(f"{source.release} 的 {file} 的{columns}列")
        elif source.rows is None:
            said.append(f"{file} 的{columns}列全部 {len(edition.release.tables[source.resource])} 行")
        else:
            lines = [str(edition.release.tables[source.resource].origin.rows[row]) for row in source.rows]
            more = f" 等 {len(lines)} 行" if len(lines) > SHOWN_ROWS else " 行"
            said.append(
                f"{file} 的{columns}列第 {'、'.join(lines[:SHOWN_ROWS])}{more}" if lines else f"{file} 没有符合的行"
            )
    return "；".join(said)
