"""Tags: the `meta` elements of a page; one that would be blank is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
Tag = tuple[str, str, str]
"""Attribute that names it (``name`` or ``property``), name, content."""

COLUMNS = {"home", "kind", "report", "profiles", "methods", "glossary", "calendar", "corrections", "changes", "data",
           "topics", "news", "lists", "listing", "names", "en"}  # fmt: skip
"""Page types that are a column (栏目) of the site; the others are content (内容页)."""

CITED = {"release"}
"""Page types that carry the tags of citation managers."""


def absolute(site: Json, href: str) -> str:
    """Return the public address of ``href``, or nothing while the site has no public address."""
    return f"{site['url'].rstrip('/')}{href}" if site.get("url") and href.startswith("/") else ""


def published(issued: str) -> str:
    """Return the publication time as 网页标签规范 prints it, to the minute when the minute is known.

    >>> published("2024-10-20T09:00:00+08:00"), published("2024-10-20")
    ('2024-10-20 09:00', '2024-10-20')
    """
    return issued[:16].replace("T", " ")


def keywords(site: Json, data: Json) -> str:
    """Return the words a column or page is about, separated by commas."""
    found = (data.get("kind_title", ""), data.get("title", ""), *data.get("search", {}).get("department", [])[:8])
    return ",".join(dict.fromkeys(word for word in (*found, site.get("name", "")) if word))


def _site(site: Json) -> Iterator[Tag]:
    codes = site.get("codes", {})
    yield "name", "SiteName", codes.get("SiteName") or site.get("name", "")
    yield "name", "SiteDomain", codes.get("SiteDomain") or urlsplit(site.get("url", "")).hostname or ""
    yield "name", "SiteIDCode", codes.get("SiteIDCode", "")


def _column(site: Json, data: Json) -> Iterator[Tag]:
    yield "name", "ColumnName", data["title"]
    yield "name", "ColumnDescription", data.get("description", "")
    yield "name", "ColumnKeywords", keywords(site, data)
    yield "name", "ColumnType", "信息公开"


def _content(site: Json, data: Json) -> Iterator[Tag]:
    above = [crumb for crumb in data.get("crumbs", []) if crumb.get("href") not in {"", "/", data["address"]}]
    yield "name", "ColumnName", data.get("kind_title") or (above[0]["title"] if above else "")
    yield "name", "ArticleTitle", data["title"]
    yield "name", "PubDate", published(data.get("issued", ""))
    yield "name", "ContentSource", site.get("organ", "")
    yield "name", "Keywords", keywords(site, data)
    yield "name", "Image", _picture(site, data)
    yield "name", "Url", absolute(site, data.get("canonical", ""))


def _citation(site: Json, data: Json) -> Iterator[Tag]:
    yield "name", "citation_title", data["title"]
    yield "name", "citation_author", site.get("organ", "")
    yield "name", "citation_publication_date", data.get("issued", "")[:10].replace("-", "/")
    yield "name", "citation_public_url", absolute(site, data["address"])
    yield "name", "citation_language", site.get("language", "zh-CN")


def _picture(site: Json, data: Json) -> str:
    pictures = (data.get("card", ""), *(chart.get("png", "") for chart in data.get("charts", {}).values()))
    return absolute(site, next((png for png in pictures if png), ""))


def _card(site: Json, data: Json) -> Iterator[Tag]:
    """Size and text of the card, and the form in which it is shown."""
    if absolute(site, data.get("card", "")):
        yield "property", "og:image:width", "1200"
        yield "property", "og:image:height", "630"
        yield "property", "og:image:alt", data.get("description", "")
        yield "name", "twitter:card", "summary_large_image"


def _open_graph(site: Json, data: Json) -> Iterator[Tag]:
    yield "property", "og:type", "website" if data["type"] in COLUMNS else "article"
    yield "property", "og:title", data["title"]
    yield "property", "og:description", data.get("description", "")
    yield "property", "og:site_name", site.get("name", "")
    yield "property", "og:locale", site.get("language", "zh-CN").replace("-", "_")
    yield "property", "og:url", absolute(site, data.get("canonical", ""))
    yield "property", "og:image", _picture(site, data)
    yield from _card(site, data)


def page_tags(site: Json, data: Json) -> list[Tag]:
    """Return the tags of one page, without those that have nothing to say.

    网页标签规范 has `Description` and `Keywords` too; the first is the HTML `description`, whose name differs only in
    case and may stand once.
    """
    tags: list[Tag] = [("name", "description", data.get("description", ""))]
    if data["type"] == "404":
        return [("name", "robots", "noindex"), *(tag for tag in _site(site) if tag[2])]
    tags.extend(_site(site))
    tags.extend(_column(site, data) if data["type"] in COLUMNS else _content(site, data))
    if data["type"] in CITED:
        tags.extend(_citation(site, data))
    tags.extend(_open_graph(site, data))
    # A preview is closed as a whole, also what Pelican makes from a template alone.
    if data.get("noindex") or site.get("preview"):
        tags.append(("name", "robots", "noindex"))
    return [tag for tag in tags if tag[2]]
