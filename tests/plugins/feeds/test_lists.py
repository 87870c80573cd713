"""A list of suggestions has a feed: one entry for each whose state changed, at its own page."""

from __future__ import annotations

from plugins.feeds.atom import render
from plugins.feeds.entry import collect_feeds

SITE = {
    "name": "示范区",
    "organ": "示范区人大常委会",
    "url": "https://example.cn",
    "at": "2025-02-01",
    "language": "zh-CN",
}
FEED = "suggestion_handling.lists.handler.103"
PAGE = {
    "type": "listing",
    "title": "区教委主办的代表建议",
    "address": "/suggestion_handling/lists/handler/103/",
    "issued": "",
    "feed": f"/feeds/{FEED}.xml",
    "feed_title": "区教委主办的代表建议",
    "entries": [
        {"title": "第 5 号：已答复", "href": "/profiles/suggestion/s-5/", "issued": "2024-07-25", "sentence": "<b>"},
        {"title": "第 6 号：未答复", "href": "/profiles/suggestion/s-6/", "issued": "2025-01-29", "sentence": "一。"},
    ],
}


def test_a_list_has_a_feed_with_its_entries_newest_first() -> None:
    feed = collect_feeds(SITE, [PAGE], [])[FEED]
    assert (feed.title, feed.address) == ("区教委主办的代表建议", PAGE["address"])
    assert [entry.address for entry in feed.entries] == ["/profiles/suggestion/s-6/", "/profiles/suggestion/s-5/"]


def test_what_a_list_says_is_text_in_its_feed() -> None:
    feed = collect_feeds(SITE, [PAGE], [])[FEED]
    assert b"&amp;lt;b&amp;gt;" in render(SITE, FEED, feed)


def test_a_further_page_of_a_list_has_no_feed_of_its_own() -> None:
    further = {key: value for key, value in PAGE.items() if key not in {"entries", "feed_title"}}
    assert FEED not in collect_feeds(SITE, [further], [])
