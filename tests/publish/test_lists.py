"""Lists: each entry stands once, in its newest state, on real pages with the data of exactly that list."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from scripts import registry
from scripts.model.grid import Cell, Column
from scripts.model.listing import BadListing, Entry, Facet, Listing, Value, base
from scripts.publish import lists
from scripts.publish.reuse import Reuse
from scripts.publish.roll import roll_of
from tests.disclosures import sample

ROOM = registry.disclosure("suggestion_handling", "suggestion_register")


@pytest.fixture(scope="module")
def site():
    return sample.site(ROOM, sample.edition(ROOM))


@pytest.fixture(scope="module")
def pages(site):
    return {page.address: page for page in sample.made(lists.parts(site))}


def entry(**more):
    cells = {"title": Cell("一", "一")}
    return Entry("e-1", "一", "/profiles/suggestion/e-1/", "open", "一。", cells, {"year": ("2024",)} | more)


def test_every_list_has_a_page_even_when_it_is_empty(pages):
    page = pages["/suggestion_handling/lists/phase/redo/"]
    assert page.title == "“再次办理”的代表建议"
    assert pages["/suggestion_handling/lists/mark/merged/"].data["table"] is None


def test_a_list_page_holds_the_data_of_exactly_that_list(pages):
    page = pages["/suggestion_handling/lists/handler/103/"]
    rows = list(csv.DictReader(io.StringIO(page.files["list.csv"].decode("utf-8-sig"))))
    data = json.loads(page.files["list.json"])
    shown = [row[1]["href"] for row in page.data["table"]["rows"]]
    assert (
        [row["代码"] for row in rows]
        == [row["code"] for row in data["rows"]]
        == ["s2024-005", "s2024-006", "s2024-007"]
    )
    assert shown == [f"/profiles/suggestion/{row['代码']}/" for row in rows]
    assert (data["count"], data["rows"][0]["due"], data["rows"][0]["replied"]) == (3, "2024-12-20", None)


def test_overdue_stand_longest_first_with_the_reason_of_the_day(pages):
    page = pages["/suggestion_handling/lists/due/overdue/"]
    assert [row[0]["text"] for row in page.data["table"]["rows"]] == ["第 4 号", "第 5 号"]
    assert page.data["table"]["columns"][-1]["title"] == "为什么是这一天"
    assert page.data["feed"] == "/feeds/suggestion_handling.lists.due.overdue.xml"


def test_a_feed_says_where_each_entry_stands(pages):
    first = pages["/suggestion_handling/lists/topic/education/"].data["entries"][0]
    assert first["title"] == "第 5 号 关于增加课后服务人手的建议：未答复"
    assert first["sentence"].endswith("未答复，已超期 11 日。")


def test_long_lists_are_real_pages(site, monkeypatch):
    monkeypatch.setattr(lists, "ROWS", 5)
    found = {page.address: page for page in sample.made(lists.parts(site))}
    first, last = (found[f"/suggestion_handling/lists/year/2024/{end}"] for end in ("", "3/"))
    assert [item["href"] for item in last.data["pages"]] == [
        "/suggestion_handling/lists/year/2024/",
        "/suggestion_handling/lists/year/2024/2/",
        "/suggestion_handling/lists/year/2024/3/",
    ]
    assert (len(first.data["table"]["rows"]), len(last.data["table"]["rows"])) == (5, 2)
    assert set(first.files) == {"list.csv", "list.json"}
    assert not last.files


def test_each_unit_leads_to_its_list_and_back(site, pages):
    own = lists.of_profile(site, Reuse(Path(), None))["/profiles/department/115/"]
    assert [(link["title"], link["words"]) for link in own] == [("区交通局主办的代表建议", "4 件")]
    assert pages[own[0]["href"]].data["owner"]["href"] == "/profiles/department/115/"


def test_every_address_above_a_list_is_a_page(pages):
    for address in pages:
        above = address.rstrip("/").rpartition("/")[0] + "/"
        assert above in pages or above == "/suggestion_handling/"


def test_a_roll_counts_each_entry_once(site):
    roll = roll_of(site, str(ROOM))
    assert roll is not None
    assert len(roll.lines) == len({line.entry.id for line in roll.lines}) == 12


def test_a_row_in_a_list_that_is_not_named_is_refused():
    facet = Facet("year", "按年份", "{}的建议", ("title",), (Value("2024", "2024年"),))
    made = Listing("建议", "件", (Column("title", "标题"),), (facet,), (entry(),))
    assert base("suggestion_handling", made) == "/suggestion_handling/lists/"
    with pytest.raises(BadListing, match="stands in a list that no facet names"):
        Listing("建议", "件", (Column("title", "标题"),), (facet,), (entry(year=("2023",)),))
