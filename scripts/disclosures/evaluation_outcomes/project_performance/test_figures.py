"""Promises of the key project performance evaluation (重点项目绩效评价), on its sample with single cells changed."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import registry
from scripts.intake import codelist, table
from scripts.intake import method as methods
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId

ROOM = registry.disclosure("evaluation_outcomes", "project_performance")
SAMPLE = Path(__file__).parent / "sample"
LISTS = codelist.read_all(SAMPLE / "codelists")
VERSIONS = methods.read_all(SAMPLE / "methods")["project_performance"]


def read(period, earlier=(), **parameters):
    id = ReleaseId.parse(f"{ROOM}/{period}")
    tables = {name: table.read(SAMPLE / period / f"{name}.csv", schema, LISTS) for name, schema in ROOM.schemas.items()}
    method = in_force(VERSIONS, id.period.end)
    rule = replace(method, parameters={**method.parameters, **parameters})
    return Release(id, tables, LISTS, {"project_performance": rule}, id.period.end, earlier)


def sample(**parameters):
    return read("2024", (read("2023"),), **parameters)


def changed(release, resource, row, **cells):
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def codes(release):
    return [problem.code for problem in ROOM.check(release)]


def test_each_year_is_graded_by_the_method_then_in_force():
    # 65 is 中 by the cut-off 60 of 2019, and would be 差 by the cut-off 70 of 2024.
    assert codes(read("2023")) == []
    assert codes(read("2023", cut_offs=[90, 80, 70])) == ["check.grade-mismatch"]


@pytest.mark.parametrize(("tie", "found"), [(True, []), (False, ["check.grade-mismatch"])])
def test_exactly_the_cut_off_is_decided_by_the_method(tie, found):
    assert codes(sample(tie_reaches=tie)) == found


def test_veto_brings_the_last_grade_whatever_the_total_is():
    assert codes(changed(sample(), "data", 2, veto=None)) == ["check.grade-mismatch"]


def test_highest_and_lowest_mark_are_dropped():
    assert codes(sample(drop_extremes=0)) == ["check.marks-mismatch"]


def test_scores_out_of_a_hundred_are_weighted():
    release = read("2023", scored="按百分")
    release = changed(release, "criteria", 0, score=Decimal(65))
    release = changed(release, "criteria", 1, score=Decimal(65))
    assert codes(release) == []
    assert codes(changed(release, "criteria", 1, score=Decimal(66))) == ["check.total-mismatch"]


def test_projects_are_ranked_only_among_those_of_their_phase():
    figures = ROOM.compute(sample())
    places = {id: figures[id].value for id in figures if id.startswith("rank.")}
    assert places == {"rank.k-01.after": 1, "rank.k-03.after": 2, "rank.k-02.after": 3, "rank.k-04.before": None}
    assert figures["rank.k-04.before"].missing == "本年事前只评价了 1 个项目，不排名次"


def test_investment_of_a_project_evaluated_twice_is_not_added_up():
    release = changed(sample(), "data", 3, project="k-01")
    assert ROOM.compute(release)["investment"].missing == "有项目在一年里评了几个阶段，不相加"


def test_change_of_method_is_a_break_and_its_reason_is_said():
    release = sample()
    figures = ROOM.compute(release)
    chart = ROOM.draw(release, figures, ROOM.lay_out(release, figures))["history"]
    assert [row["f6"] for row in chart.specs["narrow"]["data"]["values"]] == [0, 1]
    assert "变更前后的分数不可比较" in chart.description
    assert "60 分提高到 70 分" in release.method("project_performance").change


def test_point_not_closed_is_followed_into_the_next_year():
    items = ROOM.items(sample(), ROOM.compute(sample()))
    assert items is not None
    assert [(one.id, one.status, one.late) for one in items] == [
        ("2024-01", "late", 31),
        ("2024-02", "wait", 0),
        ("2024-03", "going", 0),
    ]
    assert isinstance(sample(), Release)
