"""Trim: an SVG of Vega in half the bytes; every text stays text, every pixel stays what it was.

Vega writes each attribute on each mark. Here what all marks of a group share stands on the group, what is a default or
cannot be seen is left out, and a number has at most ``DIGITS`` decimals.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

DIGITS = 6
"""Decimals of a number: what a renderer, which computes in single precision, can still tell apart."""
NAMESPACE = "{http://www.w3.org/2000/svg}"
_UNSEEN = ("class", "aria-hidden", "pointer-events", "role", "aria-roledescription", "aria-label")
# What an attribute is when it is not written, none of them inherited in Vega's drawings.
_DEFAULTS = {
    "opacity": "1",
    "text-anchor": "start",
    "font-weight": "normal",
    "font-style": "normal",
    "x2": "0",
    "y2": "0",
}
_OF_TEXT = ("font-family", "font-size", "font-weight", "text-anchor")
_SHARED = (*_OF_TEXT, "fill", "stroke", "stroke-width", "stroke-dasharray")
_NUMBER = re.compile(rf"-?\d+\.\d{{{DIGITS + 1},}}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+")
_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_NUMBERS = ("transform", "d", "x", "y", "x2", "y2", "width", "height")
_SHAPES = ("path", "line", "rect")


def trim(svg: str, font: str, paper: str) -> tuple[str, float, float]:
    """Return the content of an SVG without its root element, and its width and height.

    Args:
        font: the family that all texts are drawn with; the caller names it on the root.
        paper: colour of the ground, which the caller draws.
    """
    # Written by the renderer, which escapes every text; nothing in it is a reference.
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    size = float(root.get("width", "")), float(root.get("height", ""))
    ground = root[0] if len(root) else None
    if ground is not None and ground.tag == f"{NAMESPACE}rect" and ground.get("fill") == paper:
        root.remove(ground)
    for node in list(root.iter()):
        _plain(node, font)
    for node in reversed(list(root.iter(f"{NAMESPACE}g"))):
        _lighten(node)
    text: str = etree.tostring(root, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("</")] if len(root) else "", *size


def _plain(node: etree._Element, font: str) -> None:
    """Take what says nothing off an element; take away an element that shows nothing."""
    tag = node.tag.removeprefix(NAMESPACE)
    parent = node.getparent()
    if parent is None:
        return
    # The outermost group fills nothing, so a path that does not say otherwise is not seen.
    blank = tag == "path" and (not node.get("d") or not {"fill", "stroke"}.intersection(node.keys()))
    if node.get("display") == "none" or blank or (tag == "text" and not node.text and not len(node)):
        parent.remove(node)
        return
    for name in _UNSEEN:
        node.attrib.pop(name, None)
    for name, value in _DEFAULTS.items():
        if node.get(name) == value:
            del node.attrib[name]
    if node.get("font-family") == font:
        del node.attrib["font-family"]
    for name in _NUMBERS:
        if name in node.attrib:
            node.set(name, _NUMBER.sub(_rounded, node.attrib[name]))
    size = node.get("font-size")
    if size is not None:
        node.set("font-size", size.removesuffix("px"))
    if node.get("transform") == "translate(0,0)":
        del node.attrib["transform"]


def _rounded(match: re.Match[str]) -> str:
    number = round(float(match[0]), DIGITS)
    return f"{number:.{DIGITS}f}".rstrip("0").rstrip(".") if number else "0"


def _lighten(group: etree._Element) -> None:
    """Put on a group what its members share, and leave out a group that says nothing."""
    parent = group.getparent()
    assert parent is not None
    if not len(group):
        parent.remove(group)
        return
    for name in _SHARED:
        _share(group, name)
    if len(group) == 1 and group[0].tag == group.tag:
        _merge(group, group[0])
    if not group.attrib:
        place = parent.index(group)
        for offset, child in enumerate(list(group)):
            parent.insert(place + offset, child)
        parent.remove(group)


def _share(group: etree._Element, name: str) -> None:
    """Write the commonest value of an inherited attribute once, when no member would take it that had none."""
    shapes = [f"{NAMESPACE}{tag}" for tag in _SHAPES]
    members = [child for child in group if not (name in _OF_TEXT and child.tag in shapes)]
    values = [child.get(name) for child in members]
    if name in group.attrib or len(members) < 2 or None in values:
        return
    value, _ = Counter(values).most_common(1)[0]
    assert value is not None
    group.set(name, value)
    for child in members:
        if child.get(name) == value:
            del child.attrib[name]


def _merge(outer: etree._Element, inner: etree._Element) -> None:
    """Make one group of two when what both say can be said together."""
    alike = set(outer.keys()).intersection(inner.keys())
    moves = [_MOVE.fullmatch(group.get("transform", "")) for group in (outer, inner)]
    if alike - {"transform"} or "opacity" in inner.attrib or "clip-path" in inner.attrib:
        return
    if alike:
        if not all(moves):
            return
        x, y = (sum(float(move[at]) for move in moves if move) for at in (1, 2))
        outer.set("transform", f"translate({_short(x)},{_short(y)})")
    elif "transform" in inner.attrib and "clip-path" in outer.attrib:
        return
    for name, value in inner.attrib.items():
        if name not in alike:
            outer.set(name, value)
    for child in list(inner):
        outer.append(child)
    outer.remove(inner)


def _short(number: float) -> str:
    return f"{round(number, DIGITS):.{DIGITS}f}".rstrip("0").rstrip(".")
