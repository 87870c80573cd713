from itertools import pairwise
from pathlib import Path

import pytest

from plugins.search import shard
from plugins.search.keep import Page
from plugins.search.shard import shards
from scripts.model.kept import Result


def page(address: str, order: str) -> Page:
    return Page(f"/{address}/", Path(address), order, frozenset(), Result("0" * 64))


def pages(counts: dict[str, int]) -> list[Page]:
    return [page(f"{year}-{n}", f"1 {year}-05-0{n % 9 + 1}") for year, count in counts.items() for n in range(count)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "SMALLEST", 8)


def named(found: list[Page]) -> list[tuple[str, int]]:
    return [(one.name, len(one.pages)) for one in shards(found)]


def test_a_shard_is_full_before_the_next_begins_and_the_newest_has_no_name():
    assert named(pages({"2020": 5, "2021": 5, "2022": 9, "2023": 3})) == [("2021", 10), ("2022", 9), ("", 3)]


def test_a_small_site_has_one_shard():
    assert named(pages({"2020": 3, "2024": 4})) == [("", 7)]


def test_few_pages_of_the_newest_years_are_no_shard_of_their_own():
    assert named(pages({"2020": 9, "2024": 1})) == [("", 10)]
    assert named(pages({"2020": 9, "2023": 1, "2024": 1})) == [("2020", 9), ("", 2)]


def test_a_larger_site_has_larger_shards_not_more():
    assert len(shards(pages({str(year): 4 for year in range(2000, 2026)}))) <= shard.MOST + 1


def test_pages_without_a_date_are_with_the_oldest():
    found = shards([page("undated", "1 0000-00-00"), page("odd", "1 ../../-1"), *pages({"2020": 7, "2021": 8})])
    assert [one.name for one in found] == ["2020", ""]
    assert {"/undated/", "/odd/"} <= {one.address for one in found[0].pages}


def test_every_page_is_in_one_shard_by_address_and_no_shard_is_older_than_the_one_before():
    given = pages({"2019": 9, "2020": 9, "2021": 9})
    found = shards(reversed(given))
    assert sorted(one.address for part in found for one in part.pages) == sorted(one.address for one in given)
    for part in found:
        assert [one.address for one in part.pages] == sorted(one.address for one in part.pages)
    spans = [[one.order for one in part.pages] for part in found]
    assert all(max(older) < min(newer) for older, newer in pairwise(spans))


def test_replaced_pages_are_counted_in_the_shard_of_their_date():
    (found,) = shards([page("a", "0 2020-01-01"), page("b", "1 2020-01-02"), page("c", "0 2021-01-01")])
    assert found.replaced == 2
