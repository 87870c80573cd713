"""Every colour of the theme can be read: the contrast formula of WCAG 2.2, applied to the tokens."""

import re

import pytest

from tests.theme.render import THEME

TOKENS = (THEME / "styles" / "10-tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});", part))
    for part in TOKENS.split("@media (prefers-color-scheme: dark)")
)
TEXT = ("ink", "muted", "accent", "link", "ok", "warn10", "warn20", "warn30")


def channel(value: int) -> float:
    """Return one channel, linear."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rgb` or `#rrggbb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    red, green, blue = (channel(int(digits[i : i + 2], 16)) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#777") == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_text_reaches_four_and_a_half_to_one(tokens: dict[str, str], text: str, ground: str) -> None:
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_notice_and_mark_can_be_read(tokens: dict[str, str]) -> None:
    assert contrast(tokens["notice-ink"], tokens["notice"]) >= 4.5
    assert contrast(tokens["ink"], tokens["notice"]) >= 4.5
    assert contrast(tokens["ink"], tokens["mark"]) >= 4.5


def test_both_schemes_name_the_same_colours() -> None:
    assert set(DARK) == set(LIGHT)


def test_colours_are_named_only_among_the_tokens() -> None:
    styles = [*THEME.glob("styles/*.css"), *(f for f in THEME.glob("components/*/*.css") if f.parent.name != "search")]
    stray = {
        (file.name, colour)
        for file in styles
        if file.name not in {"10-tokens.css", "print.css"}
        for colour in re.findall(r"#[0-9a-f]{3,6}\b(?![^{]*\{)", file.read_text(encoding="utf-8"))
    }
    # The tooltip lies on the chart's white sheet in both schemes.
    assert {name for name, _ in stray} <= {"chart.css", "live.css"}
