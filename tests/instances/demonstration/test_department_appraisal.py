"""Promises of the demonstration data on department appraisal: the magnitudes of the practice, and consistency."""

import datetime

from tests.instances.demonstration.base import NOTE
from tests.instances.demonstration.department_appraisal import drafts


def test_sixteen_of_twenty_nine_departments_are_appraised_by_the_end_of_2024():
    grades = [row["grade"] for draft in drafts() for row in draft.tables["data"]]
    departments = {row["department"] for draft in drafts() for row in draft.tables["data"]}
    assert (len(departments), len(drafts()[-1].tables["coverage"])) == (16, 29)
    assert [grades.count(grade) for grade in ("满意", "基本满意", "不满意")] == [11, 4, 1]


def test_opinions_never_vanish_or_change_their_text():
    seen: dict[str, str] = {}
    for draft in drafts():
        here = {row["id"]: row["text"] for row in draft.tables["opinions"]}
        assert seen.items() <= here.items()
        seen = here
    assert len(seen) == 38


def test_nothing_is_known_before_it_happened():
    for draft, end in zip(drafts(), ("2023-06-30", "2023-12-31", "2024-06-30", "2024-12-31"), strict=True):
        days = [row[key] for row in draft.tables["opinions"] for key in ("reported", "reviewed") if row[key]]
        assert all(datetime.date.fromisoformat(day) <= datetime.date.fromisoformat(end) for day in days)


def test_every_row_says_that_it_is_invented():
    assert {row["note"] for draft in drafts() for rows in draft.tables.values() for row in rows} == {NOTE}
