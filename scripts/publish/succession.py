"""Succession: what a release replaced, what replaced it, and what moved since the period before."""

from __future__ import annotations

from typing import Any

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.period import chinese_date
from scripts.model.release import REVISION_TYPES
from scripts.publish.site import Site, issued_text
from scripts.publish.standing import predecessor


def listed_revisions(site: Site, edition: Edition) -> list[dict[str, Any]]:
    """Return every revision of the period, the first first."""
    same = [e for e in site.editions if e.release.id.current == edition.release.id.current]
    return [
        {
            "title": f"第 {one.release.id.revision} 版（{issued_text(one)}）",
            "href": one.address,
            "current": one is edition,
            "word": REVISION_TYPES[one.release.revision.type] if one.release.revision else "首次公开",
        }
        for one in same
    ]


def banner(site: Site, edition: Edition) -> dict[str, Any] | None:
    """Return what stands above a release that replaces another or was replaced; ``None``: it is the only one."""
    if edition.current:
        note = edition.release.revision
        if note is None:
            return None
        before = predecessor(site, edition)
        word = REVISION_TYPES[note.type]
        text = f"{note.reason}。{note.approver}于{chinese_date(note.date)}决定。"
        return {
            "level": "warn10",
            "title": f"这一版是{word}",
            "text": text,
            "href": before.address if before else "",
            "link": "查看原来的一版",
            "changes": compare(before, edition) if before else [],
        }
    newest = next(e for e in site.current(edition.release.id.series) if e.release.period == edition.release.period)
    note = newest.release.revision
    return {
        "level": "warn20",
        "title": f"这一版已被第 {newest.release.id.revision} 版代替",
        "text": f"{REVISION_TYPES[note.type]}：{note.reason}。" if note else "",
        "href": newest.address,
        "link": "查看现行版本",
        "changes": compare(edition, newest),
    }


def compare(old: Edition, new: Edition) -> list[dict[str, str]]:
    """Return the figures whose exact value differs between two revisions of one period, as printed."""
    changes = []
    for id in dict.fromkeys((*old.figures, *new.figures)):
        before, after = old.figures.get(id), new.figures.get(id)
        if (before.exact if before else None) != (after.exact if after else None):
            label = after.label if after else before.label if before else id
            changes.append(
                {"label": label, "old": before.words if before else "没有", "new": after.words if after else "没有"}
            )
    return changes


def changes(site: Site, edition: Edition) -> list[dict[str, str]]:
    """Return what changed since the period before: statuses that moved, in words."""
    if not edition.release.earlier:
        return []
    before_id = str(edition.release.earlier[-1].id)
    before = next((e for e in site.editions if str(e.release.id) == before_id), None)
    if before is None:
        return []
    words = edition.settings.get("status", {})
    changes = []
    for id, figure in edition.figures.items():
        old = before.figures.get(id)
        if old is None or not figure.dimensions or old.status == figure.status or not figure.status:
            continue
        if old.status in words and figure.status in words:
            who = _who(edition, figure)
            text = f"{who}：由“{words[old.status]}”变为“{words[figure.status]}”"
            changes.append({"text": text, "href": f"{edition.address}#{id}", "status": figure.status})
    return changes


def _who(edition: Edition, figure: Figure) -> str:
    for field, code in figure.dimensions.items():
        for schema in edition.schemas.values():
            name = schema[field].codelist if field in schema.names else ""
            if name and code in edition.release.codelists[name]:
                return edition.release.codelists[name].label(code)
    return figure.label


def neighbour(site: Site, edition: Edition, step: int) -> dict[str, str] | None:
    """Return the release ``step`` periods on in its series, if there is one."""
    series = sorted(site.current(edition.release.id.series), key=lambda e: e.release.period)
    periods = [one.release.period for one in series]
    index = periods.index(edition.release.period) + step
    if not 0 <= index < len(series):
        return None
    return {"title": series[index].title, "href": series[index].current_address}
