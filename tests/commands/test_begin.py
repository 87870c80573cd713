"""Taking the demonstration out leaves an instance that is one's own and builds."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from scripts import instance
from scripts.begin import KEPT, NATIONAL, begin
from scripts.model.problem import Rejected
from tests.instances.demonstration.base import HOME


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the demonstration."""
    for name in ("data", "content"):
        shutil.copytree(HOME / name, tmp_path / name, ignore=shutil.ignore_patterns("releases", "profiles"))
    return tmp_path


def test_the_instance_is_empty_and_named_afterwards(root: Path) -> None:
    begin(root, name='某"区人大监督公开', organ="某区人大常委会")
    settings = tomllib.loads((root / "data" / "site.toml").read_text(encoding="utf-8"))
    assert (settings["name"], settings["demonstration"]) == ('某"区人大监督公开', False)
    material = instance.load(root)
    assert (len(material.releases), material.ledger) == (0, [])
    assert {name for name, codes in material.codelists.items() if len(codes)} == NATIONAL
    assert material.methods
    data = [p for p in (root / "data").rglob("*") if p.is_file() and p.name != "README.md"]
    assert [p for p in data if "演示数据" in p.read_text(encoding="utf-8-sig")] == []


def test_data_of_ones_own_is_never_removed(root: Path) -> None:
    begin(root, name="某区", organ="某区人大常委会")
    with pytest.raises(Rejected) as rejected:
        begin(root, name="某区", organ="某区人大常委会")
    assert [problem.code for problem in rejected.value.problems] == ["begin.not-a-demonstration"]


def test_in_a_repository_with_its_tests_the_demonstration_is_kept_for_them(root: Path) -> None:
    before = {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.name != "README.md"}
    (root / KEPT).parent.mkdir(parents=True)
    begin(root, name="某区", organ="某区人大常委会")
    kept = {p.relative_to(root / KEPT): p.read_bytes() for p in (root / KEPT).rglob("*") if p.is_file()}
    assert kept == before
