import pytest

from tests.commands.conftest import FIRST, SECOND, SERIES, draft, write


def codes(found):
    return [problem["code"] for problem in found["problems"]]


def test_a_sound_instance_has_no_problems(instance, portal):
    assert portal("check", "--instance", instance)[0] == 0
    assert "没有发现问题（2 次发布，4 行）。" in portal("check", "--instance", instance)[1]


def test_drafts_are_checked_with_the_rules_of_their_room(instance, portal_json):
    draft(instance, f"{SERIES}/2024-Q4", FIRST[:1])
    found = portal_json("check", "--instance", instance)
    assert codes(found) == ["check.department-left-out"]
    assert (found["drafts"], found["rows"]) == (1, 5)


def test_with_paths_only_those_are_checked(instance, portal_json):
    draft(instance, f"{SERIES}/2024-Q4", FIRST[:1])
    released = portal_json("check", instance / "data" / "approved" / SERIES / "2024-Q3" / "r1", "--instance", instance)
    assert (codes(released), released["releases"], released["rows"]) == ([], 1, 2)
    waiting = portal_json("check", f"data/drafts/{SERIES}", "--instance", instance)
    assert codes(waiting) == ["check.department-left-out"]


def test_a_broken_code_list_is_told_whatever_was_asked(instance, portal_json):
    write(instance / "data" / "codelists" / "departments.csv", "code,name\nA B,名\n")
    found = portal_json("check", f"data/approved/{SERIES}/2024-Q3", "--instance", instance)
    assert "codelist.bad-code" in codes(found)


def test_a_changed_byte_is_named_with_its_file(instance, portal):
    path = instance / "data" / "approved" / SERIES / "2024-Q3" / "r1" / "data.csv"
    path.write_bytes(path.read_bytes().replace(b"80", b"81"))
    status, said = portal("check", "--instance", instance)
    assert status == 1
    assert f"data/approved/{SERIES}/2024-Q3/r1/data.csv" in said
    assert "[approval.changed-file]" in said


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('release = "budget_execution/nothing/2024-Q4"\ndate = 2025-02-10', "calendar.unknown-release"),
        (f'release = "{SERIES}/2024-Q9"\ndate = 2025-02-10', "calendar.unknown-release"),
        (f'release = "{SERIES}/2024-Q4/r1"\ndate = 2025-02-10', "calendar.unknown-release"),
        (f'release = "{SERIES}/2024-Q4"\ndate = "明天"', "calendar.incomplete"),
        (f'release = "{SERIES}/2024-Q4"', "calendar.incomplete"),
    ],
)
def test_a_calendar_entry_that_names_nothing_is_a_problem(instance, portal_json, entry, code):
    write(instance / "data" / "calendar.toml", f"[[due]]\n{entry}\n")
    assert codes(portal_json("check", "--instance", instance)) == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("https://rd", "ftp://rd", "site.bad-url"),
        ("demonstration = true", 'demonstration = "yes"', "site.wrong-value"),
        ('organ = "某区人大常委会"', 'organ = ""', "site.wrong-value"),
        ('organ = "某区人大常委会"', "", "site.incomplete"),
        ('name = "小站"', "name = 小站", "site.not-toml"),
    ],
)
def test_site_settings_are_checked(instance, portal_json, old, new, code):
    path = instance / "data" / "site.toml"
    write(path, path.read_text().replace(old, new))
    assert codes(portal_json("check", "--instance", instance)) == [code]


def test_a_draft_in_a_strange_place_is_a_problem(instance, portal_json):
    draft(instance, "budget_execution/2024-Q4", SECOND)
    assert codes(portal_json("check", "--instance", instance)) == ["draft.bad-path"]


def test_a_folder_without_data_is_wrong_usage(tmp_path, portal):
    status, said = portal("check", "--instance", tmp_path)
    assert (status, "不是一个实例" in said) == (2, True)
    assert portal("check", "没有这个文件")[0] == 2
