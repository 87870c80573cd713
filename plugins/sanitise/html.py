"""HTML cleaning: a closed list of tags and attributes; everything else becomes text or disappears."""

import re

import nh3

from plugins.sanitise.plain import plain

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "em", "strong",
    "del", "sub", "sup", "a", "img", "table", "caption", "thead", "tbody", "tr", "th", "td", "div", "abbr",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "img": {"src", "alt", "title"},
    "abbr": {"title"},
    "th": {"scope", "align"},
    "td": {"align"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "ol": {"start"},
}
CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_IMAGE = re.compile(r'<img\b((?:[^">]|"[^"]*")*)>')
_ALIGN = [
    (f'<{cell} align="{side}"', f'<{cell} class="{side}"')
    for cell in ("th", "td")
    for side in ("left", "right", "center")
]


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep ids only where footnotes need them: an id from a cell could otherwise capture a figure's address."""
    if name == "id" and not re.fullmatch(r"fn(?:ref\d*)?:[\w-]+", value):
        return None
    if name == "class" and not set(value.split()) <= CLASSES.get(tag, set()):
        return None
    return value


def _is_own(attributes: str) -> bool:
    """Return whether an image is one of the site's and says what it shows."""
    source = re.search(r' src="([^"]+)"', attributes)
    return bool(
        source and " alt=" in attributes and not re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", source[1], re.IGNORECASE)
    )


_CLEANER = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, url_schemes=SCHEMES, link_rel=None
)


def clean(html: str) -> str:
    """Return ``html`` with only harmless tags, attributes and addresses.

    >>> clean('<p onclick="x()">a<script>alert(1)</script><a href="javascript:x">b</a></p>')
    '<p>a<a>b</a></p>'
    """
    cleaned = plain(html)
    if cleaned is None:
        cleaned = _IMAGE.sub(lambda match: match[0] if _is_own(match[1]) else "", _CLEANER.clean(html))
    # `align` is obsolete in HTML; the theme aligns by class.
    if ' align="' in cleaned:
        for written, meant in _ALIGN:
            cleaned = cleaned.replace(written, meant)
    return cleaned
