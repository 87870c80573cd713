"""No room types a number into its words: each is a figure, comes from a method, or is a declared exception."""

from __future__ import annotations

import re

import pytest

from scripts import registry
from scripts.model.numeral import orphans

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ITEM = re.compile(r"^\s*\d+\.\s")


@pytest.mark.parametrize("room", registry.disclosures(), ids=str)
def test_no_number_is_typed_into_the_words_of_a_room(room: registry.Disclosure) -> None:
    text = TAG.sub(lambda match: "\n" * match[0].count("\n"), room.template)
    typed = [
        f"page.md.j2 第 {number} 行：{numeral}（用 fig(…)，规则里的数用 release.method(…)[…]）"
        for number, line in enumerate(text.splitlines(), start=1)
        for numeral in orphans(ITEM.sub("", line))
    ]
    assert typed == []


def test_a_seeded_number_is_found() -> None:
    assert orphans(TAG.sub("", "截至{{ as_of }}，执行进度 64.9%，第2位")) == ["64.9%"]
