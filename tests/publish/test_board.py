"""The boards of the home page: how the headline moved, where projects and suggestions stand, who is warned."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import registry
from scripts.model.period import Period
from scripts.publish.board import NAMES, boards, change
from scripts.publish.reuse import Reuse
from tests.disclosures import sample

NOWHERE = Reuse(Path(), None)
SPENDING = registry.disclosure("budget_execution", "department_execution")
WORKS = registry.disclosure("livelihood_votes", "project_progress")
REGISTER = registry.disclosure("suggestion_handling", "suggestion_register")


def at(edition, period, **figures):
    """The edition as if of another period, some figures changed."""
    id = replace(edition.release.id, period=Period.parse(period))
    release = replace(edition.release, id=id)
    found = {
        name: replace(edition.figures[name], value=value, missing="未报告" if value is None else "")
        for name, value in figures.items()
    }
    return replace(edition, release=release, figures={**edition.figures, **found})


def site(*editions):
    return replace(sample.site(SPENDING, editions[-1]), editions=editions)


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [
        ("2024-Q1", "30", "比2024年第一季度（30.0%）高"),
        ("2023-Q2", "50", "比2023年第二季度（50.0%）低"),
        ("2023-Q4", "30", None),
    ],
)
def test_the_headline_is_held_against_the_period_before_of_the_year_or_the_same_of_last_year(
    before: str, value: str, said: str | None
) -> None:
    now = sample.edition(SPENDING)
    told = change(site(at(now, before, rate=Decimal(value)), now), now)
    assert told.get("text") == said
    if said:
        assert told["href"] == f"/budget_execution/department_execution/{before}/#rate"


def test_nothing_is_said_of_a_change_where_a_number_is_missing_or_the_rule_is_another() -> None:
    now = sample.edition(SPENDING)
    assert change(site(now), now) == {}
    assert change(site(at(now, "2024-Q1", rate=None), now), now) == {}
    other = at(now, "2024-Q1", rate=Decimal(30))
    rules = {name: replace(one, version="1999") for name, one in other.release.methods.items()}
    assert change(site(replace(other, release=replace(other.release, methods=rules)), now), now) == {}


def test_projects_are_counted_by_where_they_stand_and_those_in_trouble_named() -> None:
    edition = sample.edition(WORKS)
    board = boards(sample.site(WORKS, edition), NOWHERE)[0]
    projects = [one for one in edition.mentions if one.type == "project"]
    assert sum(int(row["words"].split()[0]) for row in board["rows"]) == len(projects)
    late = next(row for row in board["rows"] if row["status"] == "late")
    assert [one["title"] for one in late["names"]] == [one.title for one in projects if one.status == "late"]
    assert not any(row.get("names") for row in board["rows"] if row["status"] == "done")


def test_suggestions_are_counted_by_phase_and_each_leads_to_its_list() -> None:
    board = boards(sample.site(REGISTER, sample.edition(REGISTER)), NOWHERE)[0]
    assert {row["href"].rsplit("/", 3)[1] for row in board["rows"]} == {"phase"}
    assert not any(row["words"].startswith("0 ") for row in board["rows"])


def test_only_the_worst_warning_of_a_report_is_repeated_and_a_long_list_is_cut_visibly() -> None:
    edition = sample.edition(SPENDING)
    bad = next(one for one in edition.mentions if one.status == "warn30")
    many = tuple(replace(bad, id=f"9{number}") for number in range(NAMES + 2))
    (board,) = boards(sample.site(SPENDING, replace(edition, mentions=many)), NOWHERE)
    (row,) = board["rows"]
    assert (row["status"], row["words"], len(row["names"]), row["more"]) == ("warn30", "6 个", NAMES, "等 6 个")
    assert boards(sample.site(SPENDING, replace(edition, mentions=())), NOWHERE) == []
