"""Card: the picture of a release that other sites and messengers show beside a link to it, 1200 × 630."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.charts.frame import line, measure, wrap
from scripts.charts.theme import ACCENT, FONT, INK, MUTED, PAPER, STATUS

WIDTH, HEIGHT = 1200, 630
EDGE, ROOM = 72, 1200 - 2 * 72


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Args:
        site: name of the site.
        title: of the release.
        number, label: the figure it leads with, as printed, and what it is.
        facts: as-of and revision; source and address.
        notice: in red at the end (演示数据); empty for none.
    """

    site: str
    title: str
    number: str
    label: str
    facts: tuple[str, ...]
    notice: str = ""


def svg(card: Card) -> str:
    """Return the card as SVG."""
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect width="{WIDTH}" height="16" fill="{ACCENT}"/>',
        line(card.site, EDGE, 84, 30, MUTED),
    ]
    y = 100.0
    size = 52 if measure(card.title, 52) <= 2 * ROOM - 104 else 42
    for one in wrap(card.title, size, ROOM)[:3]:
        y += size * 1.35
        parts.append(line(one, EDGE, y, size, INK, "bold"))
    size = min(112, int(112 * ROOM / max(ROOM, measure(card.number, 112))))
    y = max(y + size * 1.2, 350)
    parts.append(line(card.number, EDGE, y, size, ACCENT, "bold"))
    for one in wrap(card.label, 32, ROOM)[:2]:
        y += 46
        parts.append(line(one, EDGE, y, 32, INK))
    facts = [part for one in card.facts for part in wrap(one, 24, ROOM)]
    y = HEIGHT - 40 - 34 * (len(facts) - 1) - (36 if card.notice else 0)
    for one in facts:
        parts.append(line(one, EDGE, y, 24, MUTED))
        y += 34
    if card.notice:
        parts.append(line(card.notice, EDGE, y, 24, STATUS["bad"]))
    size_of = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size_of}>{"".join(parts)}</svg>'
