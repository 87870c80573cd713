"""Promises of open items."""

import datetime

import pytest

from scripts.model.item import BadItem, Item

DUE = datetime.date(2024, 9, 30)
GOOD = {
    "id": "2024s1-01",
    "kind": "评议意见整改",
    "entity": ("department", "103"),
    "body": "区教委",
    "text": "公布学位缺口的补足计划。",
    "deadline": DUE,
    "state": "整改中",
    "status": "late",
    "late": 3,
}


def test_an_item_past_its_deadline_is_late_and_one_in_time_is_not() -> None:
    assert Item(**GOOD).late == 3
    assert Item(**{**GOOD, "status": "going", "late": 0}).status == "going"


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "意见一"},
        {"id": "a--b"},
        {"kind": ""},
        {"text": ""},
        {"state": ""},
        {"status": "going"},
        {"late": 0},
        {"late": -1},
        {"status": "overdue"},
        {"deadline": None},
        {"href": "https://example.org/"},
    ],
)
def test_an_item_that_contradicts_itself_is_refused(wrong) -> None:
    with pytest.raises(BadItem):
        Item(**{**GOOD, **wrong})
