"""Site map: the addresses that search engines should know, each with its release's date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

Json = dict[str, Any]

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Json, pages: Iterable[Json]) -> bytes:
    """Return `sitemap.xml`: canonical pages only, in the order of their addresses."""
    base = site.get("url", "").rstrip("/")
    root = etree.Element("urlset", nsmap={None: NAMESPACE})
    for page in sorted(pages, key=lambda page: page["address"]):
        if page.get("noindex") or page["canonical"] != page["address"]:
            continue
        place = etree.SubElement(root, "url")
        etree.SubElement(place, "loc").text = base + page["address"]
        if page.get("issued"):
            etree.SubElement(place, "lastmod").text = page["issued"][:10]
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return text


def robots(site: Json) -> str:
    """Return `robots.txt`: everything may be read; it names the site map where the public address is known."""
    lines = ["User-agent: *", "Disallow:"]
    if site.get("url"):
        lines.append(f"Sitemap: {site['url'].rstrip('/')}/sitemap.xml")
    return "\n".join(lines) + "\n"
