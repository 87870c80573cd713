"""Promises of points to be put right."""

import datetime

import pytest

from scripts.measures.mending import Matter
from scripts.measures.mending_table import open_items


def matter(state="整改中", late=None, verification="", result=""):
    due = None if late is None else datetime.date(2024, 9, 30)
    return Matter(0, "a-1", "103", "公布名单。", due, None, state, verification, None, result, "", late)


@pytest.mark.parametrize(
    ("state", "late", "stage", "word"),
    [
        ("整改中", None, "going", "整改中"),
        ("整改中", 0, "going", "整改中"),
        ("整改中", 1, "overdue", "整改中，已逾期"),
        ("已报告", 5, "reported", "已报告，待核实"),
        ("已完成", 5, "completed", "已完成"),
    ],
)
def test_stage_follows_from_state_and_deadline(state, late, stage, word):
    one = matter(state, late)
    assert (one.stage, one.word, one.open) == (stage, word, stage != "completed")


def test_reported_and_found_wanting_goes_on():
    assert matter("已报告", 0, verification="尚未到位。").word == "已报告，继续整改"


def test_only_what_is_open_is_listed_and_only_the_overdue_is_late():
    found = [matter(), matter(late=4), matter("已报告", 4), matter("已完成", 4)]
    listed = list(open_items(found, "述职意见整改", lambda one: (("department", one.owner), "区教委")))
    assert [(one.state, one.status, one.late) for one in listed] == [
        ("整改中", "going", 0),
        ("整改中", "late", 4),
        ("已报告", "wait", 0),
    ]
