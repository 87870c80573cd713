"""Home: what this is, how things stand, what is new, what is late."""

from __future__ import annotations

import datetime
from typing import Any

from scripts.model.period import chinese_date
from scripts.model.release import REVISION_TYPES
from scripts.publish.agenda import agenda
from scripts.publish.backlog import counted
from scripts.publish.page import Page
from scripts.publish.site import Site, common, days_text, figure_card, issued, issued_date
from scripts.publish.standing import newest_first, predecessor
from scripts.publish.succession import compare

RECENT, UPCOMING = 8, 6
TITLE = "钱花到哪了，选了什么项目，办得怎么样"


def page(site: Site) -> Page:
    """Return the home page."""
    data = common(
        site,
        title=TITLE,
        address="/",
        description=site.settings["lead"],
        crumbs=[],
        search={"index": False},
    )
    return Page(
        "/",
        "home",
        TITLE,
        data
        | {
            "lead": site.settings["lead"],
            "cards": [card for kind in site.kinds if (card := _card(site, kind))],
            "recent": [item if item["correction"] else {**item, "sentence": ""} for item in recent(site)[:RECENT]],
            "upcoming": [item for item in due(site) if item["open"]][:UPCOMING],
            "open_text": counted(site),
            "try": list(site.settings.get("try", ())),
        },
    )


def _card(site: Site, kind: str) -> dict[str, Any] | None:
    """Return the card of a kind: its first report's newest release."""
    series = next((name for name in site.series if name.startswith(f"{kind}/")), "")
    edition = site.latest(series) if series else None
    if edition is None:
        return None
    figure = edition.figures[edition.settings["headline"]]
    lines = []
    for line in site.text(edition).card:
        level, _, text = line.rpartition("|")
        lines.append({"text": text, "status": level})
    return {
        "kind_title": site.kinds[kind]["title"],
        "href": edition.current_address,
        "as_of_text": chinese_date(edition.release.as_of),
        "figure": figure_card(edition, figure.id),
        "lines": lines,
    }


def recent(site: Site) -> list[dict[str, Any]]:
    """Return all publications, newest first; corrections say what moved."""
    items = []
    for edition in newest_first(site):
        note = edition.release.revision
        gone = edition in site.withdrawn
        item: dict[str, Any] = {
            "date_text": chinese_date(datetime.date.fromisoformat(issued_date(edition)))
            if issued(edition)
            else "未公开",
            "title": edition.title,
            "href": edition.current_address if edition.current else edition.address,
            "note": f"{days_text(edition)} · 第 {edition.release.id.revision} 版",
            "sentence": "" if gone else site.text(edition).plain,
            "correction": note is not None,
        }
        if note is not None:
            before = predecessor(site, edition)
            moved = compare(before, edition) if before else []
            word = REVISION_TYPES[note.type]
            item |= {
                "title": f"{word}：{edition.title}",
                "status": "warn10",
                "word": word if gone or before is None else f"{word} {len(moved)} 个数字",
                "sentence": note.reason,
            }
        elif gone:
            item |= {"status": "bad", "word": "已撤回"}
        items.append(item)
    return items


def due(site: Site) -> list[dict[str, Any]]:
    """Return the disclosure calendar by due date: published on day N, due, or late by so many days."""
    published: dict[str, datetime.date] = {}
    for edition in (*site.editions, *site.withdrawn):
        if issued(edition):
            day = datetime.date.fromisoformat(issued_date(edition))
            published[edition.release.id.current] = min(day, published.get(edition.release.id.current, day))
    titles = {series: str(settings["title"]) for series, settings in site.rooms.items()}
    return agenda(site.calendar, published, titles, site.at.date())
