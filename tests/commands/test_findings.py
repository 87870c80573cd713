"""What was found right before is not asked again, and nothing is taken for right that was not found so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scripts import instance as instances
from scripts.approve import END
from scripts.editions import compute_all
from scripts.findings import Findings
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import Release
from tests.commands.conftest import SERIES, approve, draft

WRONG = Problem("check.wrong", Place("data.csv"), "不对", "改正")


class Asked:
    """Stands for the rules of a room and notes whom they are asked of."""

    def __init__(self, *wrong: str) -> None:
        self.wrong, self.releases = wrong, list[str]()

    def __call__(self, release: Release) -> list[Problem]:
        self.releases.append(str(release.id))
        return [WRONG] if str(release.id) in self.wrong else []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    rules = Asked()
    monkeypatch.setattr(instances, "check_rules", rules)
    return rules


def load(root: Path, asked: Asked) -> list[str]:
    """Load with what is kept beside the instance; return the releases whose rules were asked."""
    asked.releases.clear()
    findings = Findings(root / "cache", root)
    try:
        instances.load(root, END, preview=True, rules=findings.rules)
    finally:
        findings.save()
    return [one.removeprefix(f"{SERIES}/") for one in asked.releases]


def test_rules_kept_once_are_asked_again_only_where_something_changed(instance: Path, asked: Asked) -> None:
    assert load(instance, asked) == ["2024-Q2/r1", "2024-Q3/r1"]
    assert load(instance, asked) == []
    note = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-10-01"}
    rows = (("101", "90", "100", "50", "51"), ("102", "200", "200", "100", "40"))
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q2/r2", rows, **note), "2024-10-02") == 0
    # The third quarter now has another quarter before it.
    assert load(instance, asked) == ["2024-Q2/r2", "2024-Q3/r1"]
    assert load(instance, asked) == []


@pytest.mark.parametrize("name", ["codelists/departments.csv", "methods/execution_pace.toml"])
def test_another_code_list_or_method_asks_all_rules_again(instance: Path, asked: Asked, name: str) -> None:
    load(instance, asked)
    path = instance / "data" / name
    path.write_text(
        path.read_text(encoding="utf-8").replace("教育局", "教委").replace("本地", "本区"), encoding="utf-8"
    )
    assert load(instance, asked) == ["2024-Q2/r1", "2024-Q3/r1"]


def test_other_code_asks_all_rules_again(instance: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    load(instance, asked)
    monkeypatch.setattr("scripts.editions.installed", lambda: "other code")
    assert load(instance, asked) == ["2024-Q2/r1", "2024-Q3/r1"]


def test_a_problem_is_found_each_time(instance: Path, asked: Asked) -> None:
    asked.wrong = (f"{SERIES}/2024-Q3/r1",)
    for expected in (["2024-Q2/r1", "2024-Q3/r1"], ["2024-Q3/r1"], ["2024-Q3/r1"]):
        asked.releases.clear()
        findings = Findings(instance / "cache", instance)
        with pytest.raises(Rejected) as rejected:
            instances.load(instance, END, preview=True, rules=findings.rules)
        findings.save()
        assert rejected.value.problems == [WRONG]
        assert [one.removeprefix(f"{SERIES}/") for one in asked.releases] == expected


def test_a_spoilt_cache_is_not_believed(instance: Path, asked: Asked) -> None:
    load(instance, asked)
    index = instance / "cache" / "index"
    index.write_bytes(index.read_bytes().replace(b"right", b"wrong"))
    assert load(instance, asked) == ["2024-Q2/r1", "2024-Q3/r1"]


def test_lists_that_change_meanwhile_leave_nothing_kept(instance: Path, asked: Asked) -> None:
    findings = Findings(instance / "cache", instance)
    instances.load(instance, END, preview=True, rules=findings.rules)
    path = instance / "data" / "codelists" / "departments.csv"
    path.write_bytes(path.read_bytes() + "103,交通局,交通,,,,区级部门\n".encode())
    findings.save()
    assert load(instance, asked) == ["2024-Q2/r1", "2024-Q3/r1"]
    assert not load(instance, asked)


def test_a_draft_is_always_asked(instance: Path, asked: Asked) -> None:
    release = next(iter(instances.load(instance, END, preview=True).releases.values()))
    asked.releases.clear()
    findings = Findings(instance / "cache", instance)
    unapproved = replace(release, approval=None)
    assert findings.rules(unapproved) == findings.rules(unapproved) == []
    assert len(asked.releases) == 2


def test_values_found_as_approved_are_not_compared_again(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def compare(material: object, release: Release, figures: object) -> list[Problem]:
        compared.append(str(release.id))
        return []

    monkeypatch.setattr(instances, "check_values", compare)
    for expected in (2, 2):
        material = instances.load(instance, END, preview=True)
        findings = Findings(instance / "cache", instance)
        for edition in compute_all(material, instance / "cache" / "editions", findings.code):
            assert findings.values(material, edition) == []
        findings.save()
        assert len(compared) == expected
