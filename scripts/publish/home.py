"""Home: what this is, how things stand, what is new, what is late."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from scripts.model.period import chinese_date
from scripts.model.release import REVISION_TYPES
from scripts.publish.agenda import agenda, published
from scripts.publish.backlog import counted
from scripts.publish.board import boards, change
from scripts.publish.page import Page
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, common, days_text, figure_card, issued, issued_date
from scripts.publish.standing import newest_first, predecessor
from scripts.publish.succession import compare

RECENT, UPCOMING, ARTICLES = 8, 6, 3
LATE, CORRECTED = 2, 2
"""How many overdue publications and earlier corrections are named; their own pages have all."""
TITLE = "钱花到哪了，选了什么项目，办得怎么样"


def pages(site: Site, reuse: Reuse) -> Iterator[Page]:
    """Yield the home page."""
    data = common(
        site,
        title=TITLE,
        address="/",
        description=site.settings["lead"],
        crumbs=[],
        search={"index": False},
    )
    everything = recent(site)
    yield Page(
        "/",
        "home",
        TITLE,
        data
        | {
            "lead": site.settings["lead"],
            "english": "/en/" if site.english_on else "",
            "cards": [card for kind in site.kinds if (card := _card(site, kind))],
            "recent": [item if item["correction"] else {**item, "sentence": ""} for item in everything[:RECENT]],
            "corrected": [item for item in everything[RECENT:] if item["correction"]][:CORRECTED],
            "boards": boards(site, reuse),
            "articles": [one.as_item() for one in site.articles[:ARTICLES]],
            "upcoming": _upcoming(site),
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
        "change": change(site, edition),
        "lines": lines,
    }


def _upcoming(site: Site) -> list[dict[str, Any]]:
    """Return what is overdue, the latest first, then what comes next: old delays may not crowd out what is near."""
    open_ = [item for item in due(site) if item["open"]]
    late = [item for item in reversed(open_) if item["status"] == "late"]
    coming = [item for item in open_ if item["status"] != "late"]
    return [*late[:LATE], *coming][:UPCOMING]


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
    days = published(
        (edition.release.id, datetime.date.fromisoformat(issued_date(edition)))
        for edition in (*site.editions, *site.withdrawn)
        if issued(edition)
    )
    titles = {series: str(settings["title"]) for series, settings in site.rooms.items()}
    return agenda(site.calendar, days, titles, site.at.date())
