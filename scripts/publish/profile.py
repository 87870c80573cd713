"""Profile pages: everything disclosed about one entity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.model.edition import Edition
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import TYPES, Profile
from scripts.publish.page import Page
from scripts.publish.site import Site, common, issued_date, issued_text

OWN_TEMPLATES = ("suggestion", "project")
HISTORY = 12
"""How many periods of one figure a profile shows; the report page has all."""


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for each entity and an index for each type."""
    for profile in site.profiles:
        yield _page(site, profile)
    for type, title in TYPES.items():
        mine = [profile for profile in site.profiles if profile.type == type]
        if mine:
            yield _index(site, type, title, mine)


def _page(site: Site, profile: Profile) -> Page:
    latest = profile.latest()
    newest_edition, newest = latest[-1]
    type_title = TYPES[profile.type]
    data = common(
        site,
        title=profile.title,
        address=profile.address,
        description=f"{profile.title}：{newest.sentence}",
        crumbs=[(f"全部{type_title}", f"/profiles/{profile.type}/")],
        as_of=newest_edition.release.as_of.isoformat(),
        as_of_text=chinese_date(newest_edition.release.as_of),
        search=_search(site, profile),
    )
    detail = next((dict(mention.detail) for _, mention in reversed(latest) if mention.detail), None)
    template = profile.type if profile.type in OWN_TEMPLATES and detail else "profile"
    return Page(
        profile.address,
        template,
        profile.title,
        data
        | {
            "entity": {
                "type": profile.type,
                "type_title": type_title,
                "id": profile.id,
                "title": profile.title,
                "name": profile.name,
                "aliases": list(profile.aliases),
                "facts": [{"label": label, "text": text} for label, text in profile.facts.items()],
            },
            "open": [
                {"text": text, "href": edition.current_address, "status": mention.status}
                for edition, mention in latest
                for text in mention.open
            ],
            "latest": [_latest(site, profile, edition, mention) for edition, mention in latest],
            "events": _events(profile),
            "releases": [
                {"title": edition.title, "href": edition.current_address, "issued_text": issued_text(edition)}
                for edition, _ in sorted(profile.mentions, key=lambda pair: issued_date(pair[0]), reverse=True)
            ],
            "related": _related(site, latest),
            "detail": detail,
        },
    )


def _search(site: Site, profile: Profile) -> dict[str, Any]:
    edition, mention = profile.latest()[-1]
    about = [title for type, _, title in _relations(profile) if type in {"department", "township"}]
    return {
        "index": not site.preview,
        "kind": site.kinds[edition.release.id.kind]["title"]
        if profile.type not in {"department", "township"}
        else "部门",
        "year": sorted({str(e.release.period.year) for e, _ in profile.mentions}),
        "department": [profile.title] if profile.type in {"department", "township"} else about,
        "status": [mention.word] if mention.word and profile.type in OWN_TEMPLATES else [],
        "date": issued_date(edition),
        "period": edition.release.period.title,
    }


def _relations(profile: Profile) -> list[tuple[str, str, str]]:
    return [relation for _, mention in profile.latest() for relation in mention.relations]


def _latest(site: Site, profile: Profile, edition: Edition, mention: Mention) -> dict[str, Any]:
    return {
        "kind_title": site.kinds[edition.release.id.kind]["title"],
        "report_title": edition.settings["title"],
        "href": edition.current_address,
        "as_of_text": chinese_date(edition.release.as_of),
        "sentence": mention.sentence,
        "status": mention.status,
        "word": mention.word,
        "figures": [_figure(edition, id) for id in mention.figures],
        "history": _history(profile, edition, mention),
    }


def _figure(edition: Edition, id: str) -> dict[str, str]:
    figure = edition.figures[id]
    label = figure.label + (f"（{figure.base}）" if figure.base and figure.unit == "%" else "")
    return {"label": label, "words": figure.words, "href": f"{edition.current_address}#{id}"}


def _history(profile: Profile, edition: Edition, mention: Mention) -> list[dict[str, str]]:
    """Return the mention's first figure in the earlier periods, newest first."""
    if not mention.figures:
        return []
    id = mention.figures[0]
    before = [
        (other, other.figures[id])
        for other, _ in reversed(profile.mentions)
        if other.release.id.series == edition.release.id.series and other is not edition and id in other.figures
    ]
    return [
        {"period_title": other.release.period.title, "words": figure.words, "href": f"{other.current_address}#{id}"}
        for other, figure in before[:HISTORY]
    ]


def _events(profile: Profile) -> list[dict[str, str]]:
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for edition, mention in profile.mentions:
        for event in mention.events:
            key = (event.date.isoformat(), event.text)
            seen[key] = {
                "date": key[0],
                "date_text": chinese_date(event.date),
                "text": event.text,
                "href": edition.current_address,
                "status": event.status,
            }
    return sorted(seen.values(), key=lambda item: (item["date"], item["text"]), reverse=True)


def _related(site: Site, latest: list[tuple[Edition, Mention]]) -> list[dict[str, str]]:
    there = {(profile.type, profile.id): profile for profile in site.profiles}
    related: dict[str, dict[str, str]] = {}
    for _, mention in latest:
        for type, id, words in mention.relations:
            profile = there.get((type, id))
            if profile is not None:
                related[profile.address] = {"title": profile.title, "href": profile.address, "note": words}
    return list(related.values())


def _index(site: Site, type: str, title: str, mine: list[Profile]) -> Page:
    address, heading = f"/profiles/{type}/", f"全部{title}"
    items = [
        {
            "title": profile.title,
            "href": profile.address,
            "note": "",
            "status": profile.latest()[-1][1].status if type in OWN_TEMPLATES else "",
            "word": profile.latest()[-1][1].word if type in OWN_TEMPLATES else "",
        }
        for profile in mine
    ]
    data = common(
        site,
        title=heading,
        address=address,
        description=f"本站公开过的 {len(mine)} 个{title}，各有一页。",
        crumbs=[],
        search={"index": False},
    )
    return Page(address, "profiles", heading, data | {"items": items})
