"""Promises of the demonstration data on hearings and cuts: magnitudes of the practice, and what they follow from."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from scripts import registry
from scripts.instance import link
from scripts.intake import codelist, method, table
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId
from tests.instances.demonstration import budget, execution_followup
from tests.instances.demonstration.base import HOME, NOTE, Draft
from tests.instances.demonstration.budget_projects import PROJECTS
from tests.instances.demonstration.generate import csv_bytes

ROOM = registry.disclosure("budget_execution", "execution_followup")
PACE = registry.disclosure("budget_execution", "department_execution")


@cache
def releases(room: registry.Disclosure) -> dict[str, Release]:
    """Return the newest revision of each period of one room, each with what came before."""
    lists, methods = codelist.read_all(HOME / "data" / "codelists"), method.read_all(HOME / "data" / "methods")
    drafts: list[Draft] = budget.drafts((2023, 2024)) if room is PACE else execution_followup.drafts()
    found: dict[str, Release] = {}
    for draft in drafts:
        id = ReleaseId.parse(draft.id)
        tables = {
            name: table.parse(csv_bytes(schema.names, draft.tables[name]), schema, lists, name)
            for name, schema in room.schemas.items()
        }
        rules = {name: in_force(methods[name], id.period.end) for name in room.methods}
        found[str(id.period)] = Release(id, tables, lists, rules, id.period.end)
    return {period: link(one, list(found.values())) for period, one in found.items()}


def test_twelve_units_nine_departments_ten_projects_151_8():
    figures = ROOM.compute(releases(ROOM)["2023"])
    values = [figures[id].value for id in ("triggered", "invited", "declined", "departments_cut", "projects_cut")]
    assert values == [12, 12, 9, 9, 10]
    assert figures["cut"].value == Decimal("151.8")


def test_the_list_is_the_one_that_department_execution_counts():
    for year in ("2023", "2024"):
        found: set[str] = set()
        for quarter in ("Q3", "Q4"):
            figures = PACE.compute(releases(PACE)[f"{year}-{quarter}"])
            runs = {id.removeprefix("streak."): one.value for id, one in figures.items() if id.startswith("streak.")}
            found |= {code for code, count in runs.items() if count is not None and count >= 2}
        figures = ROOM.compute(releases(ROOM)[year])
        called = {id.removeprefix("run.") for id, one in figures.items() if id.startswith("run.") and one.value}
        assert called == found
        assert figures["triggered"].value == len(found)


def test_every_gap_is_warned_as_department_execution_warns_it():
    for period, one in releases(PACE).items():
        own = {
            cells["department"]: cells["gap"]
            for cells in releases(ROOM)[period[:4]].tables["warnings"].records()
            if cells["period"] == period
        }
        figures = PACE.compute(one)
        thresholds = one.method("execution_pace")["thresholds"]
        assert {id.removeprefix("gap.") for id in figures if id.startswith("gap.")} == set(own)
        for code, gap in own.items():
            published = figures[f"gap.{code}"].value
            assert abs(published - gap) < Decimal("0.000001")
            assert [gap >= limit for limit in thresholds] == [published >= limit for limit in thresholds]


def test_both_years_are_accepted_and_every_identity_that_can_be_tested_holds():
    for one in releases(ROOM).values():
        assert [str(problem) for problem in ROOM.check(one)] == []
        states = {identity.id: identity.state({}) for identity in ROOM.identify(one)}
        assert {state for id, state in states.items() if not id.startswith("next.")} == {"held"}


def test_the_cuts_of_the_first_year_stand_in_the_budget_of_the_second():
    figures = ROOM.compute(releases(ROOM)["2024"])
    assert (figures["prior.projects"].value, figures["prior.kept"].value) == (10, 10)
    assert figures["prior.cut"].value == Decimal("151.8")


def test_projects_known_elsewhere_have_the_same_name_department_and_budgets():
    rows = {row["id"]: row for row in execution_followup.drafts()[-1].tables["projects"]}
    shared = set(rows) & set(PROJECTS)
    assert shared == {"b-2024-09", "b-2024-18"}
    for id in shared:
        row, one = rows[id], PROJECTS[id]
        assert (row["name"], row["department"]) == (one.name, one.department)
        assert row["budget"] == Decimal(one.years[2024].adjusted or one.years[2024].original)
        assert row["executed"] == row["budget"] * Decimal(one.years[2024].paid[2]) / 100
        assert row["after"] == Decimal(one.years[2025].original)


def test_every_row_says_that_it_is_invented():
    assert {row["note"] for draft in execution_followup.drafts() for rows in draft.tables.values() for row in rows} == {
        NOTE
    }
