from tests.commands.conftest import SERIES, write

CALENDAR = "".join(
    f'[[due]]\nrelease = "{SERIES}/2024-{quarter}"\ndate = {day}\nbasis = "季后二十日"\n'
    for quarter, day in {"Q2": "2024-07-25", "Q3": "2024-10-10", "Q4": "2025-01-20"}.items()
)


def test_the_calendar_says_in_time_late_and_open(instance, portal_json):
    write(instance / "data" / "calendar.toml", CALENDAR)
    found = portal_json("due", "--instance", instance)
    assert found["at"] == "2024-10-20"
    assert [item["word"] for item in found["due"]] == ["已按期公开", "已公开，迟 10 日", "未到期"]


def test_lateness_is_counted_to_the_day_asked_for(instance, portal_json):
    write(instance / "data" / "calendar.toml", CALENDAR)
    late = portal_json("due", "--at", "2025-02-01", "--instance", instance)
    assert [item["status"] for item in late["due"]] == ["ok", "warn10", "late"]
    assert late["due"][2]["word"] == "尚未公开，已迟 12 日"
    before = portal_json("due", "--at", "2024-08-01", "--instance", instance)
    assert [item["open"] for item in before["due"]] == [False, True, True]


def test_an_empty_calendar_is_no_fault(instance, portal):
    assert portal("due", "--instance", instance)[0] == 0
