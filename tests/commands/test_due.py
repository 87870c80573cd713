from tests.commands.conftest import SECOND, SERIES, approve, draft, write

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


def test_a_second_revision_is_due_by_its_own_day(instance, portal_json):
    due = f'[[due]]\nrelease = "{SERIES}/2024-Q3/r2"\ndate = 2024-12-31\nbasis = "决算表"\n'
    write(instance / "data" / "calendar.toml", CALENDAR + due)
    waiting = portal_json("due", "--at", "2025-01-05", "--instance", instance)["due"][2]
    assert (waiting["title"], waiting["word"]) == (
        "2024年第三季度部门预算执行进度（第 2 版）",
        "尚未公开，已迟 5 日",
    )
    why = {"type": "revision", "reason": "改为决算数", "approver": "某区人大常委会", "date": "2024-12-20"}
    folder = draft(instance, f"{SERIES}/2024-Q3/r2", (*SECOND[:1], ("102", "200", "200", "150", "120")), **why)
    assert approve(instance, folder, "2024-12-20") == 0
    items = portal_json("due", "--at", "2025-01-05", "--instance", instance)["due"]
    assert [(item["word"], item["href"]) for item in items[1:3]] == [
        ("已公开，迟 10 日", f"/{SERIES}/2024-Q3/"),
        ("已按期公开", f"/{SERIES}/2024-Q3/r2/"),
    ]
