import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search import files

ITEMS = st.recursive(st.integers(0, 2**63) | st.text(), st.lists, max_leaves=30)


def meta(*parts):
    return gzip.compress(b"pagefind_dcd" + files.written([*parts]))


def told(packed):
    return files.read(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))


@given(st.lists(ITEMS))
def test_what_is_written_is_read_again(item):
    assert files.read(files.written(item)) == item


@pytest.mark.parametrize("data", [b"\xa0", b"\x81\xf6", b"\x9f\xff", b"\x00", b"\x80\x00"])
def test_what_is_not_known_of_a_meta_is_refused(data):
    with pytest.raises(files.UnknownMeta):
        files.read(data)


def test_pages_get_their_names_in_their_order_and_no_sort_is_left():
    found = told(
        files.renamed(meta("1", [["zh_a", 7], ["zh_b", 8]], [["x", "y", "zh_c"]], [], [["place", [1, 0]]], []), "pq")
    )
    assert found == ["1", [["q", 1], ["p", 1]], [["x", "y", "zh_c"]], [], [], []]


@pytest.mark.parametrize("sorts", [[], [["place", [0]]], [["place", [0, 5]]], [["a", [0, 1]], ["b", [0, 1]]]])
def test_a_meta_that_does_not_sort_all_its_pages_is_refused(sorts):
    with pytest.raises(files.UnknownMeta):
        files.renamed(meta("1", [["zh_a", 7], ["zh_b", 8]], [], [], sorts, []), "pq")


def test_names_tell_shard_and_place():
    names = files.named(10, [f"{number:064x}" for number in range(40)])
    assert [(int(name[0], 36), int(name[1:-4], 36)) for name in names] == [(10, number) for number in range(40)]


def test_all_that_a_result_shows_is_handed_through_untouched():
    fragment = told_json(files.fragment("/a/", {"title": "<b>", "text": "甲"}))
    assert (fragment["url"], fragment["meta"]) == ("/a/", {"title": "<b>", "text": "甲"})


def told_json(packed):
    return json.loads(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))
