"""Board: what the home page shows of where things stand: the change of a headline, projects, suggestions, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts.model.edition import Edition
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.status import SHAPES
from scripts.publish.lists import outline
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site

NAMED = ("warn10", "warn20", "warn30", "late", "bad", "none")
"""Levels whose entities are named; of those that go as they should the number is enough."""
WARNED = ("warn30", "warn20")
"""Levels of a warning that the home page repeats, the worst first; the lowest one is told on the release."""
NAMES = 4
"""How many are named before the rest is a number."""


def change(site: Site, edition: Edition) -> dict[str, str]:
    """Return how the headline stands to the period before, in words, with the address of the figure then.

    Within a year figures run on, so the first period of a year is held against the same period of the year before.
    Nothing is said where unit or rule are not the same.
    """
    before = _before(site, edition)
    id = edition.settings["headline"]
    if before is None or id not in before.figures:
        return {}
    then, now = before.figures[id], edition.figures[id]
    if then.value is None or now.value is None or (then.unit, then.base) != (now.unit, now.base):
        return {}
    if {m.name: m.version for m in before.release.methods.values()} != {
        m.name: m.version for m in edition.release.methods.values()
    }:
        return {}
    word = "与{}相同（{}）" if now.value == then.value else "比{}（{}）" + ("高" if now.value > then.value else "低")
    return {"text": word.format(before.release.period.title, then.words), "href": f"{before.current_address}#{id}"}


def _before(site: Site, edition: Edition) -> Edition | None:
    period = edition.release.period
    earlier = [one for one in site.current(edition.release.id.series) if one.release.period < period]
    last = max(earlier, key=lambda one: one.release.period, default=None)
    if last is None or last.release.period.year == period.year:
        return last
    year = str(period.year)
    same = str(period).replace(year, str(period.year - 1), 1)
    return next((one for one in earlier if str(one.release.period) == same), None)


def boards(site: Site, reuse: Reuse) -> list[dict[str, Any]]:
    """Return the boards of the reports that ask for one in ``disclosure.toml`` (``board``), then the warnings."""
    found = []
    for series in site.series:
        wanted = site.rooms[series].get("board")
        edition = site.latest(series)
        if wanted and edition is not None:
            rows = (
                _list_rows(site, series, wanted["facet"], reuse)
                if "facet" in wanted
                else _mention_rows(edition, wanted)
            )
            if rows:
                found.append(_board(str(wanted["title"]), edition, rows))
    warned = [row for series in site.series if (row := _warned(site, series))]
    if warned:
        found.append({"title": "需要关注的", "href": "", "as_of_text": "", "rows": warned})
    return found


def _board(title: str, edition: Edition, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    as_of = chinese_date(edition.release.as_of)
    return {"title": title, "href": edition.current_address, "as_of_text": as_of, "rows": rows}


def _list_rows(site: Site, series: str, key: str, reuse: Reuse) -> list[dict[str, Any]]:
    """Return a link to each list of one facet that has entries."""
    facet = outline(site, series, reuse).get("lists", {}).get(key, {"items": []})
    return [{"word": link["title"], **link} for link in facet["items"] if not link["words"].startswith("0 ")]


def _mention_rows(edition: Edition, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the entities of one type by where they stand, in the order of the levels."""
    mine = [one for one in edition.mentions if one.type == wanted["type"]]
    words = edition.settings["status"]
    rows = []
    for level in SHAPES:
        here = [one for one in mine if one.status == level]
        if here:
            row = {"status": level, "word": words.get(level, ""), "words": f"{len(here)} {wanted['unit']}"}
            rows.append(row | (_names(here) if level in NAMED else {}))
    return rows


def _warned(site: Site, series: str) -> dict[str, Any] | None:
    """Return the worst warning that a report's newest release gives, and who is under it."""
    edition = site.latest(series)
    words = edition.settings.get("status", {}) if edition else {}
    for level in WARNED:
        here = [one for one in edition.mentions if one.status == level] if edition else []
        if here and edition and level in words:
            as_of = chinese_date(edition.release.as_of)
            shared = {"status": level, "word": words[level], "words": f"{len(here)} 个", "as_of_text": as_of}
            about = {"about": edition.settings["title"], "about_href": edition.current_address}
            return shared | about | _names(here)
    return None


def _names(mentions: Iterable[Mention]) -> dict[str, Any]:
    every = [{"title": one.title, "href": f"/profiles/{one.type}/{one.id}/"} for one in mentions]
    return {"names": every[:NAMES], "more": f"等 {len(every)} 个" if len(every) > NAMES else ""}
