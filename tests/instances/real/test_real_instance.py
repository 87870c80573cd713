"""The second instance: real open files pass the gate, and what is published adds up to what was counted by hand."""

import json
import re
import tomllib
from decimal import Decimal

import pytest

from scripts import instance, registry
from scripts.intake.approval import sha256
from tests.instances.real.build import HERE, REPOSITORY, located, make, releases
from tests.intake import test_real_budgets


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("real") / "instance")


@pytest.fixture(scope="module")
def material(made):
    return instance.load(made.root, preview=True)


def table(made, material, address, resource="data"):
    """Return the rows of a release, or skip where its file is not at hand."""
    if address not in made.reports:
        entry = next(entry for entry in releases() if entry["to"] == address)
        assert located(entry["file"]) is None, f"{address} was refused:\n{made.refused.get(address)}"
        pytest.skip(f"real data absent: {entry['file']}")
    return material.releases[f"{address}/r1"].tables[resource]


def added(rows, field):
    return sum((value for value in rows.column(field) if value is not None), Decimal(0))


def test_every_file_at_hand_is_approved_and_every_other_is_named(made, material):
    assert not made.refused, "\n".join(map(str, made.refused.values()))
    assert len(made.reports) + len(made.skipped) == len(releases())
    assert [str(release.id) for release in material.current()] == sorted(f"{to}/r1" for to in made.reports)


def test_budget_files_that_fit_no_report_say_why_and_are_tested_as_imports():
    kept = tomllib.loads((HERE / "releases.toml").read_text("utf-8"))["kept"]
    assert len({entry["file"] for entry in kept}) == len(kept) == 5
    assert not {entry["file"] for entry in kept} & {entry["file"] for entry in releases()}
    for entry in kept:
        assert [name for name in entry["tests"] if not callable(getattr(test_real_budgets, name, None))] == []
        assert entry["reason"].endswith("。")


def test_philadelphia_departments_add_up(made, material):
    rows = table(made, material, "budget_execution/department_execution/2023-Q1")
    assert len(rows) == 81
    assert added(rows, "original_budget") == Decimal("744598.9081")


def test_warsaw_candidates_add_up_and_the_recount_finds_the_same_chosen(made, material):
    rows = table(made, material, "livelihood_votes/project_vote/2022")
    chosen = [row["cost_total"] for row in rows.records() if row["chosen"]]
    assert (len(rows), len(chosen), sum(chosen)) == (97, 26, Decimal("804.672"))
    assert added(rows, "cost_total") == Decimal("2911.2361")
    meeting = table(made, material, "livelihood_votes/project_vote/2022", "meeting").records()[0]
    assert (meeting["valid"], meeting["budget"], meeting["date"].isoformat()) == (
        11039,
        Decimal("804.7458"),
        "2021-06-30",
    )


def test_no_voter_is_in_the_instance(made, material):
    table(made, material, "livelihood_votes/project_vote/2022")
    folder = made.root / "data/approved/livelihood_votes/project_vote/2022/r1"
    assert sorted(path.name for path in folder.iterdir()) == [
        "approval.json",
        "data.csv",
        "import.json",
        "meeting.csv",
        "values.csv",
    ]
    assert not any("voter_id" in path.read_text("utf-8") for path in folder.iterdir())


def test_inspection_grades_are_those_of_the_half_year(made, material):
    grades = table(made, material, "evaluation_outcomes/department_appraisal/2025-S2").column("grade")
    assert {grade: grades.count(grade) for grade in set(grades)} == {"优秀": 8, "良好": 9, "需改进": 1}


@pytest.mark.parametrize(
    ("address", "rows", "asked", "approved"),
    [
        ("suggestion_handling/suggestion_register/2012-S1", 826, "45351.0317", "35706.4131"),
        ("suggestion_handling/suggestion_register/2012-S2", 1543, "85052.4", "75459.9337"),
        ("suggestion_handling/suggestion_register/2012", 443, "482.7435", "35811.5458"),
        ("suggestion_handling/suggestion_register/2013-S2", 1190, "0", "118386.94"),
    ],
)
def test_suggestions_add_up(made, material, address, rows, asked, approved):
    found = table(made, material, address)
    assert len(found) == rows
    assert (added(found, "amount_asked"), added(found, "amount_approved")) == (Decimal(asked), Decimal(approved))


def test_the_wrong_printed_total_is_on_record_with_its_reason(made, material):
    table(made, material, "suggestion_handling/suggestion_register/2012-S1")
    folder = made.root / "data/approved/suggestion_handling/suggestion_register/2012-S1/r1"
    record = json.loads((folder / "import.json").read_text("utf-8"))["resources"]["data"]
    asked = record["totals"][0]
    assert (asked["found"], asked["printed"], asked["sum"], asked["equal"]) == (
        "376952.3516",
        "37695.23516",
        "45351.0317",
        False,
    )
    assert asked["reason"].startswith("原表合计印错")
    assert record["source"]["sha256"] == sha256((folder / record["source"]["file"]).read_bytes())


def test_every_room_can_be_computed_from_what_people_publish(made, material):
    for release in material.releases.values():
        room = registry.disclosure(release.id.kind, release.id.report)
        figures = room.compute(release)
        grids = room.lay_out(release, figures)
        assert figures
        assert room.draw(release, figures, grids)


def test_copies_of_real_files_are_the_bytes_their_source_page_names():
    copies = [path for path in (HERE / "files").rglob("*") if path.is_file() and path.name != "SOURCE.md"]
    assert len(copies) == 4
    for path in copies:
        assert sha256(path.read_bytes()) in re.findall(
            r"\b[0-9a-f]{64}\b", (path.parent / "SOURCE.md").read_text("utf-8")
        )


def test_the_instance_is_the_same_bytes_each_time(made, tmp_path):
    again = make(tmp_path / "again").root
    first, second = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (made.root, again)
    )
    assert first == second


def test_nothing_is_written_beside_the_instance():
    assert HERE.is_relative_to(REPOSITORY)
    assert {path.name for path in HERE.iterdir()} - {"__pycache__"} == {
        "__init__.py",
        "build.py",
        "calendar.toml",
        "codelists",
        "files",
        "mappings",
        "pages",
        "methods",
        "releases.toml",
        "site.toml",
        "test_real_instance.py",
    }
