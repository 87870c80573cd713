"""Nothing is published that was not approved, or differently from what was approved."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from scripts import instance, registry
from scripts.approve import approve
from scripts.intake import approval as approvals
from scripts.model.problem import Rejected
from scripts.model.release import ReleaseId
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "department_execution")
NOON = datetime.timezone(datetime.timedelta(hours=8))
SITE = 'name = "示例"\norgan = "示例"\nsponsor = ""\nlead = ""\nurl = ""\ndemonstration = true\nnotice = "演示"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An instance with the room's code lists and methods, and nothing approved."""
    data = tmp_path / "data"
    shutil.copytree(sample.folder(ROOM) / "codelists", data / "codelists")
    shutil.copytree(sample.folder(ROOM) / "methods", data / "methods")
    (data / "site.toml").write_text(SITE, encoding="utf-8")
    (data / "calendar.toml").write_text("", encoding="utf-8")
    return tmp_path


def approved(root: Path, path: str, revision: dict[str, str] | None = None, issued: str = "2024-07-25") -> Path:
    """Approve the sample's period as release ``path`` and return its folder."""
    id = ReleaseId.parse(f"{ROOM}/{path}")
    draft = root / "data" / "drafts" / str(id)
    shutil.copytree(sample.folder(ROOM) / id.period.text, draft)
    if revision is not None:
        (draft / "revision.json").write_text(json.dumps(revision), encoding="utf-8")
    return approve(
        root,
        draft,
        id,
        organ="示例机关",
        document="第一次会议",
        date=datetime.date(2024, 7, 20),
        issued=datetime.datetime.fromisoformat(f"{issued}T09:00:00+08:00"),
    )


def codes(root: Path) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        instance.load(root)
    return [problem.code for problem in rejected.value.problems]


NOTE = {"type": "correction", "reason": "漏报一笔", "approver": "主任会议", "date": "2024-08-01"}


def test_an_approved_release_is_read_with_its_approval(root: Path) -> None:
    folder = approved(root, "2024-Q2")
    made = instance.load(root).releases[f"{ROOM}/2024-Q2/r1"]
    assert made.approval is not None
    assert (made.approval.organ, made.approval.days, made.approval.methods) == (
        "示例机关",
        5,
        {"execution_pace": "2023", "disclosure_deadline": "2018"},
    )
    assert not (root / "data" / "drafts" / str(made.id)).exists()
    assert (folder / "data.csv").read_bytes() == (sample.folder(ROOM) / "2024-Q2" / "data.csv").read_bytes()


def test_one_changed_byte_stops_everything(root: Path) -> None:
    path = approved(root, "2024-Q2") / "data.csv"
    path.write_bytes(path.read_bytes().replace(b"800.2", b"800.3"))
    assert codes(root) == ["approval.changed-file"]


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (lambda f: (f / "approval.json").unlink(), "approval.missing"),
        (lambda f: (f / "data.csv").unlink(), "approval.missing-file"),
        (lambda f: (f / "extra.csv").write_text("x"), "approval.unlisted-file"),
        (lambda f: (f / "approval.json").write_text("{"), "approval.unreadable"),
        (lambda f: (f / "approval.json").write_text((f / "approval.json").read_text() + " "), "approval.changed"),
        (lambda f: shutil.rmtree(f), "ledger.release-gone"),
    ],
)
def test_a_release_without_its_whole_approval_is_refused(root: Path, do, code: str) -> None:  # type: ignore[no-untyped-def]
    do(approved(root, "2024-Q2"))
    assert code in codes(root)


def test_a_file_behind_a_link_is_refused(root: Path) -> None:
    folder = approved(root, "2024-Q2")
    (folder / "data.csv").rename(root / "elsewhere.csv")
    (folder / "data.csv").symlink_to(root / "elsewhere.csv")
    assert "approval.not-a-file" in codes(root)


def test_an_approval_that_the_ledger_does_not_know_is_refused(root: Path) -> None:
    approved(root, "2024-Q2")
    (root / "data" / "ledger.jsonl").unlink()
    assert codes(root) == ["approval.not-in-ledger"]


def test_a_ledger_line_cannot_be_changed_or_taken_out(root: Path) -> None:
    approved(root, "2024-Q1", issued="2024-07-24")
    approved(root, "2024-Q2")
    ledger = root / "data" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(lines[1])
    assert "ledger.broken" in codes(root)
    ledger.write_bytes(lines[0].replace(b"2024-Q1", b"2024-Q3") + lines[1])
    assert "ledger.broken" in codes(root)


def test_an_approved_release_cannot_be_approved_again(root: Path) -> None:
    approved(root, "2024-Q2")
    with pytest.raises(Rejected) as rejected:
        approved(root, "2024-Q2")
    assert [p.code for p in rejected.value.problems] == ["approval.exists"]


def test_a_revision_needs_its_predecessor_and_its_reason(root: Path) -> None:
    with pytest.raises(Rejected) as rejected:
        approved(root, "2024-Q2/r2", NOTE)
    assert "approval.no-predecessor" in [p.code for p in rejected.value.problems]
    shutil.rmtree(root / "data" / "drafts")
    approved(root, "2024-Q2")
    with pytest.raises(Rejected) as rejected:
        approved(root, "2024-Q2/r2")
    assert [p.code for p in rejected.value.problems] == ["revision.missing"]


def test_a_correction_replaces_the_current_revision_and_keeps_the_first(root: Path) -> None:
    first = approved(root, "2024-Q2")
    before = (first / "data.csv").read_bytes()
    approved(root, "2024-Q2/r2", NOTE, issued="2024-08-02")
    material = instance.load(root)
    assert [str(r.id)[-2:] for r in material.current()] == ["r2"]
    assert (first / "data.csv").read_bytes() == before


def test_a_release_issued_later_is_under_embargo(root: Path) -> None:
    approved(root, "2024-Q1", issued="2024-07-24")
    approved(root, "2024-Q2", issued="2024-07-26")
    at = datetime.datetime(2024, 7, 25, tzinfo=NOON)
    assert [str(r.id.period) for r in instance.load(root, at).current()] == ["2024-Q1"]
    assert [str(r.id.period) for r in instance.load(root, at, preview=True).current()] == ["2024-Q1", "2024-Q2"]


def test_a_later_correction_of_an_earlier_period_does_not_move_a_published_release(root: Path) -> None:
    approved(root, "2024-Q1", issued="2024-07-24")
    approved(root, "2024-Q2", issued="2024-07-25")
    approved(root, "2024-Q1/r2", NOTE, issued="2024-08-02")
    made = instance.load(root).releases[f"{ROOM}/2024-Q2/r1"]
    assert [str(earlier.id)[-2:] for earlier in made.earlier] == ["r1"]


def test_a_refused_draft_stays_where_it_is_and_nothing_is_approved(root: Path) -> None:
    id = ReleaseId.parse(f"{ROOM}/2024-Q2")
    draft = root / "data" / "drafts" / str(id)
    draft.mkdir(parents=True)
    bad = sample.folder(ROOM) / "broken" / "check.plan-above-budget.csv"
    (draft / "data.csv").write_bytes(bad.read_bytes())
    with pytest.raises(Rejected):
        approve(
            root,
            draft,
            id,
            organ="示例机关",
            document="第一次会议",
            date=datetime.date(2024, 7, 20),
            issued=datetime.datetime(2024, 7, 25, tzinfo=NOON),
        )
    assert (draft / "data.csv").is_file()
    assert not (root / "data" / "approved" / str(id)).exists()
    assert approvals.read_ledger(root / "data" / "ledger.jsonl", "ledger") == []
