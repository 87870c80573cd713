import shutil
import subprocess

import pytest

from tests.commands.conftest import FIRST, SECOND, SERIES, approve, draft, write

WHY = {"reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}


def git(root, *words):
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=t", "-c", "user.email=t@t", *words], check=True, capture_output=True
    )


@pytest.fixture
def committed(instance):
    git(instance, "init", "-q")
    git(instance, "add", "-A")
    git(instance, "commit", "-q", "-m", "一")
    return instance


def kinds(found):
    return {(change["type"], change["release"][-10:]) for change in found["changes"]}


def test_nothing_changes_for_the_public(committed, portal):
    status, said = portal("diff", "--instance", committed)
    assert (status, "公众看到的数字没有变化。" in said) == (0, True)


def test_a_draft_counts_as_if_approved(committed, portal_json):
    draft(committed, f"{SERIES}/2024-Q4", SECOND)
    found = portal_json("diff", "--instance", committed)
    assert [(change["type"], change["draft"]) for change in found["changes"]] == [("new", True)]
    assert (committed / "data" / "drafts" / SERIES / "2024-Q4").is_dir()


def test_a_draft_with_problems_is_left_out_and_said(committed, portal_json):
    draft(committed, f"{SERIES}/2024-Q4", FIRST[:1])
    found = portal_json("diff", "--instance", committed)
    assert (found["changes"], len(found["remarks"])) == ([], 1)


def test_a_correction_shows_flips_first(committed, portal_json):
    approve(committed, draft(committed, f"{SERIES}/2024-Q3", FIRST, type="correction", **WHY), "2024-11-01")
    found = portal_json("diff", "--instance", committed)["changes"]
    assert {change["type"] for change in found} == {"correction"}
    assert {change["reason"] for change in found} == {"录入错误"}
    changed = {change["figure"]: (change["old_value"], change["new_value"]) for change in found}
    assert changed["rate.102"] == ("50", "20")
    assert changed["gap.101"] == ("-5", "0")
    flips = [bool(change["flip"]) for change in found]
    assert flips == sorted(flips, reverse=True)


def test_a_sign_that_turns_is_named(committed, portal_json):
    rows = (("101", "90", "100", "75", "60"), SECOND[1])
    draft(committed, f"{SERIES}/2024-Q3", rows, type="revision", **WHY)
    found = portal_json("diff", "--instance", committed)["changes"]
    assert (found[0]["figure"], found[0]["flip"], found[0]["old"]) == ("gap.101", "sign", "-5.0 个百分点")


def test_a_change_without_a_revision_is_a_problem(committed, portal, portal_json):
    write(committed / "data" / "methods" / "execution_pace.toml", _other_thresholds(committed))
    assert portal("diff", "--instance", committed)[0] == 1
    found = portal_json("diff", "--instance", committed)
    assert {change["type"] for change in found["changes"]} == {"unexplained"}


def test_a_vanished_release_is_a_problem(committed, portal_json):
    (committed / "data" / "ledger.jsonl").write_bytes(
        (committed / "data" / "ledger.jsonl").read_bytes().splitlines(keepends=True)[0]
    )
    shutil.rmtree(committed / "data" / "approved" / SERIES / "2024-Q3")
    assert kinds(portal_json("diff", "--instance", committed)) == {("unexplained", "2024-Q3/r1")}


def test_another_instance_is_compared(instance, tmp_path, portal_json):
    other = tmp_path / "other"
    shutil.copytree(instance, other)
    approve(instance, draft(instance, f"{SERIES}/2024-Q4", SECOND), "2025-01-20")
    found = portal_json("diff", "--against", other, "--instance", instance)
    assert kinds(found) == {("new", "2024-Q4/r1")}


def test_what_is_no_commit_is_wrong_usage(instance, portal):
    assert portal("diff", "--against", "没有这个提交", "--instance", instance)[0] == 2


def _other_thresholds(root):
    text = (root / "data" / "methods" / "execution_pace.toml").read_text()
    return text.replace("[10, 20, 30]", "[1, 2, 3]")
