"""Names: every entity and report is found by its sound, without script."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from scripts.publish.names import Name, syllables


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("重庆路", "C"),
        ("银行", "Y"),
        ("行政审批局", "X"),
        ("区教委", "Q"),
        ("关于加装电梯的建议", "J"),
        ("5G基站", "0"),
    ],
)
def test_a_name_stands_under_the_letter_it_is_read_with(title: str, letter: str) -> None:
    assert Name(syllables(title, {}), title, "/", "").letter == letter


def test_a_reading_that_no_dictionary_knows_is_given() -> None:
    assert syllables("长坪村", {"长坪": "zhang ping"})[:2] == ("zhang", "ping")
    assert syllables("东长坪村", {"长坪": "zhang ping"})[1] == "zhang"


def test_names_are_ordered_by_sound_then_by_title() -> None:
    names = [Name(syllables(title, {}), title, "/", "") for title in ("区水利局", "安全", "区教委")]
    assert [name.title for name in sorted(names)] == ["安全", "区教委", "区水利局"]


def test_every_profile_and_report_stands_in_the_index(site: Path) -> None:
    reached = set()
    for path in (site / "search" / "names").rglob("index.html"):
        page = lxml.html.parse(path)
        for link in page.xpath("//main//ul[contains(@class, 'links')]//a/@href"):
            target = (path.parent / link.partition("#")[0]).resolve()
            assert target.is_file(), link
            reached.add(target.parent.relative_to(site.resolve()).as_posix())
    profiles = {path.parent.relative_to(site).as_posix() for path in site.glob("profiles/*/*/index.html")}
    reports = {path.parent.relative_to(site).as_posix() for path in site.glob("*/*/series.csv")}
    assert profiles | reports <= reached | {one for one in profiles if one.endswith("/years")}
