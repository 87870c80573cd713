"""What a cell or a staff page holds never becomes markup that acts."""

import pytest

from plugins.sanitise.html import clean


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">b</a>', "<a>b</a>"),
        ('<a href="JaVaScRiPt:alert(1)">b</a>', "<a>b</a>"),
        ('<a href="data:text/html,x">b</a>', "<a>b</a>"),
        ('<img src="x" onerror="alert(1)">', ""),
        ('<img src="https://x.org/a.png" alt="a">', ""),
        ('<img src="//x.org/a.png" alt="a">', ""),
        ("<svg onload=alert(1)></svg>", ""),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ('<iframe src="/a/"></iframe><form><input></form>', ""),
        ("<p>{{7*7}} ]]&gt; \u202e</p>", "<p>{{7*7}} ]]&gt; \u202e</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_acting_markup_is_removed(html: str, expected: str) -> None:
    assert clean(html) == expected


def test_what_releases_use_is_kept() -> None:
    kept = (
        '<p><a href="#rate" title="figure">64.9%</a></p>'
        '<p><img alt="最高 79.6%。" src="e.wide.svg" title="chart:e"></p><ul><li>甲</li></ul>'
    )
    assert clean(kept) == kept


def test_footnotes_keep_their_anchors_and_cells_get_none() -> None:
    note = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    assert clean(note) == note
    assert clean('<a id="rate" class="masthead">x</a>') == "<a>x</a>"


def test_alignment_is_by_class() -> None:
    assert clean('<table><tr><td align="right">1</td></tr></table>') == (
        '<table><tbody><tr><td class="right">1</td></tr></tbody></table>'
    )
