"""Entry: one thing published, with the feeds that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

_RELEASE = re.compile(r"/([a-z0-9_]+)/([a-z0-9_]+)/[^/]+/r\d+/")


_KEYS = (
    "type", "title", "address", "canonical", "noindex", "issued", "description", "kind_title", "revision",
    "revision_title",
)  # fmt: skip
_MORE = {"corrections": ("items",), "open": ("late", "open"), "listing": ("feed", "feed_title", "entries")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed; ``issued`` is ISO 8601, a day or a moment."""

    title: str
    address: str
    issued: str
    summary: str


@dataclass(slots=True)
class Feed:
    """A feed: its title, the page it belongs to and its entries."""

    title: str
    address: str
    entries: list[Entry] = field(default_factory=list)


def noted(page: Json) -> Json:
    """Return what feeds and site map need of a page: most of a page is nothing to them."""
    return {key: page[key] for key in (*_KEYS, *_MORE.get(page["type"], ())) if key in page}


def _correction(item: Json, issued: dict[str, str]) -> Entry | None:
    """Return the entry of one correction; its time is that of the release which made it."""
    day = issued.get(item["href"], "")
    changes = "；".join(f"{c['label']}由 {c['old']} 改为 {c['new']}" for c in item.get("changes", ()))
    summary = "。".join(part.rstrip("。") for part in (item.get("reason", ""), changes) if part)
    return Entry(f"{item['type_word']}：{item['title']}", item["href"], day, f"{summary}。") if day else None


def _open_item(page: Json, item: Json) -> Entry:
    """Return the entry of one open item, as the newest release says it; its address is its place on the page."""
    summary = f"{item['body']['title']}，{item['kind']}：{item['text'].rstrip('。')}。{item['word']}"
    due = f"（期限 {item['deadline_text']}）" if item["deadline_text"][:1].isdigit() else ""
    summary += f"{due}。数据截至{item['as_of_text']}。"
    title = f"{item['body']['title']}：{item['text'].rstrip('。')}（{item['word']}）"
    return Entry(title, f"{page['address']}#{item['id']}", item["issued"], summary)


def _feed_name(href: str) -> str:
    """Return the name of a feed from its address.

    >>> _feed_name("/feeds/suggestion_handling.lists.handler.103.xml")
    'suggestion_handling.lists.handler.103'
    """
    return href.removeprefix("/feeds/").removesuffix(".xml")


def collect_feeds(site: Json, pages: Iterable[Json], articles: Iterable[Json]) -> dict[str, Feed]:
    """Return name → feed, entries newest first; a revision stands in it once, at its own address."""
    pages = list(pages)
    feeds = {
        "all": Feed("全部公开", "/changes/"),
        "corrections": Feed("更正与修订", "/corrections/"),
        "news": Feed("公告", "/news/"),
        "open-items": Feed("未办结事项", "/open-items/"),
    }
    for page in pages:
        if page["type"] in {"kind", "report"}:
            feeds[page["address"].strip("/").replace("/", ".")] = Feed(page["title"], page["address"])
    for page in pages:
        match = _RELEASE.fullmatch(page["address"])
        if page["type"] != "release" or match is None or not page["issued"]:
            continue
        revision = "" if page.get("revision", 1) == 1 else f"（{page['revision_title']}）"
        entry = Entry(page["title"] + revision, page["address"], page["issued"], page["description"])
        kind, report = match.groups()
        for name, title, address in (
            ("all", "", ""),
            (kind, page["kind_title"], f"/{kind}/"),
            (f"{kind}.{report}", page["title"], f"/{kind}/{report}/"),
        ):
            feeds.setdefault(name, Feed(title, address)).entries.append(entry)
    issued = {page["address"]: page["issued"] for page in pages if page["type"] in {"release", "withdrawn"}}
    for page in pages:
        if page["type"] == "corrections":
            found = (_correction(item, issued) for item in page["items"])
            feeds["corrections"].entries += [entry for entry in found if entry]
        if page["type"] == "open":
            shown = (item for item in [*page["late"], *page["open"]] if item["issued"])
            feeds["open-items"].entries += [_open_item(page, item) for item in shown]
        if page["type"] == "listing" and "entries" in page:
            feeds[_feed_name(page["feed"])] = Feed(
                page["feed_title"],
                page["address"],
                [Entry(one["title"], one["href"], one["issued"], one["sentence"]) for one in page["entries"]],
            )
    feeds["news"].entries += [Entry(a["title"], a["address"], a["issued"], a["description"]) for a in articles]
    for feed in feeds.values():
        feed.entries.sort(key=lambda entry: (entry.issued, entry.address), reverse=True)
    return feeds
