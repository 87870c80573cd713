import json
import os
import pty
import select
import shutil
import subprocess
import sys

import pytest

from scripts.instance import ROOT
from scripts.intake.approval import read_ledger
from tests.commands.conftest import FIRST, SECOND, SERIES, approve, draft


def ledger(root):
    return [entry.release for entry in read_ledger(root / "data" / "ledger.jsonl", "ledger.jsonl")]


def test_approval_moves_the_draft_and_continues_the_ledger(instance):
    folder = instance / "data" / "approved" / SERIES / "2024-Q2" / "r1"
    approval = json.loads((folder / "approval.json").read_bytes())
    assert (approval["organ"], approval["document"], approval["date"]) == ("某区人大常委会", "第一次会议", "2024-07-20")
    assert approval["issued"] == "2024-07-20T09:00:00+08:00"
    assert approval["methods"] == {"execution_pace": "2023", "disclosure_deadline": "2018"}
    assert not (instance / "data" / "drafts" / SERIES / "2024-Q2").exists()
    assert ledger(instance) == [f"{SERIES}/2024-Q2/r1", f"{SERIES}/2024-Q3/r1"]


def test_a_draft_of_an_approved_period_becomes_the_next_revision(instance):
    why = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", FIRST, **why), "2024-11-01") == 0
    assert ledger(instance)[-1] == f"{SERIES}/2024-Q3/r2"


def test_a_revision_without_its_reason_is_refused_and_nothing_changes(instance, portal):
    folder = draft(instance, f"{SERIES}/2024-Q3", FIRST)
    status, said = portal(
        "approve", folder, "--organ", "甲", "--document", "乙", "--date", "2024-11-01", "--instance", instance
    )
    assert (status, "[revision.missing]" in said) == (1, True)
    assert len(ledger(instance)) == 2
    assert (folder / "data.csv").is_file()


def test_an_explained_problem_is_accepted_with_its_reason(instance):
    rows = (("101", "90", "100", "75", "80"),)
    folder = draft(instance, f"{SERIES}/2024-Q4", rows)
    assert approve(instance, folder, "2025-01-20") == 1
    assert approve(instance, folder, "2025-01-20", "--explain", "check.department-left-out=机构已撤销") == 0
    path = instance / "data" / "approved" / SERIES / "2024-Q4" / "r1" / "approval.json"
    assert json.loads(path.read_bytes())["explained"] == {"check.department-left-out": "机构已撤销"}


def test_the_signature_is_verified_against_the_allowed_signers(instance, portal, tmp_path):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "clerk", "-f", key], check=True)
    public = key.with_suffix(".pub").read_text()
    (instance / "data" / "allowed_signers").write_text(f"clerk@example.cn {public}")
    folder = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    assert approve(instance, folder, "2025-01-20", "--sign", str(key)) == 0
    assert portal("check", "--instance", instance)[0] == 0
    signature = instance / "data" / "approved" / SERIES / "2024-Q4" / "r1" / "approval.json.sig"
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    (instance / "data" / "allowed_signers").write_text(f"clerk@example.cn {other.with_suffix('.pub').read_text()}")
    status, said = portal("check", "--instance", instance)
    assert (status, "[approval.bad-signature]" in said) == (1, True)
    assert signature.is_file()


def test_wrong_words_are_usage_and_change_nothing(instance, portal):
    folder = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    words = ["approve", folder, "--organ", "甲", "--document", "乙", "--instance", instance]
    assert portal(*words, "--date", "去年")[0] == 2
    assert portal(*words, "--date", "2025-01-20", "--explain", "没有等号")[0] == 2
    assert portal(*words, "--date", "2025-01-20", "--sign", "没有这个文件")[0] == 2
    assert portal("approve", "没有", "--organ", "甲", "--document", "乙", "--date", "2025-01-20")[0] == 2
    assert len(ledger(instance)) == 2


def test_all_that_is_missing_is_named_at_once_where_nobody_can_be_asked(instance, portal):
    folder = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    status, said = portal("approve", folder, "--document", " ", "--instance", instance)
    assert status == 2
    assert "缺少 3 项，没有登记。" in said
    assert all(option in said for option in ("--organ：", "--document：", "--date："))
    assert len(ledger(instance)) == 2


def on_a_terminal(words, answers):
    """Run the command on a terminal, answer each question, and return status and what was shown."""
    main, other = pty.openpty()
    command = [sys.executable, "-m", "scripts", *map(str, words)]
    # Without colours a question is what stands last.
    env = {**os.environ, "TERM": "dumb"}
    with subprocess.Popen(command, cwd=ROOT, stdin=other, stdout=other, stderr=other, env=env) as running:
        os.close(other)
        shown, left = b"", list(answers)
        while True:
            ready, _, _ = select.select([main], [], [], 40)
            try:
                part = os.read(main, 4096) if ready else b""
            except OSError:
                part = b""
            if not part:
                break
            shown += part
            if left and shown.rstrip().endswith("：".encode()):
                os.write(main, f"{left.pop(0)}\n".encode())
                shown += b"\n"
        running.kill() if not ready else None
        status = running.wait(30)
    os.close(main)
    return status, shown.decode("utf-8", "replace")


def test_on_a_terminal_what_is_missing_is_asked_and_the_approval_confirmed(instance):
    folder = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    words = ("approve", folder, "--organ", "某区人大常委会", "--instance", instance)
    status, shown = on_a_terminal(words, ["第二次会议", "去年", "2025-01-20", "n"])
    assert (status, len(ledger(instance))) == (1, 2), shown
    assert "“去年”不是日期" in shown
    assert "没有登记，草稿没有动。" in shown
    status, shown = on_a_terminal(words, ["第二次会议", "2025-01-20", "y"])
    assert (status, ledger(instance)[-1]) == (0, f"{SERIES}/2024-Q4/r1"), shown


def test_the_checklist_says_what_was_checked_and_what_the_public_will_see(instance, portal):
    why = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
    folder = draft(instance, f"{SERIES}/2024-Q3", FIRST, **why)
    (folder / "source.csv").write_text("电话\n13800001234\n", "utf-8")
    words = ("--organ", "甲", "--document", "乙", "--date", "2024-11-01", "--instance", instance)
    status, said = portal("approve", folder, *words, "--explain", "check.department-left-out=没有")
    assert status == 0
    lines = [line.strip() for line in said.splitlines()]
    assert f"批准前的核对：2024年第三季度部门预算执行进度（{SERIES}/2024-Q3/r2）" in lines
    assert "通过　逐格核对：1 张表，2 行" in lines
    assert "通过　各行各期、勾稽关系：没有没说明的问题" in lines
    assert any(line.startswith("提醒　草稿里的文件：像是手机号码，1 处 [scan.mobile-number]") for line in lines)
    assert "提醒　--explain 写了 check.department-left-out，这份草稿没有这个问题" in lines
    assert any(line.startswith("公众会看到：更正 ") for line in lines)
    assert any("60.0% → 30.0%" in line for line in lines)


def test_what_stops_an_approval_is_listed_whole_and_an_embargo_is_told(instance, portal):
    folder = draft(instance, f"{SERIES}/2024-Q4", (("101", "90", "100", "120", "80"),))
    words = ("--organ", "甲", "--document", "乙", "--date", "2025-01-20", "--instance", instance)
    status, said = portal("approve", folder, *words, "--issued", "2099-01-01")
    assert status == 1
    assert "阻止　3 个问题" in said
    # Publishing decades later breaks the limit of days too.
    for code in ("check.department-left-out", "check.plan-above-budget", "check.identity-failed"):
        assert f"[{code}]" in said
    assert "提醒　公开时间是 2099-01-01 09:00+08:00" in said
    assert (folder / "data.csv").is_file()


@pytest.mark.parametrize("moment", ["before the ledger", "after the ledger", "half cleaned"])
def test_an_approval_killed_at_any_moment_is_taken_up_again(instance, portal, moment):
    folder = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    (folder / "source.csv").write_text("a\n", "utf-8")
    kept, book = instance / "kept", instance / "data" / "ledger.jsonl"
    shutil.copytree(folder, kept)
    before = book.read_bytes()
    assert approve(instance, folder, "2025-01-20") == 0
    shutil.copytree(kept, folder)
    if moment == "before the ledger":
        book.write_bytes(before)
    if moment == "half cleaned":
        (folder / "data.csv").unlink()
    assert approve(instance, folder, "2025-01-20") == 0
    assert ledger(instance)[2:] == [f"{SERIES}/2024-Q4/r1"]
    assert not folder.exists()
    assert portal("check", "--instance", instance)[0] == 0
