"""Release pages: one for each revision, and the current one again at the period's address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from scripts.model.chart import WIDTHS
from scripts.model.edition import Edition
from scripts.model.period import chinese_date
from scripts.publish import files, identity, plain, succession
from scripts.publish.cited import citation_pattern, citations
from scripts.publish.page import Page, size_text
from scripts.publish.panel import FILE, panel
from scripts.publish.part import Part, around, part_key
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, common, days_text, issued, issued_date, issued_text, status
from scripts.publish.standing import HOLDS, marked, revisions, standings
from scripts.publish.upcoming import upcoming

_PLACEHOLDER = re.compile(r'\]\(([\w-]+(?:\.wide\.svg|\.table\.json) ")')


def parts(site: Site, reuse: Reuse) -> Iterator[Part]:
    """Yield the pages of each release as a part."""
    for edition in site.editions:
        coming = upcoming(site, edition) if edition.current else []
        near = around(site, edition)
        made_of = part_key(site, "release", near.editions, str(edition.release.id), coming)
        yield Part(partial(pages, near, edition, reuse, coming), made_of)


def pages(site: Site, edition: Edition, reuse: Reuse, coming: list[dict[str, str]]) -> Iterator[Page]:
    """Yield the pages of one release with all their files.

    Args:
        site: what ``around`` leaves of it is enough.
        coming: what is still to be published of the report, see ``upcoming``.
    """
    body, shared = _body(site, edition), _data(site, edition)
    made, sizes = files.files(site, edition, reuse)
    shared["downloads"] = files.listed(edition, sizes)
    # A current revision is found at its period's address, a replaced one at its own.
    aside = {**shared, "search": {**shared["search"], "index": False}} if edition.current else shared
    yield Page(edition.address, "release", edition.title, aside, body, made)
    if edition.current:
        english = f"/en{edition.current_address}" if site.english_on else ""
        now = {**shared, "current_page": True, "english": english, "plain": plain.address(edition)}
        now["facts"] = [*shared["facts"], *coming]
        yield Page(edition.current_address, "release", edition.title, now, _at_period(body, edition), {})
    yield from _embeds(site, edition, shared)


def _body(site: Site, edition: Edition) -> str:
    text = site.text(edition)
    return f"{text.sentence}\n\n{text.body}"


def _at_period(body: str, edition: Edition) -> str:
    """Point the placeholders to the files in the revision's folder, so that the words read without the plugin too."""
    return _PLACEHOLDER.sub(rf"](r{edition.release.id.revision}/\1", body)


def _data(site: Site, edition: Edition) -> dict[str, Any]:
    release, text = edition.release, site.text(edition)
    kind = site.kinds[release.id.kind]
    state = status(edition)
    placed = set[str]().union(*(edition.grids[name].figures() for name in text.tables))
    panels = [figure for id, figure in edition.figures.items() if id not in placed]
    panels.sort(key=lambda figure: figure.id not in text.cited)
    standing, same = standings(site, edition), revisions(site, edition)
    tables = {name: edition.grids[name].as_json() for name in text.tables}
    # What is below the first picture is fetched when a reader comes near it.
    charts = {name: {**chart(edition, name, tables), "lazy": position > 0} for position, name in enumerate(text.charts)}
    tables = {name: marked(grid, standing) for name, grid in tables.items()}
    page = common(
        site,
        title=edition.title,
        address=edition.address,
        description=text.plain,
        crumbs=[
            (kind["title"], f"/{release.id.kind}/"),
            (edition.settings["title"], f"/{release.id.series}/"),
            (release.period.title, edition.current_address),
        ],
        kind=release.id.kind,
        kind_title=kind["title"],
        as_of=release.as_of.isoformat(),
        as_of_text=chinese_date(release.as_of),
        issued=issued(edition),
        issued_text=issued_text(edition),
        search=_search(site, edition),
    )
    canonical = edition.current_address if edition.current else edition.address
    return page | {
        "canonical": canonical,
        "period_title": release.period.title,
        "revision": release.id.revision,
        "revision_title": f"第 {release.id.revision} 版",
        "status": state,
        "approval": _approval(edition),
        "methods": [
            {"title": m.title, "version": m.version, "href": f"/methods/{m.name}/", "text": m.text, "basis": m.basis}
            for m in release.methods.values()
        ],
        "banner": succession.banner(site, edition),
        "facts": _facts(edition),
        "charts": charts,
        "tables": tables,
        "figures": [panel(site, edition, figure, same, standing.get(figure.id, HOLDS)) for figure in panels],
        "changes": succession.changes(site, edition),
        "identities": identity.report(edition),
        "footnotes": [{"text": note} for note in edition.settings.get("footnotes", ())],
        "citation": citations(site, edition),
        "verification": _verification(edition),
        "previous": succession.neighbour(site, edition, -1),
        "next": succession.neighbour(site, edition, 1),
        "revisions": succession.listed_revisions(site, edition),
        "files_base": edition.address,
        "panel": f"{edition.address}{FILE}",
        "card": f"{edition.address}{files.CARD}" if files.CARD in edition.images else "",
        "citation_pattern": citation_pattern(site, edition),
    }


def _search(site: Site, edition: Edition) -> dict[str, Any]:
    release = edition.release
    departments = [m.title for m in edition.mentions if m.type in {"department", "township"}]
    words = edition.settings.get("status", {})
    levels = {f.status for f in edition.figures.values() if f.status.startswith(("warn", "late", "bad"))}
    return {
        "index": not site.preview,
        "kind": site.kinds[release.id.kind]["title"],
        "year": [str(release.period.year)],
        "department": list(dict.fromkeys(departments)),
        "status": [status(edition)["word"], *sorted(words[level] for level in levels if level in words)],
        "date": issued_date(edition),
        "period": release.period.title,
    }


def _approval(edition: Edition) -> dict[str, str]:
    approval = edition.release.approval
    if approval is None:
        return {"organ": "（尚未批准）", "document": "", "date_text": "", "days_text": "", "sha256": ""}
    return {
        "organ": approval.organ,
        "document": approval.document,
        "date_text": chinese_date(approval.date),
        "days_text": days_text(edition),
        "sha256": approval.files.get("data.csv", ""),
    }


def _facts(edition: Edition) -> list[dict[str, str]]:
    release = edition.release
    facts = [{"label": "数据截至", "text": chinese_date(release.as_of)}]
    if release.approval:
        facts += [
            {"label": "公开时间", "text": f"{issued_text(edition)}（{days_text(edition)}）"},
            {"label": "批准", "text": release.approval.document},
        ]
    facts += [
        {"label": "口径", "text": f"{m.title}（{m.version}版）", "href": f"/methods/{m.name}/"}
        for m in release.methods.values()
    ]
    return facts


def chart(edition: Edition, name: str, tables: dict[str, Any]) -> dict[str, Any]:
    """Return a chart as a page shows it; its rows are added to ``tables`` unless they stand there."""
    drawing = edition.charts[name]
    grid = next((key for key in tables if edition.grids.get(key) is drawing.grid), "")
    if not grid:
        grid = f"{name}-data"
        tables[grid] = drawing.grid.as_json()
    drawn = edition.pictures[name]
    base = edition.address
    return {
        "title": drawing.title,
        "measured": drawing.measured,
        "description": drawing.description,
        "grid": grid,
        **{
            width: {"svg": f"{base}{name}.{width}.svg", "width": picture.width, "height": picture.height}
            for width, picture in drawn.items()
            if width in WIDTHS
        },
        "png": f"{base}{name}.png",
        "spec": f"{base}{name}.vl.json",
        "csv": f"{base}{name}.chart.csv",
        "embed": f"/embed/{edition.release.id}/{name}/",
    }


def _verification(edition: Edition) -> dict[str, Any]:
    approval = edition.release.approval
    if approval is None:
        return {}
    sizes = {path.name: path.stat().st_size for path in edition.folder.iterdir()}
    return {
        "files": [
            {"name": name, "sha256": sha256, "size_text": size_text(sizes[name])}
            for name, sha256 in approval.files.items()
        ],
        "ledger": approval.sha256,
    }


def _embeds(site: Site, edition: Edition, shared: dict[str, Any]) -> Iterator[Page]:
    for name, chart in shared["charts"].items():
        address = f"/embed/{edition.release.id}/{name}/"
        title = f"{edition.title}：{chart['title']}"
        page = common(site, title=title, address=address, description=chart["description"], crumbs=[])
        yield Page(
            address,
            "embed",
            title,
            page
            | {
                "noindex": True,
                "search": {"index": False},
                "canonical": edition.address,
                "as_of_text": chinese_date(edition.release.as_of),
                "charts": {name: {**chart, "grid": ""}},
                "release": {
                    "title": edition.title,
                    "href": edition.address,
                    "revision": f"第 {edition.release.id.revision} 版",
                },
                "status": shared["status"],
                "banner": shared["banner"] and {**shared["banner"], "changes": []} if not edition.current else None,
            },
        )
