import json
import subprocess

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
