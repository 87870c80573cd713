"""What is taken for plain words without parsing is, to the last byte, what parsing and cleaning make of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.sanitise import html as cleaning
from plugins.sanitise.plain import plain
from plugins.site.words import convert

WORDS = (
    "预算", "64.9 %", " ", "\n", "\n\n", "**强调。**", "*着重*", "“引”", '"', "'", "&", "&amp;", "&lt;", "<", ">",
    "\\<", "<b>", "</p>", "<script>",
    "\u00a0", "\u202e", "\x7f", "\u0085", "\ufffe", "\U00020000", "## ", "- ", "1. ", "> ",
    "| 甲 | 乙 |\n|---|---:|\n| 一 | 1 |\n", "[甲](/a/?x=1&y=2#z)", '[乙](#b "figure")', "[丙](javascript:x)",
    "[丁](//x.org/)", "[戊](https://x.org/)", "![己](a.svg)", '![庚](a.svg "chart:a")', "`code`", "---", "  \n",
)  # fmt: skip
PIECES = (
    *"<>&\"'/= \n\t\x00\x01\r\u00a0甲a",
    "<p>",
    "</p>",
    "<td>",
    "</table>",
    '<a href="',
    "<br />",
    "&quot;",
    "&nbsp;",
)


def cleaned(html: str) -> str:
    """Return what parsing and cleaning make of it."""
    return cleaning._CLEANER.clean(html)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_words_of_all_kinds_become_what_cleaning_makes_of_them(words: str) -> None:
    html = convert(words)
    assert plain(html) in {None, cleaned(html)}


MADE = convert(
    '一“二”\n三\n\n## 标题 **重**\n\n- 甲 [乙](/a/ "figure")\n- 丙\n\n1. 丁\n\n| 甲 | 乙 |\n|---|---:|\n| *一* | 1 |\n'
)


@given(st.data())
def test_one_piece_out_of_place_is_never_taken_for_plain_words(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(MADE)))
    end = data.draw(st.integers(start, min(len(MADE), start + 6)))
    html = MADE[:start] + data.draw(st.lists(st.sampled_from(PIECES), max_size=3).map("".join)) + MADE[end:]
    assert plain(html) in {None, cleaned(html)}


def test_ordinary_words_are_known_without_parsing() -> None:
    assert plain(MADE) == cleaned(MADE)
    assert plain("") == ""
