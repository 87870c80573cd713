"""Promises of matters followed through several releases."""

import datetime

import pandas as pd

from scripts.measures.thread import dropped, sources, threads
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Origin, Schema, Table

FIELDS = [{"name": name, "title": name, "type": "string"} for name in ("id", "closed")]
SCHEMA = Schema.parse({"fields": FIELDS})


def release(period, *rows):
    frame = pd.DataFrame(list(rows), columns=["id", "closed"], dtype=object)
    table = Table(frame, SCHEMA, Origin("data.csv", tuple(range(2, len(rows) + 2))))
    id = ReleaseId.parse(f"budget_execution/budget_review/{period}")
    return Release(id, {"opinions": table}, {}, {}, datetime.date(2030, 1, 1))


FIRST = release("2023", ("a", None), ("b", "2023-12-01"), ("c", None))
SECOND = release("2024", ("c", "2024-05-01"), ("d", None))


def is_open(cells):
    return cells["closed"] is None


def test_a_thread_holds_every_row_that_spoke_of_the_matter_oldest_first():
    found = threads([FIRST, SECOND], "opinions")
    assert {id: [(str(knot.release.period), knot.row) for knot in knots] for id, knots in found.items()} == {
        "a": [("2023", 0)],
        "b": [("2023", 1)],
        "c": [("2023", 2), ("2024", 0)],
        "d": [("2024", 1)],
    }


def test_only_what_was_still_open_is_dropped():
    assert dropped([FIRST], SECOND, "opinions", is_open) == ["a"]


def test_what_was_dropped_long_ago_is_still_missed():
    third = release("2025", ("d", "2025-01-01"))
    assert dropped([FIRST, SECOND], third, "opinions", is_open) == ["a"]


def test_sources_name_the_release_of_every_row_but_the_own():
    found = sources(SECOND, [knots[-1] for knots in threads([FIRST, SECOND], "opinions").values()], ("id",), "opinions")
    assert [(one.release, one.rows) for one in found] == [
        ("", (0, 1)),
        ("budget_execution/budget_review/2023/r1", (0, 1)),
    ]


def test_no_rows_are_still_a_source():
    assert [one.rows for one in sources(SECOND, [], ("id",), "opinions")] == [()]
