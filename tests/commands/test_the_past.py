"""What was published cannot be changed behind the ledger: each try is refused by name, by check, build and verify."""

import json
import random
import shutil
import subprocess

import pytest

from scripts import instance as instances
from scripts.build import build
from scripts.check import check
from scripts.intake import approval as approvals
from scripts.model.problem import Rejected
from scripts.verify import verify
from tests.commands.conftest import SECOND, SERIES, approve, draft
from tests.commands.test_verify import reseal

R1, R2 = f"{SERIES}/2024-Q3/r1", f"{SERIES}/2024-Q3/r2"
MENDED = (("101", "90", "100", "75", "80"), ("102", "200", "200", "150", "120"))
WHY = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
LEDGER = "data/ledger.jsonl"
SEED, FLIPS = 741, 40


@pytest.fixture
def corrected(instance):
    """Three releases, the last a correction of the second."""
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", MENDED, **WHY), "2024-11-02") == 0
    return instance


def lines(root):
    return [json.loads(line) for line in (root / LEDGER).read_bytes().splitlines()]


def chained(entries):
    """Return ledger lines whose chain holds, as a careful forger would write them."""
    out, previous = [], approvals.FIRST
    for number, one in enumerate(entries, 1):
        entry = approvals.Entry(**{**one, "sequence": number, "previous": previous})
        out.append(entry.line())
        previous = entry.sha256
    return b"".join(line + b"\n" for line in out)


def forged_approval(folder, name, content):
    """Change a file of a release and its approval with it; return the new SHA-256 of the approval."""
    (folder / name).write_bytes(content)
    approval = json.loads((folder / "approval.json").read_bytes())
    approval["files"][name] = approvals.sha256(content)
    text = json.dumps(approval, ensure_ascii=False).encode()
    (folder / "approval.json").write_bytes(text)
    return approvals.sha256(text)


def rewritten(root):
    text = (root / LEDGER).read_bytes()
    (root / LEDGER).write_bytes(text.replace(b"2024-07-20", b"2024-07-21"))


def reordered(root):
    first, second, third = (root / LEDGER).read_bytes().splitlines(keepends=True)
    (root / LEDGER).write_bytes(second + first + third)


def reordered_with_a_new_chain(root):
    first, second, third = lines(root)
    second["approval"], first["approval"] = first["approval"], second["approval"]
    (root / LEDGER).write_bytes(chained([first, second, third]))


def shortened(root):
    (root / LEDGER).write_bytes(b"".join((root / LEDGER).read_bytes().splitlines(keepends=True)[:2]))


def shortened_in_the_middle(root):
    first, _, third = (root / LEDGER).read_bytes().splitlines(keepends=True)
    (root / LEDGER).write_bytes(first + third)


def emptied(root):
    (root / LEDGER).unlink()


def a_line_forged_for_an_approved_release(root):
    folder = root / "data" / "approved" / R1
    sha256 = forged_approval(folder, "data.csv", (folder / "data.csv").read_bytes().replace(b"80", b"81"))
    entries = lines(root)
    (root / LEDGER).write_bytes(chained([*entries, {**entries[1], "approval": sha256}]))


def a_release_put_there_by_hand(root):
    shutil.copytree(root / "data" / "approved" / R1, root / "data" / "approved" / SERIES / "2024-Q4" / "r1")


def a_release_removed(root):
    shutil.rmtree(root / "data" / "approved" / R1)


def an_older_release_in_the_place_of_the_newest(root):
    shutil.rmtree(root / "data" / "approved" / R2)
    shutil.copytree(root / "data" / "approved" / R1, root / "data" / "approved" / R2)


def an_older_period_in_the_place_of_a_later(root):
    shutil.rmtree(root / "data" / "approved" / R1)
    shutil.copytree(root / "data" / "approved" / SERIES / "2024-Q2" / "r1", root / "data" / "approved" / R1)


def an_approval_of_other_rows(root):
    folder = root / "data" / "approved" / R1
    forged_approval(folder, "data.csv", (folder / "data.csv").read_bytes().replace(b"80", b"81"))


def a_file_added(root):
    (root / "data" / "approved" / R1 / "more.csv").write_text("x", "utf-8")


def a_file_become_a_link(root):
    path = root / "data" / "approved" / R1 / "data.csv"
    path.rename(root / "elsewhere.csv")
    path.symlink_to(root / "elsewhere.csv")


TRIES = {
    rewritten: "ledger.broken",
    reordered: "ledger.broken",
    reordered_with_a_new_chain: "approval.changed",
    shortened: "approval.not-in-ledger",
    shortened_in_the_middle: "ledger.broken",
    emptied: "approval.not-in-ledger",
    a_line_forged_for_an_approved_release: "ledger.twice",
    a_release_put_there_by_hand: "approval.not-in-ledger",
    a_release_removed: "ledger.release-gone",
    an_older_release_in_the_place_of_the_newest: "approval.changed",
    an_older_period_in_the_place_of_a_later: "approval.changed",
    an_approval_of_other_rows: "approval.changed",
    a_file_added: "approval.unlisted-file",
    a_file_become_a_link: "approval.not-a-file",
}


@pytest.mark.parametrize(("change", "code"), TRIES.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_check_and_build_refuse_it_by_name(corrected, portal, change, code):
    change(corrected)
    status, said = portal("check", "--instance", corrected)
    assert (status, f"[{code}]" in said, "Traceback" in said) == (1, True, False), said
    status, said = portal("build", "--instance", corrected)
    assert (status, f"[{code}]" in said) == (1, True), said
    assert not (corrected / "output").exists()


def test_any_flipped_bit_under_the_approved_data_is_refused_and_named(corrected):
    files = sorted(path for path in (corrected / "data" / "approved").rglob("*") if path.is_file())
    chosen = random.Random(SEED)
    for _ in range(FLIPS):
        path = chosen.choice(files)
        content = bytearray(path.read_bytes())
        content[chosen.randrange(len(content))] ^= 1 << chosen.randrange(8)
        kept = path.read_bytes()
        path.write_bytes(content)
        name = path.relative_to(corrected).as_posix()
        with pytest.raises(Rejected) as rejected:
            instances.load(corrected)
        assert name in {problem.place.file for problem in rejected.value.problems}, name
        path.write_bytes(kept)
    assert check(corrected).problems == []


def test_any_flipped_bit_of_the_ledger_is_refused(corrected):
    path = corrected / LEDGER
    kept, chosen = path.read_bytes(), random.Random(SEED)
    for _ in range(FLIPS):
        content = bytearray(kept)
        content[chosen.randrange(len(content))] ^= 1 << chosen.randrange(8)
        path.write_bytes(content)
        with pytest.raises(Rejected):
            instances.load(corrected)
    path.write_bytes(kept)
    assert check(corrected).problems == []


def test_an_old_site_in_the_place_of_the_new_one_is_named(corrected, instance, tmp_path, portal_json):
    older = tmp_path / "older"
    shutil.copytree(corrected, older)
    shortened(older)
    shutil.rmtree(older / "data" / "approved" / R2)
    site = build(older, tmp_path / "site")
    assert verify(site, older, trusted=older).problems == []
    found = verify(site, corrected, trusted=corrected).problems
    assert [one.code for one in found] == ["verify.ledger-behind"]
    assert "这是以前的网站" in found[0].expected
    # An old archive is what was approved then; that there is a newer one is said.
    archive = verify(site / R1 / "release.zip", corrected, trusted=corrected)
    assert archive.problems == []
    assert R2 in archive.remark


def test_an_old_release_within_a_newer_site_is_named_though_the_manifest_was_written_anew(corrected, tmp_path):
    site = build(corrected, tmp_path / "site")
    shutil.rmtree(site / R2)
    shutil.copytree(site / R1, site / R2)
    manifest = json.loads((site / "manifest.json").read_bytes())
    manifest["files"] = {
        path.relative_to(site).as_posix(): ""
        for path in site.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    reseal(site)
    assert ("verify.approval-changed", f"{R2}/approval.json") in {
        (one.code, one.place.file) for one in verify(site, corrected).problems
    }


def test_a_signature_by_another_key_or_over_other_bytes_is_refused(instance, portal, tmp_path):
    for name in ("clerk", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", tmp_path / name], check=True)
    allowed = f"clerk@example.cn {(tmp_path / 'clerk.pub').read_text('utf-8')}"
    (instance / "data" / "allowed_signers").write_text(allowed, "utf-8")
    made = draft(instance, f"{SERIES}/2024-Q4", SECOND)
    assert approve(instance, made, "2025-01-20", "--sign", str(tmp_path / "clerk")) == 0
    folder = instance / "data" / "approved" / SERIES / "2024-Q4" / "r1"
    good = (folder / "approval.json.sig").read_bytes()
    site = build(instance, tmp_path / "site")
    assert verify(site, instance, trusted=instance).signatures == 1
    other = tmp_path / "other.json"
    other.write_bytes((folder / "approval.json").read_bytes() + b"\n")
    for key, signed, said in (("stranger", folder / "approval.json", "签名人不在"), ("clerk", other, "不符")):
        (folder / "approval.json.sig").unlink()
        made_by = ["ssh-keygen", "-q", "-Y", "sign", "-n", "gongkai", "-f", tmp_path / key, signed]
        subprocess.run(made_by, check=True, capture_output=True)
        if signed == other:
            shutil.move(f"{other}.sig", folder / "approval.json.sig")
        status, printed = portal("check", "--instance", instance)
        assert (status, "[approval.bad-signature]" in printed, said in printed) == (1, True, True)
        published = site / SERIES / "2024-Q4" / "r1" / "approval.json.sig"
        published.unlink()
        shutil.copy(folder / "approval.json.sig", published)
        assert "approval.bad-signature" in {one.code for one in verify(site, instance, trusted=instance).problems}
    (folder / "approval.json.sig").write_bytes(good)
    assert portal("check", "--instance", instance)[0] == 0


def test_a_clock_in_the_past_does_not_empty_the_site(instance, portal, monkeypatch):
    site = build(instance, instance / "output")
    before = (site / "manifest.json").read_bytes()
    import datetime

    monkeypatch.setattr(instances, "clock", lambda: datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))
    (instance / "data" / "calendar.toml").write_text("# 改动\n", "utf-8")
    status, said = portal("build", "--instance", instance)
    assert (status, "[build.slow-clock]" in said, "校准本机时钟" in said) == (1, True, True)
    assert (site / "manifest.json").read_bytes() == before
    assert portal("check", "--instance", instance)[0] == 0
    assert portal("build", "--instance", instance, "--at", "2024-12-31")[0] == 0


def test_two_approvals_at_once_both_stand_in_the_ledger(instance):
    from scripts import approve as approving

    first, second = (draft(instance, f"{SERIES}/{period}", SECOND) for period in ("2024-Q4", "2025-Q1"))
    taken = approving._refuse_overtaken

    def meanwhile(*arguments):
        # Another process approves between reading the ledger and writing it; it does not wait for this one's lock.
        approving._refuse_overtaken = taken
        line = approvals.Entry(3, "livelihood_votes/project_vote/2024/r1", "0" * 64, "2025-01-01", previous=head)
        (instance / LEDGER).write_bytes((instance / LEDGER).read_bytes() + line.line() + b"\n")
        taken(*arguments)

    head = approvals.read_ledger(instance / LEDGER, LEDGER)[-1].sha256
    before = (instance / LEDGER).read_bytes()
    approving._refuse_overtaken = meanwhile
    assert approve(instance, first, "2025-01-20") == 1
    assert len(approvals.read_ledger(instance / LEDGER, LEDGER)) == 3
    assert first.is_dir()
    (instance / LEDGER).write_bytes(before)
    assert approve(instance, first, "2025-01-20") == 0
    assert approve(instance, second, "2025-04-20") == 0
    assert len(lines(instance)) == 4
