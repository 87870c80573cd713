"""Profile pages: everything disclosed about one entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from scripts.model.edition import Edition
from scripts.model.kept import digest
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import TYPES, Profile
from scripts.publish import lists
from scripts.publish.page import Page
from scripts.publish.part import Part, bare, part_key
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, common, issued_date, issued_text

OWN_TEMPLATES = ("suggestion", "project")
JOINED = ("project",)
"""Types whose page joins what several reports tell in detail; the others show the newest detail only."""
HISTORY = 12
"""How many periods of one figure a profile shows; the report page has all."""
MANY = 200
"""Above it the index of a type is divided by year."""


@dataclass(frozen=True, eq=False)
class Around:
    """What else is on the site, so that pages link to nothing that is not.

    Args:
        there: every entity by address; of others than its own a page shows the name and nothing else.
        reports: addresses of the reports.
    """

    there: Mapping[str, Profile]
    reports: set[str]

    @cached_property
    def told(self) -> str:
        """A hash of what pages show of it."""
        return digest([*sorted(self.reports), *(f"{one.address} {one.title}" for one in self.there.values())])


def parts(site: Site, reuse: Reuse) -> Iterator[Part]:
    """Yield a page for each entity as a part, and the indexes."""
    around = Around({profile.address: profile for profile in site.profiles}, {f"/{series}/" for series in site.series})
    own_lists = lists.of_profile(site, reuse)
    for profile in site.profiles:
        mine = own_lists.get(profile.address, [])
        said = (profile.address, profile.title, profile.name, profile.aliases, dict(profile.facts), mine, around.told)
        made_of = part_key(site, "profile", [edition for edition, _ in profile.mentions], *said)
        yield Part(partial(_pages, bare(site), profile, around, mine), made_of)
    yield Part(partial(_indexes, site, reuse))


def _pages(site: Site, profile: Profile, around: Around, own_lists: list[dict[str, str]]) -> Iterator[Page]:
    yield _page(site, profile, around, own_lists)


def _indexes(site: Site, reuse: Reuse) -> Iterator[Page]:
    """Yield the index of each type; of one with many entities, divided by year."""
    outlines = lists.outlines(site, reuse)
    for type, title in TYPES.items():
        mine = [profile for profile in site.profiles if profile.type == type]
        if len(mine) > MANY:
            yield from _by_year(site, type, title, mine, outlines)
        elif mine:
            yield _index(site, type, title, mine)


def years(mine: list[Profile]) -> dict[int, list[Profile]]:
    """Return the profiles by the year of the first release that names each, newest year first."""
    found: dict[int, list[Profile]] = {}
    for profile in mine:
        found.setdefault(profile.mentions[0][0].release.period.year, []).append(profile)
    return {year: found[year] for year in sorted(found, reverse=True)}


def year_address(type: str, year: int) -> str:
    """Return the address of the profiles of one year."""
    return f"/profiles/{type}/years/{year}/"


def _page(site: Site, profile: Profile, around: Around, own_lists: list[dict[str, str]]) -> Page:
    latest = profile.latest()
    newest_edition, newest = speaker(profile)
    type_title = TYPES[profile.type]
    data = common(
        site,
        title=profile.title,
        address=profile.address,
        description=f"{profile.title}：{newest.sentence}",
        crumbs=[(f"全部{type_title}", f"/profiles/{profile.type}/")],
        as_of=newest_edition.release.as_of.isoformat(),
        as_of_text=chinese_date(newest_edition.release.as_of),
        search=_search(site, profile, around),
    )
    detail = next((deepcopy(dict(mention.detail)) for _, mention in reversed(latest) if mention.detail), None)
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
            "related": _related(around, latest),
            "lists": own_lists,
            "detail": detail and _reachable(around, detail),
            "details": {
                edition.release.id.report: _reachable(around, deepcopy(dict(mention.detail)))
                for edition, mention in latest
                if mention.detail and profile.type in JOINED
            },
        },
    )


def speaker(profile: Profile) -> tuple[Edition, Mention]:
    """Return the mention that speaks for the entity: the newest with detail, which is the report about it, else any."""
    latest = profile.latest()
    return next((pair for pair in reversed(latest) if pair[1].detail), latest[-1])


def _search(site: Site, profile: Profile, around: Around) -> dict[str, Any]:
    edition, mention = speaker(profile)
    related = [around.there.get(f"/profiles/{type}/{id}/") for type, id, _ in _relations(profile)]
    about = [unit.title for unit in related if unit and unit.type in {"department", "township"}]
    return {
        "index": not site.preview,
        "kind": site.kinds[edition.release.id.kind]["title"]
        if profile.type not in {"department", "township"}
        else "部门",
        "year": sorted({str(e.release.period.year) for e, _ in profile.mentions}),
        "department": [profile.title] if profile.type in {"department", "township"} else list(dict.fromkeys(about)),
        "names": [name for name in dict.fromkeys([profile.name, *profile.aliases]) if name and name != profile.title],
        # Without the number of days left, which is another at every build.
        "status": [re.sub(r"，[^，]*[0-9][^，]*$", "", mention.word)]
        if mention.word and profile.type in OWN_TEMPLATES
        else [],
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


def _reachable(around: Around, detail: dict[str, Any]) -> dict[str, Any]:
    """Keep the links of ``led_to`` and ``merged`` that lead somewhere: a room cannot know what else is published."""
    for key in ("led_to", "merged"):
        for item in detail.get(key, ()):
            otherwise = item.pop("otherwise", "")
            if item["href"] not in around.there:
                item["href"] = otherwise if otherwise in around.reports else ""
    return detail


def _related(around: Around, latest: list[tuple[Edition, Mention]]) -> list[dict[str, str]]:
    related: dict[str, dict[str, str]] = {}
    for _, mention in latest:
        for type, id, words in mention.relations:
            profile = around.there.get(f"/profiles/{type}/{id}/")
            if profile is not None:
                related[profile.address] = {"title": profile.title, "href": profile.address, "note": words}
    return list(related.values())


def _index(site: Site, type: str, title: str, mine: list[Profile]) -> Page:
    description = f"本站公开过的 {len(mine)} 个{title}，各有一页。"
    return _directory(site, f"/profiles/{type}/", f"全部{title}", description, [_item(profile) for profile in mine])


def _by_year(site: Site, type: str, title: str, mine: list[Profile], outlines: list[dict[str, Any]]) -> Iterator[Page]:
    heading, found = f"全部{title}", years(mine)
    items = [
        {"title": f"{year}年的{title}", "href": year_address(type, year), "words": f"{len(some)} 个"}
        for year, some in found.items()
    ]
    items += [{"title": one["title"], "href": one["href"]} for one in outlines if type in one["types"]]
    description = f"本站公开过的 {len(mine)} 个{title}，各有一页，按第一次公开的年份分列。"
    yield _directory(site, f"/profiles/{type}/", heading, description, items)
    for year, some in found.items():
        description = f"{year}年第一次公开的 {len(some)} 个{title}。"
        page = f"{year}年的{title}"
        crumbs = [(heading, f"/profiles/{type}/")]
        yield _directory(site, year_address(type, year), page, description, [_item(one) for one in some], crumbs)


def _item(profile: Profile) -> dict[str, str]:
    newest = speaker(profile)[1]
    stands = profile.type in OWN_TEMPLATES
    return {
        "title": profile.title,
        "href": profile.address,
        "note": "",
        "status": newest.status if stands else "",
        "word": newest.word if stands else "",
    }


def _directory(
    site: Site,
    address: str,
    title: str,
    description: str,
    items: list[dict[str, str]],
    crumbs: list[tuple[str, str]] | None = None,
) -> Page:
    search = {"index": False}
    data = common(site, title=title, address=address, description=description, crumbs=crumbs or [], search=search)
    return Page(address, "profiles", title, data | {"items": items})
