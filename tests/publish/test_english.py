"""English: the same figures with words from catalogues; what no catalogue has is marked as Chinese."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from scripts import registry
from scripts.model.figure import Figure
from scripts.publish.english import Words, walk
from scripts.publish.words import render
from tests.disclosures import sample

ROOMS = registry.disclosures()


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_every_report_has_its_english_words(room: Any) -> None:
    edition = sample.edition(room)
    words = Words(room.english)
    assert list(walk(edition, render(edition).sentence, words)) == []


@pytest.mark.parametrize("kind", registry.kinds())
def test_every_kind_has_its_english_words(kind: str) -> None:
    assert registry.kinds()[kind]["english"].keys() == {"title", "lead"}


def test_amounts_are_converted_from_the_exact_value_and_keep_the_published_text_beside_them() -> None:
    figure = Figure("a", Decimal("1095518.1549"), "万元", "甲")
    assert Words({}).value(figure) == {"text": "10,955.18", "unit": "million yuan", "chinese": "1,095,518.15 万元"}
    assert Words({}).value(Figure("a", Decimal("71.46"), "%", "甲")) == {"text": "71.5%", "unit": ""}
    assert Words({}).value(Figure("a", None, "%", "甲", missing="无"))["missing"]


def test_what_a_catalogue_lacks_is_named_and_stays_chinese() -> None:
    words = Words(
        {"figures": {"behind.*": "At least {0} points behind"}, "bases": {"{n} 个部门": "of {n} departments"}}
    )
    assert words.label(Figure("behind.10", 1, "个", "少支出")) == "At least 10 points behind"
    assert words.base("41 个部门") == "of 41 departments"
    assert words.gaps == set()
    assert words.label(Figure("rate", 1, "%", "执行进度")) == "执行进度"
    assert words.gaps == {"figures: rate"}


def test_pages_of_both_languages_name_each_other_and_chinese_words_are_marked(site: Path) -> None:
    for chinese in ("", "budget_execution/", "budget_execution/department_execution/"):
        for address, other in ((chinese, f"en/{chinese}"), (f"en/{chinese}", chinese)):
            page = lxml.html.parse(site / address / "index.html")
            found = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
            assert found == {
                "zh-CN": f"https://example.org/open/{chinese}",
                "en": f"https://example.org/open/en/{chinese}",
            }
            assert (site / other / "index.html").is_file()
    for path in sorted((site / "en").rglob("index.html")):
        page = lxml.html.parse(path)
        assert page.getroot().get("lang") == "en"
        for text in page.xpath("//main//text()[not(ancestor::*[@lang='zh-CN'])]"):
            assert not any("\u4e00" <= char <= "\u9fff" for char in text), (path, text)


def test_there_is_one_english_page_for_each_current_release_and_none_for_others(site: Path) -> None:
    summaries = {path.parent.relative_to(site / "en") for path in (site / "en").rglob("index.html")}
    releases = {path.parent.relative_to(site) for path in site.glob("*/*/*/figures.json")}
    assert releases == set()
    current = {path.parent.parent.relative_to(site) for path in site.glob("*/*/*/r1/figures.json")}
    kinds = {Path(kind) for kind in registry.kinds()}
    assert summaries - current == {Path(), *kinds, *(Path(str(room)) for room in ROOMS)}
