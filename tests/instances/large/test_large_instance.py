"""The large instance is the same on every run, valid by the code of ``portal approve``, and as large as it says."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from scripts import instance
from tests.instances.demonstration import field_inspection, general_budget, suggestion_register
from tests.instances.demonstration import generate as demonstration
from tests.instances.demonstration.base import DEPARTMENTS, HOME, Draft
from tests.instances.large import departments, generate, money, suggestions
from tests.instances.large.size import YEARS, Size

SMALL = Size(0, (2023, 2024), 40, 2_100)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A code list of forty departments and all townships."""
    path = tmp_path_factory.mktemp("lists") / "departments.csv"
    path.write_text(departments.text(departments.listed(DEPARTMENTS, SMALL.departments)), encoding="utf-8")
    return path


@pytest.fixture
def few_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make only what is scaled and one report that is not; all of them would take longer."""
    monkeypatch.setattr(demonstration, "parts", lambda: [field_inspection, suggestion_register])


def units(path: Path) -> set[str]:
    """Return the codes of a list."""
    return {row["code"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())}


def test_a_hundred_departments_have_names_and_codes_of_their_own() -> None:
    rows = departments.listed(DEPARTMENTS, 100)
    for key in ("code", "name", "short"):
        assert len({row[key] for row in rows}) == len(rows) == 100 + 12, key
    with pytest.raises(ValueError, match="no more than"):
        departments.listed(DEPARTMENTS, 1_000)


def test_suggestions_are_as_many_as_asked_and_each_has_its_own_code(lists: Path) -> None:
    found = suggestions.drafts(SMALL.years, SMALL.suggestions, units(lists))
    last = {draft.id.rpartition("/")[2]: draft.tables["data"] for draft in found}
    assert sum(len(last[f"{year}-S2"]) for year in SMALL.years) == SMALL.suggestions
    for rows in last.values():
        codes = [row["code"] for row in rows]
        assert len(set(codes)) == len(codes)
        assert {row["merged_into"] for row in rows if row.get("merged_into")} <= set(codes)
        assert {row["handler"] for row in rows} <= units(lists)


def test_generators_are_as_they_were_afterwards(lists: Path) -> None:
    before = general_budget._budget("revenue", 2024)
    years = {draft.id[-7:-3] for draft in money.drafts(lists, YEARS) if "general_budget" in draft.id}
    assert years == {str(year) for year in YEARS}
    assert general_budget._budget("revenue", 2024) == before
    assert sorted(general_budget.LAND) == [2022, 2023, 2024]


@pytest.mark.usefixtures("few_reports")
def test_drafts_are_the_same_on_every_run(tmp_path: Path) -> None:
    def made(name: str) -> list[Draft]:
        shutil.copytree(HOME / "data" / "codelists", tmp_path / name / "data" / "codelists")
        return generate.drafts(tmp_path / name, SMALL)

    assert made("one") == made("two")


@pytest.mark.usefixtures("few_reports")
def test_what_is_approved_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ("budget_execution/department_execution/2024", "suggestion_handling/suggestion_register/2024")
    everything = generate.drafts
    monkeypatch.setattr(
        generate, "drafts", lambda root, size: [one for one in everything(root, size) if one.id.startswith(wanted)]
    )
    assert generate.generate(tmp_path, SMALL) == 7
    material = instance.load(tmp_path)
    assert len(material.ledger) == len(material.releases) == 7
    assert len(material.codelists["departments"]) == 40 + 12
    # Articles cite only what is there, or no site could be built.
    words = [path.read_text(encoding="utf-8") for path in (HOME / "content" / "news").glob("*.md")]
    assert any("2025-Q3#" in one for one in words)
    kept = [path.read_text(encoding="utf-8") for path in (tmp_path / "content" / "news").glob("*.md")]
    assert kept == [one for one in words if "{{figure" not in one]
