"""Addresses inside the site are relative on every page, and nothing else is touched."""

import pytest

from plugins.links.address import relative, relink, root_of


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("/", "index.html", "index.html"),
        ("/", "a/b/index.html", "../../index.html"),
        ("/a/b/", "a/b/index.html", "index.html"),
        ("/a/b/#rate", "a/c/index.html", "../b/index.html#rate"),
        ("/search/?q=%E5%8C%BA#x", "index.html", "search/index.html?q=%E5%8C%BA#x"),
        ("/a/data.csv", "a/r1/index.html", "../data.csv"),
        ("/theme/site.css", "index.html", "theme/site.css"),
        ("#rate", "a/index.html", "#rate"),
        ("data.csv", "a/index.html", "data.csv"),
        ("https://example.org/", "a/index.html", "https://example.org/"),
        ("//example.org/", "a/index.html", "//example.org/"),
        ("mailto:a@example.org", "a/index.html", "mailto:a@example.org"),
    ],
)
def test_addresses_are_seen_from_the_page(address: str, page: str, expected: str) -> None:
    assert relative(address, page, "/") == expected


def test_the_page_for_missing_addresses_links_from_the_root() -> None:
    assert relative("/a/", "404.html", "/rd/") == "/rd/a/"
    assert root_of("404.html", "/rd/") == "/rd"


def test_every_attribute_that_holds_an_address_is_rewritten() -> None:
    html = (
        '<a class="x" href="/a/">甲</a><img src="/b/c.svg" alt="a > b"><source srcset="/b/n.svg">'
        '<form action="/search/"></form><figure data-href-spec="/b/e.json" data-value="/a/">'
    )
    assert relink(html, "b/index.html", "/") == (
        '<a class="x" href="../a/index.html">甲</a><img src="c.svg" alt="a > b"><source srcset="n.svg">'
        '<form action="../search/index.html"></form><figure data-href-spec="e.json" data-value="/a/">'
    )


def test_text_that_looks_like_a_link_stays() -> None:
    text = '<p>写法是 href="/a/"，不是链接</p>'
    assert relink(text, "b/index.html", "/") == text


def test_links_that_leave_the_site_do_not_hand_over_the_window() -> None:
    assert (
        relink('<a href="https://x.org/">x</a>', "index.html", "/") == '<a href="https://x.org/" rel="noopener">x</a>'
    )
    assert relink('<a href="https://x.org/" rel="license noopener">x</a>', "index.html", "/").count("rel=") == 1


def test_quotation_marks_and_brackets_in_text_and_values_mislead_nobody() -> None:
    html = (
        '<p>他说："看 <b title="a > \'b\' /x">这里</b>"</p><td title="<b"><a href="/a/" title="<i x="></a>'
        '<!-- "/a/" --><p class="x">"/a/" <a href="/b/">乙</a> > " <a href="#c">丙</a>'
    )
    assert relink(html, "b/index.html", "/") == html.replace('href="/a/"', 'href="../a/index.html"').replace(
        'href="/b/"', 'href="index.html"'
    )
