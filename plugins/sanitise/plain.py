"""Plain words (朴素的正文): HTML that Markdown makes of ordinary words, known at a glance to need no cleaning.

Most pages hold nothing but paragraphs, headings, lists, tables, emphasis and links within the site. One regular
expression knows them, in a fifth of the time that parsing takes; what it does not know to the last letter is parsed and
cleaned. ``tests/plugins/sanitise`` holds both ways together.
"""

import re

# No sign that begins markup or a reference, no control character or line end that parsing would change.
_TEXT = r"[^<>&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
_SAID = rf"(?:{_TEXT}++|&(?:amp|lt|gt|quot);)"
# Within the site; an address with a scheme or of another host is parsed.
_HREF = r"(?:#|/(?!/)|[A-Za-z0-9])(?:[A-Za-z0-9_./#?=;%+~,-]|&amp;)*+"
_TITLE = r'[^<>&"\x00-\x1f\x7f-\xa0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]*+'
_STRESSED = rf"<strong>{_SAID}++</strong>|<em>{_SAID}++</em>"
_LINK = rf'<a href="{_HREF}"(?: title="{_TITLE}")?>(?:{_SAID}|{_STRESSED})++</a>'
_INLINE = rf"(?:{_SAID}|{_STRESSED}|{_LINK}|<br />\n)*+"
_ALIGN = '(?: align="(?:left|right|center)")?'


def _row(cell: str) -> str:
    return rf"<tr>\n(?:<{cell}{_ALIGN}>{_INLINE}</{cell}>\n)++</tr>\n"


_BLOCKS = (
    rf"<p>{_INLINE}</p>",
    *(rf"<h{level}>{_INLINE}</h{level}>" for level in (2, 3, 4)),
    *(rf"<{kind}>\n(?:<li>{_INLINE}</li>\n)++</{kind}>" for kind in ("ul", "ol")),
    rf"<table>\n<thead>\n{_row('th')}</thead>\n(?:<tbody>\n(?:{_row('td')})++</tbody>\n)?+</table>",
)
_WORDS = re.compile(rf"(?:(?:{'|'.join(_BLOCKS)})\n?+)*+")


def plain(html: str) -> str | None:
    r"""Return what cleaning makes of plain words, or ``None`` where they are not known to be plain.

    >>> plain('<p>说“<strong>是</strong>”，见&quot;<a href="/a/">甲</a>&quot;。<br />\n次行</p>')
    '<p>说“<strong>是</strong>”，见"<a href="/a/">甲</a>"。<br>\n次行</p>'
    >>> plain("<p>甲<script>alert(1)</script></p>"), plain('<p><a href="javascript:x">甲</a></p>'), plain("<p>甲")
    (None, None, None)
    """
    if _WORDS.fullmatch(html) is None:
        return None
    # As parsing writes them again.
    return html.replace("&quot;", '"').replace("<br />", "<br>").replace("\xa0", "&nbsp;")
