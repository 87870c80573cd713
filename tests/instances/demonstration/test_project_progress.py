"""The demonstration's projects from vote to satisfaction: the chain holds across rooms, and codes never change."""

from __future__ import annotations

from functools import cache

import pytest

from scripts import registry
from scripts.disclosures.livelihood_votes.project_progress.works import Work, works
from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import ballots
from scripts.intake import codelist, method, table
from scripts.model.method import in_force
from scripts.model.period import Period
from scripts.model.release import Release, ReleaseId
from tests.instances.demonstration import project_progress, project_satisfaction, project_vote
from tests.instances.demonstration.base import HOME
from tests.instances.demonstration.generate import csv_bytes

MODULES = {
    "project_vote": project_vote,
    "project_progress": project_progress,
    "project_satisfaction": project_satisfaction,
}


@cache
def releases(report: str) -> dict[str, Release]:
    room = registry.disclosure("livelihood_votes", report)
    lists = codelist.read_all(HOME / "data" / "codelists")
    rules = method.read_all(HOME / "data" / "methods")
    found: dict[str, Release] = {}
    for draft in MODULES[report].drafts():
        id = ReleaseId.parse(draft.id)
        tables = {
            name: table.parse(csv_bytes(schema.names, draft.tables[name]), schema, lists, f"{name}.csv")
            for name, schema in room.schemas.items()
        }
        methods = {name: in_force(rules[name], id.period.end) for name in room.methods}
        found[str(id.period)] = Release(id, tables, lists, methods, id.period.end, tuple(found.values()))
    return found


def progress() -> dict[str, dict[str, Work]]:
    return {period: {work.code: work for work in works(one)} for period, one in releases("project_progress").items()}


def chosen(year: int) -> list[str]:
    rows = releases("project_vote")[str(year)].table.records()
    return [row["project"] for row in rows if row["chosen"]]


@pytest.mark.parametrize("report", ["project_progress", "project_satisfaction"])
def test_every_release_passes_the_rules(report: str) -> None:
    room = registry.disclosure("livelihood_votes", report)
    assert {period: [str(p) for p in room.check(one)] for period, one in releases(report).items()} == {
        period: [] for period in releases(report)
    }


def test_every_quarter_of_the_three_years_is_there() -> None:
    assert list(releases("project_progress")) == [f"{year}-Q{q}" for year in (2023, 2024, 2025) for q in (1, 2, 3, 4)]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_chosen_project_has_a_row_each_quarter_until_it_ends(year: int) -> None:
    for code in chosen(year):
        ended = False
        for period, rows in progress().items():
            if Period.parse(period).year < year:
                continue
            if not ended or Period.parse(period).year == year:
                assert code in rows, f"{code} has no row in {period}"
                assert rows[code].reported or rows[code].word == "本期未报告"
            ended = ended or (code in rows and rows[code].ended)


def test_only_chosen_projects_are_followed_and_with_the_promises_of_the_vote() -> None:
    voted = {
        row["project"]: row for one in releases("project_vote").values() for row in one.table.records() if row["chosen"]
    }
    for rows in progress().values():
        for code, work in rows.items():
            assert work.cells["planned_completion"] == voted[code]["completion"]
            assert work.cells["planned_money"] == voted[code]["cost_year"]
            assert work.cells["lead"] == voted[code]["lead"]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_chosen_project_is_rated_or_says_why_not(year: int) -> None:
    rated = {one.code: one for one in ballots(releases("project_satisfaction")[str(year)])}
    assert set(chosen(year)) <= set(rated)
    assert all(one.rated or one.cells["reason"] for one in rated.values())


def test_each_year_has_an_adjustment_a_late_project_a_silent_quarter_and_three_inspections() -> None:
    for year in (2023, 2024, 2025):
        quarters = [rows for period, rows in progress().items() if Period.parse(period).year == year]
        own = [work for rows in quarters for work in rows.values() if work.cells["year"] == year]
        assert sum(work.word == "调整" for work in own) == 1
        assert sum(not work.reported for work in own) == 1
        at = Period.parse(f"{year}-Q3").end
        assert [work.late(at) for work in quarters[2].values() if work.overdue(at)] == [30]
        assert {one.cells["type"] for work in own for one in work.inspections} == {"自查", "代表检查", "领导抽查"}


def test_a_project_that_was_late_goes_on_in_the_next_year_and_ends_there() -> None:
    found = progress()
    assert [found[q]["p2023-16"].word for q in ("2024-Q4", "2025-Q1")] == ["未完成", "完成"]
    assert "p2023-16" not in found["2025-Q2"]
    assert found["2025-Q1"]["p2023-16"].late(Period.parse("2025-Q1").end) == 58


def test_paid_money_may_exceed_the_plan() -> None:
    figures = registry.disclosure("livelihood_votes", "project_progress").compute(
        releases("project_progress")["2023-Q4"]
    )
    assert figures["paid_rate.p2023-13"].text == "105.6%"


def test_the_three_years_hold_each_grade() -> None:
    words = {one.word for release in releases("project_satisfaction").values() for one in ballots(release)}
    assert words == {"满意", "基本满意", "不满意", "没有测评"}
