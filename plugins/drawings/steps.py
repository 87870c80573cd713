"""Steps: a table of when, who and what → a drawing with a lane for each who; the table stays and says the same.

In Markdown an image alone in its paragraph, ``![what it shows](#steps "steps")``, stands before the table. The drawing
is as wide as a small phone, so that its letters are never smaller than written here.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

_PLACE = re.compile(
    r'<p><img(?=[^>]* title="steps")(?=[^>]* alt="(?P<alt>[^"]*)")[^>]*></p>\s*(?P<table><table>.*?</table>)', re.DOTALL
)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

WIDTH, LEFT, GAP, PAD = 320, 74, 8, 6
SIZE, LINE = 12, 16
"""Letters are squares of ``SIZE``."""
CLOSING = "，。、；：）”》！？"
"""May not begin a line."""


class Step(NamedTuple):
    """One row: when, who, what."""

    when: str
    who: str
    what: str


def draw(html: str) -> str:
    """Return the HTML with a drawing before each table that asks for one; a table of another form is left alone."""

    def place(match: re.Match[str]) -> str:
        rows = [
            [unescape(_TAG.sub("", cell)).strip() for cell in _CELL.findall(row)]
            for row in _ROW.findall(match["table"])
        ]
        if len(rows) < 2 or any(len(row) != 3 for row in rows):
            return match[0]
        steps = [Step(*row) for row in rows[1:]]
        picture = svg(steps, unescape(match["alt"]))
        table = (
            f'<div class="table__scroll" role="region" aria-label="同样内容的表" tabindex="0">{match["table"]}</div>'
        )
        return f'<figure class="course">{picture}</figure>\n{table}'

    return _PLACE.sub(place, html)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` characters; no line begins with a closing mark.

    >>> wrap("审查和批准预算，检查", 7)
    ['审查和批准预', '算，检查']
    """
    lines: list[str] = []
    while len(text) > width:
        cut = width
        while cut > 1 and text[cut] in CLOSING:
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]


def svg(steps: list[Step], description: str) -> str:
    """Return the drawing: one lane for each who in the order they first act, one box for each step, arrows between."""
    lanes = list(dict.fromkeys(step.who for step in steps))
    lane = (WIDTH - LEFT - GAP * (len(lanes) - 1)) // len(lanes)
    # A box may be wider than its lane, to the left or to the right, as long as it holds the middle of it.
    wide = max(lane, 132)
    out: list[str] = []
    y = LINE + GAP
    for place, who in enumerate(lanes):
        out.append(_text(LEFT + place * (lane + GAP) + lane // 2, LINE, [who], "course__who", "middle"))
    before: tuple[int, int] | None = None
    for step in steps:
        place = lanes.index(step.who)
        middle = LEFT + place * (lane + GAP) + lane // 2
        left = min(max(LEFT, middle - wide // 2), WIDTH - wide - 1)
        what, when = wrap(step.what, (wide - 2 * PAD) // SIZE), wrap(step.when, (LEFT - GAP) // SIZE)
        height = max(len(what), len(when)) * LINE + 2 * PAD
        if before:
            x, bottom = before
            bend = (bottom + y) // 2
            out.append(f'<path class="course__way" d="M{x} {bottom}V{bend}H{middle}V{y - 5}"/>')
            out.append(f'<path class="course__tip" d="M{middle - 4} {y - 6}h8l-4 6z"/>')
        out.append(
            f'<rect class="course__box course__box--{place % 4 + 1}" x="{left}" y="{y}" '
            f'width="{wide}" height="{height}" rx="4"/>'
        )
        out.append(_text(left + PAD, y + PAD + SIZE, what, "course__what"))
        out.append(_text(0, y + PAD + SIZE, when, "course__when"))
        before = (middle, y + height)
        y += height + 2 * GAP + 4
    height = y - 2 * GAP
    return (
        f'<svg class="course__drawing" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(description)}">'
        f"<desc>{escape(told(steps))}</desc>{''.join(out)}</svg>"
    )


def told(steps: list[Step]) -> str:
    """Return the steps as one sentence.

    >>> told([Step("年初", "人大", "批准预算"), Step("全年", "政府", "执行")])
    '年初，人大：批准预算；全年，政府：执行。'
    """
    return "；".join(f"{step.when}，{step.who}：{step.what}" for step in steps) + "。"


def _text(x: int, y: int, lines: list[str], kind: str, anchor: str = "") -> str:
    turned = f' text-anchor="{anchor}"' if anchor else ""
    spans = "".join(f'<tspan x="{x}" y="{y + place * LINE}">{escape(line)}</tspan>' for place, line in enumerate(lines))
    return f'<text class="{kind}"{turned}>{spans}</text>'
