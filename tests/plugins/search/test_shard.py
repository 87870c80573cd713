from itertools import pairwise
from pathlib import Path

import pytest

from plugins.search import shard
from plugins.search.keep import Page
from plugins.search.shard import shards
from scripts.model.kept import Result

KEPT = Result("0" * 64)


def page(address: str, order: str, size: int = 1) -> Page:
    return Page(f"/{address}/", Path(address), order, frozenset(), KEPT, size, KEPT)


def pages(counts: dict[str, int], folder: str = "releases") -> list[Page]:
    each = [(year, n) for year, count in counts.items() for n in range(count)]
    return [page(f"{folder}/{year}-{n}", f"1 {year}-05-0{n % 9 + 1}") for year, n in each]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "SMALLEST", 8)


def named(found: list[Page]) -> list[tuple[str, int]]:
    return [(one.name, len(one.pages)) for one in shards(found)]


def test_a_shard_is_full_before_the_next_begins_and_the_newest_has_no_name():
    assert named(pages({"2020": 5, "2021": 5, "2022": 9, "2023": 3})) == [("2021", 10), ("2022", 9), ("", 3)]


def test_a_small_site_has_one_shard():
    assert named(pages({"2020": 3, "2024": 4})) == [("", 7)]


def test_what_counts_is_how_many_words_there_are():
    assert named([page("a", "1 2020-05-01", 8), page("b", "1 2021-05-01", 2)]) == [("2020", 1), ("", 1)]


def test_few_pages_of_the_newest_years_are_no_shard_of_their_own():
    assert named(pages({"2020": 9, "2024": 1})) == [("", 10)]
    assert named(pages({"2020": 9, "2023": 1, "2024": 1})) == [("2020", 9), ("", 2)]


def test_a_folder_of_many_pages_has_shards_of_its_own_larger_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "MANY", 16)
    many = pages({"2020": 9, "2021": 9, "2022": 5}, "profiles/suggestion")
    found = named([*many, *pages({"2021": 3})])
    assert found == [("suggestion-2021", 18), ("suggestion", 5), ("", 3)]
    assert named([*pages({"2021": 17}, "profiles/Odd"), *pages({"2022": 2})]) == [("2021", 17), ("", 2)]
    assert named(many) == [("2020", 9), ("2021", 9), ("", 5)]


def test_a_larger_site_has_larger_shards_not_more():
    assert len(shards(pages({str(year): 40 for year in range(2000, 2026)}))) <= shard.MOST + 1


def test_pages_without_a_date_are_with_the_newest():
    found = shards([page("undated", "1 0000-00-00"), page("odd", "1 ../../-1"), *pages({"2020": 8, "2021": 8})])
    assert [one.name for one in found] == ["2020", ""]
    assert {"/undated/", "/odd/"} <= {one.address for one in found[1].pages}


def test_every_page_is_in_one_shard_and_each_shard_in_order():
    others = [page("replaced", "0 2021-05-01"), page("undated", "1 0000-00-00")]
    given = [*pages({"2019": 9, "2020": 9, "2021": 9}), *others]
    found = shards(reversed(given))
    assert sorted(one.address for part in found for one in part.pages) == sorted(one.address for one in given)
    assert len(found) > 1
    for part in found:
        places = [(one.order, one.address) for one in part.pages]
        assert all(before < after for before, after in pairwise(places))
