"""Tombstone: what stands where a release was withdrawn: that it was, why and by whose decision, and no data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.model.edition import Edition
from scripts.model.period import chinese_date
from scripts.publish.page import Page
from scripts.publish.site import Site, common, issued, issued_text
from scripts.publish.standing import withdrawal

KEPT = ("approval.json", "approval.json.sig", "revision.json")
"""What is still published: they hold no data, and the ledger and its readers need them."""


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for each withdrawn revision, its period and its embedded charts."""
    spoken = {edition.release.id.current for edition in site.editions}
    for edition in site.withdrawn:
        data = _data(site, edition)
        there = (path for path in sorted(edition.folder.iterdir()) if path.name in KEPT)
        files = {path.name: path.read_bytes() for path in there}
        yield Page(edition.address, "withdrawn", edition.title, data, data["description"], files)
        for name in edition.charts:
            gone = {**data, "ids": [], "noindex": True, "search": {"index": False}}
            yield Page(f"/embed/{edition.release.id}/{name}/", "withdrawn", edition.title, gone, data["description"])
        if edition.current and edition.release.id.current not in spoken:
            now = {**data, "search": {**data["search"], "index": not site.preview}}
            yield Page(edition.current_address, "withdrawn", edition.title, now, data["description"])


def _data(site: Site, edition: Edition) -> dict[str, Any]:
    release = edition.release
    by = withdrawal(site, edition)
    note = by.release.revision
    assert note is not None
    kind = site.kinds[release.id.kind]
    text = f"《{edition.title}》已于{issued_text(by)}撤回，不再提供数据。"
    shared = common(
        site,
        title=edition.title,
        address=edition.address,
        description=text,
        crumbs=[
            (kind["title"], f"/{release.id.kind}/"),
            (release.period.title, edition.current_address),
        ],
        kind=release.id.kind,
        kind_title=kind["title"],
        issued=issued(by),
        issued_text=issued_text(by),
        search={"index": False, "kind": kind["title"], "status": ["已撤回"]},
    )
    facts = [
        {"label": "撤回理由", "text": note.reason},
        {"label": "决定", "text": f"{note.approver}，{chinese_date(note.date)}"},
        {"label": "首次公开", "text": issued_text(edition)},
    ]
    if release.approval is not None:
        facts.append({"label": "原批准", "text": f"{release.approval.organ}，{release.approval.document}"})
    return shared | {
        "canonical": by.current_address,
        "facts": facts,
        "ids": list(edition.figures),
        "files": [f"{edition.address}{path.name}" for path in sorted(edition.folder.iterdir()) if path.name in KEPT],
    }
