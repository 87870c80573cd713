"""The page of open items lists what every report leaves open, the longest overdue first."""

import datetime
from dataclasses import replace

import pytest

from plugins.feeds.entry import collect_feeds
from scripts import registry
from scripts.model.item import Item
from scripts.publish.backlog import counted, listed, pages
from tests.disclosures import sample

ROOM = registry.disclosure("evaluation_outcomes", "department_appraisal")
DUE = datetime.date(2024, 10, 31)


def item(id: str, late: int = 0, deadline: datetime.date | None = DUE, **more) -> Item:
    status = "late" if late else "going"
    entity = more.get("entity", ("department", "103"))
    text = more.get("text", "公布计划。")
    return Item(id, "评议意见整改", entity, "区教委", text, deadline, "整改中", status, late)


def site(items):
    edition = replace(sample.edition(ROOM), items=items)
    return replace(sample.site(ROOM, edition))


def test_the_longest_overdue_comes_first_and_what_has_no_deadline_last() -> None:
    found = listed(site((item("a", deadline=None), item("b", late=2), item("c"), item("d", late=30))))
    assert [one.item.id for one in found] == ["d", "b", "c", "a"]
    assert counted(site((item("b", late=2), item("c")))) == "未办结事项 2 件，其中逾期 1 件"


def test_groups_add_up_to_all_items() -> None:
    (page,) = pages(site((item("b", late=2), item("c"), item("x", entity=("", "")))))
    for name in ("kinds", "bodies"):
        rows = page.data["groups"][name]["rows"]
        assert sum(int(row[1]["value"]) for row in rows) == 3
    assert len(page.data["late"]) + len(page.data["open"]) == 3


def test_a_report_without_items_is_listed_by_the_open_clauses_of_its_mentions() -> None:
    edition = replace(sample.edition(ROOM), items=None)
    said = [text for mention in edition.mentions for text in mention.open]
    assert said
    assert sorted(one.item.text for one in listed(replace(sample.site(ROOM, edition)))) == sorted(said)
    assert listed(site(())) == []


def test_an_empty_list_says_that_there_is_nothing() -> None:
    (page,) = pages(site(()))
    assert page.data["sentence"] == "没有未办结的事项。"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "@x"])
def test_the_table_file_runs_no_formula(text) -> None:
    (page,) = pages(site((item("a", text=text),)))
    line = page.files["open-items.csv"].decode("utf-8-sig").splitlines()[1]
    assert f"'{text}" in line


def test_the_feed_leads_to_the_place_of_each_item() -> None:
    (page,) = pages(site((item("b", late=2), item("c"))))
    data = {"type": page.template, "title": page.title, "address": page.address, **page.data}
    feed = collect_feeds({"at": "2024-11-01"}, [data], [])["open-items"]
    places = [entry.address for entry in feed.entries]
    assert sorted(places) == ["/open-items/#department-appraisal.b", "/open-items/#department-appraisal.c"]
    late = next(entry for entry in feed.entries if entry.address.endswith(".b"))
    assert late.title == "区教委：公布计划（整改中，逾期 2 天）"
    said = "区教委，评议意见整改：公布计划。整改中，逾期 2 天（期限 2024年10月31日）。"
    assert late.summary == f"{said}数据截至2024年12月31日。"
