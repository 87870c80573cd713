"""Atom: a feed as bytes, the same for the same entries."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed
from markupsafe import escape

from plugins.feeds.entry import Entry, Feed

Json = dict[str, Any]

ZONE = ZoneInfo("Asia/Shanghai")


def moment(issued: str) -> datetime.datetime:
    """Return an ISO day or moment as a moment in Chinese time.

    >>> moment("2024-10-20").isoformat()
    '2024-10-20T00:00:00+08:00'
    """
    read = datetime.datetime.fromisoformat(issued)
    return read if read.tzinfo else read.replace(tzinfo=ZONE)


def identifier(site: Json, entry: Entry) -> str:
    """Return the entry's permanent id; it does not change when the site moves to another host or path."""
    domain = site.get("codes", {}).get("SiteDomain") or "disclosure.invalid"
    return f"tag:{domain},{entry.issued[:10]}:{entry.address}"


class _Feed(Atom1Feed):
    """An Atom feed that never asks for the time."""

    built: datetime.datetime

    def latest_post_date(self) -> datetime.datetime:
        """Return the newest entry's time; of an empty feed, the time of the build as the site states it."""
        return max((item["pubdate"] for item in self.items), default=self.built)


def link(site: Json, address: str, start: str = "../") -> str:
    """Return the public address; relative to the feed while the site has none."""
    if site.get("url"):
        return f"{site['url'].rstrip('/')}{address}"
    path, mark, place = address.lstrip("/").partition("#")
    return start + path + ("index.html" if path.endswith("/") or not path else "") + mark + place


def render(site: Json, name: str, feed: Feed) -> bytes:
    """Return the feed ``name`` as XML."""
    atom = _Feed(
        title=f"{site['name']}·{feed.title}",
        link=link(site, feed.address),
        description="",
        language=site.get("language", "zh-CN"),
        author_name=site.get("organ", ""),
        feed_url=link(site, f"/feeds/{name}.xml"),
        feed_guid=f"tag:{site.get('codes', {}).get('SiteDomain') or 'disclosure.invalid'},2024:/feeds/{name}.xml",
        feed_copyright=site.get("licence", {}).get("title") or None,
    )
    atom.built = moment(site["at"])
    for entry in feed.entries:
        atom.add_item(
            title=entry.title,
            link=link(site, entry.address),
            # The summary is read as HTML; titles and reasons come from cells.
            description=str(escape(entry.summary)),
            unique_id=identifier(site, entry),
            pubdate=moment(entry.issued),
        )
    out = BytesIO()
    atom.write(out, "utf-8")
    return out.getvalue()
