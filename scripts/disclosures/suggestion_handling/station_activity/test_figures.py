"""Station activity: people counted, matters followed over the years, and nobody named."""

from __future__ import annotations

import pytest

from scripts import registry
from scripts.disclosures.suggestion_handling.station_activity.record import matters, townships
from scripts.model.person import named
from tests.disclosures import sample

ROOM = registry.disclosure("suggestion_handling", "station_activity")


def test_sums_since_the_first_period_name_the_releases_they_come_from():
    figure = ROOM.compute(sample.release(ROOM))["deputies_all"]
    assert [source.release for source in figure.sources] == [
        "suggestion_handling/station_activity/2023/r1",
        "",
    ]
    assert "自2023年以来" in figure.label


def test_the_share_solved_counts_everything_raised_and_not_only_this_year():
    figure = ROOM.compute(sample.release(ROOM))["solved_share"]
    assert (figure.base, figure.formula) == ("占收集的全部事项", "3 ÷ 5")


def test_a_matter_is_long_unsolved_the_day_after_its_months_are_over():
    found = {one.cells["id"]: one for one in matters(sample.release(ROOM))}
    assert (found["m2024-01"].follow.isoformat(), found["m2024-01"].late) == ("2024-08-20", 133)
    assert (found["m2024-03"].follow.isoformat(), found["m2024-03"].late) == ("2025-05-05", 0)
    assert found["m2023-02"].late == 0


def test_a_station_closed_before_the_period_is_not_listed():
    assert townships(sample.release(ROOM)) == {"602": ["st602"], "610": ["st610-fish", "st610-farm"]}


def test_each_station_and_township_has_its_page():
    made = sample.release(ROOM)
    told = {(one.type, one.id) for one in ROOM.mention(made, ROOM.compute(made))}
    assert told == {
        ("station", "st602"),
        ("station", "st610-fish"),
        ("station", "st610-farm"),
        ("township", "602"),
        ("township", "610"),
    }


def test_no_field_asks_who_raised_a_matter():
    titles = [field.title for schema in ROOM.schemas.values() for field in schema.fields]
    assert not any(word in title for title in titles for word in ("姓名", "电话", "住址", "反映人"))


@pytest.mark.parametrize("text", ["张某反映", "找李大爷了解", "居民陈大文家中进水", "渔民何水生提出", "王女士来站"])
def test_words_that_point_at_one_citizen_are_found(text):
    assert named(text)


@pytest.mark.parametrize(
    "text",
    ["居民反映路灯不亮", "群众高度关注", "江湾小学门口", "居民方便出行", "石桥支路王家湾积水", "请师傅上门维修", ""],
)
def test_ordinary_words_point_at_nobody(text):
    assert named(text) == ""


def test_a_matter_long_unsolved_is_open_but_has_missed_no_legal_deadline():
    made = sample.release(ROOM)
    found = {item.id: item for item in ROOM.items(made, ROOM.compute(made))}
    assert {id: item.state for id, item in found.items()} == {"m2024-01": "久未解决", "m2024-03": "办理中"}
    assert {(item.late, item.deadline) for item in found.values()} == {(0, None)}
