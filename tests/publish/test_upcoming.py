"""What pages of a report say of the next release: when it is due, and by how many days it is late."""

import datetime
from types import SimpleNamespace

import pytest

from scripts.model.release import ReleaseId
from scripts.publish import upcoming as subject
from scripts.publish.agenda import agenda

SERIES = "budget_execution/department_execution"
CALENDAR = {
    "due": [
        {"release": f"{SERIES}/2025-Q1", "date": datetime.date(2025, 5, 10)},
        {"release": f"{SERIES}/2024-Q4", "date": datetime.date(2025, 2, 10)},
        {"release": f"{SERIES}/2025-Q2", "date": datetime.date(2025, 8, 10)},
        {"release": f"{SERIES}/2025-Q3", "date": datetime.date(2025, 11, 10)},
        {"release": "livelihood_votes/project_vote/2025", "date": datetime.date(2025, 6, 1)},
    ]
}


def edition(period):
    id = ReleaseId.parse(f"{SERIES}/{period}/r1")
    return SimpleNamespace(release=SimpleNamespace(id=id, period=id.period))


@pytest.fixture
def said(monkeypatch):
    """Return what the page of 2025-Q1 says on a day."""

    def on(year, month, day, shown="2025-Q1", newest="2025-Q1"):
        published = {f"{SERIES}/2025-Q1": datetime.date(2025, 4, 24)}
        items = agenda(CALENDAR, published, {SERIES: "部门预算执行进度"}, datetime.date(year, month, day))
        monkeypatch.setattr(subject, "due", lambda site: items)
        latest = edition(newest)
        site = SimpleNamespace(latest=lambda series: latest)
        return subject.upcoming(site, latest if shown == newest else edition(shown))

    return on


def test_the_next_release_is_named_with_its_day_and_the_one_after_is_not(said):
    late = {"label": "尚未公开", "text": "2024年第四季度部门预算执行进度，应于2025年2月10日前公开"}
    coming = {"label": "下一期", "text": "2025年第二季度部门预算执行进度，应于2025年8月10日前公开"}
    assert said(2025, 4, 24) == [{**late, "status": "late", "word": "已迟 73 日"}, coming]


def test_a_late_one_says_by_how_many_days(said):
    labels = [(one["label"], one.get("word")) for one in said(2025, 8, 13)]
    assert labels == [("尚未公开", "已迟 184 日"), ("下一期", "已迟 3 日"), ("下一期", None)]


def test_an_older_release_says_nothing(said):
    assert said(2025, 4, 24, shown="2024-Q3") == []
