"""Feeds and the site map hold each release once, with the dates of releases only."""

from lxml import etree

from plugins.feeds.atom import render
from plugins.feeds.entry import collect_feeds
from plugins.feeds.sitemap import robots, sitemap

SITE = {"name": "示范区人大监督公开", "organ": "示范区人大常委会", "url": "https://x.example/rd", "at": "2024-11-01"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def release(period, revision, issued, **more):
    address = f"/budget_execution/department_execution/{period}/r{revision}/"
    return {
        "type": "release",
        "title": f"{period} 执行进度",
        "address": address,
        "canonical": address,
        "issued": issued,
        "description": "执行进度 <64.9%>。",
        "kind_title": "预算执行",
        "revision": revision,
        "revision_title": f"第 {revision} 版",
    } | more


PAGES = [
    release("2024-Q2", 1, "2024-07-20"),
    release("2024-Q2", 2, "2024-10-18T09:30:00+08:00"),
    release("2024-Q3", 1, "2024-10-20"),
    release("2024-Q3", 1, "2024-10-20") | {"address": "/budget_execution/department_execution/2024-Q3/"},
    {
        "type": "corrections",
        "address": "/corrections/",
        "canonical": "/corrections/",
        "items": [
            {
                "title": "2024-Q2 执行进度",
                "href": "/budget_execution/department_execution/2024-Q2/r2/",
                "type_word": "更正",
                "reason": "少计一笔。",
                "changes": [{"label": "金额", "old": "1.0 万元", "new": "2.0 万元"}],
            }
        ],
    },
]


def texts(xml, path):
    return [node.text for node in etree.fromstring(xml).iterfind(path, ATOM)]


def test_a_revision_stands_once_and_the_newest_is_first() -> None:
    feeds = collect_feeds(SITE, PAGES, [])
    for name in ("all", "budget_execution", "budget_execution.department_execution"):
        assert texts(render(SITE, name, feeds[name]), "a:entry/a:title") == [
            "2024-Q3 执行进度",
            "2024-Q2 执行进度（第 2 版）",
            "2024-Q2 执行进度",
        ]


def test_a_correction_says_what_changed() -> None:
    xml = render(SITE, "corrections", collect_feeds(SITE, PAGES, [])["corrections"])
    assert texts(xml, "a:entry/a:title") == ["更正：2024-Q2 执行进度"]
    assert texts(xml, "a:entry/a:summary") == ["少计一笔。金额由 1.0 万元 改为 2.0 万元。"]
    assert texts(xml, "a:entry/a:published") == ["2024-10-18T09:30:00+08:00"]


def test_an_entry_keeps_its_id_when_the_site_moves() -> None:
    feed = collect_feeds(SITE, PAGES, [])["all"]
    site = SITE | {"codes": {"SiteDomain": "x.example"}}
    moved = site | {"url": "https://y.example"}
    assert texts(render(site, "all", feed), "a:entry/a:id") == texts(render(moved, "all", feed), "a:entry/a:id")


def test_markup_in_a_summary_is_read_as_text() -> None:
    xml = render(SITE, "all", collect_feeds(SITE, PAGES, [])["all"])
    assert texts(xml, "a:entry/a:summary")[0] == "执行进度 &lt;64.9%&gt;。"


def test_an_empty_feed_has_the_time_of_the_build_and_not_of_the_clock() -> None:
    xml = render(SITE, "news", collect_feeds(SITE, [], [])["news"])
    assert texts(xml, "a:updated") == ["2024-11-01T00:00:00+08:00"]


def test_without_a_public_address_links_are_relative() -> None:
    xml = render(SITE | {"url": ""}, "all", collect_feeds(SITE, PAGES[:1], [])["all"])
    links = [node.get("href") for node in etree.fromstring(xml).iterfind("a:entry/a:link", ATOM)]
    assert links == ["../budget_execution/department_execution/2024-Q2/r1/index.html"]


def test_the_site_map_holds_canonical_pages_with_their_dates() -> None:
    root = etree.fromstring(sitemap(SITE, [*PAGES, {"address": "/x/", "canonical": "/x/", "noindex": True}]))
    assert [[part.text for part in place] for place in root] == [
        ["https://x.example/rd/budget_execution/department_execution/2024-Q2/r1/", "2024-07-20"],
        ["https://x.example/rd/budget_execution/department_execution/2024-Q2/r2/", "2024-10-18"],
        ["https://x.example/rd/budget_execution/department_execution/2024-Q3/r1/", "2024-10-20"],
        ["https://x.example/rd/corrections/"],
    ]


def test_robots_may_read_everything() -> None:
    assert robots(SITE) == "User-agent: *\nDisallow:\nSitemap: https://x.example/rd/sitemap.xml\n"
    assert robots({"url": ""}) == "User-agent: *\nDisallow:\n"
